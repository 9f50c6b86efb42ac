"""`stats.json`: what the history says in public, under a fixed address.

Its counts come from the blocks of the history alone, one run at a time. Whether a posting was known
before, and when it was first seen, stands in an index (`state/history.sqlite`) that is made anew
from the history where it is lost or of another run.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from crawlers.feed.format import disk
from crawlers.feed.format.clock import FORMAT
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.history import (
    Entry,
    Seal,
    entry_of,
    is_seal,
    name_of_block,
    seal_of,
)
from crawlers.feed.format.manifest import CONTRACT, Manifest
from crawlers.feed.publish.history import chain_files

SPANS = (7, 14, 30, 60, 90, 180, 365)
"""Days up to which closed postings are counted as open that long."""
_LONGEST = 3650
_KINDS = {
    ("update", "source"): "updated",
    ("update", "rules"): "read_differently",
    ("update", "correction"): "corrected",
}
_TABLES = """
create table if not exists posting
    (id text primary key, first text, date text, hash integer, closed integer) without rowid;
create table if not exists content (hash integer primary key, id text);
create table if not exists counts (one integer primary key check (one = 1), said text);
"""


@dataclass
class Counts:
    """What was counted up to a run. years: by year and kind. days_open: by days, how many postings
    closed after so many, counted from when they were first seen."""

    run_id: str = ""
    since: str = ""
    runs: int = 0
    postings: int = 0
    years: dict[str, Counter[str]] = field(default_factory=dict)
    days_open: Counter[int] = field(default_factory=Counter)

    def said(self) -> str:
        """Return them as JSON."""
        return json.dumps(vars(self))

    @classmethod
    def of(cls, text: str) -> Counts:
        """Return what `said` returned."""
        raw = json.loads(text)
        years = {year: Counter(each) for year, each in raw.pop("years").items()}
        days = Counter({int(days): count for days, count in raw.pop("days_open").items()})
        return cls(**raw, years=years, days_open=days)


def write_statistics(folder: Folder, manifest: Manifest) -> None:
    """Bring index and stats.json to the current run. Raise OSError or sqlite3.Error; the next run
    repeats it."""
    path = folder.work / "history.sqlite"
    try:
        counts = _counted(folder, manifest, path)
    except sqlite3.OperationalError:  # the disk is full, or cannot be written to
        raise
    except sqlite3.DatabaseError:
        disk.remove(path)  # damaged: it is an index
        counts = _counted(folder, manifest, path)
    disk.replace(folder.path / "stats.json", _public(manifest, counts))


def is_current(folder: Folder, run_id: str) -> bool:
    """Return whether stats.json is of a run."""
    try:
        return bool(json.loads((folder.path / "stats.json").read_bytes())["run_id"] == run_id)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _counted(folder: Folder, manifest: Manifest, path: Path) -> Counts:
    before = manifest.predecessor.run_id if manifest.predecessor else ""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript("pragma journal_mode = wal; pragma synchronous = normal;" + _TABLES)
        base.execute("begin immediate")
        found = base.execute("select said from counts").fetchone()
        counts = Counts.of(found[0]) if found else Counts()
        if counts.run_id != manifest.run_id:
            files = [folder.path / name_of_block(manifest.run_id)]
            if counts.run_id != before:
                counts, files = Counts(), chain_files(folder, manifest.run_id)
                base.execute("delete from posting")
                base.execute("delete from content")
            for line in chain.from_iterable(map(_lines, files)):
                if is_seal(line):
                    _close(counts, seal_of(line))
                else:
                    _count(base, counts, entry_of(line))
            base.execute("replace into counts values (1, ?)", [counts.said()])
        base.execute("commit")
    return counts


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of the history."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        yield from lines


def _close(counts: Counts, seal: Seal) -> None:
    counts.run_id, counts.runs = seal.run, counts.runs + 1
    counts.since = counts.since or seal.at


def _count(base: sqlite3.Connection, counts: Counts, entry: Entry) -> None:
    """Take one entry into the counts and the index."""
    year = counts.years.setdefault(entry.at[:4], Counter())
    known = base.execute(
        "select first, date, hash, closed from posting where id = ?", [entry.id]
    ).fetchone()
    first, date = (known[0], known[1] or entry.date) if known else (entry.at, entry.date)
    year.update(_kinds(base, entry, known))
    counts.postings += known is None
    closed_at = entry.at if entry.op == "close" else entry.closed_at
    if closed_at:
        counts.days_open[_days(first, closed_at)] += 1
    is_closed = bool(closed_at) or (entry.op == "update" and bool(known and known[3]))
    content = int(entry.hash[:15] or "0", 16)
    base.execute(
        "replace into posting values (?, ?, ?, ?, ?)", [entry.id, first, date, content, is_closed]
    )
    if known is None or known[2] != content:
        base.execute("insert or ignore into content values (?, ?)", [content, entry.id])


def _kinds(base: sqlite3.Connection, entry: Entry, known: Any) -> Iterable[str]:
    """Yield the names that an entry counts under."""
    if entry.op == "close" or entry.closed_at:
        yield f"closed_{entry.reason}"
    if entry.op == "add":
        yield "came_back" if known else "added"
    elif entry.op == "reopen":
        yield "reopened"
    else:
        yield from filter(None, [_KINDS.get((entry.op, entry.cause))])
    if entry.op == "add" and not known and _closed_twin(base, entry):
        yield "readvertised"
    if known and known[1] and entry.date and entry.date > known[1]:
        yield "redated"


def _closed_twin(base: sqlite3.Connection, entry: Entry) -> bool:
    """Return whether a closed posting of another id had the same content."""
    twin = base.execute(
        "select closed from content join posting using (id) where content.hash = ?",
        [int(entry.hash[:15] or "0", 16)],
    ).fetchone()
    return bool(twin and twin[0])


def _days(first: str, last: str) -> int:
    span = datetime.strptime(last, FORMAT) - datetime.strptime(first, FORMAT)
    return min(max(span.days, 0), _LONGEST)


def _public(manifest: Manifest, counts: Counts) -> bytes:
    """Return the bytes of stats.json."""
    said = {
        "contract": CONTRACT,
        "feed": manifest.feed,
        "run_id": manifest.run_id,
        "at": manifest.started_at,
        "since": counts.since,
        "runs": counts.runs,
        "postings": counts.postings,
        "open": manifest.counts.open,
        "days_open": _spans(counts.days_open),
        "years": {year: _year(each) for year, each in sorted(counts.years.items())},
    }
    return json.dumps(said, indent=1).encode() + b"\n"


def _year(counts: Counter[str]) -> dict[str, Any]:
    names = (
        *("added", "came_back", "readvertised", "redated", "reopened"),
        *_KINDS.values(),
    )
    closed = {
        name.removeprefix("closed_"): count
        for name, count in sorted(counts.items())
        if name.startswith("closed_")
    }
    return {**{name: counts[name] for name in names}, "closed": closed}


def _spans(days: Counter[int]) -> dict[str, Any]:
    """Return how long closed postings were open: the median of days, and how many up to each
    span."""
    total, passed, median = days.total(), 0, None
    for each in sorted(days):
        passed += days[each]
        if 2 * passed >= total:
            median = each
            break
    up_to = {str(span): sum(days[each] for each in days if each <= span) for span in SPANS}
    return {"closed": total, "median": median, "up_to": up_to}
