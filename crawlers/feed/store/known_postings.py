"""The postings that the feed knows, as a spider sees them: enough to fetch only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from crawlers.contract.declarations import RECHECK_DAYS
from crawlers.contract.known import Known
from crawlers.feed.store.generations import age_of, current_of, known_under, split_generation

if TYPE_CHECKING:
    from crawlers.feed.store.state import State
    from crawlers.feed.store.store import Store

_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)


@lru_cache
def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_after(at: str | None, now: datetime) -> bool:
    return at is not None and _instant(at) > now


class KnownPostings(Mapping[str, Known]):
    """What a run knows, by key of the site. A posting is looked up when it is asked for: a large
    feed does not fit into the memory of a small machine.

    store: the last good run. read: what was read in this run before it was interrupted. before,
    now: the instants of the last good run and of this one. anew: every page is to be read, whatever
    is known of it. code: the fingerprint of what reads pages. recheck: the days after which a page
    is asked for again at the latest. clock_is_off: says whether the answers so far contradict our
    clock; nothing counts as fresh then.
    """

    def __init__(
        self,
        store: Store,
        read: Mapping[str, State],
        before: str,
        now: str,
        *,
        anew: bool = False,
        code: str = "",
        recheck: int = RECHECK_DAYS,
    ) -> None:
        self._store, self._read, self._anew = store, read, anew
        self._code = code
        self._recheck = timedelta(days=recheck)
        self._before, self._now, self._now_text = _instant(before), _instant(now), now
        self.clock_is_off: Callable[[], bool] = lambda: False

    def __getitem__(self, key: str) -> Known:
        states = known_under(self._store, key)
        if read := self._read_as(key, states):
            return Known(self._read[read].url, done=True)
        state = current_of(states)
        if state is None or self._may_be_back(state):
            raise KeyError(key)
        is_open = state.status == "open"
        if self._anew:
            return Known(state.url, is_open=is_open)
        return Known(
            state.url,
            state.etag,
            state.last_modified,
            state.lastmod,
            self._is_due(state),
            is_open,
            answer=state.answer if self._reads_alike(state) else None,
        )

    def _read_as(self, key: str, states: list[State]) -> str:
        """Return the key under which a posting was read in this run; "" where it was not. It may be
        the first of a new generation."""
        if not self._read:
            return ""
        newest = max([1, *(age_of(state.key) for state in states)])
        keys = (key, *(f"{key}~{age}" for age in range(2, newest + 2)))
        return next((each for each in keys if each in self._read), "")

    def _may_be_back(self, state: State) -> bool:
        """Return whether a closed posting is to be read in full, should the list have it: it had
        left, or the last good run closed it by what its page said. That may have been the word of
        one bad night; said on a second night, it is believed for the days of `recheck`."""
        if state.closed_reason in ("absent", "gone"):
            return True
        is_notice = state.closed_reason == "closed_notice" and state.closed_at is not None
        return is_notice and _instant(state.closed_at or "") == self._before

    def _is_due(self, state: State) -> bool:
        """Return whether a posting is asked for although the list shows no change: its own time
        within the days of `recheck` has come since the last good run; or there is something to find
        out (its deadline is over, its page was gone); or the clock cannot be trusted, now or in the
        last good run. What was read in the future is due: the clock was ahead then."""
        if state.gone or state.is_overdue(self._now_text) or self.clock_is_off():
            return True
        # guard: clocks that were ahead
        if self._before > self._now or _is_after(state.fetched_at, self._now):
            return True
        every = self._recheck
        own = timedelta(seconds=zlib.crc32(state.key.encode()) % every.total_seconds())
        return (self._now - own - _EPOCH) // every > (self._before - own - _EPOCH) // every

    def _reads_alike(self, state: State) -> bool:
        """Return whether the answer that a posting was last read from gives the same line once
        more: the same code reads it, and nothing is to be found out about it."""
        is_settled = state.status == "open" and not (state.gone or state.is_overdue(self._now_text))
        return is_settled and state.code == self._code and not self.clock_is_off()

    def __iter__(self) -> Iterator[str]:
        keys = (*self._read, *self._store.keys())
        for key in dict.fromkeys(split_generation(each)[0] for each in keys):
            if key in self:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)
