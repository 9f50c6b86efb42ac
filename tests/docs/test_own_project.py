"""From a wheel to an own site, its feed, a line for cron and the report: the commands of
docs/install.md, and nothing else, in an empty folder."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from crawlers.demo.server import DemoServer, World
from tests.docs.blocks import ROOT, Block, blocks
from tests.docs.conftest import EPOCH

PAGE = ROOT / "docs" / "install.md"
SHOWN = "https://acme.example"
"""The address on the page that stands for a site; here a site of the demo."""

INSTALLED = """
set -u
python3() {
    "$PYTHON" "$@"  # makes an environment; the packages that jobwire needs are there already
    echo "$PACKAGES" > "$(echo .venv/lib/python3*/site-packages)/packages.pth"
}
"""
CRONTAB = """#!/bin/sh
touch "$TABLE"
if [ "$1" = -l ]; then cat "$TABLE"; else cat > "$TABLE.new"; mv "$TABLE.new" "$TABLE"; fi
"""


def steps() -> list[Block]:
    """Return the blocks that lead to an own project, and the file that a person edits."""
    return [
        block
        for block in blocks(PAGE)
        if Path(__file__).name in block.says or block.says == "jobs/sites.yaml"
    ]


def test_nine_commands_are_enough() -> None:
    commands = [command for block in steps() for command in block.commands()]
    assert 5 < len(commands) <= 9, commands


@pytest.mark.slow
def test_the_page_leads_to_a_feed(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", empty, ROOT]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(CRONTAB)
    program.chmod(0o755)
    with DemoServer(World(dt.date.fromisoformat(EPOCH))) as server:
        done = perform(empty, server.sites["northlake"].origin)
    assert done.returncode == 0, done.stdout + done.stderr
    feeds = empty / "jobs" / "feeds"
    found = [json.loads(line) for line in (feeds / "acme.jsonl").open()]
    assert len(found) > 5 and all(each["organization"] for each in found)
    assert (feeds / "report.html").stat().st_size > 10_000
    (line,) = [each for each in (tmp_path / "table").read_text().splitlines() if each[0] != "#"]
    command = line.split(None, 5)[5].partition(" >> ")[0]
    again = subprocess.run(["sh", "-c", command], env=environment(empty), check=False, timeout=120)
    assert again.returncode == 0, "what cron calls"


def perform(empty: Path, origin: str) -> subprocess.CompletedProcess[str]:
    """Type the commands of the page, and write the file that it names."""
    script = [INSTALLED]
    for block in steps():
        if block.mark == "file":
            script.append(f"cat > ../{block.says} <<'END'\n{block.code}END\n")
        else:
            script.append(block.code.replace(SHOWN, origin))
    return subprocess.run(
        ["bash", "-c", "".join(script)],
        cwd=empty,
        env=environment(empty),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def environment(empty: Path) -> dict[str, str]:
    """Return an environment without an index of packages, whose sites are on this machine."""
    return {
        "HOME": str(empty.parent),
        "PATH": f"{empty.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHON": sys.executable,
        "PACKAGES": sysconfig.get_path("purelib"),
        "TABLE": str(empty.parent / "table"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "JOBWIRE_PRIVATE_HOSTS": "127.0.0.1",
    }
