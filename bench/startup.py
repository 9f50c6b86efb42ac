"""`scrapy list` beside that of an empty Scrapy project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import PYTHON, ROOT, by_turns, cost
from bench.table import Row, times


def rows(rounds: int) -> Iterator[Row]:
    """CPU of one call, start-up of the interpreter included."""
    names = [PYTHON, "-m", "scrapy", "list"]
    with TemporaryDirectory() as folder:
        cost([PYTHON, "-m", "scrapy", "startproject", "empty", folder], {}, cwd=Path(folder))
        sides = {
            "ours": lambda: cost(names, {}, cwd=ROOT).cpu * 1000,
            "empty": lambda: cost(names, {}, cwd=Path(folder)).cpu * 1000,
        }
        by_turns(sides, 1)  # compiled modules and the disk's cache
        found = by_turns(sides, rounds)
    yield times(
        "scrapy list; peer: an empty Scrapy project", found["ours"], found["empty"], "ms", "<= 1.5"
    )
