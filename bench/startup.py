"""Measure `scrapy list` beside that of an empty Scrapy project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import PYTHON, ROOT, measure_by_turns, run_measured
from bench.table import Row, cost_row


def rows(rounds: int) -> Iterator[Row]:
    """Yield the CPU of one call, start-up of the interpreter included."""
    names = [PYTHON, "-m", "scrapy", "list"]
    with TemporaryDirectory() as folder:
        run_measured(
            [PYTHON, "-m", "scrapy", "startproject", "empty", folder], {}, cwd=Path(folder)
        )
        sides = {
            "ours": lambda: run_measured(names, {}, cwd=ROOT).cpu * 1000,
            "empty": lambda: run_measured(names, {}, cwd=Path(folder)).cpu * 1000,
        }
        measure_by_turns(sides, 1)  # compiled modules and the disk's cache
        found = measure_by_turns(sides, rounds)
    yield cost_row(
        "scrapy list; peer: an empty Scrapy project", found["ours"], found["empty"], "ms", "<= 1.5"
    )
