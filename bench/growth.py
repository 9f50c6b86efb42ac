"""Measure how a crawl grows with its board: neither the cost of a posting nor the memory should
depend on the number of postings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE_ITSELF, check_lines, cpu_milliseconds, jobwire
from bench.measure import measure_by_turns
from bench.server import Served, serve_board
from bench.table import Row, cost_row
from bench.watching import Watched, watch_process

STARTUP = 20
"""Postings of the board whose crawl shows what start-up costs."""
SETTLED = 0.1
"""The share of the pages after which everything that is loaded once is in memory (set by hand)."""


def rows(sizes: Sequence[int], rounds: int, size: int = 8) -> Iterator[Row]:
    """Yield the CPU for each posting of whole crawls, without start-up, each beside the smallest
    board; and the memory of the largest crawl.

    Pages are small: what a page leaves in memory does not depend on its size.
    """
    largest, seen = sizes[-1], list[Watched]()
    with ExitStack() as servers:
        boards = {
            postings: servers.enter_context(serve_board(postings, size))
            for postings in (STARTUP, *sizes)
        }
        sides = {
            postings: partial(cpu_milliseconds, JOBWIRE_ITSELF, board.origin, postings)
            for postings, board in boards.items()
        }
        sides[largest] = partial(_milliseconds_watched, boards[largest], largest, seen)
        found = measure_by_turns(sides, rounds)
    costs = {
        postings: [
            (whole - start) / (postings - STARTUP)
            for whole, start in zip(found[postings], found[STARTUP], strict=True)
        ]
        for postings in sizes
    }
    for postings in sizes[1:]:
        what = f"whole crawl, {postings:,} pages of {size} KB; peer: {sizes[0]:,}"
        yield cost_row(what, costs[postings], costs[sizes[0]], "ms", "<= 1.1")
    yield from _memory_rows(largest, seen)


def _memory_rows(largest: int, seen: Sequence[Watched]) -> Iterator[Row]:
    """Yield how the memory of the largest crawl grew, and its peak."""
    what = f"that crawl of {largest:,}"
    yield Row(
        f"{what}: memory for each 10,000 pages more",
        max(_slope(each, largest) for each in seen),
        "MB",
        goal="<= 1",
    )
    yield Row(
        f"{what}: peak",
        max(sample.peak for each in seen for sample in each.samples),
        "MB",
        goal="<= 300",
    )


def _milliseconds_watched(board: Served, postings: int, seen: list[Watched]) -> float:
    with TemporaryDirectory() as folder:
        command = jobwire(board.origin, Path(folder))
        seen.append(watch_process(command, JOBWIRE_ITSELF.env(), lambda: board.requests().total()))
        check_lines(JOBWIRE_ITSELF, Path(folder), postings)
    return seen[-1].cpu * 1000


def _slope(crawl: Watched, postings: int) -> float:
    """Return the MB that each 10,000 pages add, while pages arrive."""
    end = crawl.samples[-1].progress
    begun = crawl.samples[0].progress
    crawling = [each for each in crawl.samples if begun + SETTLED * postings < each.progress < end]
    return (
        linear_regression(
            [each.progress for each in crawling], [each.memory for each in crawling]
        ).slope
        * 10_000
    )
