"""Why the line of a posting changed: its page, or what reads it (docs/feed.md, `cause`).

The same code reads the same page alike, so a change is the page's. Other code may read the same
page otherwise: then the page counts as changed only where the list says so, or where something that
was read from it no longer stands on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crawlers.page.page_words import as_words

if TYPE_CHECKING:
    from crawlers.feed.store.state import State
    from crawlers.posting.raw import Reading

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n")
_LONG = 24
"""Letters and digits from which a text is looked for without its blanks, too: some sites insert or
lose them, and a text so long stands nowhere by chance."""
_CUT = 500
"""Characters at which a provenance string is cut (RawPosting.prove)."""
_OF_THE_SITE = frozenset({"constant", "computed"})
"""Methods whose words do not come from the page."""
_PUT_TOGETHER = frozenset({"declared", "jsonld", "selector", "address"})
"""Methods whose words may be put together of several values of the page."""
_DATES = frozenset({"date_posted", "valid_through", "start_date"})
"""Fields whose words may be relative ("3 days ago"): they change though the date stays."""


def list_moved(before: State, now: State) -> bool:
    """Return whether the list or the head of the answer shows a change."""
    pairs = ((getattr(before, name), getattr(now, name)) for name in _EVIDENCE)
    return any(old and new and old != new for old, new in pairs)


_EVIDENCE = ("lastmod", "etag", "last_modified")


@dataclass(frozen=True)
class PageNow:
    """What stands on a page, as it was answered and as it was read."""

    reading: Reading

    def lost(self, line: bytes, provenance: bytes) -> str:
        """Return the first text of an earlier reading of the page that no longer stands on it; ""
        where all of them do. line, provenance: of that reading, as published."""
        return next(self._lost(json.loads(line), json.loads(provenance or b"{}")), "")

    def _lost(self, record: Mapping[str, Any], proofs: Mapping[str, Any]) -> Iterator[str]:
        for sentence in _SENTENCE_END.split(record.get("description") or ""):
            if not self._holds(sentence):
                yield sentence
        posting = self.reading.posting.model_dump(mode="json")
        for name, said in (proofs.get("fields") or {}).items():
            method, raw = said["method"], said["raw"] or ""
            if method in _OF_THE_SITE or raw == name:
                continue
            if name in _DATES and _day(posting.get(name)) == _day(record.get(name)):
                continue
            if len(raw) >= _CUT:
                raw = raw.rpartition(" ")[0]
            whole = self._holds(raw)
            if not whole and not (method in _PUT_TOGETHER and all(map(self._holds, raw.split()))):
                yield raw

    def _holds(self, text: str) -> bool:
        words = as_words(text)
        if not words.strip() or words in self._words:
            return True
        letters = words.replace(" ", "")
        return len(letters) >= _LONG and letters in self._letters

    @cached_property
    def _words(self) -> str:
        read = self.reading
        texts = [read.posting.description or "", *(each.text for each in read.removed)]
        texts += [said.raw for said in read.provenance.values()]
        return f"{read.page_words()} {as_words(chr(10).join(texts))}"

    @cached_property
    def _letters(self) -> str:
        return self._words.replace(" ", "")


def _day(date: Any) -> Any:
    return (date or {}).get("date")
