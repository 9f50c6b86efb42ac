"""A DuckDB file, and how many rows get in and out of it. Memory is bounded: DuckDB spills to the
disk beyond what it is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEAST_MEMORY, MOST_MEMORY = 200, 600
"""Megabytes that DuckDB may hold: of a small feed, and of a million postings and more."""
BATCH = 2_000
"""Rows that Python holds at once."""

_ROWS = """read_csv('{path}', delim='\t', quote='', escape='', header=false, auto_detect=false,
    max_line_size=8388608, buffer_size=8388608, columns={{{columns}}})"""
"""buffer_size: of several that DuckDB holds at once; without it each has 16 lines of the largest
size, and two of these are more than it may hold."""


class Database:
    """The database in a file. Raise duckdb.Error where it is damaged, and for what it refuses."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self._db: DuckDBPyConnection = duckdb.connect(str(path))
        self._scratch = path.with_suffix(".rows")
        for setting in (
            f"SET memory_limit='{LEAST_MEMORY}MB'",
            "SET threads=1",
            "SET preserve_insertion_order=false",
            "SET enable_progress_bar=false",
            f"SET temp_directory='{path.with_suffix('.spill')}'",
        ):
            self._db.execute(setting)

    def close(self) -> None:
        """Write everything to the disk and close the file."""
        self._db.close()
        self._scratch.unlink(missing_ok=True)

    def allow_for(self, postings: int) -> None:
        """Allow the memory that a feed of this size needs: not all that a statement holds can be
        spilled, such as rows that are deleted all over a table."""
        megabytes = min(MOST_MEMORY, LEAST_MEMORY + postings // 2_500)
        self._db.execute(f"SET memory_limit='{megabytes}MB'")

    def run(self, statements: str) -> None:
        """Run statements, for what they change."""
        self._db.execute(statements)

    def load(self, table: str, rows: Iterable[Sequence[Any]], columns: str) -> None:
        """Make a temporary table of rows, by way of a file: that is how DuckDB takes many. (Values
        given to a statement make it import numpy and pandas first.)"""
        with self._scratch.open("w", encoding="utf-8", newline="") as file:
            file.writelines("\t".join(map(str, row)) + "\n" for row in rows)
        source = _ROWS.format(path=str(self._scratch).replace("'", "''"), columns=columns)
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {source}")
        self._scratch.unlink()

    def batches(self, query: str) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a query in batches; others may ask between two of them, and temporary
        tables are not seen."""
        found = self._db.cursor().execute(query)
        while rows := found.fetchmany(BATCH):
            yield rows

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, as `batches` does."""
        for batch in self.batches(query):
            yield from batch

    def pairs(self, query: str) -> list[tuple[Any, Any]]:
        """Return all rows of a query for two columns; it may ask temporary tables."""
        return [(one, two) for one, two in self._db.execute(query).fetchall()]

    def all(self, query: str) -> list[Any]:
        """Return all rows of a query for one column; it may ask temporary tables."""
        return [value for (value,) in self._db.execute(query).fetchall()]

    def one(self, query: str) -> int:
        """Return the number that a query asks for; 0 where there is none."""
        row = self._db.execute(query).fetchone()
        return int(row[0]) if row else 0
