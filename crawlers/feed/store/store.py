"""The store: what a run must know of the runs before it. One small interface, in a file (SQLite) or
on a server (PostgreSQL).

The store mirrors the last good run. It is made again from the files of that run whenever it does
not: another version, a kill between publishing and storing, a damaged file, another machine's run.
So it may be lost at any time, and it decides nothing: no word of a posting depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from crawlers.feed.store.state import State

STEADY = (
    "status = 'open' and missed is null and gone is null and last_seen is null "
    "and (deadline is null or deadline >= {now})"
)
"""The condition of `Store.steady` in SQL."""

Row = TypeVar("Row")

AT_ONCE = 1_000
"""Rows that are sent together. They are read to the end before: whoever yields them may use the
same connection."""


class StoreError(OSError):
    """The server of a store does not answer, or refuses; the message says why."""

    advice = "Look at the setting JOBWIRE_STORE and at its server, then run it again."


class Store(Protocol):
    """One feed's store."""

    @property
    def run_id(self) -> str | None:
        """The run that it mirrors; None for an empty store."""

    def states(self) -> Iterator[State]:
        """Return the postings of that run, in the order of their keys."""

    def state(self, key: str) -> State | None:
        """Return one posting of that run; None where it has none of that key."""

    def generations(self, key: str) -> Iterator[State]:
        """Return the postings of that run whose keys are a key, or the key, `~` and anything: see
        crawlers.feed.judge.id_reuse."""

    def keys(self) -> Iterator[str]:
        """Return the keys of that run's postings, in order."""

    def steady(self, now: str) -> Iterator[tuple[str, str]]:
        """Return key and `filled` of that run's postings on which there is nothing to decide while
        their list shows them unchanged: open, seen in that run, and their deadline not over."""

    def unsteady(self, now: str) -> Iterator[State]:
        """Return all other postings."""

    def open_alike(self, contents: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Return key and content hash of that run's open postings with any of the content
        hashes, of which there are not more than AT_ONCE."""

    def mirror(
        self, run_id: str, changed: Iterable[State], gone: Iterable[str] = (), anew: bool = False
    ) -> None:
        """Bring the store to a published run: the postings that changed since the run that it
        mirrors (anew: all postings), and the keys that left. Store all of it or, where this raises,
        nothing."""

    def close(self) -> None:
        """Close the file or the connection."""


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield the rows in lists of a given size, the last one shorter."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
