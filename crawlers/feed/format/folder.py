"""The files of a feed: where they are, and how its published runs are named."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from crawlers.feed.format import disk
from crawlers.feed.format.clock import FORMAT, later
from crawlers.feed.format.manifest import Manifest

RUN_ID = re.compile(r"^(\d{8}T\d{6}Z)-[0-9a-f]{6}\Z")
NAME = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,199}\Z")
FILES = (
    "postings.jsonl",
    "changes.jsonl",
    "provenance.jsonl",
    "sightings.jsonl",
    "removed.jsonl",
    "rejects.jsonl",
)
VACANCY_FILES = ("vacancies.jsonl", "vacancy_changes.jsonl")
"""Files that only a feed of several sites has, and not every run of it (docs/vacancies.md)."""
_STAMP = "%Y%m%dT%H%M%SZ"


def feeds_root(setting: str) -> Path:
    """Return the folder of all feeds. setting: JOBWIRE_FEEDS. Raise ValueError where it is empty:
    that would be the working folder, whatever that happens to be."""
    if not str(setting).strip():
        raise ValueError(
            "JOBWIRE_FEEDS is empty; give it the folder of the feeds, or leave it unset for feeds/"
        )
    return Path(setting)


class Folder:
    """One feed under a root: `root/name/` and `root/name.jsonl`. Raises ValueError on a name that
    is no file name."""

    def __init__(self, root: Path, name: str) -> None:
        if not NAME.match(name):
            raise ValueError(f"{name!r} cannot be the name of a feed")
        self.root, self.name = root, name
        self.path = root / name
        self.latest = self.path / "latest.json"
        self.runs = self.path / "runs"
        self.failed = self.path / "failed"
        self.work = self.path / "state"
        self.newest = self.work / "newest"
        self.fixed = root / f"{name}.jsonl"

    def make(self) -> None:
        """Make the folders that a run writes to."""
        for folder in (self.runs, self.failed, self.work):
            disk.make_folder(folder)

    def exclusive(self) -> AbstractContextManager[object]:
        """Return a context in which no other process puts the published runs in order. Whoever has
        the lock of `work` is alone; shards, which have locks of their own, override this."""
        return nullcontext()

    def latest_id(self) -> str | None:
        """Return the run that consumers see; None before the first. Raise ValueError where the
        pointer is damaged."""
        try:
            run_id = json.loads(self.latest.read_bytes())["run_id"]
        except FileNotFoundError:
            return None
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{self.latest} is damaged") from None
        if not RUN_ID.match(str(run_id)):
            raise ValueError(f"{self.latest} names no run")
        return str(run_id)

    def was_published(self) -> bool:
        """Return whether a pointer has named one of the runs that are there: there are several, or
        what is written behind the pointer. Without any run the feed begins anew, with its
        history."""
        runs = len(self.run_ids())
        return runs > 1 or (runs == 1 and (self.path / "stats.json").exists())

    def run(self, run_id: str) -> Path:
        """Return the folder of a published run."""
        return self.runs / run_id

    def manifest(self, run_id: str) -> Manifest:
        """Return the manifest of a published run. Raise OSError or ValueError where it cannot be
        read."""
        return Manifest.read((self.run(run_id) / "manifest.json").read_bytes())

    def run_ids(self) -> list[str]:
        """Return the names of all runs in `runs`, oldest first, whether a pointer named them or
        not."""
        return _ids(self.runs)

    def published(self) -> list[str]:
        """Return the published runs that are still kept, oldest first."""
        latest = self.latest_id() or ""
        return [name for name in _ids(self.runs) if name <= latest]

    def history(self, least: int = 1) -> Iterator[Manifest]:
        """Yield the manifests of the published runs, newest first, each the one that the run behind
        it began from; leave out those that cannot be read."""
        wanted = self.latest_id() or ""
        for run_id in reversed(self.published()):
            if run_id > wanted:  # a person went back behind it
                continue
            try:
                manifest = self.manifest(run_id)
            except (OSError, ValueError):
                continue
            wanted = manifest.previous or run_id
            yield manifest

    def withheld(self) -> Iterator[Manifest]:
        """Yield the manifests of the withheld runs since the last published one; leave out those
        that cannot be read."""
        latest = self.latest_id() or ""
        for run_id in _ids(self.failed):
            if run_id > latest:
                with suppress(OSError, ValueError):
                    yield Manifest.read((self.failed / run_id / "manifest.json").read_bytes())

    def next_id(self, now: str) -> str:
        """Return the name of a run that begins now: later than all before it, even when the clock
        went back. The same folder and instant give the same name."""
        blocks = (each.stem for each in (self.path / "history").glob("*/*.jsonl"))
        kept = filter(RUN_ID.match, blocks)
        names = [*_ids(self.runs), *_ids(self.failed), self.latest_id() or "", *kept]
        last = max(names)
        stamp = datetime.strptime(now, FORMAT).strftime(_STAMP)
        if last and stamp <= last[:16]:
            after = datetime.strptime(last[:16], _STAMP).strftime(FORMAT)
            stamp = datetime.strptime(later(after, seconds=1), FORMAT).strftime(_STAMP)
        digest = hashlib.sha256(f"{self.name} {stamp} {self.latest_id()}".encode()).hexdigest()
        return f"{stamp}-{digest[:6]}"


def _ids(folder: Path) -> list[str]:
    return (
        sorted(each.name for each in folder.iterdir() if RUN_ID.match(each.name))
        if folder.is_dir()
        else []
    )
