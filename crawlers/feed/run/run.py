"""One run of one feed: what it works with, from the lock to its release.

`Run.begin` takes the lock and opens journal and store. `PostingRecorder` (record.py) keeps what the
crawl gives in the journal, and `finish` (finish.py) judges and publishes. A run that was killed
goes on with the next `begin`; whatever happens, consumers see the last good run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import RECHECK_DAYS
from crawlers.contract.list_shape import ListBefore, ListShape
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lock import Lock
from crawlers.feed.format.manifest import BoardName, Manifest
from crawlers.feed.publish import publish
from crawlers.feed.run.begin import (
    last_good,
    open_synced_store,
    require_disk_space,
    require_same_board,
    require_whole_files,
    resume_or_begin,
)
from crawlers.feed.run.corrections import Corrections
from crawlers.feed.run.messages import describe_trouble
from crawlers.feed.run.unread_before import night_before
from crawlers.feed.store.journal import Journal
from crawlers.feed.store.known_postings import KnownPostings
from crawlers.feed.store.state import State
from crawlers.feed.store.store import Store

if TYPE_CHECKING:
    from crawlers.feed.publish.target import Target

PAGES_PER_LISTED = 3
SPARE_PAGES = 300
"""The page budget: this many requests for each posting of the last list, and these besides (set by
hand: list pages, retries and a site that grew)."""


class CannotBegin(Exception):
    """No run can begin, for a reason outside of it (disk, damaged files); the message says which,
    and what to do."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run is told before it begins.

    code: a fingerprint of all that reads pages; a run of other code is not resumed. store: where
    the store is, see `open_store`. target: where the run is published for all machines. board: what
    the feed is of. corrections: of a person, for all sources.
    """

    code: str = ""
    store: str = ""
    target: Target | None = None
    board: BoardName | None = None
    corrections: Corrections = field(default_factory=Corrections)


class Run:
    """What one run works with.

    previous: the manifest of the last good run; None before the first. store: what is known from
    it. journal: what was read so far. read_states: by key, the states of that. resumed: how many
    postings were read before the run was interrupted.
    """

    def __init__(
        self,
        folder: Folder,
        clock: Clock,
        lock: Lock,
        options: RunOptions,
        previous: Manifest | None,
        journal: Journal,
        store: Store,
    ) -> None:
        self.folder, self.clock, self.options = folder, clock, options
        self.previous, self.journal, self.store = previous, journal, store
        self.read_states = JournalStates(journal)
        self.resumed = len(self.read_states)
        self._lock = lock
        lock.note(f"run {self.run_id}")

    @classmethod
    def begin(cls, folder: Folder, clock: Clock, options: RunOptions = RunOptions()) -> Run:
        """Begin a new run, or go on with the one that was interrupted. Raise Busy where another run
        is at work, OtherBoard where the feed is of another board, CannotBegin where no run can
        begin."""
        lock = None
        try:
            folder.make()
            lock = Lock(folder.work / "lock")
            with folder.exclusive():
                publish.tidy(folder)
                if options.target:
                    options.target.synchronise(folder)
            previous = last_good(folder)
            require_same_board(folder, previous, options.board)
            require_whole_files(folder, previous)
            require_disk_space(folder, previous)
            journal = Journal(folder.work / "journal")
            states = open_synced_store(folder, previous, options.store)
            journal = resume_or_begin(journal, folder, clock, previous, options.code)
            return cls(folder, clock, lock, options, previous, journal, states)
        except BaseException as error:
            if lock:
                lock.release()
            if isinstance(error, (OSError, sqlite3.Error, ValueError, Unsound)):
                raise CannotBegin(describe_trouble(error, folder)) from None
            raise

    @property
    def head(self) -> dict[str, Any]:
        """The first record of the journal: run_id, as_of, previous, code."""
        return self.journal.head

    @property
    def run_id(self) -> str:
        """The name of the run."""
        return str(self.head["run_id"])

    @property
    def now(self) -> str:
        """The one instant that the run uses as "now"."""
        return str(self.head["as_of"])

    @property
    def code(self) -> str:
        """The fingerprint of all that reads pages."""
        return str(self.head["code"])

    def known(self, full: bool = False, recheck: int = RECHECK_DAYS) -> KnownPostings:
        """Return by key what a spider needs to fetch only what changed. With `full`, and with other
        code than in the last good run, every page is read anew. recheck: days, as the plugin
        declares."""
        anew = full or not self.previous or self.previous.code != self.code
        before = self.previous.started_at if self.previous else self.now
        return KnownPostings(
            self.store,
            self.read_states,
            before,
            self.now,
            anew=anew,
            code=self.code,
            recheck=recheck,
        )

    def list_before(self) -> ListBefore:
        """Return what a spider may hold its list against: the list of the last good run, and
        whether an earlier night found all postings gone."""
        last = self.previous.sources[0] if self.previous else None
        said, was_empty = (last.list_shape, not last.count) if last else (None, False)
        was_gone = any(
            each.sources[0].gone_all and each.started_at <= night_before(self.now)
            for each in self.folder.withheld()
        )
        with suppress(KeyError, TypeError):
            return ListBefore(ListShape.of(said) if said else None, was_gone, was_empty)
        return ListBefore(None, was_gone, was_empty)

    def page_budget(self) -> int | None:
        """Return the largest number of pages to ask for; None before the first good run."""
        if self.previous is None:
            return None
        return PAGES_PER_LISTED * self.previous.sources[0].listed + SPARE_PAGES

    def close(self) -> None:
        """Release the feed; what was read stays in the journal."""
        self.journal.close()
        self.store.close()
        self._lock.release()


class JournalStates(Mapping[str, State]):
    """By key, the states of what was read in this run, read from its journal one by one."""

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
