"""Declarations that cannot work are refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.spider import Healthy, PostingSpider
from tests import ROOT
from tests.docs.blocks import blocks


def declare(**given: Any) -> type[PostingSpider]:
    return type("SiteSpider", (PostingSpider,), {"name": "site", "expect": Healthy(), **given})


def test_a_plugin_must_say_what_is_healthy() -> None:
    with pytest.raises(TypeError, match="declare what a healthy run is"):
        type("SiteSpider", (PostingSpider,), {"name": "site"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"list_urls": "https://board.example/jobs"}, "list_urls is a string"),
        ({"home": "https://board.example/jobs"}, "home is scheme and host alone"),
        ({"posting_url": r"/jobs/\d+"}, r"needs a group \(\?P<id>"),
        ({"next_page": "a.next"}, "next_page: 'a.next' is a selector"),
        ({"next_page": ".pager a"}, "is a selector"),
        ({"next_page": "a[rel=next]"}, "is a selector"),
        ({"next_page": "//a[@rel='next']/@href"}, "is a selector"),
    ],
)
def test_declarations_that_cannot_work_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        declare(**given)


@pytest.mark.parametrize(
    "pattern",
    [r"[?&]page=\d+", "jobs.html", r"/list\?page=\d+$", r"//jobs\.x\.example/[a-z]+/\d+", r"/p\s"],
)
def test_a_pattern_of_addresses_is_no_selector(pattern: str) -> None:
    assert declare(next_page=pattern).next_page == pattern


def test_the_plugin_in_the_docs_is_one() -> None:
    page = ROOT / "docs" / "plugins.md"
    code = next(block.code for block in blocks(page) if block.says == "spiders/harbourjobs.py")
    known: dict[str, Any] = {"__name__": "spiders.harbourjobs"}
    exec(compile(code, "docs/plugins.md", "exec", dont_inherit=True), known)
    plugin = known["HarbourjobsSpider"]
    assert (
        plugin().key("https://www.harbourjobs.example/vacancy/4711/ship-s-cook/?utm_source=x")
        == "4711"
    )
    assert len([line for line in code.splitlines() if line.strip()]) <= 30


def test_a_platform_base_needs_no_declarations() -> None:
    base = type("PlatformSpider", (PostingSpider,), {})
    assert (
        type(
            "SiteSpider",
            (base,),
            {"name": "site", "expect": Healthy(), "home": "https://x.example/"},
        ).home
        == "https://x.example"
    )
