"""Postings and changes as tables with real types, by DuckDB: dates are dates, amounts decimals,
lists lists, and objects structs, as the schema of the record declares them.

DuckDB comes with the extra `tables`. It reads one file of lines in a temporary folder, and it is
given a limit of memory; what does not fit goes to that folder.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from crawlers.feed.format.check import LONGEST_LINE
from crawlers.output.printable import printable
from crawlers.posting.line import id_of

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
"""What DuckDB may keep in memory."""
ROWS_AT_ONCE = 10_000
"""Rows of a row group: texts are long, and a group is written at once."""
_SIMPLE = {str: "VARCHAR", int: "BIGINT", bool: "BOOLEAN", float: "DOUBLE", Any: "JSON"}
_CHANGE = {
    "op": "VARCHAR",
    "id": "VARCHAR",
    "cause": "VARCHAR",
    "before": "VARCHAR",
    "after": "VARCHAR",
    "changed": "VARCHAR[]",
    "reason": "VARCHAR",
}


class CannotExport(Exception):
    """A library that an export needs is not installed, or a value does not fit; the message says
    which."""


class WrongUsage(CannotExport):
    """There is no such format, or a condition is none; the message says which."""


@cache
def columns() -> dict[str, str]:
    """Return by field of a posting its type in DuckDB."""
    from crawlers.posting.schema import JobPosting

    return _members(JobPosting)


def write_postings(lines: Iterable[bytes], file: Path) -> int:
    """Write postings to a Parquet file; return their number. Raise CannotExport."""
    with opened(lines, file.parent, columns()) as base:
        return _copy(base, "select * from line", file)


def write_changes(lines: Iterable[bytes], file: Path, whole: bool) -> int:
    """Write changes to a Parquet file: `whole`, the members of a change, and the fields of the
    posting; return their number. whole: they are the whole feed. Raise CannotExport."""
    types = {**_CHANGE, "record": _struct(columns())}
    inner = ", ".join(f'record."{name}"' for name in columns() if name != "id")
    query = f"select {whole} as whole, {', '.join(_CHANGE)}, {inner} from line"
    with opened(lines, file.parent, types) as base:
        return _copy(base, query, file)


def matching(lines: Iterable[bytes], condition: str) -> Iterator[bytes]:
    """Yield the lines of the postings for which a condition of DuckDB holds, like
    `list_contains(employment_types, 'INTERN') and salary.min > 1000`. Raise CannotExport, and
    WrongUsage where it is no condition."""
    with tempfile.TemporaryDirectory(prefix="jobwire-") as folder:
        kept = Path(folder) / "kept.jsonl"
        with opened(lines, Path(folder), columns(), kept) as base:
            ids = _ids(base, condition)
            found = next(ids, None)
            with kept.open("rb") as again:
                for line in again:
                    if found is not None and id_of(line) == found:
                        yield line
                        found = next(ids, None)


def _ids(base: duckdb.DuckDBPyConnection, condition: str) -> Iterator[str]:
    """Yield the ids of the postings for which a condition holds, in order. Raise
    WrongUsage where it is none."""
    import duckdb

    query = f"select id from line where ({condition}\n) order by id"
    try:
        base.execute("create table held as select * from line")
        base.execute("drop view line")
        base.execute("alter table held rename to line")
        base.execute("set enable_external_access = false")  # a condition reads no other file
        if len(duckdb.extract_statements(query)) != 1:
            raise WrongUsage("--where is not one condition")
        rows = base.execute(query)
    except duckdb.Error as error:
        raise WrongUsage(f"--where: {_first_line(error)}") from None
    while found := rows.fetchmany(1000):
        yield from (row[0] for row in found)


@contextmanager
def opened(
    lines: Iterable[bytes], folder: Path, types: dict[str, str], kept: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection of DuckDB with the view `line` over lines. types: by member, its type.
    kept: where the lines are written; None for a temporary file in `folder`. Raise CannotExport
    where DuckDB is missing or a value is not of its type."""
    try:
        import duckdb
    except ImportError:
        raise CannotExport("install DuckDB: pip install 'jobwire[tables]'") from None
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tables-") as temporary:
        table = kept or Path(temporary) / "lines.jsonl"
        with table.open("wb") as out:
            out.writelines(lines)
        with duckdb.connect(str(Path(temporary) / "base.duckdb")) as base:
            base.execute(f"set memory_limit = '{MEMORY}'; set threads = 2; set timezone = 'UTC'")
            names = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
            base.execute(
                f"create view line as select * from read_json('{_quoted(table)}', "
                f"format = 'newline_delimited', maximum_object_size = {2 * LONGEST_LINE}, "
                f"columns = {{{names}}})"
            )
            yield base


def _copy(base: duckdb.DuckDBPyConnection, query: str, file: Path) -> int:
    import duckdb

    how = f"format parquet, compression zstd, row_group_size {ROWS_AT_ONCE}"
    try:
        found = base.execute(f"copy ({query}) to '{_quoted(file)}' ({how})").fetchone()
    except duckdb.Error as error:
        raise CannotExport(f"a value is not of its type: {_first_line(error)}") from None
    return int(found[0]) if found else 0


def _first_line(error: Exception) -> str:
    return printable(next(iter(str(error).splitlines()), type(error).__name__))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


# --- Types


def _members(model: Any) -> dict[str, str]:
    """Return by member of a model its type in DuckDB."""
    from typing import get_type_hints

    hints = get_type_hints(model, include_extras=True)
    return {name: _type(hints[name]) for name in model.model_fields}


def _type(kind: Any) -> str:
    """Return the type in DuckDB of a declared type."""
    from pydantic import BaseModel

    if (of_text := _of_text().get(_pattern(kind))) is not None:
        return of_text
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _type(inner[0])
    if origin in (UnionType, Union):
        return _type(next(each for each in inner if each is not NoneType))
    if origin is Literal:
        return "VARCHAR"
    if origin is list:
        return f"{_type(inner[0])}[]"
    if origin is dict:
        return f"MAP(VARCHAR, {_type(inner[1])})"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _struct(_members(kind))
    return _SIMPLE[kind]


def _struct(members: dict[str, str]) -> str:
    inner = ", ".join(f'"{name}" {kind}' for name, kind in members.items())
    return f"STRUCT({inner})"


@cache
def _of_text() -> dict[str, str]:
    """Return by the pattern of a text what it is besides a text."""
    from crawlers.posting.parts import base

    types = {
        base.IsoDate: "DATE",
        base.IsoTime: "TIME",
        base.Instant: "TIMESTAMPTZ",
        base.Decimal: "DECIMAL(21, 6)",  # as many digits as its pattern allows
    }
    return {_pattern(kind): name for kind, name in types.items()}


def _pattern(kind: Any) -> str:
    """Return the pattern that a declared text must match; "" where it is none."""
    if get_origin(kind) is not Annotated:
        return ""
    patterns = (getattr(each, "pattern", None) for each in get_args(kind)[1:])
    return str(next(filter(None, patterns), ""))
