"""The store: what a run must know of the runs before it. One small interface, in a file (SQLite) or on a server (PostgreSQL).

It mirrors the last good run and is made again from its files whenever it does not (another version, a kill between publishing and
storing, a damaged file, another machine's run); and it counts which lines and sentences recur. So it may be lost at any time, and
it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from crawlers.feed.folder import Folder
from crawlers.feed.state import State
from crawlers.text.words import text_hash

STEADY = "status = 'open' and missed is null and last_seen is null and (deadline is null or deadline >= {now})"
"""`Store.steady` in SQL."""

Row = TypeVar("Row")
Learned = dict[str, list[tuple[str, list[int]]]]
"""What one posting taught: by kind (`lines`, `sentences`), owner (site, employer) and text hashes."""


AT_ONCE = 1_000
"""Rows that are sent together, postings whose lessons are summed up before they are counted. They are at hand by then: who gives
them may ask the same connection."""


class StoreTrouble(OSError):
    """A store's server does not answer, or refuses; the message says why."""


class Store(Protocol):
    """One feed's store.

    What stages learn is kept apart until the run is published: `known_lines` and `recurring_sentences` always answer from
    earlier good runs, so the order of pages within a run changes nothing.
    """

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
        """Key and `filled` of that run's postings on which there is nothing to decide while their list shows them unchanged:
        open, seen in that run, and their deadline not over."""

    def unsteady(self, now: str) -> Iterator[State]:
        """All others."""

    def open_contents(self) -> Iterator[tuple[str, str]]:
        """Key and content hash of that run's open postings, in the order of their keys."""

    def open_with(self, content_hash: str) -> str | None:
        """The key of that run's open posting that says the same; of several, the last."""

    def mirror(
        self, run_id: str, changed: Iterable[State], gone: Iterable[str] = (), learned: Iterable[tuple[str, Learned]] = (),
        anew: bool = False,
    ) -> None:  # fmt: skip
        """Brings it to a published run: the postings that changed since the run it mirrors (anew: all postings), the keys that
        left, and with its key what each of the run's postings taught. All of it or, where it raises, nothing."""

    def learn_lines(self, site: str, key: str, lines: Iterable[str]) -> None:
        """Counts the lines of the page of one posting of a site."""

    def known_lines(self, site: str, least: int = 3) -> dict[int, int]:
        """By `text_hash`, on how many postings of the site a line was seen; those seen on fewer than `least` are left out."""

    def learn_sentences(self, employer: str, key: str, sentences: Iterable[str]) -> None:
        """Counts the sentences of one posting of an employer."""

    def recurring_sentences(self, employer: str, least: int = 3) -> dict[int, int]:
        """By `text_hash`, in how many postings of the employer a sentence was seen."""

    def postings_learned(self, kind: str, owner: str) -> int:
        """How many postings of a site (kind `lines`) or an employer (`sentences`) the counts are over."""

    def taught_by(self, key: str) -> Learned:
        """What one posting taught in this run; given back to `mirror` when the run is published."""

    def close(self) -> None:
        """Lets go of it."""


class Learning:
    """What stages teach in one run, until it is published: the same in every store."""

    def __init__(self) -> None:
        self._learning: dict[str, Learned] = {}

    def learn_lines(self, site: str, key: str, lines: Iterable[str]) -> None:
        self._learn("lines", site, key, lines)

    def learn_sentences(self, employer: str, key: str, sentences: Iterable[str]) -> None:
        self._learn("sentences", employer, key, sentences)

    def taught_by(self, key: str) -> Learned:
        return self._learning.pop(key, {})

    def _learn(self, kind: str, owner: str, key: str, texts: Iterable[str]) -> None:
        hashes = sorted({text_hash(text) for text in texts})
        self._learning.setdefault(key, {}).setdefault(kind, []).append((owner, hashes))


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of so many, the last of fewer."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some


def open_store(folder: Folder, where: str = "") -> Store:
    """The store of a feed. where: the address of a PostgreSQL database (`postgresql://...`); "": a file beside the feed. Raises
    OSError or sqlite3.Error when it cannot be had."""
    if where:
        try:
            from crawlers.feed.store_postgres import PostgresStore
        except ImportError as error:
            raise StoreTrouble(f"{error.name} is not installed (requirements-distributed.txt)") from None
        return PostgresStore(where, folder.name)
    from crawlers.feed.store_sqlite import SqliteStore

    return SqliteStore(folder.work / "store.sqlite")
