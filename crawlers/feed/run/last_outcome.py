"""The file `state/report.json`: what the last run of a feed came to, for the programs that started
it and for the report."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawlers.feed.format import disk
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Source, source_of
from crawlers.feed.run.messages import describe_counts, reason_of

if TYPE_CHECKING:
    from crawlers.feed.run.outcome import Outcome

FILE = "report.json"


def save_outcome(folder: Folder, outcome: Outcome) -> None:
    """Write the outcome to `state/report.json`: for the refresh that started this process, and for
    the feed of all sites. Raise OSError where the disk does."""
    published = outcome.manifest if outcome.verdict == "published" else None
    words = f"{reason_of(outcome)}\n{outcome.advice}".strip()
    words = describe_counts(published.counts) if published else words
    report = {"process": os.getpid(), "source": asdict(outcome.source), "why": words}
    disk.replace(folder.work / FILE, json.dumps(report, indent=1).encode() + b"\n")


def load_outcome(folder: Folder, process: int | None = None) -> tuple[Source, str] | None:
    """Return the figures of the last run that was judged, and in words what it came to; None where
    there is no such report. process: only a report that this process left counts."""
    try:
        report = json.loads((folder.work / FILE).read_bytes())
        if process is None or report["process"] == process:
            return source_of(report["source"]), str(report["why"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None
