"""Measure two cores beside one: two sites, at once and one after the other; one site, in two shards
and in one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE, JOBWIRE_ITSELF, options
from bench.measure import CORE, OTHERS, PYTHON, measure_by_turns, run_measured
from bench.server import serve_board
from bench.table import Row, speed_row


def rows(postings: int, rounds: int) -> Iterator[Row]:
    """Yield rows of `scrapy refresh` in seconds by the clock; the servers of the pages share the
    cores."""

    def seconds(sites: Sequence[str], cores: set[int], setting: str) -> float:
        with TemporaryDirectory() as folder:
            settings = options(
                *JOBWIRE, f"JOBWIRE_FEEDS={folder}/feeds", "JOBWIRE_REPORT=", setting
            )
            command = [PYTHON, "-m", "scrapy", "refresh", *sites, *settings]
            return run_measured(
                command, {**JOBWIRE_ITSELF.env(), "BENCH_ORIGIN": board.origin}, cores
            ).wall

    def row(what: str, goal: str, sites: Sequence[str], two: str, one: str) -> Row:
        sides = {
            2: partial(seconds, sites, CORE | OTHERS, two),
            1: partial(seconds, sites, CORE, one),
        }
        found = measure_by_turns(sides, rounds)
        return speed_row(what, found[2], found[1], "s", goal)

    with serve_board(postings, 60) as board:
        what = f"scrapy refresh of two sites of {postings:,} on two cores; peer: on one"
        yield row(what, ">= 1.7", ("benchboard", "secondboard"), "JOBWIRE_JOBS=2", "JOBWIRE_JOBS=1")
    with serve_board(2 * postings, 60) as board:
        what = (
            f"scrapy refresh of one site of {2 * postings:,} in two shards on two cores; "
            f"peer: in one process on one"
        )
        yield row(what, "", ("benchboard",), "JOBWIRE_SHARDS=benchboard=2", "JOBWIRE_SHARDS=")
