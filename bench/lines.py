"""Measure the way from bytes to a line of the feed, through all stages and without a network,
beside one lxml parse of the same page."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import ROOT, measure_by_turns
from bench.table import Row, cost_row

if TYPE_CHECKING:
    from crawlers.spider.posting_spider import PostingSpider

_HTML, _TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
Read = Callable[[bytes, str], bytes]
RECORDED = ROOT / "tests" / "sites" / "generic"
"""Recorded pages of sites without a plugin."""
SHARED = ROOT.parent / "shared"
"""Real pages, where this folder is beside the checkout."""


def reader(plugin: type[PostingSpider] | None = None, content_type: str = _HTML) -> Read:
    """Return a function that makes the line of a page from its bytes and address, as a crawl does;
    b"" for a page that is no posting.

    plugin: whose pages they are; by default that of the generated board.
    """
    from bench.spiders.benchboard import BenchboardSpider
    from crawlers.extract import read as reading
    from crawlers.posting.line import canonical_line
    from crawlers.settings import ITEM_PIPELINES
    from crawlers.spider.reading import reader_of

    site = reader_of(plugin or BenchboardSpider, ITEM_PIPELINES)

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
    for size in (60, 200):
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
            "<= 12",
        )
    yield from recorded_rows(rounds)


@dataclass(frozen=True, slots=True)
class Saved:
    """Pages that lie in files. what: their name in the table. folder, pattern: where they are.
    goal: what a line of them may cost, in parses of a generated page; "" for none."""

    what: str
    folder: Path
    pattern: str
    content_type: str
    goal: str = ""


SAVED = (
    Saved("recorded .html pages", RECORDED, "*/page.html", _HTML),
    Saved("recorded .txt pages", RECORDED, "*/page.txt", _TEXT),
    Saved("real HTML pages", SHARED / "pages" / "html", "*.html", _HTML, "<= 15"),
    Saved("seeds", SHARED / "seeds", "???_????????????????.txt", _TEXT, "<= 20"),
)
"""Pages of every shape of sites without a plugin."""


def recorded_rows(rounds: int) -> Iterator[Row]:
    """Yield a row for each kind of saved pages, beside one lxml parse of a generated page of 60 KB.
    Pages that are not there are left out with a sentence on stderr."""
    from crawlers.spider.generic import GenericSpider

    for saved in SAVED:
        bodies = [path.read_bytes() for path in sorted(saved.folder.glob(saved.pattern))]
        if not bodies:
            print(f"{saved.what}: none in {saved.folder}, not measured", file=sys.stderr)
            continue
        read = reader(GenericSpider, saved.content_type)
        again = repeat([(body, "https://recorded.example/1") for body in bodies])
        sides = {
            "ours": partial(_spent, read, again),
            "parse": partial(_spent, _parsed, _batches(len(bodies), 60)),
        }
        measure_by_turns(sides, 1)
        found = measure_by_turns(sides, rounds)
        yield cost_row(
            f"bytes to feed line, {len(bodies)} {saved.what}; "
            "peer: one lxml parse of a generated page of 60 KB",
            found["ours"],
            found["parse"],
            "ms",
            saved.goal,
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
