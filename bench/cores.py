"""Two sites at once on two cores, beside one after the other on one."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE, JOBWIRE_ITSELF, options
from bench.measure import CORE, OTHERS, PYTHON, by_turns, cost
from bench.server import served
from bench.table import Row, speed


def rows(postings: int, rounds: int) -> Iterator[Row]:
    """Seconds by the clock of `scrapy refresh` of two sites; the servers of their pages share the cores."""

    def seconds(jobs: int, cores: set[int]) -> float:
        with TemporaryDirectory() as folder:
            settings = options(*JOBWIRE, f"JOBWIRE_FEEDS={folder}/feeds", f"JOBWIRE_JOBS={jobs}", "JOBWIRE_REPORT=")
            command = [PYTHON, "-m", "scrapy", "refresh", "benchboard", "secondboard", *settings]
            return cost(command, {**JOBWIRE_ITSELF.env(), "BENCH_ORIGIN": board.origin}, cores).wall

    with served(postings, 60) as board:
        found = by_turns({2: lambda: seconds(2, CORE | OTHERS), 1: lambda: seconds(1, CORE)}, rounds)
    what = f"scrapy refresh of two sites of {postings:,} on two cores; peer: on one"
    yield speed(what, found[2], found[1], "s", ">= 1.7")
