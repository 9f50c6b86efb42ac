"""Each gate at its threshold: what just passes, and what just does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.judge.gates import (
    GATES,
    advice_on,
    comparable,
    judge,
    main_reasons,
    row_of,
    withheld_by,
)
from crawlers.feed.judge.measures import Measured
from crawlers.feed.judge.read_again import ReadAgain
from crawlers.spider import Healthy

FILLED = {"title": 1.0, "description": 1.0, "salary": 0.6}
GOOD = Measured(listed=100, count=100, open_before=100, still_listed=100, filled=FILLED)
FLOORS = Healthy(min_postings=50, filled={"salary": 0.5})


def past(count: int = 100, **fields: float) -> Source:
    return Source("demo", "success", True, count=count, filled={**FILLED, **fields})


def failed(
    run: Measured, expect: Healthy = FLOORS, history: int = 5, accept: bool = False
) -> list[str]:
    gates = judge(run, expect, [past()] * history)
    return [gate.name for gate in withheld_by(gates, accept)]


def test_a_good_run_passes() -> None:
    assert failed(GOOD) == []
    assert failed(GOOD, history=0) == []


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"ended": "closespider_timeout"}, "finished"),
        ({"ended": "start_error"}, "finished"),
        ({"breakage": ("a stage could not be closed",)}, "unbroken"),
        ({"robots_unsettled": True}, "robots"),
        ({"list_failures": [("http://x/2", "http_500")]}, "list"),
        ({"given_up": 2}, "given_up"),
        ({"listed": 20, "given_up": 2}, "given_up"),
        ({"listed": 9, "rejected": 1, "lost": 1}, "errors"),
        ({"rejected": 6}, "errors"),
        ({"lost": 6}, "errors"),
        ({"rejected": 3, "lost": 3}, "errors"),
        ({"count": 49}, "floor"),
        ({"count": 79}, "shrink"),
        ({"new": 51}, "new_ids"),
        ({"again": ReadAgain(5, titles=Counter(careers=3, cook=1))}, "same_title"),
        ({"again": ReadAgain(9, texts=Counter(notice=5))}, "same_text"),
        ({"again": ReadAgain(100, lost=Counter(salary=51))}, "lost_field:salary"),
        (
            {"again": ReadAgain(5, deadlines={"today": Counter(a=1, b=1, c=1)})},
            "same_deadline",
        ),
        ({"again": ReadAgain(100, employers=51)}, "other_employer"),
        ({"filled": {"title": 1.0, "description": 1.0, "salary": 0.49}}, "filled:salary"),
        ({"filled": {"title": 1.0, "description": 0.89, "salary": 0.6}}, "filled_drop:description"),
    ],
)
def test_what_withholds_a_run(change: dict[str, object], gate: str) -> None:
    assert gate in failed(replace(GOOD, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"given_up": 1},
        {"listed": 20, "given_up": 1},
        {"listed": 9, "lost": 1},
        {"again": ReadAgain(4, titles=Counter(careers=4))},
        {"again": ReadAgain(100, titles=Counter(careers=50, jobs=50), texts=Counter(notice=50))},
        {"again": ReadAgain(100, lost=Counter(salary=50, locations=50))},
        {"again": ReadAgain(9, deadlines={"today": Counter(one=8, two=1)}, employers=4)},
        {"again": ReadAgain(100, deadlines={"today": Counter(a=20, b=20, c=10)}, employers=50)},
        {"rejected": 5},
        {"lost": 2, "rejected": 3},
        {"count": 80},
        {"new": 50},
        {"filled": {"title": 1.0, "description": 0.9, "salary": 0.5}},
    ],
)
def test_what_just_passes(change: dict[str, object]) -> None:
    assert failed(replace(GOOD, **change)) == []  # type: ignore[arg-type]


def test_a_small_site_is_held_to_its_own_floor_alone() -> None:
    small = Measured(
        listed=9, count=9, open_before=19, still_listed=9, filled={"title": 1.0, "description": 1.0}
    )
    gates = judge(small, Healthy(min_postings=5), [past(19)] * 5)
    assert withheld_by(gates, accept=False) == []
    assert [
        g.name
        for g in withheld_by(judge(small, Healthy(min_postings=10), [past(19)] * 5), accept=False)
    ] == ["floor"]


def test_a_small_site_may_grow_but_not_be_replaced() -> None:
    grown = Measured(
        listed=9,
        count=9,
        new=6,
        open_before=3,
        still_listed=3,
        filled={"title": 1.0, "description": 1.0},
    )
    assert withheld_by(judge(grown, Healthy(), [past(3)]), accept=False) == []
    other = replace(grown, new=9, still_listed=0)
    assert [
        gate.name for gate in withheld_by(judge(other, Healthy(), [past(3)]), accept=False)
    ] == ["new_ids"]


def test_zero_is_published_only_when_the_site_says_so() -> None:
    nothing = Measured()
    assert failed(nothing, Healthy(min_postings=0), history=0) == ["floor"]
    assert failed(replace(nothing, empty=True)) == []


def test_the_flag_accepts_a_shrink_and_nothing_else() -> None:
    shrunk = replace(
        GOOD, count=30, listed=30, filled={"title": 1.0, "description": 0.8, "salary": 0.6}
    )
    assert failed(shrunk) == ["floor", "shrink", "filled_drop:description"]
    assert failed(shrunk, accept=True) == []
    assert failed(replace(shrunk, list_failures=[("x", "y")]), accept=True) == ["list"]
    assert failed(
        replace(shrunk, filled={"title": 1.0, "description": 0.8, "salary": 0.1}), accept=True
    ) == ["filled:salary"]
    assert "floor" in failed(Measured(), accept=True)


# --- What the table says of a gate


def test_each_name_is_in_the_table_once() -> None:
    assert len({row.name for row in GATES}) == len(GATES)


@pytest.mark.parametrize(
    ("reason", "cause", "words"),
    [
        ("http_500", "http_500", "If the list has moved, fix the plugin: spiders/demo.py."),
        ("captcha", "captcha", "The site refuses the crawler"),
        ("timeout", "timeout", "could not be reached"),
        ("robots_forbidden", "robots_forbidden", "robots.txt forbids"),
        ("list_ends_early", "list_ends_early", "declare next_page in the plugin: spiders/demo.py"),
        ("shard_missing [Errno 2] (x)", "shard_missing", "The next run tries again."),
    ],
)
def test_a_failed_list_carries_its_cause_and_has_its_own_advice(
    reason: str, cause: str, words: str
) -> None:
    run = replace(GOOD, list_failures=[("http://x/2", reason), ("http://x/3", "dns")])
    (gate,) = withheld_by(judge(run, FLOORS, []), accept=False)
    assert gate.cause == cause and f"http://x/2 ({reason})" in gate.says
    assert words in advice_on(gate, site="demo", plugin="the plugin: spiders/demo.py", rejects="")


def test_advice_names_a_flag_only_where_the_flag_helps() -> None:
    def advice(run: Measured, *, history: int) -> set[str]:
        failed = withheld_by(judge(run, FLOORS, [past()] * history), accept=False)
        return {advice_on(gate, site="demo", plugin="p", rejects="r") for gate in failed}

    (both,) = advice(replace(GOOD, count=30, listed=30), history=5)
    assert "--accept-shrink" in both
    (empty,) = advice(Measured(), history=0)
    assert "--accept" not in empty and "may_be_empty" in empty


def test_only_a_failed_list_has_a_cause() -> None:
    assert {gate.cause for gate in judge(GOOD, FLOORS, [past()] * 5)} == {None}


def test_what_went_wrong_first_explains_the_rest() -> None:
    worst = Measured(robots_unsettled=True, ended="other", list_failures=[("x", "dns")], lost=9)

    def reasons(run: Measured) -> list[str]:
        return [gate.name for gate in main_reasons(withheld_by(judge(run, FLOORS, []), False))]

    assert reasons(worst) == ["robots"]
    assert reasons(replace(worst, robots_unsettled=False)) == ["finished", "list"]
    assert reasons(Measured(listed=9, lost=9)) == ["errors", "floor"]


def test_a_gate_of_another_version_has_no_row_and_no_advice() -> None:
    strange = Gate("moonlight:title", False, 1, 2, "Too dark.")
    assert row_of(strange) is None and advice_on(strange, site="demo") == ""
    assert main_reasons([strange]) == (strange,)


# --- What is compared


def test_the_median_is_of_the_last_five_good_runs_back_to_a_new_normal() -> None:
    runs = [past(count) for count in (90, 100, 110, 10, 100, 7, 7, 7)]
    assert [source.count for source in comparable(iter(runs))] == [90, 100, 110, 10, 100]
    runs[1] = replace(runs[1], accepted=True)
    assert [source.count for source in comparable(iter(runs))] == [90, 100]
    assert [source.count for source in comparable(iter([past(50), past(0), past(90)]))] == [50, 0]


def test_saved_pages_are_held_against_the_last_good_run_only() -> None:
    pages = Measured(listed=3, count=2, given_up=1, saved=True, filled={"title": 1.0})
    assert failed(pages, history=0) == []
    assert failed(pages) == ["shrink"]
    assert failed(Measured(saved=True), history=0) == ["floor"]
