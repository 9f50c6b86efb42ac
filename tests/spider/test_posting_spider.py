"""The walk from a site's list to its posting pages: what is asked for, what the ledger says, and
that no trap of Scrapy's loses a posting without a word."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawlers.contract.known import Known
from crawlers.contract.ledger import Ledger
from crawlers.contract.list_shape import ListBefore
from crawlers.page import Page
from crawlers.posting import RawPosting
from crawlers.spider import Gone, Healthy, PostingSpider
from crawlers.spider import listing as walking
from crawlers.spider.answer_dates import AnswerDates
from crawlers.spider.site_addresses import SiteAddresses
from tests import ROOT
from tests.docs.blocks import blocks
from tests.spider.walking import Answer, Asked, Route, Walk, crawl, crawl_apart, served

HOME = "https://board.example"


class Board(PostingSpider):
    """A made-up board whose addresses carry number and title."""

    name = "board"
    home = HOME
    allowed_domains = ("board.example",)
    posting_url = r"/jobs/(?P<id>\d+)(?:/(?P<title_slug>[\w-]+))?"
    next_page = r"/jobs\?page=\d+$"
    list_urls = (f"{HOME}/jobs",)
    expect = Healthy(may_be_empty="There are no openings today")


class MappedBoard(Board):
    name = "mapped"
    sitemap_urls = (f"{HOME}/robots.txt",)


def detail(number: int) -> str:
    text = "<p>Bakes bread from four in the morning.</p>"
    return f"<html><body><h1>Baker {number}</h1>{text}</body></html>"


def links(*addresses: str) -> str:
    return "<html><body>" + "".join(f'<a href="{a}">see</a>' for a in addresses) + "</body></html>"


def sitemap(*addresses: str, lastmod: str = "") -> Answer:
    mod = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    rows = "".join(f"<url><loc>{a}</loc>{mod}</url>" for a in addresses)
    return Answer(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{rows}</urlset>"
    )


def robots(*sitemaps: str) -> Answer:
    return Answer("User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {s}\n" for s in sitemaps))


def details(*numbers: int) -> dict[str, Route | str]:
    return {f"/jobs/{n}": detail(n) for n in numbers}


def walk(
    routes: Mapping[str, Route | str], spider: type[PostingSpider] = Board, **more: Any
) -> tuple[Walk, list[str]]:
    with served(routes) as site:
        done = crawl(spider, origin=site.origin, **more)
        return done, site.paths()


# --- Lists ----------------------------------------------------------------------------------------


def test_list_pages_are_followed_to_the_last() -> None:
    done, paths = walk(
        {
            "/jobs": links("/jobs/4001", "/jobs?page=2", "/about"),
            "/jobs?page=2": links("/jobs/4002", "/jobs?page=1", "/jobs?page=2"),
            "/jobs?page=1": links("/jobs/4001", "/jobs?page=2"),
            **details(4001, 4002),
        }
    )
    assert done.ledger.complete
    assert done.ledger.proof == "last_page"
    assert done.ledger.listed == {"4001": f"{HOME}/jobs/4001", "4002": f"{HOME}/jobs/4002"}
    assert sorted(item.key for item in done.items) == ["4001", "4002"]
    assert len(paths) == len(set(paths)) == 5


@pytest.mark.parametrize("words", ["Next page", "2"])
def test_without_a_pattern_list_pages_are_followed_by_words(words: str) -> None:
    """A list of which a plugin forgot that it has pages must not pass for the whole of it."""

    class Forgetful(Board):
        name = "forgetful"
        next_page = ""

    second = f'<a href="/jobs?page=2">{words}</a>'
    done, _ = walk(
        {
            "/jobs": links("/jobs/4001").replace("</body>", f"{second}</body>"),
            "/jobs?page=2": links("/jobs/4002"),
            **details(4001, 4002),
        },
        Forgetful,
    )
    assert done.ledger.complete
    assert sorted(done.ledger.listed) == ["4001", "4002"]


def test_recorded_addresses_are_those_of_the_live_site() -> None:
    done, _ = walk(
        {
            "/jobs": links(f"{HOME}/jobs/4001/head-baker?utm_source=x#top"),
            "/jobs/4001/head-baker": detail(1),
        }
    )
    assert [item.url for item in done.items] == [f"{HOME}/jobs/4001/head-baker"]
    assert done.ledger.fetched["4001"].at


def test_foreign_addresses_are_not_listed() -> None:
    foreign = (
        "https://elsewhere.example/jobs/4009",
        "file:///jobs/4008",
        "javascript:show('/jobs/4007')",
    )
    done, paths = walk({"/jobs": links("/jobs/4001", *foreign), **details(4001)})
    assert set(done.ledger.listed) == {"4001"}
    assert paths == ["/jobs", "/jobs/4001"]


def test_one_posting_under_many_addresses_is_asked_for_once() -> None:
    addresses = [f"/jobs/4001/{slug}" for slug in ("baker", "head-baker", "baker-m-w-d")]
    done, paths = walk({"/jobs": links(*addresses), "/jobs/4001/baker": detail(1)})
    assert paths == ["/jobs", "/jobs/4001/baker"]
    assert done.ledger.complete


def test_a_page_below_a_posting_is_not_the_posting() -> None:
    done, _ = walk(
        {
            "/jobs": links("/jobs/4001/baker/apply/now", "/jobs/4001/baker"),
            "/jobs/4001/baker": detail(1),
        }
    )
    assert done.ledger.listed == {"4001": f"{HOME}/jobs/4001/baker"}


def endless(asked: Asked) -> Answer:
    page = int(asked.path.rpartition("=")[2]) if "=" in asked.path else 1
    return Answer(
        links("/jobs/4001", f"/jobs?page={page + 1}"), headers={"Content-Type": "text/html"}
    )


def test_endless_paging_ends_and_is_not_complete() -> None:
    routes: dict[str, Route | str] = {f"/jobs?page={n}": endless for n in range(1, 500)}
    done, paths = walk({"/jobs": endless, **routes, **details(4001)})
    assert len(paths) <= 6
    assert [reason for _, reason in done.ledger.list_failures] == ["endless_paging"]
    assert not done.ledger.complete
    assert len(done.items) == 1


@pytest.mark.parametrize("where", ["/jobs", "/", "/vacancies"])
def test_a_posting_that_leads_to_the_list_or_home_is_gone(where: str) -> None:
    class Moved(Board):
        list_urls = (f"{HOME}/vacancies",)

    routes: dict[str, Route | str] = {
        "/vacancies": links("/jobs/4001", "/jobs/4002"),
        "/jobs": links("/about"),
        "/": links("/vacancies"),
        "/jobs/4001": Answer(status=302, headers={"Location": where}),
    }
    done, _ = walk({**routes, **details(4002)}, Moved)
    assert done.ledger.gone == {"4001": "redirected_to_list"}
    assert not done.ledger.given_up and done.ledger.complete


@pytest.mark.parametrize("where", ["/account/sign-in", "/about"])
def test_a_posting_that_leads_elsewhere_is_given_up(where: str) -> None:
    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/4001", "/jobs/4002"),
        "/jobs/4001": Answer(status=302, headers={"Location": where}),
        where: links("/jobs"),
    }
    done, _ = walk({**routes, **details(4002)})
    assert done.ledger.given_up == {"4001": "redirected_away"}


def test_the_page_budget_leaves_postings_to_the_next_run() -> None:
    routes = {
        "/jobs": links(*(f"/jobs/{n}" for n in range(4000, 4020))),
        **details(*range(4000, 4020)),
    }
    done, paths = walk(routes, settings={"JOBWIRE_PAGE_BUDGET": 6})
    assert len(paths) == 6
    assert list(done.ledger.given_up.values()) == ["page_budget"] * 15
    assert done.ledger.complete


def test_what_is_new_or_due_is_asked_for_before_the_others() -> None:
    numbers = range(4000, 4020)
    routes = {"/jobs": links(*(f"/jobs/{n}" for n in numbers)), **details(*numbers)}
    known = {str(n): Known(f"{HOME}/jobs/{n}", recheck=n == 4010) for n in numbers if n != 4019}
    done, _ = walk(
        routes,
        settings={"JOBWIRE_PAGE_BUDGET": 4},
        prepare=lambda spider: spider.__setattr__("known", known),
    )
    assert {"4010", "4019"} < {item.key for item in done.items}


def test_the_page_budget_ends_a_list_by_name() -> None:
    done, _ = walk(
        {f"/jobs?page={n}": links(f"/jobs?page={n + 1}", f"/jobs/{n}") for n in range(1, 9)}
        | {"/jobs": links("/jobs?page=1"), **details(*range(1, 9))},
        settings={"JOBWIRE_PAGE_BUDGET": 6},
    )
    assert [reason for _, reason in done.ledger.list_failures] == ["page_budget"]
    assert not done.ledger.complete


def test_a_list_page_that_fails_is_a_list_failure() -> None:
    done, _ = walk(
        {
            "/jobs": links("/jobs/4001", "/jobs?page=2"),
            "/jobs?page=2": Answer(status=500),
            **details(4001),
        }
    )
    assert done.ledger.list_failures == [(f"{HOME}/jobs?page=2", "http_500")]
    assert not done.ledger.complete
    assert len(done.items) == 1


def test_a_list_without_postings_is_no_success() -> None:
    done, _ = walk({"/jobs": links("/about", "/contact")})
    assert [reason for _, reason in done.ledger.list_failures] == ["no_postings"]
    assert not done.ledger.complete


@pytest.mark.parametrize("printed", ["<h2>33 jobs found</h2>", "<p>Showing 1 to 10 of 33</p>"])
@pytest.mark.parametrize("before", [ListBefore(was_gone=True), ListBefore(was_empty=True)])
def test_a_list_that_prints_postings_and_names_none(printed: str, before: ListBefore) -> None:
    """It is not believed, though the page of the known posting is gone on two nights."""

    def prepare(spider: Any) -> None:
        spider.known, spider.list_before = {"4001": Known(f"{HOME}/jobs/4001")}, before

    routes = {"/jobs": f"<html><body><h1>Jobs</h1>{printed}</body></html>"}
    done, _ = walk(routes, prepare=prepare)
    assert [reason for _, reason in done.ledger.list_failures] == ["fewer_than_stated"]
    assert not done.ledger.complete and not done.ledger.gone
    before = replace(before, accepts_empty=True)
    done, _ = walk(routes, prepare=prepare)
    assert done.ledger.proof == "accepted"
    before = replace(before, accepts_empty=False)
    done, _ = walk({"/jobs": routes["/jobs"].replace("33", "0")}, prepare=prepare)
    assert done.ledger.proof == "asked_each"


def test_a_site_may_say_that_it_is_empty() -> None:
    done, _ = walk({"/jobs": "<html><body><p>There are no openings today.</p></body></html>"})
    assert done.ledger.verified_empty
    assert done.ledger.complete


# --- Sitemaps -------------------------------------------------------------------------------------


def test_sitemaps_named_by_robots_come_first() -> None:
    routes = {
        "/robots.txt": robots(f"{HOME}/index.xml"),
        "/index.xml": Answer(
            f"<sitemapindex><sitemap><loc>{HOME}/a.xml.gz</loc></sitemap></sitemapindex>"
        ),
        "/a.xml.gz": Answer(
            gzip.compress(
                sitemap(f"{HOME}/jobs/4001", f"{HOME}/news/1", lastmod="2026-03-01").body.encode()
            )
        ),
        **details(4001),
    }
    done, paths = walk(routes, MappedBoard)
    assert paths == ["/index.xml", "/a.xml.gz", "/jobs/4001"]
    assert done.ledger.proof == "sitemap_exhausted"
    assert done.ledger.lastmod == {"4001": "2026-03-01"}
    assert done.ledger.complete


@pytest.mark.parametrize("sitemaps", [(), (f"{HOME}/missing.xml",), (f"{HOME}/none.xml",)])
def test_list_pages_serve_where_sitemaps_list_nothing(sitemaps: tuple[str, ...]) -> None:
    routes = {
        "/robots.txt": robots(*sitemaps),
        "/none.xml": sitemap(f"{HOME}/news/1"),
        "/jobs": links("/jobs/4001"),
    }
    done, _ = walk({**routes, **details(4001)}, MappedBoard)
    assert [item.key for item in done.items] == ["4001"]
    assert done.ledger.proof == "last_page"
    assert done.ledger.complete


def test_a_sitemap_that_fails_leaves_the_walk_incomplete() -> None:
    routes = {
        "/robots.txt": robots(f"{HOME}/a.xml", f"{HOME}/b.xml"),
        "/a.xml": sitemap(f"{HOME}/jobs/4001"),
        "/b.xml": Answer(status=502),
        **details(4001),
    }
    done, _ = walk(routes, MappedBoard)
    assert done.ledger.list_failures == [(f"{HOME}/b.xml", "http_502")]
    assert not done.ledger.complete


WHOLE = str(sitemap(*(f"{HOME}/jobs/{n}" for n in range(4000, 4040))).body).encode()
CUT = {
    "cut short": (WHOLE[: len(WHOLE) // 2], "truncated"),
    "cut within its gzip": (gzip.compress(WHOLE)[:-20], "truncated"),
    "cut between two entries": (WHOLE.replace(b"</urlset>", b""), "truncated"),
    "a page": (b"<html><body>Sign in to go on</body></html>", "not_a_sitemap"),
    "empty": (b"", "not_a_sitemap"),
}


@pytest.mark.parametrize("case", CUT)
def test_half_a_sitemap_is_a_failure(case: str) -> None:
    body, reason = CUT[case]
    done, _ = walk({"/robots.txt": robots(f"{HOME}/a.xml"), "/a.xml": Answer(body)}, MappedBoard)
    assert (f"{HOME}/a.xml", reason) in done.ledger.list_failures
    assert not done.ledger.complete


def test_sitemaps_that_name_each_other_end() -> None:
    def index(*names: str) -> Answer:
        return Answer(
            "<sitemapindex>"
            + "".join(f"<sitemap><loc>{HOME}/{n}</loc></sitemap>" for n in names)
            + "</sitemapindex>"
        )

    routes = {
        "/robots.txt": robots(f"{HOME}/0.xml"),
        **{f"/{n}.xml": index(f"{n + 1}.xml", "0.xml") for n in range(50)},
    }
    done, paths = walk(routes, MappedBoard)
    assert len(paths) <= 6
    assert "nested_sitemaps" in [reason for _, reason in done.ledger.list_failures]


# --- Postings -------------------------------------------------------------------------------------


def test_the_address_says_its_parts() -> None:
    done, _ = walk(
        {"/jobs": links("/jobs/4001/head-of-pastry"), "/jobs/4001/head-of-pastry": detail(1)}
    )
    said = done.items[0].said["title"][0]
    assert (said.method, said.locator) == ("address", "address: title_slug")
    assert said.raw.casefold() == "head of pastry"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_gone(status: int) -> None:
    done, _ = walk({"/jobs": links("/jobs/4001"), "/jobs/4001": Answer(status=status)})
    assert done.ledger.gone == {"4001": f"http_{status}"}
    assert done.ledger.given_up == {}


LOGIN = "<html><head><title>Sign in</title></head><body><p>Please log in.</p></body></html>"
LEADS = {
    "to the list": ("/jobs", None, "redirected_to_list", ""),
    "to the list with a word": ("/jobs?notice=over", links("/jobs/4002"), "redirected_to_list", ""),
    "to the home page": ("/", "<p>Welcome to our bakery.</p>", "redirected_to_list", ""),
    "to the home page that says so": (
        "/?expired=1",
        "<p>This job is no longer available.</p>",
        "redirected_to_list",
        "",
    ),
    "to a login": ("/account", LOGIN, "", "redirected_away"),
    "to a login at the home page": ("/", LOGIN, "", "login_wall"),
    "to the list that leads back": (
        "/jobs?back=/jobs/4001",
        links("/jobs/4002"),
        "",
        "redirected_away",
    ),
    "to a captcha": ("/", "<h1>Verify you are human</h1>", "", "captcha"),
    "to an article": ("/news/1", "<p>We moved to a new oven.</p>", "", "redirected_away"),
}


@pytest.mark.parametrize("case", LEADS)
def test_a_redirect_to_the_list_or_home_is_gone_and_no_other(case: str) -> None:
    to, page, gone, given_up = LEADS[case]
    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/4001", "/jobs/4002"),
        "/jobs/4001": Answer(status=302, headers={"Location": to}),
        **details(4002),
    }
    done, _ = walk(routes | ({to: page} if page else {}))
    assert done.ledger.gone == ({"4001": gone} if gone else {})
    assert done.ledger.given_up == ({"4001": given_up} if given_up else {})


@pytest.mark.parametrize(
    ("headers", "is_off"),
    [
        ({"Date": "Wed, 01 Jan 2020 10:00:00 GMT"}, True),
        ({"Date": "Fri, 01 Jan 2100 10:00:00 GMT"}, True),
        ({"Date": "Wed, 01 Jan 2020 10:00:00 GMT", "Age": "__AGE__"}, False),
        ({"Date": "yesterday"}, False),
        ({"Date": "Wed, 01 Jan 2020 10:00:00 GMT", "Age": "old"}, False),
        ({}, False),
    ],
)
def test_answers_of_another_day_say_that_the_clock_is_off(
    headers: dict[str, str], is_off: bool
) -> None:
    age = datetime.now(UTC) - datetime(2020, 1, 1, 10, tzinfo=UTC)
    headers = {
        name: value.replace("__AGE__", str(int(age.total_seconds())))
        for name, value in headers.items()
    }
    ledger = Ledger()
    dates = AnswerDates(ledger, lambda: datetime.now(UTC))
    dates.received(Response("http://bakery.example/jobs", headers=headers))
    assert ledger.clock_is_off == is_off


def test_a_day_given_by_hand_is_believed_where_the_site_lives_by_the_clock_or_by_that_day() -> None:
    for by_hand, sent, is_off in (
        (datetime(2031, 1, 1, tzinfo=UTC), datetime.now(UTC), False),
        (datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC), False),
        (datetime(2032, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC), True),
    ):
        ledger = Ledger()
        dates = AnswerDates(ledger, lambda by_hand=by_hand: by_hand)  # type: ignore[misc]
        dates.received(Response("http://x.example/", headers={"Date": format_datetime(sent)}))
        assert ledger.clock_is_off == is_off


FAILED: dict[str, tuple[Route | str, str]] = {
    "500": (Answer(status=500), "http_500"),
    "403": (Answer(status=403), "http_403"),
    "close": (Answer(drop=True), "connection"),
    "silence": (Answer(detail(1), wait=1.0), "timeout"),
    "too large": (Answer(b"x" * 3_000_000), "too_large"),
    "cut short": (
        Answer(detail(1), headers={"Content-Length": "5000", "Connection": "close"}),
        "truncated",
    ),
    "gzip cut short": (
        Answer(gzip.compress(detail(1).encode())[:-9], headers={"Content-Encoding": "gzip"}),
        "damaged",
    ),
    "gzip bomb": (
        Answer(gzip.compress(b"x" * 30_000_000), headers={"Content-Encoding": "gzip"}),
        "too_large",
    ),
    "not gzip at all": (Answer(detail(1), headers={"Content-Encoding": "gzip"}), "damaged"),
    "unknown encoding": (Answer(detail(1), headers={"Content-Encoding": "rot13"}), "encoding"),
    "redirect for ever": (
        lambda asked: Answer(status=302, headers={"Location": asked.path}),
        "redirects",
    ),
    "redirect off the site": (
        Answer(status=302, headers={"Location": "https://elsewhere.example/"}),
        "offsite",
    ),
    "redirect to another port": (
        Answer(status=302, headers={"Location": "http://127.0.0.1:9/jobs/4001"}),
        "offsite",
    ),
}


@pytest.mark.parametrize("case", FAILED)
def test_what_cannot_be_had_is_given_up_by_name(case: str) -> None:
    route, reason = FAILED[case]
    routes = {"/jobs": links("/jobs/4001", "/jobs/4002"), "/jobs/4001": route, **details(4002)}
    done, _ = walk(routes, settings={"DOWNLOAD_TIMEOUT": 0.4, "DOWNLOAD_MAXSIZE": 1_000_000})
    assert done.ledger.given_up == {"4001": reason}
    assert [item.key for item in done.items] == ["4002"]
    assert done.stats[f"jobwire/given_up/{reason}"] == 1


def test_a_page_without_its_end_is_given_up_where_the_others_have_one() -> None:
    """What a Content-Length that is too short, or a connection that is closed without one, leaves
    of a page."""
    routes = {
        "/jobs": links("/jobs/4001", "/jobs/4002"),
        "/jobs/4001": detail(1)[:50],
        **details(4002),
    }
    done, paths = walk(routes)
    assert done.ledger.given_up == {"4001": "truncated"}
    assert paths.count("/jobs/4001") == 2


def test_a_page_without_its_end_waits_for_one_that_has_it() -> None:
    """The board has two postings, and the whole page comes later than the cut one does for the
    second time."""

    routes = {
        "/jobs": links("/jobs/4001", "/jobs/4002"),
        "/jobs/4001": detail(4001)[:50],
        "/jobs/4002": Answer(detail(4002), wait=0.3),
    }
    done, paths = walk(routes, settings={"DOWNLOAD_DELAY": 0.1})
    assert done.ledger.given_up == {"4001": "truncated"} and [item.key for item in done.items] == [
        "4002"
    ]
    assert paths.count("/jobs/4001") == 2


def test_a_site_whose_pages_have_no_end_is_read() -> None:
    pages = {
        f"/jobs/{n}": detail(n).replace("</html>", "").replace("</body>", "")
        for n in range(4000, 4010)
    }
    done, paths = walk({"/jobs": links(*pages), **pages})
    assert len(done.items) == 10
    assert len(paths) <= 1 + 10 + 3


WALLS = {
    "Page not found. The vacancy list is here.": "soft_404",
    "Bitte melden Sie sich an, um fortzufahren.": "login_wall",
    "Just a moment... Enable JavaScript and cookies to continue": "captcha",
    "Nous sommes en maintenance, à bientôt.": "maintenance",
}


@pytest.mark.parametrize("text", WALLS)
def test_a_wall_is_not_a_posting(text: str) -> None:
    done, _ = walk(
        {"/jobs": links("/jobs/4001"), "/jobs/4001": f"<html><body><p>{text}</p></body></html>"}
    )
    is_gone = WALLS[text] == "soft_404"
    assert (done.ledger.gone if is_gone else done.ledger.given_up) == {"4001": WALLS[text]}


def test_a_page_that_says_it_is_closed_is_gone() -> None:
    closed = "<html><body><h1>Baker</h1><p>This position has been filled.</p></body></html>"
    done, _ = walk({"/jobs": links("/jobs/4001"), "/jobs/4001": closed})
    assert done.ledger.gone == {"4001": "closed_notice"}


def test_a_long_posting_may_speak_of_walls() -> None:
    duties = "".join(
        f"<p>Duty {n}: keeps the ovens hot and the floors clean, all night.</p>" for n in range(40)
    )
    apply = "<p>To apply, please log in. Access denied? Ring us.</p>"
    page = f"<html><body><h1>Baker</h1>{duties}{apply}</body></html>"
    done, _ = walk({"/jobs": links("/jobs/4001"), "/jobs/4001": page})
    assert len(done.items) == 1


def test_a_moved_posting_keeps_one_key() -> None:
    routes = {
        "/jobs": links("/jobs/4001", "/jobs/4002/baker"),
        "/jobs/4001": Answer(status=301, headers={"Location": "/jobs/4003"}),
        "/jobs/4002/baker": Answer(status=301, headers={"Location": "/jobs/4002/head-baker"}),
        "/jobs/4002/head-baker": detail(2),
        **details(4003),
    }
    done, _ = walk(routes)
    assert done.ledger.gone == {"4001": "moved to 4003"}
    assert sorted(item.key for item in done.items) == ["4002", "4003"]
    assert set(done.ledger.listed) == {"4001", "4002", "4003"}


def test_a_number_that_leads_to_a_title_stays_the_key() -> None:
    class Titled(Board):
        name = "titled"
        posting_url = r"/jobs/(?:(?P<id>\d+)|(?P<title_slug>[a-z-]+))"

    routes = {
        "/jobs": links("/jobs/4001", "/jobs/head-cook"),
        "/jobs/4001": Answer(status=301, headers={"Location": "/jobs/head-baker"}),
        "/jobs/head-baker": detail(1),
        "/jobs/head-cook": detail(2),
    }
    done, _ = walk(routes, Titled)
    assert sorted(item.key for item in done.items) == ["4001", "head-cook"]
    assert done.ledger.gone == {}


def test_an_exception_in_a_plugin_is_counted_and_given_up() -> None:
    class Broken(Board):
        name = "broken"

        def posting(self, page: Page) -> RawPosting | None:
            assert page.url
            if page.url.endswith("4002"):
                raise ValueError("no such label")
            return super().posting(page)

    done, _ = walk({"/jobs": links("/jobs/4001", "/jobs/4002"), **details(4001, 4002)}, Broken)
    assert done.ledger.given_up == {"4002": "error_ValueError"}
    assert done.stats["spider_exceptions/ValueError"] == 1
    assert [item.key for item in done.items] == ["4001"]


def test_a_plugin_says_that_a_page_is_closed_or_no_posting() -> None:
    class Choosy(Board):
        name = "choosy"

        def posting(self, page: Page) -> RawPosting | None:
            assert page.url
            if page.url.endswith("4001"):
                raise Gone("This job has been filled")
            return None

    done, _ = walk({"/jobs": links("/jobs/4001", "/jobs/4002"), **details(4001, 4002)}, Choosy)
    assert done.ledger.gone == {"4001": "This job has been filled"}
    assert done.ledger.given_up == {"4002": "not_a_posting"}


def test_postings_are_yielded_whole() -> None:
    """Scrapy iterates what a callback returns: a model that is returned becomes a list of
    tuples."""
    done, _ = walk({"/jobs": links("/jobs/4001"), **details(4001)})
    assert [type(item) for item in done.items] == [RawPosting]


def test_an_exception_in_a_list_is_counted_and_the_run_not_complete() -> None:
    class Broken(Board):
        name = "broken"

        def key(self, url: str) -> str:
            raise ZeroDivisionError

    done, _ = walk({"/jobs": links("/jobs/4001")}, Broken)
    assert (f"{HOME}/jobs", "error_ZeroDivisionError") in done.ledger.list_failures
    assert done.stats["spider_exceptions/count"] == 1
    assert not done.ledger.complete


def test_a_list_behind_a_wall_says_so() -> None:
    done, _ = walk(
        {"/jobs": "<html><body><p>Please log in to see our vacancies.</p></body></html>"}
    )
    assert done.ledger.list_failures == [(f"{HOME}/jobs", "login_wall")]


FORM = "<form action=/in><label>Name<input name=u></label><input type={}></form>"
BOXES = {
    FORM.format("password"): "login_wall",
    '<p>Prove it.</p><div class="g-recaptcha" data-sitekey="x"></div>': "captcha",
    '<iframe src="https://geo.captcha-delivery.com/captcha/"></iframe><p>Hello.</p>': "captcha",
    FORM.format("submit"): "no_postings",
}


@pytest.mark.parametrize("box", BOXES)
def test_a_page_to_log_in_on_is_no_list(box: str) -> None:
    page = f"<html><body><h1>Blue Heron</h1>{box}</body></html>"
    done, _ = walk({"/jobs": page})
    assert [reason for _, reason in done.ledger.list_failures] == [BOXES[box]]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_that_stands_beside_postings_too_is_no_wall(box: str) -> None:
    text = f"<p>{'The heron stands and waits. ' * 80}</p>"
    first = links("/jobs/4001", "/jobs?page=2").replace("</body>", f"{text}{box}</body>")
    last = f"<html><body><h1>Blue Heron</h1>{box}</body></html>"
    done, _ = walk({"/jobs": first, "/jobs?page=2": last, **details(4001)})
    assert not done.ledger.list_failures and done.ledger.shape

    def prepare(spider: Any) -> None:
        spider.list_before = ListBefore(shape=done.ledger.shape)

    later, _ = walk({"/jobs": last.replace("Heron", "Egret")}, prepare=prepare)
    assert [reason for _, reason in later.ledger.list_failures] == ["no_postings"]


def test_links_that_are_no_addresses_are_passed_over() -> None:
    odd = (
        "http://[",
        "http://board.example:port/jobs/1",
        "//",
        "http://",
        "/jobs/\x00",
        "mailto:a@board.example",
        "/jobs/4001",
    )
    done, _ = walk({"/jobs": links(*odd), **details(4001)})
    assert set(done.ledger.listed) == {"4001"}
    assert done.ledger.complete


@pytest.mark.parametrize("where", ["start", "posting"])
def test_a_plugin_that_ends_the_run_leaves_it_incomplete(where: str) -> None:
    class Ending(Board):
        name = "ending"

        def posting(self, page: Page) -> RawPosting | None:
            raise CloseSpider("login_wall")

        async def start(self) -> AsyncIterator[Any]:
            if where == "start":
                raise ValueError("no list")
            async for request in super().start():
                yield request

    done, _ = walk({"/jobs": links("/jobs/4001"), **details(4001)}, Ending)
    reason = {"start": "stopped_start_error", "posting": "stopped_login_wall"}[where]
    assert done.ledger.list_failures == [("", reason)]
    assert not done.ledger.complete


def page_with(*objects: dict[str, Any], text: str = "") -> str:
    script = f'<script type="application/ld+json">{json.dumps(objects)}</script>'
    return f"<html><body><p>{text}</p>{script}</body></html>"


def stated(title: str, url: str = "") -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "url": url,
        "description": f"<p>{title}: nights.</p>",
    }


def test_the_one_posting_that_a_page_states_is_heard() -> None:
    pages = {
        "/jobs/4001": page_with(
            stated("Baker"), text="A long text about the bakery on the corner."
        ),
        "/jobs/4002": page_with(
            stated("Cook", f"{HOME}/jobs/4002"),
            stated("Waiter", f"{HOME}/jobs/4009"),
            text="All about cooks.",
        ),
        "/jobs/4003": page_with(
            stated("Cook"), stated("Waiter"), text="Two at once, and nobody says which."
        ),
        "/jobs/4004": page_with(stated("Porter")),
    }
    done, _ = walk({"/jobs": links(*pages), **pages})
    titles = {item.key: [said.raw for said in item.said.get("title", ())] for item in done.items}
    assert titles == {"4001": ["Baker"], "4002": ["Cook"], "4003": [], "4004": ["Porter"]}
    texts = {
        item.key: " ".join(block.text for block in (*item.blocks, *item.described))
        for item in done.items
    }
    assert "corner" in texts["4001"]
    assert texts["4004"] == "Porter: nights."


def test_a_run_that_is_stopped_is_not_complete() -> None:
    routes = {
        "/jobs": links(*(f"/jobs/{n}" for n in range(4000, 4030))),
        **details(*range(4000, 4030)),
    }
    done, _ = walk(
        routes, settings={"CLOSESPIDER_ITEMCOUNT": 3, "EXTENSIONS": {}, "CONCURRENT_REQUESTS": 1}
    )
    assert done.ledger.list_failures == [("", "stopped_closespider_itemcount")]
    assert not done.ledger.complete
    assert len(done.ledger.fetched) + len(done.ledger.given_up) == 30


def test_a_server_that_asks_for_time_gets_it() -> None:
    refused: list[float] = []

    def busy(asked: Asked) -> Answer:
        refused.append(asked.at)
        return (
            Answer(status=429, headers={"Retry-After": "1"})
            if len(refused) == 1
            else Answer(detail(1))
        )

    routes: dict[str, Route | str] = {"/jobs": links(*(f"/jobs/{n}" for n in range(4000, 4008)))}
    with served({**routes, "/jobs/4000": busy, **details(*range(4001, 4008))}) as site:
        done = crawl(Board, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}, origin=site.origin)
        later = [asked.at for asked in site.log if asked.at > refused[0]]
    assert min(later) - refused[0] >= 1.0
    assert len(done.items) == 8


def test_a_server_that_asks_for_too_much_time_is_left_alone() -> None:
    routes: dict[str, Route | str] = {"/jobs": links(*(f"/jobs/{n}" for n in range(4000, 4020)))}
    busy = {
        f"/jobs/{n}": Answer(status=429, headers={"Retry-After": "1000000000"})
        for n in range(4000, 4020)
    }
    done, paths = walk({**routes, **busy}, settings={"DOWNLOAD_DELAY": 0.05})
    assert len(paths) == 2  # what was waiting behind the first refusal does not go out either
    assert list(done.ledger.given_up.values()) == ["parked"] * 20


def test_the_reasons_are_the_same_with_the_reactor_of_a_real_run() -> None:
    routes = {f"/jobs/{4000 + n}": route for n, (route, _) in enumerate(FAILED.values())}
    with served({"/jobs": links(*routes), **routes}) as site:
        done = crawl_apart(
            Board, {"DOWNLOAD_TIMEOUT": 0.4, "DOWNLOAD_MAXSIZE": 1_000_000}, origin=site.origin
        )
    assert done["ledger"]["given_up"] == {
        str(4000 + n): reason for n, (_, reason) in enumerate(FAILED.values())
    }


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    pem = tmp_path / "self-signed.pem"
    pem.write_bytes(self_signed("127.0.0.1"))
    with served({"/jobs": links("/jobs/4001"), **details(4001)}, certificate=str(pem)) as site:
        done = crawl_apart(Board, origin=site.origin)
        assert site.log == []
    assert done["stats"]["jobwire/robots/unsettled/tls"] == 1


def self_signed(host: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
    )
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.sign(key, SHA256()).public_bytes(Encoding.PEM)


# --- Refreshing -----------------------------------------------------------------------------------


def knowing(**known: Known) -> Any:
    def prepare(spider: PostingSpider) -> None:
        spider.known = {key.lstrip("_"): value for key, value in known.items()}

    return prepare


def test_a_known_page_is_asked_for_conditionally() -> None:
    def etag(asked: Asked) -> Answer:
        assert asked.headers["If-Modified-Since"] == "Sun, 01 Mar 2026 00:00:00 GMT"
        return (
            Answer(status=304)
            if asked.headers.get("If-None-Match") == '"v1"'
            else Answer(detail(1))
        )

    known = knowing(_4001=Known(etag='"v1"', last_modified="Sun, 01 Mar 2026 00:00:00 GMT"))
    done, _ = walk({"/jobs": links("/jobs/4001"), "/jobs/4001": etag}, prepare=known)
    assert done.ledger.not_modified == {"4001"}
    assert done.items == []
    assert done.ledger.complete


def test_validators_and_time_of_a_page_are_kept() -> None:
    def prepare(spider: PostingSpider) -> None:
        spider.clock = lambda: datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC)

    page = Answer(
        detail(1), headers={"ETag": '"v2"', "Last-Modified": "Sun, 01 Mar 2026 00:00:00 GMT"}
    )
    done, _ = walk({"/jobs": links("/jobs/4001"), "/jobs/4001": page}, prepare=prepare)
    fetched = done.ledger.fetched["4001"]
    assert (fetched.at, fetched.etag) == ("2026-03-01T04:05:06Z", '"v2"')
    assert done.items[0].fetched_on == "2026-03-01"


def test_what_the_list_shows_unchanged_is_not_fetched() -> None:
    addresses = [f"{HOME}/jobs/{n}" for n in (4001, 4002, 4003, 4004)]
    routes = {
        "/robots.txt": robots(f"{HOME}/a.xml"),
        "/a.xml": sitemap(*addresses, lastmod="2026-03-01"),
        **details(4002, 4003),
    }
    known = knowing(
        _4001=Known(lastmod="2026-03-01"),
        _4002=Known(lastmod="2026-02-01"),
        _4003=Known(lastmod="2026-03-01", recheck=True),
        _4004=Known(done=True),
    )
    done, paths = walk(routes, MappedBoard, prepare=known)
    assert sorted(paths) == ["/a.xml", "/jobs/4002", "/jobs/4003"]
    assert done.ledger.not_modified == {"4001"}
    assert done.ledger.given_up == {}
    assert done.ledger.complete


# --- Saved pages ----------------------------------------------------------------------------------


def saved(folder: Path) -> Path:
    (folder / "a.html").write_text(detail(1))
    canonical = f'<link rel="canonical" href="{HOME}/jobs/4002/cook">'
    (folder / "b.html").write_text(
        f"<html><head>{canonical}</head><body><p>We need two cooks for the night.</p></body></html>"
    )
    (folder / "c.html").write_text(detail(3))
    (folder / "c.meta.json").write_text(
        json.dumps({"url": f"{HOME}/jobs/4003", "fetched_on": "2026-03-01"})
    )
    (folder / "notes.md").write_text("not a page")
    return folder


def test_saved_pages_are_read_without_a_network(tmp_path: Path) -> None:
    done = crawl(Board, pages=str(saved(tmp_path)))
    assert {item.key: item.url for item in done.items} == {
        "a": None,
        "4002": f"{HOME}/jobs/4002/cook",
        "4003": f"{HOME}/jobs/4003",
    }
    assert done.items[2].fetched_on == "2026-03-01"
    assert done.ledger.proof == "saved_pages"
    assert done.ledger.complete
    assert "downloader/request_count" not in done.stats


def test_a_list_of_saved_pages_gives_their_addresses(tmp_path: Path) -> None:
    saved(tmp_path)
    lines = [
        {"path": "a.html", "url": f"{HOME}/jobs/4001/baker"},
        {"path": str(tmp_path / "c.html"), "url": f"{HOME}/jobs/4009"},
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = crawl(Board, pages=str(tmp_path / "list.jsonl"))
    assert [item.key for item in done.items] == ["4001", "4009"]


def test_two_saved_pages_of_one_posting_are_named(tmp_path: Path) -> None:
    saved(tmp_path)
    lines = [{"path": name, "url": f"{HOME}/jobs/4001"} for name in ("a.html", "c.html")]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = crawl(Board, pages=str(tmp_path / "list.jsonl"))
    assert len(done.items) == 1
    assert list(done.ledger.given_up.values()) == ["same_key 4001"]


def test_a_broken_list_of_pages_is_not_complete(tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text('{"path": "gone.html"}\n')
    done = crawl(Board, pages=str(tmp_path / "list.jsonl"))
    assert done.ledger.given_up == {"gone": "error_FileNotFoundError"}
    (tmp_path / "list.jsonl").write_text("gone.html")
    assert not crawl(Board, pages=str(tmp_path / "list.jsonl")).ledger.complete
    with pytest.raises(ValueError, match="no such page"):
        Board(pages=str(tmp_path / "nowhere"))


# --- Declarations ---------------------------------------------------------------------------------


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
    ],
)
def test_declarations_that_cannot_work_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        declare(**given)


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


def test_two_runs_share_nothing() -> None:
    one, two = Board(), Board()
    one.ledger.listed["1"] = "x"
    assert two.ledger.listed == {}
    assert isinstance(Board.allowed_domains, tuple)


def test_addresses_of_the_site() -> None:
    assert Board.owns("https://www.board.example/x")
    bare = SiteAddresses.declared("https://www.quay.example", (), "", "")
    assert bare.owns("http://quay.example/x") and bare.owns("https://www.quay.example/x")
    assert not bare.owns("https://shop.quay.example/x") and not bare.owns("https://example/x")
    assert not Board.owns("https://notboard.example/x")
    assert not Board.owns("https://board.example.evil.example/x")
    assert not Board.owns("ftp://board.example/x")
    assert Board().key(f"{HOME}/jobs/4001/caf%C3%A9-manager/?utm_source=x") == "4001"
    mirror = Board(origin="http://127.0.0.1:8000/")
    assert mirror.reach(f"{HOME}/jobs?page=2") == "http://127.0.0.1:8000/jobs?page=2"
    assert mirror.live("http://127.0.0.1:8000/jobs/1") == f"{HOME}/jobs/1"
    assert mirror.live("http://127.0.0.1:80001/jobs/1") == "http://127.0.0.1:80001/jobs/1"


class Counting(Board):
    """Knows how many postings were asked for and have not come."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.under_way = self.most = 0

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        return super().ask_posting(key, url, again)

    def parse_posting(self, response: Response, key: str, again: bool = False) -> Any:
        self.under_way -= 1
        yield from super().parse_posting(response, key, again)


@pytest.mark.parametrize("postings", [5, 6, 23])
def test_of_a_long_list_a_few_requests_are_in_memory(
    postings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "AT_HAND", 5)
    numbers = range(4000, 4000 + postings)
    with served({"/jobs": links(*(f"/jobs/{n}" for n in numbers)), **details(*numbers)}) as site:
        done = crawl(Counting, origin=site.origin)
    assert done.spider.most <= 5
    assert {item.key for item in done.items} == {str(number) for number in numbers}
    assert done.ledger.complete and not done.ledger.given_up


def test_what_waits_when_a_crawl_is_stopped_was_not_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(walking, "AT_HAND", 5)
    numbers = range(4000, 4023)
    routes: dict[str, Route | str] = {
        "/jobs": links(*(f"/jobs/{n}" for n in numbers)),
        **details(*numbers),
    }
    done, _ = walk(
        routes, settings={"CLOSESPIDER_ITEMCOUNT": 3, "EXTENSIONS": {}, "CONCURRENT_REQUESTS": 1}
    )
    assert len(done.items) + len(done.ledger.given_up) == 23 and not done.ledger.complete
    assert set(done.ledger.given_up.values()) == {"not_reached_closespider_itemcount"}


def test_a_page_cut_twice_is_decided_on_when_those_that_wait_have_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(walking, "AT_HAND", 1)
    cut, whole = "<html><body><h1>Baker 1</h1><p>Bakes bread from", detail(2)
    numbers = range(4000, 4004)
    pages: dict[str, Route | str] = {f"/jobs/{n}": cut if n == 4000 else whole for n in numbers}
    done, _ = walk({"/jobs": links(*(f"/jobs/{n}" for n in numbers)), **pages})
    assert done.ledger.given_up == {"4000": "truncated"} and len(done.items) == 3
