"""Hold `since` against two snapshots of a feed."""

from __future__ import annotations

import json
from typing import Any

from crawlers.feed.consume import consume
from crawlers.feed.format.folder import Folder


def check_since(folder: Folder, older: str, newer: str) -> None:
    """Check that what `since` says between two kept runs is the difference of their postings."""
    runs = folder.published()
    found = consume.since(folder.path, older, to=newer)
    distance = runs.index(newer) - runs.index(older)
    assert (found.base, found.run_id, found.runs) == (older, newer, distance)
    before, after = _snapshot(folder, older), _snapshot(folder, newer)
    expected = {
        name: _op_of(before.get(name), record)
        for name, record in after.items()
        if record != before.get(name)
    }
    changes = list(map(consume.change_of, found.lines))
    assert {change.id: change.op for change in changes} == expected
    rebuilt = dict(before)
    for change in changes:
        rebuilt[change.id] = json.loads(change.line)
        if change.op == "close":
            assert change.reason == change.posting.lifecycle.closed_reason
        if change.op == "update":
            old, new = before[change.id], rebuilt[change.id]
            assert {path.partition(".")[0] for path in change.changed} == {
                name for name in new if new[name] != old[name]
            }
    # what was closed before may have left by now: nothing else is missing
    gone = rebuilt.keys() - after.keys()
    assert all(before[name]["status"] == "closed" for name in gone)
    assert {name: rebuilt[name] for name in after} == after


def _snapshot(folder: Folder, run_id: str) -> dict[str, dict[str, Any]]:
    lines = (folder.run(run_id) / "postings.jsonl").read_bytes().splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def _op_of(old: dict[str, Any] | None, new: dict[str, Any]) -> str:
    if old is None:
        return "add"
    if old["status"] == new["status"]:
        return "update"
    return {"open": "reopen", "closed": "close"}[str(new["status"])]
