"""The two tables: what ties two postings, and what forbids it, whatever else agrees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crawlers.vacancies.days import Days, compare_days, days_of
from crawlers.vacancies.employers import is_same_employer, names_of
from crawlers.vacancies.evidence import EVIDENCE
from crawlers.vacancies.facts import Facts, facts_of
from crawlers.vacancies.forbidding import FORBIDDING, what_forbids
from crawlers.vacancies.pair import Pair
from crawlers.vacancies.titles import Titles, compare_titles, is_foreign, is_pool, title_words
from crawlers.vacancies.verdict import judge
from tests.vacancies import world
from tests.vacancies.world import Truth

JOB = Truth(
    1, "Alder Harbour Board", "Traffic Division", "Officer, Harbour Traffic", ("Galway", "IE"),
    (10, 40), "2600171", ("G12", None), 4200, "on_site",
    (
        "The team checks harbour dues twice in every quarter.",
        "Our crews plan cable routes before winter sets in.",
        "The depot repairs radio masts across four sites on the coast.",
        "Local partners review old maps until the new building opens.",
        "The board negotiates customs papers in close touch with the ministry.",
    ),
    "The section documents meter readings, and you lead it.",
)  # fmt: skip


def copy(source: str = "copy", **changes: Any) -> dict[str, Any]:
    """Return an aggregator's copy of the job, with other values."""
    return world.posting(JOB, source, "77", "aggregator") | changes


def origin(**changes: Any) -> dict[str, Any]:
    return world.posting(JOB, "alder", "1", "origin") | changes


def pair(one: dict[str, Any], two: dict[str, Any]) -> Pair:
    return Pair(facts_of(one), facts_of(two))


def kind(one: dict[str, Any], two: dict[str, Any]) -> str:
    tie = judge(pair(one, two), 1, 2)
    return tie.kind if tie else ""


def text(*sentences: str) -> dict[str, Any]:
    return world.texts(list(sentences))


BARE = {"identifiers": [], "grades": [], "salary": None, "date_posted": None}
OTHER = [{"scheme": "reference", "value": "2600999"}]
TIED = {
    "number": ({}, {"title": "Officer", "valid_through": None}),
    "address": ({"apply_url": "https://alder.example/apply/17823"},
                {**BARE, "apply_url": "https://www.alder.example/apply/17823/?utm_source=x",
                 "title": "Officer"}),
    "header": ({**text()}, {**BARE, **text()}),
    "text": ({}, {**BARE, "valid_through": None}),
    "supported": ({**BARE, "date_posted": None},
                  {**BARE, "locations": [], **text(JOB.lead, *JOB.text[:2], "Apply in writing."),
                   }),
}  # fmt: skip


@pytest.mark.parametrize("rule", TIED)
def test_each_rule_ties_a_copy(rule: str) -> None:
    ours, theirs = TIED[rule]
    tie = judge(pair(origin(**ours), copy(**theirs)), 1, 2)
    assert tie and tie.kind == "link" and rule in tie.evidence


def pay(least: int, most: int, **changes: str) -> dict[str, Any]:
    salary: dict[str, Any] = copy()["salary"]
    return salary | {"min": str(least), "max": str(most)} | changes


FORBIDDEN = {
    "number": {"identifiers": OTHER},
    "grade": {"grades": [world.grade(("G12", "G14"))]},
    "place": {"locations": [world.location(("Turin", "IT"))]},
    "employer": {"organization": {"name": "Kestrel Hospital Trust", "units": []},
                 "source_kind": "origin"},
    "workplace": {"workplace": "remote"},
    "pool": {"title": "Officer (Multiple posts)"},
    "title": {"title": "Junior Officer, Harbour Traffic"},
    "pay": {"salary": pay(4600, 4600)},
    "period": {"valid_through": world.when(world.DAY_ZERO.replace(year=2032)), "date_posted": None},
}  # fmt: skip


@pytest.mark.parametrize(
    "salary", [pay(4210, 4210), pay(4000, 4900), pay(50, 50, period="hour"), None]
)
def test_a_rounded_sum_an_estimate_and_another_period_forbid_nothing(salary: Any) -> None:
    assert what_forbids(pair(origin(), copy(salary=salary))) == []


@pytest.mark.parametrize("row", FORBIDDEN)
def test_each_difference_forbids_whatever_else_agrees(row: str) -> None:
    changes = FORBIDDEN[row]
    assert kind(origin(), copy()) == "link"
    assert row in what_forbids(pair(origin(), copy(**changes)))
    assert kind(origin(), copy(**changes)) != "link"


def test_the_tables_have_a_comment_for_each_row() -> None:
    for row in (*EVIDENCE, *FORBIDDING):
        assert row.comment.endswith(".") and row.name.isalpha()
    assert {row.name for row in FORBIDDING} - set(FORBIDDEN) == {"source"}


def test_similar_text_alone_is_possible_at_most() -> None:
    other = copy(**BARE, title="Harbour clerk and driver", valid_through=None, organization=None)
    assert kind(origin(title="Harbour clerk and driver, port side"), other) in ("", "possible")
    bare = copy(**BARE, title="Officer", valid_through=None, **text(JOB.lead, *JOB.text[:4], "Hm."))
    assert kind(origin(), bare) != "link"


def test_the_same_post_in_a_later_period_supersedes() -> None:
    later = {
        "date_posted": world.when(world.DAY_ZERO.replace(month=9)),
        "valid_through": world.when(world.DAY_ZERO.replace(month=10)),
        "identifiers": OTHER,
    }
    tie = judge(pair(origin(), copy(**later)), 1, 2)
    assert tie and (tie.kind, tie.one, tie.two) == ("later", 2, 1)


def test_two_postings_of_one_source_are_two_unless_all_is_the_same() -> None:
    one, two = copy(id="copy:1"), copy(id="copy:2")
    assert kind(one, two) == "link"
    assert kind(one, copy(id="copy:2", valid_through=world.when(world.DAY_ZERO))) != "link"


def test_what_only_one_of_two_postings_of_a_source_states_parts_them() -> None:
    assert kind(copy(id="copy:1"), copy(id="copy:2", salary=None)) != "link"
    assert kind(copy(id="copy:1"), copy(id="copy:2", grades=[])) != "link"
    shown_again = copy(id="copy:2", date_posted=world.when(world.DAY_ZERO))
    assert what_forbids(pair(copy(id="copy:1"), shown_again)) == []


def test_what_has_no_date_is_of_the_period_in_which_it_was_first_seen() -> None:
    undated = BARE | {"valid_through": None}
    early = copy(**undated, lifecycle=world.lifecycle(world.DAY_ZERO.replace(year=2030)))
    tie = judge(pair(origin(), early), 1, 2)
    assert tie and (tie.kind, tie.one, tie.two) == ("later", 1, 2)
    late = copy(**undated, lifecycle=world.lifecycle(world.DAY_ZERO.replace(year=2032)))
    assert kind(origin(), late) == "possible"
    assert kind(origin(), copy(**undated)) == "link"


@pytest.mark.parametrize(("days", "found"), [(100, "link"), (140, "later")])
def test_a_deadline_long_after_a_publication_is_of_a_later_period(days: int, found: str) -> None:
    """Where one copy lost its deadline and the other its date of publication."""
    begin = world.DAY_ZERO + timedelta(days=10)
    undated = copy(**BARE | {"valid_through": None, "date_posted": world.when(begin)})
    late = copy("other", **BARE, valid_through=world.when(begin + timedelta(days=days)))
    tie = judge(pair(undated, late), 1, 2)
    assert tie and tie.kind == found
    assert found == "link" or (tie.one, tie.two) == (2, 1)


def test_a_long_title_alone_is_possible() -> None:
    nothing = copy(**BARE, valid_through=None, organization=None, locations=[], **text())
    long = "Head, Harbour Traffic Safety and Signals Section"
    assert kind(origin(title=long), nothing | {"title": long}) == "possible"
    assert kind(origin(), nothing) == ""


def test_an_employer_that_stands_in_no_text_does_not_forbid() -> None:
    wrong = copy(organization={"name": "Copy Direct", "units": []})
    ours = origin(**text("Alder Harbour Board keeps the port.", JOB.lead, *JOB.text))
    assert kind(ours, wrong) == "link"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("NATO: NATO: Officer, Plans (2 posts) – Brussels", "officer plans"),
        ("Officer, Plans (m/f/d)", "officer plans"),
        ("Officer, Plans 2600171", "officer plans"),
        ("OFFICER PLANS (Brussels)", "officer plans"),
        ("Sr. Officer, Plans", "officer plans senior"),
        ("Brussels", ""),
    ],
)
def test_a_title_is_its_telling_words(title: str, words: str) -> None:
    assert " ".join(title_words(title, ["Brussels"], ["NATO"])) == words


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("Officer, Plans", "Plans Officer", Titles.SAME),
        ("Systems Analyst", "System Analyst", Titles.SAME),
        ("Officer", "Officer, Plans", Titles.VAGUE),
        ("Staff Officer, Plans", "Junior Officer, Plans", Titles.DIFFERENT),
        ("Officer, Plans", "Lead Officer, Plans", Titles.DIFFERENT),
        ("Head, Portfolio Section", "Head, Architecture Section", Titles.DIFFERENT),
        ("Engineer II", "Engineer III", Titles.DIFFERENT),
        ("Buyer", "Acheteur", Titles.UNLIKE),
        ("", "Buyer", Titles.UNKNOWN),
    ],
)
def test_how_two_titles_relate(one: str, two: str, relation: Titles) -> None:
    words = [title_words(each, [], []) for each in (one, two)]
    assert compare_titles(words[0], words[1], ()) is relation
    assert compare_titles(words[1], words[0], ()) is relation


def test_a_small_word_that_english_has_too_makes_no_title_foreign() -> None:
    assert not any(
        map(is_foreign, ("Nurse in charge", "Van driver at night", "Clerk, Los Angeles"))
    )
    assert is_foreign("Agent au service des usagers") and is_foreign("Ingeniero de datos")


def test_pools_are_told_by_their_title() -> None:
    assert is_pool("Assistant (Multiple posts) + Reserve Lists") and not is_pool("Pool Attendant")


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Alder Harbour Board Ltd", "Alder Harbour Board", True),
        ("Alder Harbour Board (AHB)", "AHB", True),
        ("Harbour Board, Alder", "Alder Harbour Board", True),
        ("Alder Hospital Trust", "Birken Hospital Trust", False),
        ("Alder Harbour Board", "AHB", True),
        ("Alder Harbour Board (AHB)", "Harbour Authority of Alder (AHB)", True),
        ("Birken Harbour Office (BHO)", "Brackwater Hydro Operations", False),
    ],
)
def test_when_two_names_are_of_one_employer(one: str, two: str, same: bool) -> None:
    assert is_same_employer(names_of(one), names_of(two)) is same


def test_a_copy_may_name_the_outermost_body() -> None:
    assert is_same_employer(("harbour office",), ("city of alder",), "", "harbour office")
    assert not is_same_employer(("kestrel",), ("alder",), "roads division", "roads division")


@pytest.mark.parametrize(
    ("clock", "day"),
    [("23:59:00", 12), ("17:59:00", 12), ("00:59:00", 13), ("06:59:00", 13)],
)
def test_a_deadline_is_one_day_in_whatever_zone_it_is_printed(clock: str, day: int) -> None:
    printed = world.when(world.DAY_ZERO.replace(day=day), clock)
    there = days_of(world.when(world.DAY_ZERO.replace(day=12)))
    assert compare_days(days_of(printed), there) is Days.SAME


def test_an_inferred_moment_is_believed() -> None:
    moment = {"date": "2031-03-12", "time": "23:59:00", "zone": "Europe/Brussels"}
    assert len(days_of(world.when(world.DAY_ZERO, "09:00:00"), moment)) == 1


def test_facts_outlive_being_packed() -> None:
    facts = facts_of(copy())
    assert Facts.unpacked(facts.packed()) == facts
