"""How the memory of a crawl grows with the number of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE_ITSELF, jobwire
from bench.server import served
from bench.table import Row
from bench.watching import watched

SETTLED = 0.1
"""The share of the pages after which what is loaded once is loaded."""


def rows(postings: int, size: int = 8) -> Iterator[Row]:
    """Slope and peak of one crawl of small pages; what a page leaves behind does not depend on its size."""
    with served(postings, size) as board, TemporaryDirectory() as folder:
        samples = watched(jobwire(board.origin, Path(folder)), JOBWIRE_ITSELF.env(), lambda: board.requests().total())
    crawling = [each for each in samples if SETTLED * postings < each.progress < samples[-1].progress]
    slope = linear_regression([each.progress for each in crawling], [each.memory for each in crawling]).slope * 10_000
    what = f"crawl of {postings:,} pages of {size} KB"
    yield Row(f"{what}: memory for each 10,000 more", slope, "MB", goal="<= 1")
    yield Row(f"{what}: peak", max(each.peak for each in samples), "MB", goal="<= 300")
