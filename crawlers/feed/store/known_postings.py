"""The postings that the feed knows, as a spider sees them: enough to fetch only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawlers.feed.store.state import State
    from crawlers.feed.store.store import Store
from crawlers.contract.declarations import RECHECK_DAYS
from crawlers.contract.known import Known

_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)


@lru_cache
def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_after(at: str | None, now: datetime) -> bool:
    return at is not None and _instant(at) > now


class KnownPostings(Mapping[str, Known]):
    """What a run knows, by key. A posting is looked up when it is asked for: a large feed does not
    fit into the memory of a small machine.

    store: the last good run. read: what was read in this run before it was interrupted. before,
    now: the instants of the last good run and of this one. anew: every page is to be read, whatever
    is known of it. recheck: the days after which a page is asked for again at the latest.
    """

    def __init__(
        self,
        store: Store,
        read: Mapping[str, State],
        before: str,
        now: str,
        *,
        anew: bool = False,
        recheck: int = RECHECK_DAYS,
    ) -> None:
        self._store, self._read, self._anew = store, read, anew
        self._recheck = timedelta(days=recheck)
        self._before, self._now = _instant(before), _instant(now)

    def __getitem__(self, key: str) -> Known:
        if key in self._read:
            return Known(self._read[key].url, done=True)
        state = self._store.state(key)
        # to be read in full, should it be back
        if state is None or state.closed_reason in ("absent", "gone"):
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
        )

    def _is_due(self, state: State) -> bool:
        """Return whether the posting's own time within the days of `recheck` has come since the
        last good run. What was read in the future is due: a clock was wrong."""
        # guard: clocks that were ahead
        if self._before > self._now or _is_after(state.fetched_at, self._now):
            return True
        every = self._recheck
        own = timedelta(seconds=zlib.crc32(state.key.encode()) % every.total_seconds())
        return (self._now - own - _EPOCH) // every > (self._before - own - _EPOCH) // every

    def __iter__(self) -> Iterator[str]:
        yield from self._read
        for key in self._store.keys():  # noqa: SIM118 - a Store is no mapping
            if key not in self._read and key in self:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)
