"""A walk over list pages that are redirected, doubled or doubtful, in process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from crawlers.contract.known import Known
from crawlers.contract.list_shape import ListBefore, ListShape
from tests.spider.board import HOME, Board, details, links, robots
from tests.spider.walking import Answer, Route, Walk, crawl, served

FIRST = f"{HOME}/jobs"


def walk(
    routes: Mapping[str, Route | str],
    shape: ListShape | None = None,
    known: Mapping[str, Known] | None = None,
    spider: type[Board] = Board,
) -> Walk:
    def prepare(made: Any) -> None:
        made.list_before, made.known = ListBefore(shape), known or {}

    with served(routes) as site:
        return crawl(spider, prepare=prepare, origin=site.origin)


def moved(where: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": where})


def reasons(done: Walk) -> list[str]:
    return [reason for _, reason in done.ledger.list_failures]


@pytest.mark.parametrize("where", ["/", "/jobs", "/jobs?page=1", "/vacancies?page=2&all=1"])
def test_a_further_page_that_leads_elsewhere_is_a_failure(where: str) -> None:
    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/1", "/jobs?page=2"),
        "/jobs?page=1": links("/jobs/1", "/jobs?page=2"),
        "/jobs?page=2": moved(where),
        "/": links("/jobs/1"),
        "/vacancies?page=2&all=1": links("/jobs/2"),
        **details(1, 2),
    }
    assert reasons(walk(routes)) == ["redirected_away"]


def test_a_list_that_always_leads_elsewhere_is_read_there() -> None:
    routes: dict[str, Route | str] = {
        "/jobs": moved("/vacancies/all"),
        "/vacancies/all": links("/jobs/1", "/jobs?page=2"),
        "/jobs?page=2": moved("/en/jobs?page=2"),
        "/en/jobs?page=2": links("/jobs/2", "/jobs?page=1"),
        "/jobs?page=1": links("/jobs/1", "/jobs?page=2"),
        **details(1, 2),
    }
    first = walk(routes)
    assert first.ledger.complete and len(first.items) == 2
    again = walk(routes, first.ledger.shape)
    assert again.ledger.complete


@pytest.mark.parametrize(("status", "fails"), [(302, True), (301, False)])
def test_a_list_that_leads_elsewhere_tonight_has_moved_for_good_or_fails(
    status: int, fails: bool
) -> None:
    routes: dict[str, Route | str] = {
        "/jobs": moved("/vacancies", status),
        "/vacancies": links("/jobs/1"),
        **details(1),
    }
    done = walk(routes, ListShape(page_endings=("/html",), landed={FIRST: FIRST}))
    assert ("redirected_away" in reasons(done)) == fails


def test_rows_that_move_between_two_pages_are_read_again() -> None:
    """While the first walk reads, posting 3 is pushed to page 1 and posting 2 is not seen."""
    asked: list[str] = []

    def second(_: Any) -> Answer:
        asked.append("page 2")
        named = (1, 3) if len(asked) == 1 else (2, 3)
        return Answer(links(*(f"/jobs/{n}" for n in named), "/jobs?page=1"))

    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/1", "/jobs/4", "/jobs?page=2"),
        "/jobs?page=1": links("/jobs/1", "/jobs/4", "/jobs?page=2"),
        "/jobs?page=2": second,
        **details(1, 2, 3, 4),
    }
    done = walk(routes)
    assert set(done.ledger.listed) == {"1", "2", "3", "4"} and done.ledger.complete


def test_what_a_doubtful_page_leaves_out_is_asked_for() -> None:
    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/1", "/jobs?page=2"),
        "/jobs?page=2": "<html><body><h1>Blue herons</h1></body></html>",
        **details(1, 2),
    }
    known = {str(n): Known(f"{HOME}/jobs/{n}") for n in (1, 2, 3)}
    done = walk(routes, ListShape(page_endings=("</html>",)), known)
    assert done.ledger.complete and set(done.ledger.listed) == {"1", "2", "3"}
    assert done.ledger.gone == {"3": "http_404"}


def test_a_doubtful_list_with_too_many_left_out_is_a_failure() -> None:
    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/1", "/jobs?page=2"),
        "/jobs?page=2": "<html><body><h1>Blue herons</h1></body></html>",
        **details(1),
    }
    known = {str(n): Known(f"{HOME}/jobs/{n}") for n in range(1, 60)}
    assert reasons(walk(routes, ListShape(page_endings=("</html>",)), known)) == ["no_list_page"]


def test_a_last_page_without_postings_that_is_as_ever_is_no_doubt() -> None:
    routes: dict[str, Route | str] = {
        "/jobs": links("/jobs/1", "/jobs?page=2"),
        "/jobs?page=2": "<html><body><h1>That was all</h1></body></html>",
        **details(1),
    }
    first = walk(routes)
    assert first.ledger.complete and first.ledger.shape.empty_pages
    known = {str(n): Known(f"{HOME}/jobs/{n}") for n in range(1, 60)}
    assert walk(routes, first.ledger.shape, known).ledger.complete


def test_a_feed_among_the_list_pages_is_read_as_a_list() -> None:
    item = f"<item><link>{HOME}/jobs/1</link></item>"
    routes: dict[str, Route | str] = {
        "/jobs": Answer(
            f"<rss><channel>{item}</channel></rss>", headers={"Content-Type": "application/rss+xml"}
        ),
        "/robots.txt": robots(),
        **details(1),
    }
    done = walk(routes)
    assert done.ledger.complete and list(done.ledger.listed) == ["1"]
