"""The current postings in other formats, from the published snapshot and never from a second crawl.
The ending of the file's name decides.

    .jsonl .jsonl.gz .jsonl.zst   the lines as they are
    .jsonld    one schema.org JobPosting a line (as_jsonld.py), without loss
    .parquet   the columns of the CSV, and `record` with the whole line
    .csv       LOSSY: one row a posting, lists joined, no sections; safe to open in a spreadsheet
"""

from __future__ import annotations

import csv
import gzip
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from crawlers.feed.consume.source import TIME_LIMIT, PublishedFeed
from crawlers.feed.format import disk
from crawlers.feed.format.check import reading
from crawlers.posting.line import line_of, read_line

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "source": ("source",),
    "status": ("status",),
    "title": ("title",),
    "organization": ("organization", "name"),
    "locations": ("locations", "raw"),
    "cities": ("locations", "city"),
    "countries": ("locations", "country"),
    "workplace": ("workplace",),
    "employment_types": ("employment_types",),
    "date_posted": ("date_posted", "date"),
    "deadline": ("valid_through", "date"),
    "deadline_latest": ("valid_through", "latest"),
    "salary_min": ("salary", "min"),
    "salary_max": ("salary", "max"),
    "salary_currency": ("salary", "currency"),
    "salary_period": ("salary", "period"),
    "grades": ("grades", "raw"),
    "contract": ("contract", "type"),
    "duration": ("contract", "duration"),
    "language": ("language",),
    "skills": ("skills",),
    "url": ("url",),
    "apply_url": ("apply_url",),
    "description": ("description",),
    "first_seen": ("lifecycle", "first_seen"),
    "last_changed": ("lifecycle", "last_changed"),
    "closed_at": ("lifecycle", "closed_at"),
    "closed_reason": ("lifecycle", "closed_reason"),
    "content_hash": ("content_hash",),
}
"""By column, the path of its value in the record; the values of a list are joined by "; "."""

LONGEST_ROW = 1 << 26
"""Bytes of a posting with its columns: several times what a page may have."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CannotExport(Exception):
    """There is no such format, or a library that it needs is not installed; the message says
    which."""


def export(where: str | Path, file: Path, seconds: float = TIME_LIMIT) -> int:
    """Write the current postings of a feed to a file, in one rename; return their number. Raise
    CannotExport, Missing, Unsound, OutOfTime or OSError."""
    ending = next((ending for ending in _WRITERS if file.name.endswith(ending)), None)
    if ending is None:
        raise CannotExport(f"{file.name}: the name must end in one of {', '.join(FORMATS)}")
    feed = PublishedFeed(where, seconds)
    manifest = feed.current()
    temporary = file.with_name(f".{file.name}.tmp")
    try:
        with reading("postings.jsonl"):
            _WRITERS[ending](feed.file(manifest, "postings.jsonl"), temporary)
        with temporary.open("rb+") as written:
            disk.sync(written.fileno())
        disk.rename(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)
    return manifest.files["postings.jsonl"].records


def row(record: dict[str, Any]) -> dict[str, str]:
    """Return a posting as a row of the CSV, its values in the columns, safe to open in a
    spreadsheet."""
    return {name: _disarmed(_text(record, path)) for name, path in COLUMNS.items()}


def _text(value: Any, path: tuple[str, ...]) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, (_text(each, path) for each in value)))
    if value is None:
        return ""
    return _text(value.get(path[0]), path[1:]) if path else str(value)


def _disarmed(text: str) -> str:
    # guard: no formula in the CSV
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _plain(lines: Iterator[bytes], file: Path) -> None:
    with file.open("wb") as out:
        out.writelines(lines)


def _gzip(lines: Iterator[bytes], file: Path) -> None:
    # the same postings, the same bytes
    with file.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        out.writelines(lines)


def _zstd(lines: Iterator[bytes], file: Path) -> None:
    try:
        import zstandard
    except ImportError:
        raise CannotExport("for .zst, install zstandard: pip install zstandard") from None
    with file.open("wb") as raw, zstandard.ZstdCompressor(level=3).stream_writer(raw) as out:
        for line in lines:
            out.write(line)


def _jsonld(lines: Iterator[bytes], file: Path) -> None:
    from crawlers.feed.consume.as_jsonld import to_jsonld
    from crawlers.posting.schema import JobPosting

    with file.open("wb") as out:
        out.writelines(line_of(to_jsonld(JobPosting.read(line))) for line in lines)


def _csv(lines: Iterator[bytes], file: Path) -> None:
    # with a BOM: spreadsheets take it for Latin-1 otherwise
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL)
        rows.writeheader()
        rows.writerows(row(read_line(line)) for line in lines)


def _parquet(lines: Iterator[bytes], file: Path) -> None:
    try:
        import duckdb
    except ImportError:
        raise CannotExport("for .parquet, install DuckDB: pip install duckdb") from None
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".parquet-") as folder:
        # DuckDB has to guess how a CSV is quoted, and gives up on long texts
        table = Path(folder) / "rows.jsonl"
        with table.open("wb") as out:
            for line in lines:
                record = read_line(line)
                values = {name: _text(record, path) or None for name, path in COLUMNS.items()}
                out.write(line_of({**values, "record": line.decode().rstrip("\n")}))
        names = ", ".join(f"'{name}': 'VARCHAR'" for name in (*COLUMNS, "record"))
        read = (
            f"read_json(?, format='newline_delimited', maximum_object_size={LONGEST_ROW}, "
            f"columns={{{names}}})"
        )
        write = f"'{_quoted(file)}' (format parquet, compression zstd)"
        with duckdb.connect() as db:
            db.execute(f"copy (select * from {read}) to {write}", [str(table)])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


_WRITERS: dict[str, Callable[[Iterator[bytes], Path], None]] = {
    ".jsonl.gz": _gzip,
    ".jsonl.zst": _zstd,
    ".jsonl": _plain,
    ".jsonld": _jsonld,
    ".csv": _csv,
    ".parquet": _parquet,
}
FORMATS = tuple(_WRITERS)
"""The endings that `export` knows."""
