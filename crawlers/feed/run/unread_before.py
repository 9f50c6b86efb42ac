"""What could not be read on an earlier night: pages that fail twice say nothing new of their
site."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from crawlers.feed.format.clock import later
from crawlers.feed.format.folder import RUN_ID, Folder
from crawlers.feed.format.manifest import Manifest

NIGHT_HOURS = 6
"""Hours between two runs that are two nights: an attempt that is repeated at once is none. Set by
hand."""


def night_before(now: str) -> str:
    """Return the last instant that counts as an earlier night."""
    return later(now, hours=-NIGHT_HOURS)


def unread_before(folder: Folder, now: str) -> frozenset[str]:
    """Return the keys that were given up or rejected in the last run of an earlier night that
    listed anything, published or withheld; none where no such run can be read."""
    runs = filter(_is_run, (*folder.runs.glob("*"), *folder.failed.glob("*")))
    for run in sorted(runs, key=lambda each: each.name, reverse=True):
        with suppress(OSError, ValueError, KeyError, TypeError):
            manifest = Manifest.read((run / "manifest.json").read_bytes())
            if manifest.started_at <= night_before(now) and manifest.sources[0].listed:
                return _unread(run / "rejects.jsonl")
    return frozenset()


def _is_run(path: Path) -> bool:
    return bool(RUN_ID.match(path.name))


def _unread(path: Path) -> frozenset[str]:
    with path.open("rb") as lines:
        rejects = [json.loads(line) for line in lines]
    return frozenset(
        each["id"].partition(":")[2] for each in rejects if each["kind"] in ("rejected", "given_up")
    )
