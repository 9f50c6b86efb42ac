"""Measure a refresh after 2 % of the postings changed, beside the full crawl: CPU and requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE, JOBWIRE_ITSELF, options
from bench.measure import PYTHON, run_measured
from bench.pages import PER_LIST
from bench.server import Served, serve_board
from bench.table import Row, cost_row
from crawlers.contract.declarations import RECHECK_DAYS

EVERY = 50
"""One posting in this many changes."""
TODAY, TOMORROW = "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"
"""The times of the two crawls: a clock that ran backwards would have pages asked for again."""


def crawl(board: Served, feeds: Path, *more: str) -> tuple[float, int]:
    """Return the CPU seconds and the requests of one crawl."""
    before = board.requests()
    settings = options(*JOBWIRE, f"JOBWIRE_FEEDS={feeds}")
    spent = run_measured(
        [
            PYTHON,
            "-m",
            "scrapy",
            "crawl",
            "benchboard",
            "-a",
            f"origin={board.origin}",
            *settings,
            *more,
        ],
        JOBWIRE_ITSELF.env(),
    ).cpu
    return spent, (board.requests() - before).total()


def rows(postings: int, rounds: int) -> Iterator[Row]:
    """Yield CPU and requests. Each round crawls everything, changes one posting in fifty, and
    refreshes a day later."""
    full, fresh = [], []
    with serve_board(postings, 60) as board:
        for _ in range(rounds):
            with TemporaryDirectory() as folder:
                full.append(crawl(board, Path(folder), "--full", "--as-of", TODAY))
                board.change(EVERY)
                fresh.append(crawl(board, Path(folder), "--as-of", TOMORROW))
    what = f"refresh of {postings:,}, 2 % changed"
    yield cost_row(
        f"{what}; peer: the full crawl",
        [a for a, _ in fresh],
        [b for b, _ in full],
        "s CPU",
        "<= 0.1",
    )
    # a day later the page of each posting whose own day of the week has come is asked for, too
    limit = postings / PER_LIST + 1.05 * (postings // EVERY) + postings / RECHECK_DAYS
    asked = median(requests for _, requests in fresh)
    yield Row(
        f"{what}: requests; peer: N/25 + 1.05 x changed + N/{RECHECK_DAYS}",
        asked,
        "",
        limit,
        asked / limit,
        goal="<= 1",
    )
