"""Which postings of a list are asked for, in which order, and how many at once."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawlers.contract.known import Known
from crawlers.spider.lists import listing as walking
from tests.spider.board import HOME, Board, detail, details, links, walk
from tests.spider.walking import Route, crawl, served


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
