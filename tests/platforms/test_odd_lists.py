"""Lists of platforms in which one member has another form: the walk goes on, or the list failed by
a name; the code never breaks on it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from scrapy.utils.test import get_crawler

from crawlers.demo.platforms.boards import REPLICAS
from crawlers.net.reasons import BadAnswer
from crawlers.plugins.discovery import find_by_name
from tests.platforms.test_lists import walk
from tests.platforms.test_variations import at, members, put

ODD: list[Any] = [None, "", [], {}, 0, True, "x", [None], {"a": 1}, ["a"], -1, 5.5]
LISTS = (
    *("oracle_recruiting", "greenhouse", "lever", "ashby", "smartrecruiters", "workday"),
    *("recruitee", "workable", "bamboohr", "join", "rippling", "breezy", "pinpoint", "gem"),
    *("phenom", "paylocity"),
)
"""Platforms whose lists are objects."""
EVERY_DAY = ("workday", "rippling", "join")
LARGE = {"workday": ("total",), "oracle_recruiting": ("items", 0, "TotalJobsCount")}
"""By platform that walks large lists by facet, where the total stands."""


@cache
def list_of(name: str) -> tuple[Any, Any]:
    """The first answer of the list of a replica, and where in the list it is."""
    platform: Any = find_by_name(name)
    own, seen = platform.read_list, []

    def read_list(self: Any, answer: Any, at: Any) -> Any:
        seen.append((copy.deepcopy(answer), at))
        return own(self, answer, at)

    platform.read_list = read_list
    try:
        walk(REPLICAS[name](most=1))
    finally:
        platform.read_list = own
    return seen[0]  # type: ignore[no-any-return]


def odd_answers(answer: Any) -> Iterator[Any]:
    yield from ODD
    for path, _ in members(answer):
        for odd in ODD:
            if at(answer, path) != odd:
                yield put(answer, path, odd)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in EVERY_DAY else pytest.mark.slow) for n in LISTS]
)
def test_a_list_of_another_form_breaks_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin: Any = find_by_name(name)
    board = plugin.of(REPLICAS[name].usual)
    monkeypatch.setattr(board, "read_in", lambda self, answer, where: iter(()))
    answer, where = list_of(name)
    answers = [*odd_answers(answer)]
    if name in LARGE:
        answers += odd_answers(put(answer, LARGE[name], 50_000))
    named = 0
    for odd in answers:
        spider = board.from_crawler(get_crawler(board, {"LOG_ENABLED": False}))
        spider.walk.begin_page()
        try:
            for _ in spider.read_list(odd, where):
                pass
        except BadAnswer as refused:
            named += bool(str(refused))
    assert 0 < named < len(answers)
