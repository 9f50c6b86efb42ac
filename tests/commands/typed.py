"""Commands as they are typed: `scrapy ...` in a process of its own, and what it published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Manifest
from tests import ROOT

IMPATIENT = {"DOWNLOAD_DELAY": "0", "RETRY_TIMES": "0", "LOG_LEVEL": "ERROR", "JOBWIRE_REPORT": ""}
"""For a server on loopback that nobody else asks."""


@dataclass(frozen=True, slots=True)
class Done:
    """code: the exit code. said: all that was printed."""

    code: int
    said: str


def typed(
    feeds: Path,
    *words: str,
    settings: Mapping[str, str] | None = None,
    seconds: int = 120,
    **environment: str,
) -> Done:
    """Types `scrapy WORDS`. feeds: where it publishes. seconds: the most that it may take."""
    chosen = {
        **IMPATIENT,
        "JOBWIRE_FEEDS": str(feeds),
        "JOBWIRE_BOARDS": str(feeds / "boards.yaml"),
        **(settings or {}),
    }
    command = [sys.executable, "-m", "scrapy", *words]
    command += [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        text=True,
        timeout=seconds,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Done(done.returncode, done.stdout)


def manifest_of(feeds: Path, feed: str) -> Manifest:
    """Of the run that consumers see."""
    folder = Folder(feeds, feed)
    run_id = folder.latest_id()
    assert run_id, f"{feed} was never published"
    return folder.manifest(run_id)


def postings_of(feeds: Path, feed: str) -> list[dict[str, Any]]:
    """The lines of a feed."""
    return [
        json.loads(line)
        for line in (feeds / f"{feed}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
