"""Postings of one site that read alike: each stays in the feed, and its line of `sightings.jsonl`
names the first of them in `same_text_as`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from crawlers.contract.on_disk import OnDisk
from crawlers.feed.store.store import AT_ONCE, batched

if TYPE_CHECKING:
    from crawlers.feed.store.state import State
    from crawlers.feed.store.store import Store


class SameTexts:
    """Notes whose text changed, came or went, and groups the open postings by text. It takes little
    memory however many there are."""

    def __init__(self) -> None:
        self._noted: OnDisk[None] = OnDisk()  # "HASH KEY", or "HASH " where one went

    def note(self, before: State | None, after: State | None) -> None:
        """Note what became of a posting; before, after: None where it was or is not in the feed."""
        old, new = _open_text(before), _open_text(after)
        if old == new:
            return
        if old:
            self._noted[f"{old} "] = None
        if new and after:
            self._noted[f"{new} {after.key}"] = None

    def groups(self, store: Store) -> Iterator[tuple[str, list[str]]]:
        """Yield each content hash that was noted, and the keys that have it now or had it in the
        last good run."""
        entries = (entry.partition(" ") for entry in self._noted)
        texts = (
            (text, [key for _, _, key in some if key])
            for text, some in groupby(entries, key=lambda entry: entry[0])
        )
        for batch in batched(texts, AT_ONCE):
            found = dict(batch)
            for key, text in store.open_alike(found):
                found[text].append(key)
            yield from ((text, sorted(set(keys))) for text, keys in found.items())


def _open_text(state: State | None) -> str:
    return state.content_hash if state and state.status == "open" else ""
