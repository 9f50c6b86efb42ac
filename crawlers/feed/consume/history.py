"""Reading the history of a feed: the chain of its blocks, and the life of a posting
(crawlers.feed.format.history says what stands in it)."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from crawlers.feed.consume.source import LARGEST_YEAR, TIME_LIMIT, Missing, PublishedFeed
from crawlers.feed.format.check import Unsound, reading
from crawlers.feed.format.history import (
    Block,
    Entry,
    Seal,
    begins_with,
    entries_of,
    entry_of,
    hash_of_seal,
    is_seal,
    name_of_block,
    name_of_year,
    seal_of,
)
from crawlers.feed.format.manifest import Link, Manifest

LARGEST_STATISTICS = 1 << 20
"""Bytes of stats.json; it has 600 a year."""
MOST_BLOCKS = 100_000
"""Blocks of one year that stand in files of their own: a run every five minutes."""


@dataclass(slots=True)
class Chain:
    """A history as it was read, from the newest block to the oldest. files: name and sha256 of each
    file. runs, entries: how many. last: the run that the oldest block names and that has none."""

    files: list[tuple[str, str]] = field(default_factory=list)
    runs: int = 0
    entries: int = 0
    last: Link | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What became of one posting.

    first_seen: the instant of the first run that had it, also where it left the feed since.
    source_date: the first day that the source gave as its own. last_date: the last such day.
    status: open or closed. closed_at, closed_reason: of the last time. changes: updates by the
    source. returns: how often it was reopened, or came back after it had left. copies: ids of other
    postings that had the same content before it: it was advertised again.
    """

    id: str
    first_seen: str
    source_date: str | None
    last_date: str | None
    status: str
    closed_at: str | None
    closed_reason: str | None
    changes: int
    returns: int
    copies: tuple[str, ...] = ()


def history(where: str | Path, seconds: float = TIME_LIMIT) -> Iterator[Entry]:
    """Yield all that became of all postings, oldest first. Raise Missing, Unsound or OutOfTime,
    before the first entry where a block is not what the chain says."""
    feed = PublishedFeed(where, seconds)
    chain = walk(feed, feed.current())
    for name, sha256 in reversed(chain.files):
        with tempfile.TemporaryFile() as copy:
            found = hashlib.sha256()
            for line in _lines(feed, name):
                found.update(line)
                copy.write(line)
            if found.hexdigest() != sha256:
                raise Unsound(f"{name} changed while it was read")
            copy.seek(0)
            yield from (entry_of(line) for line in copy if not is_seal(line))


def life(where: str | Path, posting_id: str, seconds: float = TIME_LIMIT) -> Life | None:
    """Return what became of one posting; None where the feed never had it. Raise as `history`
    does."""
    own = [each for each in history(where, seconds) if each.id == posting_id]
    if not own:
        return None
    contents = {each.hash for each in own}
    others = (each for each in history(where, seconds) if each.hash in contents)
    copies = (each.id for each in others if each.id != posting_id and each.at < own[0].at)
    return life_of(own, tuple(dict.fromkeys(copies)))


def life_of(entries: list[Entry], copies: tuple[str, ...] = ()) -> Life:
    """Return the life of a posting from its entries, oldest first."""
    dates = [each.date for each in entries if each.date]
    closes = [each for each in entries if each.op == "close" or each.closed_at]
    last = next(each for each in reversed(entries) if each.op != "update" or each is entries[0])
    is_closed = last.op == "close" or last.closed_at is not None
    return Life(
        id=entries[0].id,
        first_seen=entries[0].at,
        source_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        status="closed" if is_closed else "open",
        closed_at=(closes[-1].closed_at or closes[-1].at) if closes else None,
        closed_reason=closes[-1].reason if closes else None,
        changes=sum(each.op == "update" and each.cause == "source" for each in entries),
        returns=sum(each.op in ("add", "reopen") for each in entries[1:]),
        copies=copies,
    )


# --- The chain


def walk(feed: PublishedFeed, manifest: Manifest, every_run: bool = False) -> Chain:
    """Read the whole history, and check it against the current manifest: every block, its lines,
    and the chain of seals and manifests. every_run: also against all manifests that are kept. Raise
    Unsound at the first thing that is wrong, Missing where the current run has no block."""
    chain = Chain()
    before = _newest(feed, manifest, chain)
    is_first = True
    while before and before.history_sha256:
        if is_first or every_run:
            _require_manifest(feed, before)
        before = _older(feed, before, manifest.run_id[:4], chain, every_run)
        is_first = False
    chain.last = before
    return chain


def _newest(feed: PublishedFeed, manifest: Manifest, chain: Chain) -> Link | None:
    """Read the block of the current run; return the run before."""
    name, run = name_of_block(manifest.run_id), manifest.run_id
    file = "postings.jsonl" if begins_with(manifest) else "changes.jsonl"
    with reading("history"):
        made = (each.line() for each in entries_of(manifest, feed.file(manifest, file)))
        lines = _noted(feed, name, chain)
        for ours, theirs in zip_longest(made, lines):
            if theirs is not None and is_seal(theirs) and ours is None:
                seal = seal_of(theirs)
            elif ours != theirs:
                raise Unsound(f"history: the block of {run} is not what the run changed")
    if chain.entries != seal.records or seal.run != run:
        raise Unsound(f"history: the block of {run} is not what its seal says")
    if seal.manifest_sha256 != feed.sha256_of_manifest(run) or seal.before != manifest.predecessor:
        raise Unsound(f"history: the block of {run} and its manifest do not belong together")
    return manifest.predecessor


def _older(
    feed: PublishedFeed, link: Link, year: str, chain: Chain, every_run: bool
) -> Link | None:
    """Read the block of a run, or the whole year that ends with it; return the run before those.
    year: that of the current run, whose blocks stand in files of their own."""
    names = [name_of_block(link.run_id), name_of_year(link.run_id[:4])]
    if link.run_id[:4] != year:
        names.reverse()
    for name in names:
        try:
            seals = list(_seals(feed, name, chain))
        except Missing:
            continue
        return _connected(feed, name, seals, link, every_run)
    raise Unsound(f"history: the block of {link.run_id} is missing")


def _connected(
    feed: PublishedFeed, name: str, seals: list[tuple[Seal, str]], link: Link, every_run: bool
) -> Link | None:
    """Check that the blocks of a file connect, and that the last one is that of a run; return the
    run before the first."""
    if not seals:
        raise Unsound(f"{name} has no block")
    for seal, sha256 in reversed(seals):
        if (seal.run, seal.manifest_sha256, sha256) != (
            link.run_id,
            link.manifest_sha256,
            link.history_sha256,
        ):
            raise Unsound(f"history: {name} does not lead to {link.run_id}: it was cut or changed")
        if every_run:
            _require_manifest(feed, link)
        if seal.before is None or seal is seals[0][0]:
            return seal.before
        link = seal.before
    raise AssertionError


def _seals(feed: PublishedFeed, name: str, chain: Chain) -> Iterator[tuple[Seal, str]]:
    """Yield the seals of a file with their hashes; check the lines above each."""
    block, count = Block(), 0
    for line in _noted(feed, name, chain):
        if is_seal(line):
            seal = seal_of(line)
            block.check(seal)
            block, count = Block(), count + 1
            if count > MOST_BLOCKS:
                raise Unsound(f"{name} has more than {MOST_BLOCKS} blocks")
            yield replace(seal, removed_sources=[]), hash_of_seal(line)
        else:
            with reading(f"{name}, a line"):
                block.add(line)
    if block.records:
        raise Unsound(f"{name} is cut: its last block has no seal")


def _noted(feed: PublishedFeed, name: str, chain: Chain) -> Iterator[bytes]:
    """Yield the lines of a file, and note what was read of it."""
    found = hashlib.sha256()
    for line in _lines(feed, name):
        found.update(line)
        chain.runs += is_seal(line)
        chain.entries += not is_seal(line)
        yield line
    chain.files.append((name, found.hexdigest()))


def _lines(feed: PublishedFeed, name: str) -> Iterable[bytes]:
    return feed.unpacked_lines(name) if name.endswith(".gz") else feed.lines(name, LARGEST_YEAR)


def _require_manifest(feed: PublishedFeed, link: Link) -> None:
    """Raise Unsound where the manifest of a run is still kept and is another one."""
    try:
        found = feed.sha256_of_manifest(link.run_id)
    except Missing:
        return
    if found != link.manifest_sha256:
        raise Unsound(f"history: the manifest of {link.run_id} is not the one that was published")


# --- What verify says of it


def check_history(feed: PublishedFeed, manifest: Manifest, every_run: bool) -> str:
    """Return in words what of the history was found to hold. Raise Unsound."""
    try:
        chain = walk(feed, manifest, every_run)
    except Missing as missing:
        if manifest.predecessor is None:
            return "the feed has no history: it is of an earlier version"
        raise Unsound(f"history: {missing}") from None
    since = f", back to {chain.last.run_id}" if chain.last else ""
    read = f"{chain.runs} run(s), {chain.entries} line(s)"
    return f"history: {read}, each block has the hash that the next one names{since}"


def check_statistics(feed: PublishedFeed, manifest: Manifest) -> str:
    """Return in words what of stats.json was found to hold. Raise Unsound."""
    try:
        text = feed.read("stats.json", LARGEST_STATISTICS)
    except Missing:
        return "stats.json is not there, so it was not checked"
    with reading("stats.json"):
        said = json.loads(text)
        found = said["feed"], said["run_id"], said["open"]
        before = manifest.predecessor.run_id if manifest.predecessor else None
        if found[:2] == (manifest.feed, before):
            return "stats.json is of the run before; the next run brings it up to date"
    if found != (manifest.feed, manifest.run_id, manifest.counts.open):
        raise Unsound("stats.json is not of the current run; the next run repairs it")
    return "stats.json is of the current run"
