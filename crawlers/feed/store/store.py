"""The store: what a run must know of the runs before it. One small interface, in a file (SQLite) or
on a server (PostgreSQL).

It mirrors the last good run and is made again from its files whenever it does not (another version,
a kill between publishing and storing, a damaged file, another machine's run). So it may be lost at
any time, and it decides nothing: no word of a posting depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from crawlers.feed.store.state import State

STEADY = "status = 'open' and missed is null and last_seen is null and (deadline is null or deadline >= {now})"
"""`Store.steady` in SQL."""

Row = TypeVar("Row")

AT_ONCE = 1_000
"""Rows that are sent together. They are at hand by then: who gives them may ask the same
connection."""


class StoreTrouble(OSError):
    """A store's server does not answer, or refuses; the message says why."""


class Store(Protocol):
    """One feed's store."""

    @property
    def run_id(self) -> str | None:
        """The run that it mirrors."""

    def states(self) -> Iterator[State]:
        """The postings of that run, in the order of their keys."""

    def state(self, key: str) -> State | None:
        """One posting of that run."""

    def keys(self) -> Iterator[str]:
        """The keys of that run's postings, in order."""

    def steady(self, now: str) -> Iterator[tuple[str, str]]:
        """Key and `filled` of that run's postings on which there is nothing to decide while their
        list shows them unchanged: open, seen in that run, and their deadline not over."""

    def unsteady(self, now: str) -> Iterator[State]:
        """All others."""

    def open_contents(self) -> Iterator[tuple[str, str]]:
        """Key and content hash of that run's open postings, in the order of their keys."""

    def open_with(self, content_hash: str) -> str | None:
        """The key of that run's open posting that says the same; of several, the last."""

    def mirror(
        self, run_id: str, changed: Iterable[State], gone: Iterable[str] = (), anew: bool = False
    ) -> None:
        """Brings it to a published run: the postings that changed since the run it mirrors (anew:
        all postings), and the keys that left. All of it or, where it raises, nothing."""

    def close(self) -> None:
        """Lets go of it."""


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of so many, the last of fewer."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
