"""The current postings in other formats, from the published snapshot and never from a second crawl.
The ending of the file's name decides.

    .jsonl .jsonl.gz .jsonl.zst   the lines as they are
    .jsonld    one schema.org JobPosting a line (as_jsonld.py), without loss
    .parquet   the fields of a posting with real types (tables.py)
    .csv       LOSSY: one row a posting, lists joined, no sections; safe to open in a spreadsheet
    .xml       LOSSY: what job boards take (as_board_xml.py); open postings
    .atom      LOSSY: the newest open postings (as_atom.py)
    .pages     a folder of pages with JSON-LD, and their sitemap (as_pages.py); open postings
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.feed.consume.as_atom import write_atom
from crawlers.feed.consume.as_board_xml import write_board_xml
from crawlers.feed.consume.read_vacancies import second_copies
from crawlers.feed.consume.source import TIME_LIMIT, PublishedFeed
from crawlers.feed.consume.tables import CannotExport, WrongUsage, matching, write_postings
from crawlers.feed.format import disk
from crawlers.feed.format.check import reading
from crawlers.posting.line import id_of, line_of, read_line

__all__ = ["COLUMNS", "FORMATS", "CannotExport", "Wish", "WrongUsage", "export", "row"]

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

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is exported. feed: its name. at: the instant of its run. where: a condition of DuckDB
    that the postings match; "" for all. base: the address that pages will be served under."""

    feed: str
    at: str
    where: str = ""
    base: str = ""


def export(
    where: str | Path,
    file: Path,
    seconds: float = TIME_LIMIT,
    *,
    condition: str | None = None,
    base: str = "",
    each_vacancy: bool = False,
) -> int:
    """Write the current postings of a feed to a file, in one rename; return how many were written.

    condition: only those for which it holds, see `tables.matching`. base: of `.pages`, the address
    that the folder will be served under. each_vacancy: of the postings of one vacancy only one, the
    first open one of its members (docs/vacancies.md). Raise CannotExport, Missing, Unsound,
    OutOfTime or OSError; WrongUsage where there is no such format, base or condition.
    """
    ending = next((ending for ending in _WRITERS if file.name.endswith(ending)), None)
    if ending is None:
        raise WrongUsage(f"{file.name}: the name must end in one of {', '.join(FORMATS)}")
    if condition is not None and not condition.strip():
        raise WrongUsage("--where is empty: leave it out, or write: --where \"status = 'open'\"")
    if ending == ".pages" and not base.startswith(("https://", "http://")):
        raise WrongUsage("a sitemap needs addresses: give --base https://jobs.example.org")
    feed = PublishedFeed(where, seconds)
    manifest = feed.current()
    wish = Wish(manifest.feed, manifest.started_at, condition or "", base)
    temporary = file.with_name(f".{file.name}.tmp")
    disk.remove(temporary)
    try:
        with reading("postings.jsonl"):
            lines = feed.file(manifest, "postings.jsonl")
            if each_vacancy:
                left_out = second_copies(feed, manifest)
                lines = (line for line in lines if id_of(line) not in left_out)
            found = matching(lines, condition) if condition else lines
            written = _WRITERS[ending](found, temporary, wish)
        _replace(temporary, file)
    finally:
        disk.remove(temporary)
    return written


def _replace(temporary: Path, file: Path) -> None:
    """Put what was written under its last name. A folder that is there stands aside for a
    moment."""
    if not temporary.is_dir():
        disk.sync_file(temporary)
        disk.rename(temporary, file)
        return
    aside = file.with_name(f".{file.name}.old")
    disk.remove(aside)
    if file.exists():
        file.rename(aside)
    disk.rename(temporary, file)
    disk.remove(aside)


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


def _plain(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    with file.open("wb") as out:
        return _written(lines, out)


def _gzip(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    # without a time, so that the same postings give the same bytes
    with file.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        return _written(lines, out)


def _zstd(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:  # only crawlers.feed and pydantic are installed
        raise CannotExport("for .zst, install backports.zstd: pip install backports.zstd") from None
    with zstd.open(file, "wb", level=3) as out:
        return _written(lines, out)


def _written(lines: Iterable[bytes], out: Any) -> int:
    written = 0
    for line in lines:
        out.write(line)
        written += 1
    return written


def _jsonld(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    from crawlers.feed.consume.as_jsonld import to_jsonld
    from crawlers.posting.schema import JobPosting

    with file.open("wb") as out:
        return _written((line_of(to_jsonld(JobPosting.read(line))) for line in lines), out)


def _csv(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    written = 0
    # with a BOM: spreadsheets take it for Latin-1 otherwise
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL)
        rows.writeheader()
        for line in lines:
            rows.writerow(row(read_line(line)))
            written += 1
    return written


def _parquet(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    return write_postings(lines, file)


def _board_xml(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    return write_board_xml(lines, file, wish.feed)


def _atom(lines: Iterable[bytes], file: Path, wish: Wish) -> int:
    return write_atom(lines, file, wish.feed, wish.at, wish.where)


def _pages(lines: Iterable[bytes], folder: Path, wish: Wish) -> int:
    from crawlers.feed.consume.as_pages import write_pages

    return write_pages(lines, folder, wish.base)


_WRITERS: dict[str, Callable[[Iterable[bytes], Path, Wish], int]] = {
    ".jsonl.gz": _gzip,
    ".jsonl.zst": _zstd,
    ".jsonl": _plain,
    ".jsonld": _jsonld,
    ".csv": _csv,
    ".parquet": _parquet,
    ".xml": _board_xml,
    ".atom": _atom,
    ".pages": _pages,
}
FORMATS = tuple(_WRITERS)
"""The endings that `export` knows."""
