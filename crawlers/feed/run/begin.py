"""How a run begins: what the last one left is put in order, and an interrupted run is taken up
again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawlers.feed.format import disk
from crawlers.feed.format.check import checked
from crawlers.feed.format.clock import Clock, later
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import BoardName, Manifest
from crawlers.feed.store.journal import FORMAT, Journal
from crawlers.feed.store.open import open_store
from crawlers.feed.store.state import State, state_of
from crawlers.feed.store.store import Store
from crawlers.posting.line import id_of

if TYPE_CHECKING:
    from crawlers.feed.publish.target import Target


class OtherBoard(Exception):
    """The feed is of another board; the message names both."""


RESUME_HOURS = 36
"""How old an interrupted run may be; what runs every night is taken up the next."""
ROOM = 4 << 20
"""Bytes that must be free before a run begins, besides those of the last run."""


def open_target(url: str) -> Target | None:
    """Where feeds are published for all machines (setting JOBWIRE_TARGET); None for "". Raises
    OSError."""
    if not url:
        return None
    try:
        from crawlers.feed.publish.target import Target
    except ImportError as error:
        raise OSError(f"{error.name} is not installed (requirements-dev.txt)") from None
    return Target(url)


def last_good(folder: Folder) -> Manifest | None:
    """The manifest that consumers see. Raises OSError or ValueError when it is damaged."""
    run_id = folder.latest_id()
    return folder.manifest(run_id) if run_id else None


def same_board(folder: Folder, previous: Manifest | None, board: BoardName | None) -> None:
    """Raises OtherBoard where the last good run is of another board: ids of two boards may be the
    same."""
    known = previous.board if previous else None
    if board and known and known != board:
        raise OtherBoard(
            f"the feed {folder.name} is of the board {known.board!r} of {known.platform}, "
            f"not of {board.board!r} of {board.platform}; give one of them another name in boards.yaml (name: NAME)"
        )


def need_room(folder: Folder, previous: Manifest | None) -> None:
    """Raises OSError when the disk cannot hold one more run like the last."""
    wanted = ROOM + sum(facts.bytes for facts in previous.files.values()) if previous else ROOM
    if disk.free(folder.path) < wanted:
        raise OSError(28, f"the disk is full: {wanted >> 20} MB must be free")


def synced_store(folder: Folder, previous: Manifest | None, where: str = "") -> Store:
    """The store, brought to the last good run where a kill came between publishing and storing."""
    store = open_store(folder, where)
    if previous is None:
        if store.run_id is not None:
            store.mirror("", [], anew=True)
    elif store.run_id != previous.run_id:
        store.mirror(previous.run_id, states_of(folder, previous), anew=True)
    return store


def states_of(folder: Folder, manifest: Manifest) -> Iterator[State]:
    """The postings of a published run, read from its files. Raises Unsound when they are
    damaged."""
    path = folder.run(manifest.run_id)
    with (
        (path / "postings.jsonl").open("rb") as postings,
        (path / "sightings.jsonl").open("rb") as sightings,
    ):
        lines = checked("postings.jsonl", postings, manifest.files["postings.jsonl"])
        seen = checked("sightings.jsonl", sightings, manifest.files["sightings.jsonl"])
        for line, sighting in zip(lines, seen, strict=True):
            if id_of(line) != id_of(sighting):
                raise ValueError(f"{id_of(line)} has no sighting")
            yield state_of(json.loads(line), json.loads(sighting), manifest.started_at)


def taken_up(
    journal: Journal, folder: Folder, clock: Clock, previous: Manifest | None, code: str
) -> Journal:
    """The journal of the run that was interrupted; of a new run when that is too old, was
    published, or was of another program or another last good run."""
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
