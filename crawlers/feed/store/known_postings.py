"""The postings that the feed knows, as a spider sees them: enough to fetch only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from crawlers.contract.known import Known
from crawlers.feed.store.generations import age_of, current_of, known_under, split_generation

if TYPE_CHECKING:
    from crawlers.feed.store.state import State
    from crawlers.feed.store.store import Store

WEEK = timedelta(days=7)
"""How often each posting is fetched again although the list shows no change, at a time of the week
of its own."""
FRESH = timedelta(days=2)
"""How long a posting that was just read is not fetched again; so its first turn comes within nine
days."""


_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)


@lru_cache
def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


class KnownPostings(Mapping[str, Known]):
    """What a run knows, by key of the site. A posting is looked up when it is asked for: a large
    feed does not fit into the memory of a small machine.

    store: the last good run; None to know nothing of it. read: what was read in this run before it
    was interrupted. before, now: the instants of the last good run and of this one. clock_is_off:
    says whether the answers so far contradict our clock; nothing counts as fresh then.
    """

    def __init__(
        self, store: Store | None, read: Mapping[str, State], before: str, now: str
    ) -> None:
        self._store, self._read = store, read
        self._before, self._now, self._now_text = _instant(before), _instant(now), now
        self.clock_is_off: Callable[[], bool] = lambda: False

    def __getitem__(self, key: str) -> Known:
        states = known_under(self._store, key) if self._store else []
        if read := self._read_as(key, states):
            return Known(self._read[read].url, done=True)
        state = current_of(states)
        # to be read in full, should it be back
        if state is None or state.closed_reason in ("absent", "gone"):
            raise KeyError(key)
        return Known(state.url, state.etag, state.last_modified, state.lastmod, self._is_due(state))

    def _read_as(self, key: str, states: list[State]) -> str:
        """Return the key under which a posting was read in this run; "" where it was not. It may be
        the first of a new generation."""
        if not self._read:
            return ""
        newest = max([1, *(age_of(state.key) for state in states)])
        keys = (key, *(f"{key}~{age}" for age in range(2, newest + 2)))
        return next((each for each in keys if each in self._read), "")

    def _is_due(self, state: State) -> bool:
        """Return whether a posting is asked for although the list shows no change: its own time of
        the week has come since the last good run, and it was not read just before; or there is
        something to find out (its deadline is over, its page was gone); or the clock cannot be
        trusted, now or in the last good run."""
        if state.gone or state.is_overdue(self._now_text) or self.clock_is_off():
            return True
        if self._before > self._now:  # guard: a clock that was ahead
            return True
        own = timedelta(seconds=zlib.crc32(state.key.encode()) % WEEK.total_seconds())
        come = (self._now - own - _EPOCH) // WEEK > (self._before - own - _EPOCH) // WEEK
        return come and not self._is_fresh(state)

    def _is_fresh(self, state: State) -> bool:
        """Return whether a posting was read just before. One that was read in the future was not:
        the clock was ahead then."""
        if not state.fetched_at:
            return False
        return timedelta(0) <= self._now - _instant(state.fetched_at) < FRESH

    def __iter__(self) -> Iterator[str]:
        keys = (*self._read, *(self._store.keys() if self._store else ()))
        for key in dict.fromkeys(split_generation(each)[0] for each in keys):
            if key in self:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)
