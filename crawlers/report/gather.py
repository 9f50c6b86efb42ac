"""What a folder of feeds says of its sites: kept runs, last attempts, rejects, tallies. Reads only,
and never fails on one site: what cannot be read is said in its `trouble`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from crawlers.extensions.tally import FAMILIES, FIGURES
from crawlers.extensions.tally import FILE as TALLIES
from crawlers.feed.format.folder import NAME, RUN_ID, Folder
from crawlers.feed.format.manifest import Manifest, Source
from crawlers.feed.run.last_outcome import load_outcome

EXAMPLES = 5
"""Rejects that are shown of each reason."""


@dataclass(frozen=True)
class SiteFeed:
    """One site's feed.

    runs: the manifests of its published runs, oldest first. withheld: of the withheld runs. tried,
    why: the figures of its last attempt and its result in words; None and "" where there are
    none. trouble: why its folder cannot be read, or ""."""

    folder: Folder
    runs: list[Manifest] = field(default_factory=list)
    withheld: list[Manifest] = field(default_factory=list)
    tried: Source | None = None
    why: str = ""
    trouble: str = ""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def last(self) -> Manifest | None:
        """The run that consumers see."""
        return self.runs[-1] if self.runs else None

    @cached_property
    def judged(self) -> Source | None:
        """The last attempt that has figures: the last good run, or a later one that was
        withheld."""
        good = self.last.sources[0] if self.last and self.last.sources else None
        return self.tried if self.tried and not self.tried.published else good

    @property
    def verdict(self) -> str:
        """published, withheld (an older run stands), failed (nothing could be read), unreadable
        (the folder)."""
        if self.trouble:
            return "unreadable"
        if self.judged is None:
            return "failed"
        if self.judged.published:
            return "published"
        return "failed" if self.judged.result == "failed" else "withheld"

    @property
    def attempted_at(self) -> str | None:
        """When the last attempt began, as far as a manifest says."""
        manifests = (*self.runs[-1:], *self.withheld[-1:])
        return max((each.started_at for each in manifests), default=None)

    @cached_property
    def before(self) -> list[Source]:
        """The good runs before the judged one, newest first."""
        mine = self.judged.run_id if self.judged else None
        return [
            each.sources[0] for each in reversed(self.runs) if each.sources and each.run_id != mine
        ]

    def rejects(self) -> list[Reasons]:
        """Return what did not come through in the judged attempt, by reason, the most frequent
        first."""
        run_id = self.judged.run_id if self.judged else None
        if not run_id:
            return []
        published = any(each.run_id == run_id for each in self.runs)
        folder = self.folder.run(run_id) if published else self.folder.failed / run_id
        found: dict[tuple[str, str], Reasons] = {}
        for line in _json_lines(folder / "rejects.jsonl"):
            kind, reason = str(line.get("kind", "")), str(line.get("reason", ""))
            code = reason.partition(":")[0][:60]
            reasons = found.setdefault((kind, code), Reasons(kind, code))
            reasons.count += 1
            if len(reasons.examples) < EXAMPLES:
                reasons.examples.append(line)
        return sorted(found.values(), key=lambda each: (-each.count, each.kind, each.code))

    def tally(self) -> dict[str, Any]:
        """Return what the crawls of the judged attempt asked for and were answered; a resumed
        attempt has several crawls."""
        run_id = self.judged.run_id if self.judged else None
        total: dict[str, Any] = {}
        for line in _json_lines(self.folder.work / TALLIES):
            if line.get("run_id") != run_id:
                continue
            for name in FIGURES:
                if name in line:
                    total[name] = total.get(name, 0) + line[name]
            for name in FAMILIES:
                if name in line:
                    total[name] = Counter(total.get(name, {})) + Counter(line[name])
        return total


@dataclass(slots=True)
class Reasons:
    """Rejects of one kind (dropped, rejected, given_up, lost) and code. examples: their lines."""

    kind: str
    code: str
    count: int = 0
    examples: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Feeds:
    """A folder of feeds. combined: the feed of all sites, where one is published."""

    root: Path
    sites: list[SiteFeed]
    combined: Manifest | None = None


def gather(root: Path) -> Feeds:
    """Return all feeds under a folder, by name; none where there is no such folder."""
    sites, combined = [], None
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        if (
            path.is_dir()
            and NAME.match(path.name)
            and ((path / "runs").is_dir() or (path / "state").is_dir())
        ):
            site = _site(Folder(root, path.name))
            if _is_combined(site):
                combined = site.last
            elif site.runs or site.withheld or site.tried or site.trouble:
                sites.append(site)
    return Feeds(root, sites, combined)


def _is_combined(site: SiteFeed) -> bool:
    """A feed whose sources are other feeds'."""
    return bool(
        site.last
        and site.last.sources
        and any(source.source != site.name for source in site.last.sources)
    )


def _site(folder: Folder) -> SiteFeed:
    tried, why = load_outcome(folder) or (None, "")
    try:
        runs = [folder.manifest(run_id) for run_id in folder.published()]
    except (OSError, ValueError) as error:
        return SiteFeed(folder, tried=tried, why=why, trouble=str(error))
    return SiteFeed(folder, runs, list(_withheld(folder)), tried, why)


def _withheld(folder: Folder) -> Iterator[Manifest]:
    for path in sorted(folder.failed.iterdir()) if folder.failed.is_dir() else []:
        try:
            if RUN_ID.match(path.name):
                yield Manifest.read((path / "manifest.json").read_bytes())
        except (OSError, ValueError):
            continue


def raw_lines(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file; none where it cannot be read."""
    with suppress(OSError), file.open("rb") as opened:
        yield from opened


def _json_lines(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of lines; no line that is none."""
    for line in raw_lines(file):
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found
