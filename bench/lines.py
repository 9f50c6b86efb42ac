"""Measure the way from bytes to a line of the feed, through all stages and without a network,
beside one lxml parse of the same page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, repeat
from typing import TYPE_CHECKING

from bench.measure import ROOT, measure_by_turns
from bench.table import Row, cost_row

if TYPE_CHECKING:
    from crawlers.spider.posting_spider import PostingSpider

_HTML = "text/html; charset=utf-8"
Read = Callable[[bytes, str], bytes]
RECORDED = ROOT / "tests" / "sites" / "generic"
"""Recorded pages of sites without a plugin."""


def reader(plugin: type[PostingSpider] | None = None, content_type: str = _HTML) -> Read:
    """Return a function that makes the line of a page from its bytes and address, as a crawl does;
    b"" for a page that is no posting.

    plugin: whose pages they are; by default that of the generated board.
    """
    from bench.spiders.benchboard import BenchboardSpider
    from crawlers.extract import read as reading
    from crawlers.posting.line import canonical_line
    from crawlers.settings import ITEM_PIPELINES
    from crawlers.spider.reading import site_of

    site = site_of(plugin or BenchboardSpider, ITEM_PIPELINES)

    def read(body: bytes, url: str) -> bytes:
        answer = reading.Answer(body, content_type=content_type, address=url)
        try:
            return canonical_line(reading.read(answer, site).posting)
        except reading.NotRead:
            return b""

    return read


def rows(pages: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each size of page. Each round has new pages: texts of a page that was read
    before are cached."""
    read = reader()
    for size, goal in ((60, "<= 5"), (200, "<= 5")):
        sides = {
            "ours": partial(_spent, read, _batches(pages, size)),
            "parse": partial(_spent, _parsed, _batches(pages, size)),
        }
        measure_by_turns(sides, 1)  # word lists and patterns are loaded once a process
        found = measure_by_turns(sides, rounds)
        yield cost_row(
            f"bytes to feed line, {size} KB page; peer: one lxml parse of it",
            found["ours"],
            found["parse"],
            "ms",
            goal,
        )
    yield from recorded_rows(rounds)


def recorded_rows(rounds: int) -> Iterator[Row]:
    """Yield a row for the recorded pages and one for the recorded texts of sites without a plugin:
    many small pages of every shape, beside one lxml parse of a generated page of 60 KB."""
    from crawlers.spider.generic import GenericSpider

    for ending, content_type in (("html", _HTML), ("txt", "text/plain; charset=utf-8")):
        bodies = [path.read_bytes() for path in sorted(RECORDED.glob(f"*/page.{ending}"))]
        again = repeat([(body, "https://recorded.example/1") for body in bodies])
        sides = {
            "ours": partial(_spent, reader(GenericSpider, content_type), again),
            "parse": partial(_spent, _parsed, _batches(len(bodies), 60)),
        }
        measure_by_turns(sides, 1)
        found = measure_by_turns(sides, rounds)
        yield cost_row(
            f"bytes to feed line, {len(bodies)} recorded .{ending} pages; "
            "peer: one lxml parse of a generated page of 60 KB",
            found["ours"],
            found["parse"],
            "ms",
        )


def _batches(pages: int, size: int) -> Iterator[list[tuple[bytes, str]]]:
    """Yield batches of new pages: their bytes and addresses."""
    from bench.pages import HOME, posting_page, truth

    for first in count(1, pages):
        numbers = range(first, first + pages)
        yield [(posting_page(n, size=size), HOME + truth(n, size=size).path) for n in numbers]


def _parsed(body: bytes, url: str) -> object:
    from lxml import html

    return html.document_fromstring(body)


def _spent(
    function: Callable[[bytes, str], object], batches: Iterator[list[tuple[bytes, str]]]
) -> float:
    """Return the CPU milliseconds for each page of the next batch."""
    bodies = next(batches)
    begin = time.process_time()
    for body, url in bodies:
        function(body, url)
    return (time.process_time() - begin) / len(bodies) * 1000
