"""The targets of fuzzing: by name, a function that reads any bytes as the crawler would, and raises
where the crawler must not fail.

hypothesis (tests/hostile/test_fuzz.py) makes inputs that look like something; atheris
(tests/hostile/coverage.py) looks for inputs that reach new code.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from protego import Protego
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.extract.dates import printed_date
from crawlers.extract.job import grades, titles
from crawlers.extract.pay import printed_pay
from crawlers.extract.places import printed_places
from crawlers.extract.terms import employment
from crawlers.net.bodies import Damaged, TooLarge, unpack
from crawlers.net.patience import retry_after
from crawlers.net.robots import decode_robots
from crawlers.posting import JobPosting
from crawlers.posting.line import canonical_line, read_line
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.spider.lists import sitemaps
from tests.hostile.pages import BODY, posting

LONGEST = 4.0
"""The most seconds of processor time for one input of some kilobytes; most inputs take a thousandth
of it."""
NOW = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
READER = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
_SITEMAP_WORDS = ("truncated", "too_large", "broken_xml", "entries_lost", "not_a_sitemap")


def read_page(body: bytes, content_type: str) -> None:
    """Read a page through all stages: a posting must be a valid line, and the same line when it is
    read again."""
    answer = Answer(
        body, content_type=content_type, address="https://board.example/jobs/7", day=NOW.date()
    )
    found = READER.read(answer, GenericSpider)
    assert found.posting is not None or found.problems
    if found.posting is not None and not any(
        problem.startswith("rejected") for problem in found.problems
    ):
        made = JobPosting.model_validate(found.posting)
        line = canonical_line(made)
        assert JobPosting.model_validate(read_line(line)) == made
        assert b"<script" not in (made.description_html or "").lower().encode("utf-8", "replace")


def page(body: bytes) -> None:
    read_page(body, "text/html; charset=utf-8")


def unknown(body: bytes) -> None:
    read_page(body, "")


def text(body: bytes) -> None:
    read_page(body, "text/plain")


def json(body: bytes) -> None:
    read_page(body, "application/json")


def markup(body: bytes) -> None:
    """Read markup in the middle of a good page."""
    before, after = posting(body=BODY + "<p>@</p>").encode().split(b"@")
    page(before + body + after)


def jsonld(body: bytes) -> None:
    """Read a JSON-LD script in a good page."""
    before, after = (
        posting(head='<script type="application/ld+json">@</script>').encode().split(b"@")
    )
    page(before + body + after)


def sitemap(body: bytes) -> None:
    try:
        assert isinstance(sitemaps.read(body)[1], list)
    except sitemaps.BadSitemap as error:
        assert str(error) in _SITEMAP_WORDS


def robots(body: bytes) -> None:
    rules = Protego.parse(decode_robots(body))
    rules.can_fetch("https://board.example/jobs/7?page=2", "jobwire")
    assert (rules.crawl_delay("jobwire") or 0) >= 0


def packed(body: bytes) -> None:
    for encoding in ("gzip", "deflate", "br", "zstd"):
        with suppress(Damaged, TooLarge):
            assert len(unpack(body, encoding, 1_000_000)) <= 1_000_000


def header(body: bytes) -> None:
    wait = retry_after(body.replace(b"\n", b""), NOW)
    assert wait is None or wait >= 0


def values(body: bytes) -> None:
    """Read the value of a label."""
    raw = body.decode("utf-8", "replace")
    printed_date.read_date(raw)
    printed_pay.read_pay(raw)
    printed_places.read_places(raw)
    titles.read_title(raw)
    employment.read_employment(raw)
    grades.read_grades(raw, employer=None)


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (page, unknown, text, json, markup, jsonld, sitemap, robots, packed, header, values)
}


def check(name: str, body: bytes) -> None:
    """Read one input: without an unexpected exception, and within LONGEST seconds."""
    begin = time.thread_time()
    TARGETS[name](body)
    assert time.thread_time() - begin < LONGEST, (
        f"{len(body)} bytes took {time.thread_time() - begin:.1f} s"
    )
