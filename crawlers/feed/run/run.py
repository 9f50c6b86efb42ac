"""One run of one feed: from the lock to the verdict.

`Run.begin` takes the lock and finds out what is known; `read` and `reject` keep in the journal what
the crawl gives; `finish` judges and publishes. A killed run goes on with the next `begin`; whatever
happens, consumers see the last good run.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from crawlers.contract.known import Known
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lock import Lock
from crawlers.feed.format.manifest import (
    SCHEMA_VERSION,
    BoardName,
    Dropped,
    Manifest,
    Source,
    schema_sha256,
    version,
)
from crawlers.feed.judge.gate import comparable, judge, withheld_by
from crawlers.feed.judge.lifecycle import Moment, closed_before, has_left, read_again
from crawlers.feed.judge.next_feed import Ending, Settled, settle
from crawlers.feed.judge.same_title import took_one_title
from crawlers.feed.publish import publish
from crawlers.feed.publish.publish import Staging
from crawlers.feed.publish.write_run import Contents, lines_of, write_run
from crawlers.feed.run.begin import last_good, need_room, same_board, synced_store, taken_up
from crawlers.feed.run.messages import mend
from crawlers.feed.store.journal import PARTS, Journal
from crawlers.feed.store.known_postings import KnownPostings
from crawlers.feed.store.state import LIFECYCLE, State, filled
from crawlers.feed.store.store import Store
from crawlers.posting.line import canonical_line, content_hash, has_exact_numbers, id_of, line_of

if TYPE_CHECKING:
    from crawlers.contract.ledger import Fetched, Ledger
    from crawlers.feed.publish.target import Target
    from crawlers.posting.raw import Reading
    from crawlers.posting.schema import JobPosting
    from crawlers.contract.declarations import Healthy
from crawlers.feed.run.outcome import Outcome, Verdict

INTERRUPTED = frozenset({"shutdown", "disk_full", "closespider_timeout"})
"""Finish reasons after which the next run goes on where this one stopped: told to stop, no room, a
site larger than a night."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which UTF-8 has no bytes for."""


class Trouble(Exception):
    """No run can begin, for a reason outside of it (disk, damaged files); the message says
    which."""


class Run:
    """See the head of this module. store: what stages ask. now: the one instant that the run calls
    now. resumed:
    postings that were read before it was interrupted."""

    def __init__(
        self,
        folder: Folder,
        clock: Clock,
        lock: Lock,
        previous: Manifest | None,
        journal: Journal,
        store: Store,
        target: Target | None = None,
        board: BoardName | None = None,
    ) -> None:
        self.folder, self.clock, self.previous, self.store, self.board = (
            folder,
            clock,
            previous,
            store,
            board,
        )
        self._lock, self._journal, self._target = lock, journal, target
        self.head = journal.head
        self.run_id: str = journal.head["run_id"]
        self.now: str = journal.head["as_of"]
        self.code: str = journal.head["code"]
        self._read = ReadNow(journal)
        self.resumed = len(self._read)
        lock.tell(f"run {self.run_id}")

    @classmethod
    def begin(
        cls,
        folder: Folder,
        clock: Clock,
        code: str = "",
        store: str = "",
        target: Target | None = None,
        board: BoardName | None = None,
    ) -> Run:
        """A new run, or the interrupted one. code: names all that reads pages; a run of other code
        is not taken up. store: see open_store. target: where it is published for all machines.
        board: what the feed is of. Raises Busy when another run is at work, OtherBoard when the
        feed is of another board, Trouble when none can begin."""
        lock = None
        try:
            folder.make()
            lock = Lock(folder.work / "lock")
            with folder.alone():
                publish.tidy(folder)
                if target:
                    target.meet(folder)
            previous = last_good(folder)
            same_board(folder, previous, board)
            need_room(folder, previous)
            journal = Journal(folder.work / "journal")
            states = synced_store(folder, previous, store)
            journal = taken_up(journal, folder, clock, previous, code)
            return cls(folder, clock, lock, previous, journal, states, target, board)
        except BaseException as error:
            if lock:
                lock.release()
            if isinstance(error, (OSError, sqlite3.Error, ValueError, Unsound)):
                raise Trouble(
                    f"{folder.path}: {getattr(error, 'strerror', None) or error}.\n{mend(error)}"
                ) from None
            raise

    # --- What the spider is told

    def known(self, full: bool = False) -> Mapping[str, Known]:
        """By key, what a spider needs to fetch only what changed; full, or other code than last
        time: every page is read anew."""
        anew = full or not self.previous or self.previous.code != self.code
        before = self.previous.started_at if self.previous else self.now
        return KnownPostings(None if anew else self.store, self._read, before, self.now)

    def page_budget(self) -> int | None:
        """The most pages to ask for: three times what the last list had; None before the first
        run."""
        return 3 * self.previous.sources[0].listed + 300 if self.previous else None

    # --- What the crawl gives

    def read(self, reading: Reading, fetched: Fetched | None = None) -> None:
        """Keeps a posting. Raises OSError when the disk is full, ValueError when the posting can be
        no line of this feed."""
        posting = reading.posting
        source, _, key = posting.id.partition(":")
        if source != self.folder.name or posting.source != source:
            raise ValueError(f"wrong_source: {posting.id} is not a posting of {self.folder.name}")
        if not posting.content_hash:
            posting = posting.model_copy(update={"content_hash": content_hash(posting)})
        if not has_exact_numbers(list(_numbers(posting))):
            raise ValueError("number: one that JSON cannot say, or that readers would round")
        before = self.store.state(key)
        if before and has_left(before, closed_before(self.now)):
            before = None
        state = read_again(posting, before, self.now)
        lifecycle = posting.lifecycle.model_copy(update=state.lifecycle)
        line = canonical_line(
            posting.model_copy(update={"status": state.status, "lifecycle": lifecycle})
        )
        type(posting).model_validate_json(line)
        if id_of(line) != posting.id or SURROGATE.search(posting.url or ""):
            raise ValueError("id or url: one that UTF-8 cannot say")
        state = replace(
            state,
            filled=filled(posting),
            fetched_at=(fetched.at if fetched else None) or reading.fetched_at,
            etag=fetched.etag if fetched else reading.etag,
            last_modified=fetched.last_modified if fetched else reading.last_modified,
            lastmod=fetched.lastmod if fetched else None,
        )
        if before and _line_stays(before, state):
            line = b""
        if key in self._read and not self._wins(key, line):
            return
        record = {"t": "posting", "key": key, "state": state.as_dict()}
        self._journal.append(record, *((*_beside(reading), line) if line else ()))

    def reject(
        self, key: str, url: str | None, kind: Literal["dropped", "lost"], reason: str
    ) -> None:
        """Keeps that a posting did not come through. kind: dropped by a stage, or lost to an error.
        reason: a code, a colon, words."""
        self._journal.append(
            {"t": "reject", "key": key, "url": url, "kind": kind, "reason": reason}
        )

    def adopt(self, part: Journal) -> None:
        """Takes over what another process read for this run. Raises OSError."""
        for key in part.index:
            line = part.part(key, "line")
            if key not in self._read or self._wins(key, line):
                self._journal.append(
                    part.posting(key), *filter(None, (part.part(key, name) for name in PARTS))
                )
        for record in part.rejects.values():
            self._journal.append(record)

    def _wins(self, key: str, line: bytes) -> bool:
        """Two pages gave one id: the posting as it was stays, else the first by its bytes,
        whichever came first."""
        earlier = self._journal.part(key, "line")
        return not line or (bool(earlier) and line < earlier)

    # --- The verdict

    def finish(
        self, ending: Ending, ledger: Ledger, expect: Healthy, accept: bool = False
    ) -> Outcome:
        """Judges the run, publishes or withholds it, and lets go of the feed. accept: a shrink is
        genuine. Does not raise on what the crawl or the disk did."""
        try:
            if ending.reason in INTERRUPTED:
                return self._interrupted(f"The crawl was stopped ({ending.reason}).")
            return self._judged(ending, ledger, expect, accept)
        except OSError as error:
            return self._interrupted(f"The run could not be written: {error.strerror or error}.")
        except MemoryError:
            return self._interrupted("The run could not be written: there was not enough memory.")
        except (Unsound, ValueError) as error:
            return self._interrupted(f"The run could not be trusted: {error}.")
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Lets go of the feed; what was read stays in the journal."""
        self._journal.close()
        self.store.close()
        self._lock.release()

    def _judged(self, ending: Ending, ledger: Ledger, expect: Healthy, accept: bool) -> Outcome:
        moment = Moment(
            self.folder.name,
            self.run_id,
            self.now,
            self.previous.started_at if self.previous else None,
        )
        settled = settle(ledger, ending, moment, self.store, self._read, self._journal.rejects)
        history = comparable(manifest.sources[0] for manifest in self.folder.history())
        gates = judge(replace(settled.measured(), alike=self._alike(settled)), expect, history)
        failed = tuple(withheld_by(gates, accept))
        source = settled.source(gates, failed, accept)
        manifest = self._written(settled, source)
        # the verdict stands; the next run tidies up
        with suppress(OSError, MemoryError, sqlite3.Error, UnicodeError):
            if source.published:
                self._remember(settled)
            self._journal.remove()
            publish.prune(self.folder)
        if source.published and self._target:
            self._target.push(self.folder)
        return Outcome(VERDICTS[source.published, bool(source.count)], source, manifest, failed)

    def _alike(self, settled: Settled) -> int:
        """See crawlers.feed.judge.same_title."""
        lines = filter(None, (self._journal.part(key, "line") for key in settled.fresh))
        return took_one_title(lines, lambda: lines_of(self.folder, self.previous, "postings.jsonl"))

    def _written(self, settled: Settled, source: Source) -> Manifest:
        """Publishes or withholds what was settled."""
        staging = Staging(self.folder, self.run_id)
        contents = Contents(
            source=self.folder.name,
            now=self.now,
            changed=settled.changed(),
            state=settled.state,
            fresh=set(filter(self._journal.holds_line, settled.fresh)),
            amends=settled.amends,
            left=settled.left,
            opened=settled.opened,
            journal=self._journal,
            rejects=settled.rejects(),
            closed_before=settled.moment.closed_before,
        )
        try:
            counts = write_run(staging, self.previous, contents)
            manifest = Manifest(
                feed=self.folder.name,
                run_id=self.run_id,
                previous=self.previous.run_id if self.previous else None,
                sequence=self.previous.sequence + 1 if self.previous else 1,
                started_at=self.now,
                ended_at=self.clock.now(),
                files=staging.files,
                counts=replace(counts, rejected=source.rejected, carried_over=source.carried_over),
                dropped=Dropped(settled.moment.closed_before),
                sources=[source],
                schema_version=SCHEMA_VERSION,
                schema_sha256=schema_sha256(),
                generator=f"jobwire {version()}",
                code=self.code,
                board=self.board,
            )
            (staging.publish if source.published else staging.withhold)(manifest)
        except BaseException:
            staging.discard()
            raise
        return manifest

    def _remember(self, settled: Settled) -> None:
        """Brings the store to the run just published."""
        changed = map(settled.state, settled.fresh | settled.moved.keys())
        self.store.mirror(self.run_id, changed, settled.left)

    def _interrupted(self, why: str) -> Outcome:
        source = Source(
            self.folder.name,
            "partial" if self._read else "failed",
            published=False,
            run_id=self.run_id,
        )
        return Outcome("interrupted", source, why=why)


class ReadNow(Mapping[str, State]):
    """By key, the states of what was read in this run, kept in its journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __getitem__(self, key: str) -> State:
        return State(**self._journal.posting(key)["state"])

    def __iter__(self) -> Iterator[str]:
        return iter(self._journal.index)

    def __len__(self) -> int:
        return len(self._journal.index)

    def __contains__(self, key: object) -> bool:
        return key in self._journal.index


def _beside(reading: Reading) -> tuple[bytes, bytes]:
    """What stands beside a posting's line in the files of the run, without its id: where its values
    come from, what was cut."""
    said = {
        name: {"method": s.method, "locator": s.locator, "raw": s.raw}
        for name, s in reading.provenance.items()
    }
    removed = [
        {"text": each.text, "rule": each.rule, "line": each.line} for each in reading.removed
    ]
    return line_of({"fields": said, "unread": reading.unread}), line_of({"removed": removed})


def _numbers(posting: JobPosting) -> Iterator[Any]:
    """Every value of a posting that may be a number."""
    yield posting.openings
    yield from (
        months for each in posting.experience for months in (each.min_months, each.max_months)
    )
    yield from (posting.reports.direct, posting.reports.indirect) if posting.reports else ()
    yield from (each.value for each in posting.inferred.values())


def _line_stays(before: State, now: State) -> bool:
    """Whether a posting that was read again has the line it had."""
    return all(
        getattr(before, name) == getattr(now, name)
        for name in ("url", "content_hash", "status", *LIFECYCLE)
    )


VERDICTS: dict[tuple[bool, bool], Verdict] = {
    (True, True): "published", (True, False): "published", (False, True): "withheld", (False, False): "failed",
}  # fmt: skip
