"""Postings of an earlier run: what is asked for again, and how."""

from __future__ import annotations

from datetime import UTC, datetime

from crawlers.contract.known import Known
from crawlers.spider import PostingSpider
from tests.spider.board import (
    HOME,
    MappedBoard,
    detail,
    details,
    knowing,
    links,
    robots,
    sitemap,
    walk,
)
from tests.spider.walking import Answer, Asked


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


def test_an_answer_that_the_same_code_has_read_before_is_not_read_again() -> None:
    routes = {"/jobs": links("/jobs/4001"), "/jobs/4001": Answer(detail(1))}
    first, _ = walk(routes)
    answer = first.ledger.fetched["4001"].answer
    again, paths = walk(routes, prepare=knowing(_4001=Known(answer=answer)))
    assert "/jobs/4001" in paths and again.items == []
    assert again.ledger.not_modified == again.ledger.revalidated == {"4001"}
    assert again.ledger.complete
    routes["/jobs/4001"] = Answer(detail(1).replace("</", " </", 1))
    moved, _ = walk(routes, prepare=knowing(_4001=Known(answer=answer)))
    assert len(moved.items) == 1 and moved.ledger.not_modified == set()
    assert moved.ledger.fetched["4001"].answer not in (None, answer)
