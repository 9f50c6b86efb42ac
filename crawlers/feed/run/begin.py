"""The steps with which a run begins: read the last good run, bring the store to it, and resume a
run that was interrupted."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawlers.contract.extras import DISTRIBUTED
from crawlers.feed.format import disk
from crawlers.feed.format.check import checked
from crawlers.feed.format.clock import Clock, later
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import BoardName, Manifest
from crawlers.feed.publish.corrected import as_read, by_key
from crawlers.feed.store.journal import FORMAT, Journal
from crawlers.feed.store.open import open_store
from crawlers.feed.store.state import State, state_of
from crawlers.feed.store.store import Store
from crawlers.posting.line import id_of

if TYPE_CHECKING:
    from crawlers.feed.publish.target import Target


class OtherBoard(Exception):
    """The feed is of another board; the message names both boards."""


RESUME_HOURS = 36
"""The age up to which an interrupted run is resumed: a run of every night is, in the next night."""

SPARE_BYTES = 4 << 20
"""Bytes that must be free before a run begins, besides those of a run like the last one."""


def open_target(url: str) -> Target | None:
    """Return where feeds are published for all machines; None for "". url: the setting
    JOBWIRE_TARGET. Raise OSError where it cannot be opened."""
    if not url:
        return None
    try:
        from crawlers.feed.publish.target import Target
    except ImportError as error:
        raise OSError(f"{error.name} is not installed: {DISTRIBUTED}") from None
    return Target(url)


def last_good(folder: Folder) -> Manifest | None:
    """Return the manifest of the run that consumers see; None before the first. Raise OSError or
    ValueError where it is damaged, or where the pointer to it is lost: a feed that began anew would
    forget when its postings were first seen."""
    run_id = folder.latest_id()
    if run_id is None and folder.was_published():
        raise ValueError(f"{folder.latest} is missing, and {folder.runs} has runs")
    return folder.manifest(run_id) if run_id else None


def require_same_board(folder: Folder, previous: Manifest | None, board: BoardName | None) -> None:
    """Raise OtherBoard where the last good run is of another board: two boards may have the same
    ids."""
    known = previous.board if previous else None
    if board and known and known != board:
        raise OtherBoard(
            f"the feed {folder.name} is of the board {known.board!r} of {known.platform}, "
            f"not of {board.board!r} of {board.platform}; "
            "give one of them another name in boards.yaml (name: NAME)"
        )


def require_whole_files(folder: Folder, previous: Manifest | None) -> None:
    """Raise OSError or ValueError where a file of the last good run is missing or has another size
    than its manifest says: the run would end in vain, after every page was fetched."""
    if previous is None:
        return
    for name, facts in previous.files.items():
        path = folder.run(previous.run_id) / name
        size = path.stat().st_size
        if size != facts.bytes:
            raise ValueError(f"{path} is damaged: {size} bytes instead of {facts.bytes}")


def require_disk_space(folder: Folder, previous: Manifest | None) -> None:
    """Raise OSError where the disk cannot hold one more run like the last good one."""
    last = sum(facts.bytes for facts in previous.files.values()) if previous else 0
    needed = SPARE_BYTES + last
    if disk.free_bytes(folder.path) < needed:
        raise OSError(errno.ENOSPC, f"the disk is full: {needed >> 20} MB must be free")


def open_synced_store(folder: Folder, previous: Manifest | None, where: str = "") -> Store:
    """Return the store of a feed, brought to the last good run: a kill may have come between
    publishing and storing. where: see `open_store`."""
    store = open_store(folder, where)
    if previous is None:
        if store.run_id is not None:
            store.mirror("", [], anew=True)
    elif store.run_id != previous.run_id:
        store.mirror(previous.run_id, states_of(folder, previous), anew=True)
    return store


def states_of(folder: Folder, manifest: Manifest) -> Iterator[State]:
    """Yield the states of the postings of a published run as they were read, from its files. Raise
    Unsound or ValueError where they are damaged."""
    path, corrected = folder.run(manifest.run_id), by_key(manifest.corrections)
    with (
        (path / "postings.jsonl").open("rb") as postings,
        (path / "sightings.jsonl").open("rb") as sightings,
    ):
        lines = checked("postings.jsonl", postings, manifest.files["postings.jsonl"])
        seen = checked("sightings.jsonl", sightings, manifest.files["sightings.jsonl"])
        for line, sighting in zip(lines, seen, strict=True):
            if (name := id_of(line)) != id_of(sighting):
                raise ValueError(f"{name} has no sighting")
            if name.partition(":")[2] in corrected:
                line = as_read(line, corrected[name.partition(":")[2]])
            yield state_of(json.loads(line), json.loads(sighting), manifest.started_at)


def resume_or_begin(
    journal: Journal, folder: Folder, clock: Clock, previous: Manifest | None, code: str
) -> Journal:
    """Return the journal of the run that was interrupted; that of a new run where the interrupted
    one is too old, was published, or was of another program or another last good run.

    code: a fingerprint of all that reads pages.
    """
    now, head = clock.now(), journal.head
    last = previous.run_id if previous else None
    if (
        head.get("format") == FORMAT
        and (head["previous"], head["code"]) == (last, code)
        and later(now, hours=-RESUME_HOURS) <= head["as_of"] <= later(now, hours=RESUME_HOURS)
    ):
        return journal
    journal.remove()
    fresh = Journal(journal.path)
    fresh.append(
        {
            "t": "run",
            "format": FORMAT,
            "run_id": folder.next_id(now),
            "as_of": now,
            "previous": last,
            "code": code,
        }
    )
    fresh.sync()
    return fresh
