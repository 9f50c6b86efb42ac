"""The walk over a site's sitemaps and list pages: what is asked for, and when the list counts as
complete."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from scrapy.exceptions import CloseSpider

from crawlers.contract.known import Known
from crawlers.contract.list_shape import ListBefore
from crawlers.page import Page
from crawlers.posting import RawPosting
from tests.spider.board import (
    HOME,
    Board,
    MappedBoard,
    detail,
    details,
    links,
    robots,
    sitemap,
    walk,
)
from tests.spider.walking import Answer, Asked, Route


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


@pytest.mark.parametrize(
    ("link", "words", "reason"),
    [
        ("/jobs?seite=2", "Weiter", "list_ends_early"),
        ("/jobs/page/2", "Next", "list_ends_early"),
        ("/jobs?seite=2", "Imprint", None),
        ("/jobs#top", "Next", None),
        ("/news/2", "Next", None),
        ("/jobs/how-to-apply", "Next", None),
    ],
)
def test_a_list_goes_on_where_a_wrong_pattern_does_not(
    link: str, words: str, reason: str | None
) -> None:
    """A list of which a plugin reads only the first page must not pass for the whole of it."""
    further = f'<a href="{link}">{words}</a>'
    first = links("/jobs/4001").replace("</body>", f"{further}</body>")
    done, _ = walk({"/jobs": first, **details(4001)})
    assert done.ledger.complete == (reason is None)
    assert [why for _, why in done.ledger.list_failures] == ([reason] if reason else [])

    def accept(spider: Any) -> None:
        spider.list_before = ListBefore(accepts_list=True)

    accepted, _ = walk({"/jobs": first, **details(4001)}, prepare=accept)
    assert accepted.ledger.complete


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


def test_two_runs_share_nothing() -> None:
    one, two = Board(), Board()
    one.ledger.listed["1"] = "x"
    assert two.ledger.listed == {}
    assert isinstance(Board.allowed_domains, tuple)
