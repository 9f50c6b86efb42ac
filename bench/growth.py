"""How a crawl grows with its board: what a posting costs should not depend on how many there are,
nor what memory is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE_ITSELF, checked, jobwire, milliseconds
from bench.measure import by_turns
from bench.server import Served, served
from bench.table import Row, times
from bench.watching import Watched, watched

STARTUP = 20
"""The postings of the board whose crawl tells what start-up costs."""
SETTLED = 0.1
"""The share of the pages after which what is loaded once is loaded."""


def rows(sizes: Sequence[int], rounds: int, size: int = 8) -> Iterator[Row]:
    """CPU a posting of whole crawls of small pages, start-up taken off, each beside the smallest
    board; and the memory of the largest crawl: what a page leaves behind does not depend on its
    size."""
    largest, seen = sizes[-1], list[Watched]()
    with ExitStack() as servers:
        boards = {
            postings: servers.enter_context(served(postings, size))
            for postings in (STARTUP, *sizes)
        }
        sides = {
            postings: partial(milliseconds, JOBWIRE_ITSELF, board.origin, postings)
            for postings, board in boards.items()
        }
        sides[largest] = partial(_milliseconds_watched, boards[largest], largest, seen)
        found = by_turns(sides, rounds)
    costs = {
        postings: [
            (whole - start) / (postings - STARTUP)
            for whole, start in zip(found[postings], found[STARTUP], strict=True)
        ]
        for postings in sizes
    }
    for postings in sizes[1:]:
        what = f"whole crawl, {postings:,} pages of {size} KB; peer: {sizes[0]:,}"
        yield times(what, costs[postings], costs[sizes[0]], "ms", "<= 1.1")
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
        seen.append(watched(command, JOBWIRE_ITSELF.env(), lambda: board.requests().total()))
        checked(JOBWIRE_ITSELF, Path(folder), postings)
    return seen[-1].cpu * 1000


def _slope(crawl: Watched, postings: int) -> float:
    """MB for each 10,000 pages, while pages come."""
    end = crawl.samples[-1].progress
    begun = crawl.samples[0].progress
    crawling = [each for each in crawl.samples if begun + SETTLED * postings < each.progress < end]
    return (
        linear_regression(
            [each.progress for each in crawling], [each.memory for each in crawling]
        ).slope
        * 10_000
    )
