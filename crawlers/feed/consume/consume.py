"""The kit for programs that read a feed: check it, keep a copy current, compare two runs, read
typed records.

It needs neither Scrapy nor the rest of jobwire but the modules of `crawlers/feed/format` and
`crawlers/posting` that it imports, and pydantic for typed records. A feed is named by its folder or
by the address that it is served under.

    findings = verify("feeds/all")            # everything the contract promises
    pulled = pull("https://example.org/feeds/all", Path("copy"))
    for posting in postings("feeds/all"): ...
    for vacancy in vacancies("feeds/all"): ...    # which postings are of one job

What is read may be anybody's: Missing says what is not there, Unsound what is no sound feed,
OutOfTime that it took longer than `seconds`. No record is given out of a file before the whole file
was checked against its hash.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from crawlers.feed.consume.change import Change, change_of
from crawlers.feed.consume.history import Life, history, life
from crawlers.feed.consume.read_vacancies import vacancies, vacancy_changes
from crawlers.feed.consume.since import (
    OtherFeed,
    Position,
    Since,
    difference,
    from_cursor,
    net_changes,
    since,
)
from crawlers.feed.consume.source import (
    LARGEST_MANIFESTS,
    TIME_LIMIT,
    Missing,
    OutOfTime,
    PublishedFeed,
    require_room,
)
from crawlers.feed.consume.verify import Findings, verify
from crawlers.feed.format import delta, disk
from crawlers.feed.format.check import Unsound, reading
from crawlers.feed.format.history import Entry
from crawlers.feed.format.manifest import FileFacts, Manifest
from crawlers.feed.format.shape import WRONG_SHAPE, read_as

if TYPE_CHECKING:
    from crawlers.posting.schema import JobPosting

__all__ = [
    "TIME_LIMIT",
    "Change",
    "Entry",
    "Findings",
    "Life",
    "Missing",
    "OutOfTime",
    "PublishedFeed",
    "Pulled",
    "Since",
    "Unsound",
    "change_of",
    "changes",
    "diff",
    "differences",
    "from_cursor",
    "history",
    "life",
    "postings",
    "pull",
    "since",
    "vacancies",
    "vacancy_changes",
    "verify",
]

LONGEST_CHAIN = 100
"""Runs that `pull` goes back before it takes the whole feed."""


# --- Reading


def postings(where: str | Path, seconds: float = TIME_LIMIT) -> Iterator[JobPosting]:
    """Yield the current postings, open and recently closed, sorted by id. Raise Missing, Unsound or
    OutOfTime; also OSError where a feed is not on this machine and the disk has no room for it."""
    from crawlers.posting.schema import JobPosting

    feed = PublishedFeed(where, seconds)
    for line in feed.checked_file(feed.current(), "postings.jsonl"):
        with reading("postings.jsonl"):
            posting = JobPosting.read(line)
        yield posting


def changes(where: str | Path, run_id: str = "", seconds: float = TIME_LIMIT) -> Iterator[Change]:
    """Return what a run changed. run_id: "" for the current run. Raise as `postings` does."""
    feed = PublishedFeed(where, seconds)
    manifest = feed.manifest(run_id) if run_id else feed.current()
    return map(change_of, feed.checked_file(manifest, "changes.jsonl"))


def diff(
    where: str | Path, older: str, newer: str, seconds: float = TIME_LIMIT
) -> Iterator[Change]:
    """Yield what changed from one kept run to another, however many runs lie between. Raise as
    `postings` does."""
    return map(change_of, differences(where, older, newer, seconds))


def differences(
    where: str | Path, older: str, newer: str, seconds: float = TIME_LIMIT
) -> Iterator[bytes]:
    """Yield the same as lines of `changes.jsonl`."""
    feed = PublishedFeed(where, seconds)
    yield from difference(feed, feed.manifest(older), feed.manifest(newer))


# --- Keeping a copy


@dataclass(frozen=True, slots=True)
class Pulled:
    """What `pull` did. how: unchanged, changes (applied), or whole (the first time, or because the
    chain of changes had a gap). runs: whose changes were applied. applied: by kind, how many net
    changes the copy took; their lines are in its `changes.jsonl`. Empty for a first copy, and where
    the copy had been changed by others."""

    run_id: str
    how: Literal["unchanged", "changes", "whole"]
    runs: int = 0
    applied: dict[str, int] = field(default_factory=dict)


def pull(where: str | Path, target: Path, seconds: float = TIME_LIMIT) -> Pulled:
    """Bring `target/postings.jsonl` to the current run, in one rename. Raise Missing, Unsound,
    OutOfTime, OSError, or OtherFeed where the folder is a feed or a copy of another; the copy then
    stays as it was."""
    if (target / "latest.json").exists():
        raise OtherFeed(f"{target} is a feed itself; give another folder for the copy")
    feed = PublishedFeed(where, seconds)
    manifest = feed.current()
    pulled = _pulled(target)
    pulled.require(manifest.feed, f"the copy in {target}")
    if "postings.jsonl" not in manifest.files:
        raise Unsound(f"the manifest of {manifest.run_id} has no postings.jsonl")
    facts = manifest.files["postings.jsonl"]
    target.mkdir(parents=True, exist_ok=True)
    copy, have = target / "postings.jsonl", pulled.run_id
    if have == manifest.run_id and copy.exists() and disk.digest(copy) == facts.sha256:
        return Pulled(manifest.run_id, "unchanged")
    require_room(target, facts.bytes)
    chain = _chain(feed, manifest, have) if have and copy.exists() else []
    if chain:
        try:
            applied = _keep(feed, target, _applied(feed, copy, chain), manifest)
            return Pulled(manifest.run_id, "changes", len(chain), applied)
        except (Missing, Unsound, ValueError):
            pass  # a gap, or a copy that was changed: take it whole
    applied = _keep(feed, target, feed.file(manifest, "postings.jsonl"), manifest)
    return Pulled(manifest.run_id, "whole", applied=applied)


def _pulled(target: Path) -> Position:
    """Return where a copy is; nowhere yet where there is none."""
    try:
        return read_as(Position, json.loads((target / "pulled.json").read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return Position()


def _chain(feed: PublishedFeed, manifest: Manifest, have: str) -> list[Manifest]:
    """Return the manifests from the one after `have` to this one; empty where they do not connect,
    or are too large to be kept together."""
    chain = [manifest]
    try:
        while chain[0].previous != have and len(chain) < LONGEST_CHAIN:
            before = feed.before(chain[0])
            if before is None or feed.manifest_bytes > LARGEST_MANIFESTS:
                return []
            chain.insert(0, replace(before, sources=[]))
    except (Missing, Unsound):
        return []
    return chain if chain[0].previous == have else []


def _applied(feed: PublishedFeed, copy: Path, chain: list[Manifest]) -> Iterator[bytes]:
    with copy.open("rb") as file:
        lines: Iterable[bytes] = file
        for manifest in chain:
            lines = delta.apply(lines, feed.file(manifest, "changes.jsonl"), manifest.dropped)
        yield from lines


def _keep(
    feed: PublishedFeed, target: Path, lines: Iterable[bytes], manifest: Manifest
) -> dict[str, int]:
    """Write a copy, and note which run it is of; return what it changed. Raise Unsound where it is
    not what the manifest says."""
    temporary, facts = target / ".postings.jsonl.tmp", manifest.files["postings.jsonl"]
    temporary.unlink(missing_ok=True)
    try:
        with disk.Writer(temporary) as file:
            for line in lines:
                file.write(line)
                if file.bytes > facts.bytes:  # guard: length of a copy
                    raise Unsound("the copy is longer than the manifest says")
        if FileFacts(file.bytes, file.sha256, file.records) != facts:
            raise Unsound("the copy is not what the manifest says")
        applied = _note_changes(feed, target, temporary, manifest)
        disk.rename(temporary, target / "postings.jsonl")
    finally:
        temporary.unlink(missing_ok=True)
    disk.replace(target / "pulled.json", Position(manifest.run_id, manifest.feed).text())
    return applied


def _note_changes(
    feed: PublishedFeed, target: Path, new: Path, manifest: Manifest
) -> dict[str, int]:
    """Write what a new copy changes to `changes.jsonl`, and return how many of each kind; remove it
    where there is no copy so far, or none that can be compared."""
    old, file = target / "postings.jsonl", target / "changes.jsonl"
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.unlink(missing_ok=True)
    file.unlink(missing_ok=True)
    if not old.exists():
        return {}
    try:
        corrected = delta.corrected_between(
            feed.manifest(_pulled(target).run_id).corrections, manifest.corrections
        )
    except (Missing, Unsound):
        corrected = frozenset()
    kinds: Counter[str] = Counter()
    try:
        with disk.Writer(temporary) as out, old.open("rb") as before, new.open("rb") as after:
            for line in net_changes(before, after, corrected):
                out.write(line)
                kinds[change_of(line).kind] += 1
        disk.rename(temporary, file)
    except (Unsound, *WRONG_SHAPE):
        temporary.unlink(missing_ok=True)
        return {}
    return dict(kinds)
