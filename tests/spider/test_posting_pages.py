"""The pages of postings: each ends in one outcome, and no trap of Scrapy's loses one without a
word."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawlers.page import Page
from crawlers.posting import RawPosting
from crawlers.spider import Gone
from tests.spider.board import HOME, Board, detail, details, links, walk
from tests.spider.walking import Answer, Route


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
