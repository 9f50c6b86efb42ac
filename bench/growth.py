"""What a posting costs on boards of growing size: it should not depend on how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.crawls import JOBWIRE_ITSELF, milliseconds
from bench.server import served
from bench.table import Row

STARTUP = 20
"""The postings of the board whose crawl tells what start-up costs."""


def rows(sizes: Sequence[int], size: int = 8) -> Iterator[Row]:
    """CPU a posting of whole crawls of small pages, start-up taken off; each beside the smallest board."""

    def spent(postings: int) -> float:
        with served(postings, size) as board:
            return milliseconds(JOBWIRE_ITSELF, board.origin, postings)

    startup = spent(STARTUP)
    costs = {postings: (spent(postings) - startup) / (postings - STARTUP) for postings in sizes}
    smallest = costs[sizes[0]]
    for postings in sizes[1:]:
        what = f"whole crawl, {postings:,} pages of {size} KB; peer: {sizes[0]:,}"
        yield Row(what, costs[postings], "ms", smallest, costs[postings] / smallest, goal="<= 1.1")
