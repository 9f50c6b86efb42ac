"""The history of a large feed over a simulated year: its size, the time to add a day, the time to
verify it.

    python -m tests.feed.history.million [POSTINGS] [DAYS]

The run's files have the members of a posting that the history reads, and no texts: nothing else of
them takes part.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from crawlers.feed.consume.history import walk
from crawlers.feed.consume.source import PublishedFeed
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import FileFacts, Manifest
from crawlers.feed.publish import history
from crawlers.feed.publish.publish import pointer_of
from crawlers.feed.publish.statistics import write_statistics

POSTINGS, DAYS = 250_000, 365
"""Postings that are open at once: with those that come, a million in a year."""
CLOSED, CHANGED = 0.0082, 0.005
"""Shares of a feed that close (as many are added) and change on a day."""
_FIRST = date(2031, 1, 1)


class Days:
    """Writes the runs of one day after the other."""

    def __init__(self, folder: Folder, postings: int) -> None:
        self.folder, self.next = folder, postings
        self.dice = random.Random(1)
        self.open = list(range(postings))
        self.previous: Manifest | None = None

    def run(self, day: int) -> Manifest:
        """Write what the run of a day changed, and its manifest."""
        now = f"{_FIRST + timedelta(days=day)}T06:00:00Z"
        run_id = f"{now[:10].replace('-', '')}T060000Z-{day:06x}"
        path = self.folder.run(run_id)
        path.mkdir()
        name = "changes.jsonl" if self.previous else "postings.jsonl"
        lines = self._changes(now) if self.previous else self._postings(now)
        facts = _write(path / name, lines)
        manifest = Manifest(
            feed=self.folder.name,
            run_id=run_id,
            previous=self.previous.run_id if self.previous else None,
            started_at=now,
            ended_at=now,
            sequence=day + 1,
            files={name: facts},
            predecessor=history.predecessor_of(self.folder, self.previous),
        )
        (path / "manifest.json").write_bytes(manifest.text())
        self.previous = manifest
        return manifest

    def _postings(self, now: str) -> Iterator[bytes]:
        for key in self.open:
            yield _record(key, now)

    def _changes(self, now: str) -> Iterator[bytes]:
        ops = {}
        for _ in range(int(len(self.open) * CHANGED)):
            ops[self.dice.choice(self.open)] = "update"
        for place in self.dice.sample(range(len(self.open)), int(len(self.open) * CLOSED)):
            ops[self.open[place]] = "close"
            self.open[place] = self.next
            ops[self.next] = "add"
            self.next += 1
        for key, op in sorted(ops.items()):
            record = _record(key, now, op)[:-1].decode()
            yield f'{{"op":"{op}","id":"x","cause":"source","record":{record}}}\n'.encode()


def _record(key: int, now: str, op: str = "add") -> bytes:
    content = hashlib.sha256(f"{key} {now}".encode()).hexdigest()
    closed = {"closed_at": now, "closed_reason": "absent"} if op == "close" else {}
    life = {"first_seen": now, "closed_at": None, "closed_reason": None, "reopened_at": None}
    record = {
        "id": f"large:{key:09d}",
        "status": "closed" if closed else "open",
        "date_posted": {"date": now[:10]},
        "lifecycle": life | closed,
        "content_hash": f"sha256:{content}",
    }
    return json.dumps(record, separators=(",", ":")).encode() + b"\n"


def _write(path: Path, lines: Iterator[bytes]) -> FileFacts:
    found, size, records = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for line in lines:
            file.write(line)
            found.update(line)
            size, records = size + len(line), records + 1
    return FileFacts(size, found.hexdigest(), records)


def simulate(root: Path, postings: int, days: int) -> dict[str, float]:
    """Publish a year into the history alone; return what was measured, in seconds and bytes."""
    folder = Folder(root, "large")
    folder.make()
    year = Days(folder, postings)
    spans, index = [], []
    for day in range(days):
        manifest = year.run(day)
        began = time.perf_counter()
        history.write_block(folder, manifest, folder.run(manifest.run_id))
        spans.append(time.perf_counter() - began)
        folder.latest.write_bytes(pointer_of(manifest))
        began = time.perf_counter()
        write_statistics(folder, manifest)
        index.append(time.perf_counter() - began)
        if manifest.predecessor:
            shutil.rmtree(folder.run(manifest.predecessor.run_id))
    began = time.perf_counter()
    chain = walk(PublishedFeed(folder.path), manifest)
    verified = time.perf_counter() - began
    loose = _size(folder.path / "history")
    behind = year.run(365)  # of the next year
    history.write_block(folder, behind, folder.run(behind.run_id))
    began = time.perf_counter()
    history.compact(folder, behind.run_id)
    packed = time.perf_counter() - began
    assert not (folder.path / "history" / "2031").exists()
    return {
        "postings": year.next,
        "lines": chain.entries,
        "first_s": spans[0],
        "day_s": sorted(spans[1:])[len(spans) // 2 - 1],
        "statistics_first_s": index[0],
        "statistics_day_s": sorted(index[1:])[len(index) // 2 - 1],
        "verify_s": verified,
        "loose_bytes": loose,
        "packed_bytes": _size(folder.path / "history") - _size(folder.path / "history" / "2032"),
        "compact_s": packed,
        "index_bytes": _size(folder.work),
    }


def _size(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def main() -> int:
    postings, days = [*map(int, sys.argv[1:]), POSTINGS, DAYS][:2]
    if len(sys.argv) == 2:
        days = DAYS
    root = Path(tempfile.mkdtemp(prefix="jobwire-history-"))
    try:
        for name, value in simulate(root, postings, days).items():
            print(f"{name:<20} {value:,.2f}" if name.endswith("_s") else f"{name:<20} {value:,}")
    finally:
        shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
