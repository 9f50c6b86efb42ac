"""Score the real seed pages and the text pages with the scripts that come with them, where the
folder `shared` is beside the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(),
    reason="../shared/seeds is not there: the real pages are NOT scored",
)


def last_line(script: str, *args: Path) -> str:
    done = subprocess.run(
        [sys.executable, SHARED / "eval" / script, ROOT, *args],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    print(done.stdout)
    return done.stdout.strip().splitlines()[-1]


@needs_shared
def test_seeds() -> None:
    line = last_line("score_seeds.py", SHARED / "seeds")
    right, total, sections, text, kept = re.fullmatch(
        r"fields (\d+)/(\d+)  sections F1 ([\d.]+)  text F1 ([\d.]+)  boilerplate lines kept (\d+)",
        line,
    ).groups()  # type: ignore[union-attr]
    assert int(right) >= 0.98 * int(total)
    assert float(sections) >= 0.98
    assert float(text) >= 0.99
    assert int(kept) == 0


@needs_shared
def test_text_pages() -> None:
    line = last_line("score_pages.py", SHARED / "pages" / "text")
    found = re.match(r"accuracy ([\d.]+) invented (\d+)", line)
    assert found, line
    accuracy, invented = found.groups()
    assert float(accuracy) >= 0.93
    assert int(invented) <= 2
