"""Sites of pages: with JSON-LD, by sitemap, by list pages; scored against the same truth."""

from __future__ import annotations

import pytest

from crawlers.demo.platforms.html_site import HtmlSite
from crawlers.demo.platforms.server import Served
from crawlers.platforms.html_list import HtmlListSite
from crawlers.platforms.jsonld import JsonLdSite
from crawlers.platforms.sitemap import SitemapSite
from crawlers.spider import Healthy, PostingSpider
from tests.platforms.test_truth import check, read_with
from tests.spider.walking import Walk, crawl

HOME = "https://jobs.kestrelridge.example"
POSTING = r"/vacancies/(?P<id>\d+)-[\w-]+"


class Stated(JsonLdSite):
    name = "stated"
    home = HOME
    posting_url = POSTING
    expect = Healthy(min_postings=5)


class Mapped(SitemapSite):
    name = "mapped"
    home = HOME
    posting_url = POSTING
    expect = Healthy(min_postings=5)


class Listed(HtmlListSite):
    name = "listed"
    home = HOME
    list_urls = (f"{HOME}/vacancies",)
    posting_url = POSTING
    expect = Healthy(min_postings=5, may_be_empty="We have no vacancies at the moment.")


class Selected(Listed):
    """The pages do not say which value is what."""

    name = "selected"
    selectors = {
        "title": "h1",
        "location": "p.location",
        "employment_type": "p.employment",
        "workplace": "p.workplace",
        "date_posted": "p.posted",
        "valid_through": "p.closing",
        "salary": "p.salary",
        "reference": "p.reference",
        "organization": "p.company",
    }
    body = "div.text"


@pytest.mark.parametrize(
    ("spider", "quirks"),
    [
        (Stated, ()),
        (Mapped, ()),
        (Mapped, ("plain",)),
        (Listed, ()),
        (Listed, ("plain",)),
        (Selected, ("mute",)),
    ],
)
def test_a_site_of_pages_is_read_as_it_is(
    spider: type[PostingSpider], quirks: tuple[str, ...]
) -> None:
    replica = HtmlSite(*quirks)
    check(replica, read_with(spider, replica))


def walk(spider: type[PostingSpider], *quirks: str) -> Walk:
    with Served(HtmlSite(*quirks)) as origin:
        return crawl(spider, origin=origin)


def test_the_proof_of_each_list() -> None:
    assert walk(Stated).ledger.proof == walk(Mapped).ledger.proof == "sitemap_exhausted"
    assert walk(Listed).ledger.proof == "last_page"


def test_list_pages_are_followed_by_the_words_of_their_links() -> None:
    assert len(walk(Listed).ledger.listed) == 30


def test_a_page_that_has_lost_its_data_is_given_up_by_name() -> None:
    done = walk(Stated, "plain")
    assert set(done.ledger.given_up.values()) == {"no_jsonld"} and not done.items


def test_a_page_that_says_it_is_closed_is_gone() -> None:
    for spider in (Stated, Listed):
        assert list(walk(spider, "closed").ledger.gone) == ["70112"]


def test_none_is_believed_where_the_site_says_so() -> None:
    done = walk(Listed, "empty")
    assert done.ledger.verified_empty and done.ledger.complete


def test_a_maintenance_page_is_no_list() -> None:
    done = walk(Listed, "maintenance")
    assert not done.ledger.complete and done.ledger.list_failures
