"""A project of the operator's own, laid out in an empty folder, and commands typed in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import ROOT

CONFIG = "[settings]\ndefault = crawlers.settings\n"
IMPATIENT = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0", "-s", "JOBWIRE_REPORT=")


def lay_out(folder: Path, **files: str) -> Path:
    """Write a project with these plugins, by module name; return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / "scrapy.cfg").write_text(CONFIG)
    (folder / "spiders").mkdir(exist_ok=True)
    (folder / "spiders/__init__.py").touch()
    for module, text in files.items():
        (folder / f"spiders/{module}.py").write_text(text)
    link_packages(folder)
    return folder


def link_packages(folder: Path) -> None:
    """Make a folder give what a wheel installs: `crawlers` and `pipelines`, and no `spiders`."""
    for package in ("crawlers", "pipelines"):
        if not (folder / package).exists():
            (folder / package).symlink_to(ROOT / package)


def run(
    folder: Path, *words: str, impatient: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Type `scrapy WORDS` in a folder; the packages are linked there or in the one above."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JOBWIRE", "SCRAPY"))}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words, *(IMPATIENT if impatient else ())],
        cwd=folder,
        env={**kept, "COLUMNS": "80", "PYTHONPATH": f"{folder}:{folder.parent}", **environment},
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


def extracted(folder: Path, page: str, *words: str) -> dict[str, Any]:
    """Return the line of `scrapy extract --explain` for one page."""
    done = run(folder, "extract", page, "--explain", *words)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
