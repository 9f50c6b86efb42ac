"""Run processes on chosen cores, measure what they cost, and compare sides round by round."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
CORE = {min(os.sched_getaffinity(0))}
"""The core of a process that is measured alone; servers run on OTHERS, where there are any."""
OTHERS = os.sched_getaffinity(0) - CORE or CORE

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost. cpu, wall: seconds, of the process and all children that it waited for.
    output: its standard output and error."""

    cpu: float
    wall: float
    output: str


def run_measured(
    command: Sequence[str | Path],
    env: Mapping[str, str],
    cores: set[int] | None = None,
    cwd: Path = ROOT,
) -> Cost:
    """Run a process to its end, on one core or on the cores given, and return what it cost.

    Raise RuntimeError where it failed.
    """
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = start_process(command, env, cores or CORE, cwd, output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        output.seek(0)
        words = output.read().decode("utf-8", "replace")
    if process.returncode:
        raise RuntimeError(
            f"{' '.join(map(str, command))} ended with {process.returncode}:\n{words[-3000:]}"
        )
    return Cost(used.ru_utime + used.ru_stime, wall, words)


def start_process(
    command: Sequence[str | Path],
    env: Mapping[str, str],
    cores: set[int],
    cwd: Path = ROOT,
    output: object = None,
) -> subprocess.Popen[bytes]:
    """Start a process on its cores, in the project's folder. It may keep its bytecode; that of the
    peers' libraries is there since they were installed."""
    inherited = {name: words for name, words in os.environ.items() if name != _NO_BYTECODE}
    return subprocess.Popen(
        [*map(str, command)],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(ROOT), **env},
        stdout=output,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )


def measure_by_turns(
    sides: Mapping[Key, Callable[[], float]], rounds: int
) -> dict[Key, list[float]]:
    """Measure every side once a round; every other round begins from the other end."""
    found: dict[Key, list[float]] = {side: [] for side in sides}
    for number in range(rounds):
        for side in list(sides)[:: -1 if number % 2 else 1]:
            found[side].append(sides[side]())
    return found


def compare_rounds(one: Sequence[float], two: Sequence[float]) -> tuple[float, float, float]:
    """Return the ratio of two sides in each round: median, least, most."""
    ratios = sorted(a / b for a, b in zip(one, two, strict=True))
    return median(ratios), ratios[0], ratios[-1]
