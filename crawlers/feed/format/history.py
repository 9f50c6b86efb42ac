"""The history of a feed: what became of each posting, run by run, kept for ever.

    history/2031/RUN.jsonl   the block of one run of this year
    history/2030.jsonl.gz    the blocks of a year that is over, one after the other

A block is a line for each posting that its run changed, sorted by id, and at its end a seal. The
seal names the run, the sha256 of its manifest and the run before with the sha256 of *its* seal; the
next manifest names this one. So the newest manifest vouches for every line of the history, although
nearly all runs were tidied away.

    {"id":"demo:7","op":"add","at":"2031-01-02T06:00:00Z","hash":"0c1f...","date":"2030-12-30"}
    {"id":"demo:9","op":"close","at":"2031-01-02T06:00:00Z","hash":"77aa...","reason":"absent"}
    {"run":"20310102T060000Z-1a2b3c","at":...,"before":{...},"records":2,"sha256":"..."}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.feed.format.check import Unsound, reading
from crawlers.feed.format.delta import record_of
from crawlers.feed.format.folder import RUN_ID
from crawlers.feed.format.manifest import Link, Manifest
from crawlers.feed.format.shape import read_as
from crawlers.posting.line import id_of, line_of, read_line

HASH_DIGITS = 32
"""Digits of a content hash that the history keeps: 128 bits tell any two contents apart."""
_SEAL = b'{"run":'


@dataclass(frozen=True, slots=True)
class Seal:
    """The end of a block.

    run, at: the run and the instant that it used as "now". sequence: as in its manifest, whose
    sha256 (hexadecimal) is manifest_sha256. before: the run published before; None for the first.
    begins: the block has every posting of the run, not only the changed ones, since the history or
    the feed began with it. removed_sources: sites whose postings left the feed with this run.
    records, sha256: of the lines above it.
    """

    run: str
    at: str
    sequence: int
    manifest_sha256: str
    before: Link | None
    records: int
    sha256: str
    begins: bool = False
    removed_sources: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one run did with one posting.

    op, cause, reason: as in `changes.jsonl`. at: when it was first seen (add), closed or reopened;
    of an update, the instant of the run. hash: the first HASH_DIGITS digits of its content hash.
    date: the day on which the source says it published it. closed_at: of a posting that was closed
    when it was added.
    """

    id: str
    op: str
    at: str
    hash: str
    date: str | None = None
    cause: str = "source"
    reason: str | None = None
    closed_at: str | None = None

    def line(self) -> bytes:
        """Return the entry as its line; members that say nothing are left out."""
        said = {"id": self.id, "op": self.op, "at": self.at, "hash": self.hash}
        more = {"date": self.date, "reason": self.reason, "closed_at": self.closed_at}
        if self.cause != "source":
            more["cause"] = self.cause
        return line_of(said | {name: value for name, value in more.items() if value})


def entry_of(line: bytes) -> Entry:
    """Return the entry on a line. Raise ValueError where it is none."""
    return read_as(Entry, read_line(line))


def name_of_block(run_id: str) -> str:
    """Return the file of a run's block, below the feed."""
    return f"history/{run_id[:4]}/{run_id}.jsonl"


def name_of_year(year: str) -> str:
    """Return the file of the blocks of a year that is over, below the feed."""
    return f"history/{year}.jsonl.gz"


def begins_with(manifest: Manifest) -> bool:
    """Return whether a run's block has every posting: nothing before it can be built upon."""
    before = manifest.predecessor
    return manifest.previous is None or before is None or before.history_sha256 is None


def entries_of(manifest: Manifest, lines: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the entries of a run. lines: of its postings where the history `begins_with` it, else
    of its changes. Raise ValueError, KeyError or TypeError where they are none."""
    if begins_with(manifest):
        for line in lines:
            yield _entry(manifest, {"op": "add"}, json.loads(line))
    else:
        for line in lines:
            yield _entry(manifest, json.loads(line), json.loads(record_of(line)))


def _entry(manifest: Manifest, change: dict[str, Any], record: dict[str, Any]) -> Entry:
    op, life, now = change["op"], record["lifecycle"], manifest.started_at
    when = {"add": "first_seen", "close": "closed_at", "reopen": "reopened_at"}.get(op)
    is_closed = record["status"] == "closed"
    return Entry(
        id=record["id"],
        op=op,
        at=(when and life[when]) or now,
        hash=str(record["content_hash"]).removeprefix("sha256:")[:HASH_DIGITS],
        date=(record.get("date_posted") or {}).get("date"),
        cause=change.get("cause") or "source",
        reason=life["closed_reason"] if is_closed and op in ("add", "close") else None,
        closed_at=life["closed_at"] if is_closed and op == "add" else None,
    )


class Block:
    """The bytes of a run's block, as they are made or read: `add` each line, then `seal`."""

    def __init__(self) -> None:
        self.records = 0
        self._found = hashlib.sha256()
        self._last = ""

    def add(self, line: bytes) -> None:
        """Count a line. Raise ValueError where it is not behind the last one."""
        here = id_of(line)
        if here <= self._last:
            raise ValueError(f"{here} stands after {self._last}")
        self._found.update(line)
        self.records, self._last = self.records + 1, here

    def seal(self, manifest: Manifest, manifest_sha256: str) -> bytes:
        """Return the last line of the block of a run, over the lines that were added."""
        before = manifest.predecessor
        link = before and {name: getattr(before, name) for name in before.__slots__}
        said = {
            "run": manifest.run_id,
            "at": manifest.started_at,
            "sequence": manifest.sequence,
            "manifest_sha256": manifest_sha256,
            "before": link,
            "records": self.records,
            "sha256": self._found.hexdigest(),
        }
        if begins_with(manifest):
            said["begins"] = True
        if manifest.dropped.sources:
            said["removed_sources"] = manifest.dropped.sources
        return line_of(said)

    def check(self, seal: Seal) -> None:
        """Raise Unsound where the lines that were added are not those of a seal."""
        if (self.records, self._found.hexdigest()) != (seal.records, seal.sha256):
            raise Unsound(f"history: the block of {seal.run} is not what its seal says")


def is_seal(line: bytes) -> bool:
    """Return whether a line is the end of a block."""
    return line.startswith(_SEAL)


def seal_of(line: bytes) -> Seal:
    """Return the seal on a line. Raise Unsound where it is none."""
    with reading("history: a seal"):
        seal = read_as(Seal, read_line(line))
        before = seal.before
        if not RUN_ID.fullmatch(seal.run):
            raise ValueError(f"{seal.run} is not a run")
        # ids increase: blocks that name each other as the one before have no end
        if before and not (RUN_ID.fullmatch(before.run_id) and before.run_id < seal.run):
            raise ValueError(f"{before.run_id} is not a run before {seal.run}")
    return seal


def hash_of_seal(line: bytes) -> str:
    """Return what the next manifest names a block by."""
    return hashlib.sha256(line).hexdigest()
