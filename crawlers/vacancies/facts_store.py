"""The facts of all postings by their number: an SQLite file beside the state, since pairs come in
no order, and a table of columns is slow where single rows are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawlers.vacancies.facts import Facts

_AT_ONCE = 500
"""Numbers that one statement may name: SQLite takes 999 at least."""


class FactsStore:
    """The facts in one file. Raise sqlite3.Error where it is damaged.

    A file that a run left half written is of no use: the state says so, and begins anew. So nothing
    waits here until the disk has it.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        for setting in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -8000"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute("CREATE TABLE IF NOT EXISTS facts (n INTEGER PRIMARY KEY, packed BLOB)")

    def close(self) -> None:
        """Write everything to the file and close it."""
        self._db.commit()
        self._db.close()

    @property
    def mark(self) -> int:
        """What was last set as `mark`, 31 bits; 0 in a new file."""
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @mark.setter
    def mark(self, value: int) -> None:
        self._db.execute(f"PRAGMA user_version = {value}")

    def clear(self) -> None:
        """Forget all facts."""
        self._db.execute("DELETE FROM facts")

    def add(self, number: int, packed: bytes) -> None:
        """Keep the facts of a posting."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (number, packed))

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget the facts of some postings."""
        self._db.executemany("DELETE FROM facts WHERE n = ?", ((each,) for each in numbers))

    def find(self, numbers: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """Yield number and facts of some postings, in any order."""
        every = list(numbers)
        for at in range(0, len(every), _AT_ONCE):
            some = every[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT n, packed FROM facts WHERE n IN ({marks})"
            for number, packed in self._db.execute(query, some):
                yield number, Facts.unpacked(packed)
