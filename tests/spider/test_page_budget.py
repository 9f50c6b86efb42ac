"""The budget of a run says once that it is spent."""

from __future__ import annotations

from crawlers.spider.page_budget import LISTED_FOR_EACH, PageBudget


def test_pages_beyond_the_budget_are_not_allowed_and_named_once() -> None:
    spent: list[str] = []
    budget = PageBudget(lambda: 2, spent.append)
    assert [budget.allows(page) for page in "abcd"] == [True, True, False, False]
    assert spent == ["c"]


def test_a_list_without_an_end_spends_the_budget() -> None:
    spent: list[str] = []
    budget = PageBudget(lambda: 2, spent.append)
    assert budget.allows_listing("a", 2 * LISTED_FOR_EACH - 1)
    assert not budget.allows_listing("b", 2 * LISTED_FOR_EACH)
    assert not budget.allows_listing("c", 2 * LISTED_FOR_EACH)
    assert not budget.allows("d")
    assert spent == ["b"]


def test_the_limit_may_be_set_after_the_budget_was_made() -> None:
    limits = [1]
    budget = PageBudget(lambda: limits[-1], lambda _: None)
    limits.append(3)
    assert [budget.allows("a") for _ in range(4)] == [True, True, True, False]
