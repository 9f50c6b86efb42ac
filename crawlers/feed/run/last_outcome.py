"""The file `state/report.json`: what the last run of a feed came to, for the programs that started
it and for the report."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict

from crawlers.exit_codes import WITHHELD
from crawlers.feed.format import disk
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Source, source_of
from crawlers.feed.run.messages import describe_counts, reason_of
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


def save_unjudged(folder: Folder, code: int, why: str) -> None:
    """Write for an attempt that was never judged that it was not published, so that nobody takes
    the verdict before it for its own; a disk that takes nothing keeps that one. code: the exit code
    of the attempt. why: in words."""
    source = Source(folder.name, "partial" if code == WITHHELD else "failed", published=False)
    with suppress(OSError):
        save_outcome(folder, Outcome("interrupted", source, why=why))


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
