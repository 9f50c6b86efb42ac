"""What the list pages of a walk prove together, and where redirects led."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.contract.list_shape import ListShape
from crawlers.spider.lists.list_pages import HTML_END, ListPage, ListPages, ending
from crawlers.spider.lists.list_redirects import is_above, is_same_page, leads_away
from crawlers.text.paging import PrintedPage, PrintedRange

FIRST = "https://quay.example/jobs"


def page(number: int, names: int = 10, ending: str = HTML_END, **more: Any) -> ListPage:
    """Return a list page of ten postings."""
    url = FIRST if number == 1 else f"{FIRST}?page={number}"
    return ListPage(
        **{"url": url, "chain": FIRST, "names": names, "new": names, "ending": ending} | more
    )


def collected(*pages: ListPage, before: ListShape | None = None) -> ListPages:
    found = ListPages(before)
    for each in pages:
        found.add(each)
    return found


def reasons(pages: ListPages) -> list[tuple[str, str]]:
    return list(pages.failures())


ENDINGS = {
    b"<html><p>x</p></html>\n": HTML_END,
    b"<html><p>x</p></HTML>": HTML_END,
    b"<div><p>x</p></div>\n<!-- 12 ms -->": "/div",
    b"<div><p>x": "no tag",
    b"": "no tag",
}


@pytest.mark.parametrize("body", ENDINGS)
def test_a_page_ends_with_its_last_tag(body: bytes) -> None:
    assert ending(body) == ENDINGS[body]


@pytest.mark.parametrize(
    ("ends", "before", "wrong"),
    [
        ([HTML_END, HTML_END, "/div"], None, [3]),
        ([HTML_END, "no tag"], None, [2]),
        (["/div", "/div", "/li"], None, [3]),
        (["/div"], None, []),
        (["/li"], ("/div",), [1]),
        (["/div"], (HTML_END,), [1]),
        (["/div", "/div"], (HTML_END,), [1, 2]),
        (["/div", "/div", "/div"], (HTML_END,), []),
        (["no tag", "no tag", "no tag"], (HTML_END,), [1, 2, 3]),
    ],
)
def test_pages_end_as_the_others_or_as_before(
    ends: list[str], before: tuple[str, ...] | None, wrong: list[int]
) -> None:
    shape = ListShape(page_endings=before) if before else None
    pages = collected(*(page(n, ending=each) for n, each in enumerate(ends, 1)), before=shape)
    assert reasons(pages) == [(page(n).url, "truncated") for n in wrong]


@pytest.mark.parametrize(
    ("names", "has_gaps"),
    [
        ([10, 10, 4], False),
        ([10, 4, 10, 4], True),
        ([4, 10], True),
        ([9, 10, 10, 2], False),
        ([10], False),
        ([12, 10, 10, 3], False),
    ],
)
def test_a_page_before_the_last_is_full(names: list[int], has_gaps: bool) -> None:
    pages = collected(*(page(n, each) for n, each in enumerate(names, 1)))
    assert pages.has_gaps() == has_gaps


def test_what_a_list_prints_is_more_than_how_full_its_pages_are() -> None:
    ranges = [PrintedRange(1, 10, 14), PrintedRange(11, 14, 14)]
    pages = collected(page(1, 4), page(2, 10))
    assert pages.has_gaps()
    named = collected(page(1, 10, ranges=(ranges[0],)), page(2, 4, ranges=(ranges[1],)))
    assert not named.has_gaps() and not named.missing() and reasons(named) == []


def test_a_list_that_prints_more_than_it_gives_ends_early() -> None:
    pages = collected(page(1, ranges=(PrintedRange(1, 10, 24),)))
    assert reasons(pages) == [(FIRST, "list_ends_early")]
    pages = collected(page(1, pages=(PrintedPage(1, 3),)), page(2, pages=(PrintedPage(2, 3),)))
    assert reasons(pages) == [(page(2).url, "list_ends_early")]


def test_a_range_of_something_else_is_none_of_the_list() -> None:
    news = (PrintedRange(1, 3, 40),)
    pages = collected(page(1, ranges=news), page(2, 6, ranges=news))
    assert reasons(pages) == [] and not pages.missing()


def test_duplicates_are_counted_once() -> None:
    ranges = (PrintedRange(1, 10, 20), PrintedRange(11, 20, 20))
    pages = collected(page(1, ranges=ranges[:1]), page(2, new=7, ranges=ranges[1:]))
    assert pages.missing() == 3 and reasons(pages) == []


def test_postings_on_two_pages_are_a_reason_to_read_again() -> None:
    pages = collected(page(1), page(2, new=9), page(3))
    pages.note_repeated(FIRST, ["4"])
    assert pages.is_doubtful()


def test_a_box_on_every_page_is_none() -> None:
    pages = collected(page(1), page(2, new=9), page(3, new=9), page(4, new=9))
    for _ in range(3):
        pages.note_repeated(FIRST, ["4"])
    assert not pages.is_doubtful()


def test_a_page_for_each_town_is_judged_by_itself() -> None:
    towns = [
        page(1),
        *(page(1, names, url=f"{FIRST}/{town}") for names, town in ((2, "oban"), (9, "mull"))),
    ]
    pages = collected(*towns)
    assert not pages.has_gaps() and reasons(pages) == []


@pytest.mark.parametrize(
    ("asked", "reached", "same"),
    [
        ("https://a.example/jobs?page=3", "https://www.a.example/en/jobs/?page=3", True),
        ("http://a.example/jobs", "https://a.example/jobs/", True),
        ("https://a.example/jobs?page=3", "https://a.example/jobs", False),
        ("https://a.example/jobs", "https://a.example/", False),
        ("https://a.example/", "https://a.example/jobs", False),
    ],
)
def test_one_page_under_two_addresses(asked: str, reached: str, same: bool) -> None:
    assert is_same_page(asked, reached) == same


@pytest.mark.parametrize(
    ("reached", "why"),
    [
        ("https://a.example/", "redirected_away"),
        ("https://elsewhere.example/jobs", "redirected_away"),
        ("https://a.example/account/sign-in?next=/jobs", "login_wall"),
        ("https://a.example/careers", ""),
    ],
)
def test_where_a_redirect_leads_away(reached: str, why: str) -> None:
    owns = "https://a.example".__eq__
    assert leads_away("https://a.example/jobs", reached, lambda url: owns(url[:17])) == why


@pytest.mark.parametrize(
    ("reached", "above"),
    [("/jobs?gone=1", True), ("/", True), ("/jobs/13/x", False), ("/job", False)],
)
def test_a_list_is_above_its_postings(reached: str, above: bool) -> None:
    assert is_above(f"https://a.example{reached}", "https://a.example/jobs/12/x") == above
