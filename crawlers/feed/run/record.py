"""Check what a crawl gives, and keep it in the journal of its run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from crawlers.feed.format.lookup import find_line
from crawlers.feed.judge.id_reuse import key_of_reading
from crawlers.feed.judge.lifecycle import closed_before, has_left, state_when_read
from crawlers.feed.publish.corrected import as_read
from crawlers.feed.run.cause import PageNow, list_moved
from crawlers.feed.store.generations import known_under
from crawlers.feed.store.journal import PARTS, Journal
from crawlers.feed.store.marks import FIELDS as MARKED
from crawlers.feed.store.marks import Marks
from crawlers.feed.store.state import LIFECYCLE, State, filled
from crawlers.output.secrets import without_secrets
from crawlers.posting.ids import wrong_id
from crawlers.posting.line import canonical_line, content_hash, has_exact_numbers, id_of, line_of

if TYPE_CHECKING:
    from crawlers.contract.ledger import Fetched
    from crawlers.feed.run.run import Run
    from crawlers.posting.raw import Reading
    from crawlers.posting.schema import JobPosting

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which UTF-8 has no bytes for."""


class PostingRecorder:
    """Keeps what the crawl of a run gives. Every method raises OSError where the disk is full."""

    def __init__(self, run: Run) -> None:
        self._run, self._journal = run, run.journal

    def keep(self, reading: Reading, fetched: Fetched | None = None) -> None:
        """Keep a posting that was read. Raise ValueError where it cannot be a line of this feed.

        fetched: what came with its page. Of two pages that give one id, one is kept, whichever
        comes first.
        """
        posting = self._checked(reading.posting)
        marks = Marks.of(posting.model_dump(include=set(MARKED)))
        posting, before = self._named(posting, marks)
        key = posting.id.partition(":")[2]
        state = state_when_read(posting, before, self._run.now)
        state = replace(state, filled=filled(posting), marks=marks.written(), code=self._run.code)
        state = _with_page(state, fetched)
        if before and self._is_by_rules(posting.id, before, state, reading):
            state = replace(state, last_changed=before.last_changed)
        line = _line(posting, state, reading.is_checked)
        if before and _is_same_line(before, state):
            line = b""  # the line of the last good run stays
        if key in self._run.read_states and not self._wins(key, line):
            return
        record = {"t": "posting", "key": key, "state": state.as_dict()}
        self._journal.append(record, *((*_side_lines(reading), line) if line else ()))

    def reject(
        self, key: str, url: str | None, kind: Literal["dropped", "lost"], reason: str
    ) -> None:
        """Keep that a posting was dropped by a stage, or lost to an error. reason: a code, a colon,
        words, which may be a driver's and quote its password."""
        reason = without_secrets(reason)  # guard: rejects are masked
        self._journal.append(
            {"t": "reject", "key": key, "url": url, "kind": kind, "reason": reason}
        )

    def take_over(self, part: Journal) -> None:
        """Keep what another process read for this run. part: its journal."""
        for key in part.index:
            line = part.part(key, "line")
            if key not in self._run.read_states or self._wins(key, line):
                parts = filter(None, (part.part(key, name) for name in PARTS))
                self._journal.append(part.posting(key), *parts)
        for record in part.rejects.values():
            self._journal.append(record)

    def _checked(self, posting: JobPosting) -> JobPosting:
        """Return a posting with its content hash. Raise ValueError where it is not one of this feed
        or holds a number that JSON cannot."""
        feed, source = self._run.folder.name, posting.id.partition(":")[0]
        if source != feed or posting.source != source:
            raise ValueError(f"wrong_source: {posting.id} is not a posting of {feed}")
        if wrong := wrong_id(posting.id):
            raise ValueError(f"id: {wrong}")
        if not posting.content_hash:
            posting = posting.model_copy(update={"content_hash": content_hash(posting)})
        if not has_exact_numbers(list(_numbers(posting))):
            raise ValueError("number: JSON cannot hold it, or readers would round it")
        return posting

    def _is_by_rules(self, name: str, before: State, now: State, reading: Reading) -> bool:
        """Return whether a posting reads otherwise than before because other code read it, and not
        because its page changed: see crawlers.feed.run.cause. name: the id of the posting."""
        if before.content_hash == now.content_hash or before.code == now.code:
            return False
        run = self._run
        if list_moved(before, now) or run.previous is None:
            return False
        good = run.folder.run(run.previous.run_id)
        given = (each for each in run.previous.corrections if each.id == name)
        line = as_read(find_line(good / "postings.jsonl", name), given)
        provenance = find_line(good / "provenance.jsonl", name)
        return bool(line) and not PageNow(reading).lost(line, provenance)

    def _named(self, posting: JobPosting, marks: Marks) -> tuple[JobPosting, State | None]:
        """Return a posting under its own id, which differs from the site's where that named another
        job before; and its state in the last good run: None where it is new, or was closed so long
        ago that it leaves the feed and begins anew."""
        key, end = posting.id.partition(":")[2], closed_before(self._run.now)
        known = [each for each in known_under(self._run.store, key) if not has_left(each, end)]
        own = key_of_reading(key, marks, known)
        if own != key:
            posting = posting.model_copy(update={"id": f"{posting.source}:{own}"})
        return posting, next((each for each in known if each.key == own), None)

    def _wins(self, key: str, line: bytes) -> bool:
        """Return whether the second of two pages that gave one id is kept: the posting as it was
        stays, else the line that sorts first."""
        earlier = self._journal.part(key, "line")
        return not line or (bool(earlier) and line < earlier)


def _line(posting: JobPosting, state: State, is_checked: bool) -> bytes:
    """Return the line of a posting in a state. Raise ValueError where the schema or UTF-8 does not
    allow it. is_checked: whether the schema allows it is known."""
    lifecycle = posting.lifecycle.model_copy(update=state.lifecycle)
    line = canonical_line(
        posting.model_copy(update={"status": state.status, "lifecycle": lifecycle})
    )
    if not is_checked:
        type(posting).model_validate_json(line)
    if id_of(line) != posting.id or SURROGATE.search(posting.url or ""):
        raise ValueError("id or url: UTF-8 cannot encode it")
    return line


def _with_page(state: State, fetched: Fetched | None) -> State:
    """Return a state with what came with the page: the time, and what asks for changes only."""
    if fetched is None:
        return state
    return replace(
        state,
        fetched_at=fetched.at,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        lastmod=fetched.lastmod,
        answer=fetched.answer,
    )


def _is_same_line(before: State, now: State) -> bool:
    """Return whether a posting that was read again has the line that it had."""
    names = ("url", "content_hash", "status", *LIFECYCLE)
    return all(getattr(before, name) == getattr(now, name) for name in names)


def _side_lines(reading: Reading) -> tuple[bytes, bytes]:
    """Return the records of a posting in provenance.jsonl and removed.jsonl, without its id: where
    its values come from, and what was cut."""
    fields = {
        name: {"method": said.method, "locator": said.locator, "raw": said.raw}
        for name, said in reading.provenance.items()
    }
    removed = [
        {"text": each.text, "rule": each.rule, "line": each.line} for each in reading.removed
    ]
    return line_of({"fields": fields, "unread": reading.unread}), line_of({"removed": removed})


def _numbers(posting: JobPosting) -> Iterator[Any]:
    """Yield every value of a posting that may be a number."""
    yield posting.openings
    for each in posting.experience:
        yield from (each.min_months, each.max_months)
    if posting.reports:
        yield from (posting.reports.direct, posting.reports.indirect)
    yield from (each.value for each in posting.inferred.values())
