"""The rows of the table: print them, and write them into docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.measure import ROOT, compare_rounds

DOCS = ROOT / "docs" / "performance.md"
HEAD = ("what", "jobwire", "peer", "ratio", "range", "goal", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured. ours, theirs: with their unit. ratio, least, most: median and range over
    the rounds. goal: `>= 0.7` or `<= 5`, in terms of the ratio (or of `ours` where there is no
    peer); "" for a figure without a goal."""

    what: str
    ours: float
    unit: str = ""
    theirs: float | None = None
    ratio: float | None = None
    least: float | None = None
    most: float | None = None
    goal: str = ""

    @property
    def held(self) -> bool | None:
        """Return whether the goal is reached; None where there is none."""
        if not self.goal:
            return None
        sign, limit = self.goal.split()
        value = self.ours if self.ratio is None else self.ratio
        return value >= float(limit) if sign == ">=" else value <= float(limit)

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the row, under HEAD."""
        spread = f"{_figure(self.least)} to {_figure(self.most)}" if self.least is not None else ""
        verdict = {True: "held", False: "MISSED", None: ""}[self.held]
        ours = f"{_figure(self.ours)} {self.unit}".strip()
        theirs = f"{_figure(self.theirs)} {self.unit}".strip() if self.theirs is not None else ""
        return (self.what, ours, theirs, _figure(self.ratio), spread, self.goal, verdict)


def speed_row(
    what: str, ours: Sequence[float], theirs: Sequence[float], unit: str, goal: str = ""
) -> Row:
    """Return a row of how fast jobwire is beside a peer: over 1, jobwire costs less."""
    return _row(what, ours, theirs, unit, compare_rounds(theirs, ours), goal)


def cost_row(
    what: str, ours: Sequence[float], theirs: Sequence[float], unit: str, goal: str = ""
) -> Row:
    """Return a row of how many times as much jobwire costs."""
    return _row(what, ours, theirs, unit, compare_rounds(ours, theirs), goal)


def _row(
    what: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    unit: str,
    ratio: tuple[float, float, float],
    goal: str,
) -> Row:
    return Row(what, median(ours), unit, median(theirs), *ratio, goal)


def machine() -> str:
    """Describe the machine: Python, kernel, cores, memory, load."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{platform.python_implementation()} {platform.python_version()}, Linux "
        f"{platform.release().partition('-')[0]}, "
        f"{os.cpu_count()} cores ({model.group(1) if model else platform.machine()}),"
        f" {memory:.0f} GiB, "
        f"load when it began {load}"
    )


def markdown(rows: Iterable[Row]) -> str:
    """Return the table as Markdown."""
    lines = ["| " + " | ".join(HEAD) + " |", "| --- " * len(HEAD) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row.cells()) + " |" for row in rows)])


def as_text(cells: Sequence[str]) -> str:
    """Return a row for the terminal."""
    what, ours, theirs, ratio, spread, goal, verdict = cells
    return f"{what:<86} {ours:>11} {theirs:>11} {ratio:>6} {spread:>14} {goal:>7} {verdict}"


def write(mark: str, text: str, docs: Path = DOCS) -> None:
    """Replace what stands between `<!-- mark -->` and `<!-- /mark -->`. Raise ValueError where
    the marks are missing."""
    before = docs.read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    if begin not in before or end not in before:
        raise ValueError(f"{docs} has no place for {mark}")
    docs.write_text(
        f"{before[: before.index(begin) + len(begin)]}{text}\n{before[before.index(end) :]}",
        encoding="utf-8",
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return (
        f"{value:,.0f}"
        if abs(value) >= 100
        else f"{value:.1f}"
        if abs(value) >= 20
        else f"{value:.2f}"
    )
