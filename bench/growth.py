"""What a posting costs on boards of growing size: it should not depend on how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial

from bench.crawls import JOBWIRE_ITSELF, milliseconds
from bench.measure import by_turns
from bench.server import served
from bench.table import Row, times

STARTUP = 20
"""The postings of the board whose crawl tells what start-up costs."""


def rows(sizes: Sequence[int], rounds: int, size: int = 8) -> Iterator[Row]:
    """CPU a posting of whole crawls of small pages, start-up taken off; each beside the smallest board."""
    with ExitStack() as servers:
        boards = {postings: servers.enter_context(served(postings, size)) for postings in (STARTUP, *sizes)}
        sides = {postings: partial(milliseconds, JOBWIRE_ITSELF, board.origin, postings) for postings, board in boards.items()}
        found = by_turns(sides, rounds)
    costs = {
        postings: [(whole - start) / (postings - STARTUP) for whole, start in zip(found[postings], found[STARTUP], strict=True)]
        for postings in sizes
    }
    for postings in sizes[1:]:
        what = f"whole crawl, {postings:,} pages of {size} KB; peer: {sizes[0]:,}"
        yield times(what, costs[postings], costs[sizes[0]], "ms", "<= 1.1")
