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
from crawlers.contract.known import Known

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
    """What a run knows, by key. A posting is looked up when it is asked for: a large feed does not
    fit into the memory of a small machine.

    store: the last good run; None to know nothing of it. read: what was read in this run before it
    was interrupted. before, now: the instants of the last good run and of this one.
    """

    def __init__(
        self, store: Store | None, read: Mapping[str, State], before: str, now: str
    ) -> None:
        self._store, self._read = store, read
        self._before, self._now = _instant(before), _instant(now)

    def __getitem__(self, key: str) -> Known:
        if key in self._read:
            return Known(self._read[key].url, done=True)
        state = self._store.state(key) if self._store else None
        # to be read in full, should it be back
        if state is None or state.closed_reason in ("absent", "gone"):
            raise KeyError(key)
        return Known(state.url, state.etag, state.last_modified, state.lastmod, self._is_due(state))

    def _is_due(self, state: State) -> bool:
        """Return whether the posting's own time of the week has come since the last good run, and
        it was not read just before."""
        own = timedelta(seconds=zlib.crc32(state.key.encode()) % WEEK.total_seconds())
        come = (self._now - own - _EPOCH) // WEEK > (self._before - own - _EPOCH) // WEEK
        return come and not (state.fetched_at and self._now - _instant(state.fetched_at) < FRESH)

    def __iter__(self) -> Iterator[str]:
        yield from self._read
        for key in self._store.keys() if self._store else ():
            if key not in self._read and key in self:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)
