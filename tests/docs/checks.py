"""Check a block that is not run, by its language: is it what the text around it says?"""

from __future__ import annotations

import configparser
import datetime as dt
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from crawlers.contract import boards, sites_file
from crawlers.feed.run import corrections
from crawlers.plugins import discovery
from crawlers.report.gather import gather
from crawlers.report.metrics import write_metrics
from tests.docs.blocks import Block

INSTALLED = "/srv/jobwire"
"""Where the docs have the project installed."""

_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_CUT = re.compile(r"\.\.\.\Z")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d(?=T|\b)")
_DAY_IN_WORDS = re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}\b")
_MOVES = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}|\b\d{4}-\d\d-\d\d\b|\b[\d.]+ s\b")
"""What is otherwise in another week or on another machine: runs, days, seconds."""
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def cron(block: Block, tree: Path) -> None:
    """Check lines of a crontab: five times, and a command that this checkout has."""
    for line in block.code.splitlines():
        *times, command = line.split(None, 5)
        assert len(times) == 5 and all(map(_is_time, times, _FIELDS)), line
        _there(command, tree)


def ini(block: Block, tree: Path) -> None:
    """Check a systemd unit: sections and options that systemd knows, and a command that this
    checkout has."""
    unit = tree / block.says
    unit.write_text(unit.read_text().replace(INSTALLED, str(tree)))
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(unit)
    assert set(parsed.sections()) <= {"Unit", "Service", "Timer", "Install"}
    if parsed.has_section("Service"):
        _there(parsed["Service"]["ExecStart"], tree)
    if not shutil.which("systemd-analyze"):
        pytest.skip(f"NOT RUN: the check of {block} needs systemd-analyze, which is not installed")
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and unit.name not in done.stderr, done.stderr


def document(block: Block, tree: Path) -> None:
    """Check YAML: boards, corrections, or alert rules on metrics that exist."""
    if block.says == boards.FILE:
        assert boards.read_boards(tree / block.says)
        return
    if block.says == corrections.FILE:
        assert corrections.read_corrections(tree / block.says).fields
        return
    if Path(block.says).name == sites_file.FILE:
        assert sites_file.read_sites(tree / block.says)
        return
    (group,) = yaml.safe_load(block.code)["groups"]
    write_metrics(gather(tree / "feeds"), tree / "jobwire.prom", 0)
    there = set(re.findall(r"^(jobwire_\w+)", (tree / "jobwire.prom").read_text(), re.M))
    for rule in group["rules"]:
        asked = set(re.findall(r"jobwire_\w+", rule["expr"]))
        assert rule["alert"] and asked and asked <= there, rule


def toml(block: Block, tree: Path) -> None:
    """Check entry points: their groups are the ones that jobwire looks for."""
    groups = tomllib.loads(block.code)["project"]["entry-points"]
    assert set(groups) <= {discovery.GROUP, discovery.STAGES, boards.GROUP}, groups


def record(block: Block, tree: Path) -> None:
    """Check a line of a demo feed, with its long text cut short and its empty fields left out; or
    the shape of a change.

    The demo counts its days from the Monday of this week, so a feed that was made today has other
    dates than the page: all of them moved by the same number of days.
    """
    shown = json.loads(re.sub(r"\s*\n\s*", " ", block.code))
    if "op" in shown:
        lines = [
            json.loads(line)
            for file in tree.glob("*feeds/*/runs/*/changes.jsonl")
            for line in file.open()
        ]
        assert list(shown) == list(next(line for line in lines if line["op"] == shown["op"])), (
            "keys of a change"
        )
        return
    lines = [json.loads(line) for line in (tree / "demo-feeds" / f"{shown['source']}.jsonl").open()]
    line = next(each for each in lines if each["id"] == shown["id"])
    days = _first_day(line) - _first_day(shown)
    if days:
        assert _HASH.fullmatch(shown.pop("content_hash")) and _HASH.fullmatch(
            line.pop("content_hash")
        )
        shown = _moved(shown, days)
    different = {
        name: (value, line[name]) for name, value in shown.items() if not _same(value, line[name])
    }
    assert not different
    assert {name for name, value in line.items() if value not in (None, [], {})} - set(
        shown
    ) <= set(), "fields left out"


def page(block: Block, tree: Path) -> None:
    """Check a page that a block below reads."""
    assert html.document_fromstring(block.code).findtext(".//h1")


def words(block: Block, tree: Path) -> None:
    """Check that a text block holds no command."""
    assert not re.search(
        r"^\s*(\$ |scrapy |\.venv/|python3? |make |curl |jq )", block.code, re.M
    ), "a command: make it `sh`"


def printed(block: Block, output: str) -> None:
    """Check that each line was printed by the block above, but for runs, days and seconds; a line
    may be cut short with `...`, and a line `...` stands for any."""
    there = [_MOVES.sub("#", line.strip()) for line in output.splitlines()]
    for line in block.code.splitlines():
        shown = _MOVES.sub("#", line.strip())
        cut = _CUT.sub("", shown)
        assert any(each.startswith(cut) if cut != shown else each == shown for each in there), (
            f"{block} shows a line that was not printed: {line}\n{output}"
        )


CHECKS: Mapping[str, Callable[[Block, Path], None]] = {
    "crontab": cron,
    "ini": ini,
    "yaml": document,
    "toml": toml,
    "json": record,
    "html": page,
    "text": words,
}


def _is_time(field: str, limits: tuple[int, int]) -> bool:
    numbers = [int(each) for each in re.findall(r"\d+", field)]
    return bool(re.fullmatch(r"\*(/\d+)?|\d+([-,/]\d+)*", field)) and all(
        limits[0] <= each <= limits[1] for each in numbers
    )


def _there(command: str, tree: Path) -> None:
    """Check that the program of a command is in this checkout."""
    named = [each for each in shlex.split(command) if each.endswith("bin/scrapy")]
    assert named and all(
        (tree / each.removeprefix(f"{INSTALLED}/").removeprefix(f"{tree}/")).exists()
        for each in named
    ), command


def _first_day(line: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(line["lifecycle"]["first_seen"][:10])


def _moved(value: Any, days: dt.timedelta) -> Any:
    """Return the value with every date in it moved."""
    if isinstance(value, str):
        value = _DAY_IN_WORDS.sub(lambda day: _moved_in_words(day[0], days), value)
        return _DAY.sub(lambda day: str(dt.date.fromisoformat(day[0]) + days), value)
    if isinstance(value, list):
        return [_moved(each, days) for each in value]
    if isinstance(value, dict):
        return {name: _moved(each, days) for name, each in value.items()}
    return value


def _moved_in_words(day: str, days: dt.timedelta) -> str:
    moved = dt.datetime.strptime(day, "%B %d, %Y").date() + days
    return f"{moved:%B} {moved.day}, {moved.year}"


def _same(shown: Any, there: Any) -> bool:
    """Return whether a value is the one shown; `...` stands for the rest of a text or a list."""
    if isinstance(shown, str) and isinstance(there, str):
        return there.startswith(_CUT.sub("", shown)) if _CUT.search(shown) else there == shown
    if isinstance(shown, list) and isinstance(there, list):
        if shown and shown[-1] == "...":
            return len(there) >= len(shown) - 1 and all(map(_same, shown[:-1], there))
        return len(shown) == len(there) and all(map(_same, shown, there))
    if isinstance(shown, dict) and isinstance(there, dict):
        return set(shown) <= set(there) and all(
            _same(value, there[name]) for name, value in shown.items()
        )
    return bool(shown == there)
