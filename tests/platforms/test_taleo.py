"""Taleo in both forms, with the misbehaviours of its tenants."""

from __future__ import annotations

import time
from typing import Any

import pytest

from crawlers.demo.platforms.taleo import SLOTS, Taleo
from crawlers.demo.platforms.truth import openings
from crawlers.extract.dates.printed_date import read_date
from crawlers.platforms.taleo_pages.island import (
    Island,
    read_island,
    row,
    rows_of,
    split_history,
    unescape,
    unescaped,
)
from tests.platforms.test_lists import known_from, reasons, walk

SCRIPT = (
    "var _ftl={descRequisition:{_size:1,_hles:['ID1','ID2'],"
    "_hlid:['reqlistitem.title','reqlistitem.title']}};"
)


# --- The values in a script -----------------------------------------------------------------------


def test_slots_are_zipped_with_values_and_the_first_that_says_something_counts() -> None:
    island = read_island(
        [f"{SCRIPT} api.fillList('x','descRequisition',['','Baker\\'s Mate']);"], "descRequisition"
    )
    assert island == Island(["title", "title"], ["ID1", "ID2"], [["", "Baker's Mate"]])
    assert row(island.slots, island.rows[0]) == {"title": "Baker's Mate"}


def test_values_are_read_from_the_history_where_the_script_has_none() -> None:
    history = "1!%24!head!%24!!|!Head of R%26D%5C: Ovens!%24!a!|!b"
    island = read_island([SCRIPT], "descRequisition", history)
    assert island is not None
    assert row(island.slots, island.rows[0]) == {"title": "Head of R&D: Ovens"}


@pytest.mark.parametrize("history", ["", "1!%24!head!%24!!%24!a!|!b", "one!%24!two"])
def test_a_page_with_slots_but_no_values_has_no_row(history: str) -> None:
    assert read_island([SCRIPT], "descRequisition", history) == Island(
        ["title", "title"], ["ID1", "ID2"], []
    )


def test_a_page_without_slots_is_no_island() -> None:
    assert read_island(["var x = 1;", ""], "descRequisition") is None


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Cook%2C First Class", "Cook, First Class"),
        ("People%u2019s Clerk", "People’s Clerk"),
        ("Research\\: Bread", "Research: Bread"),
        ("Research%5C: Bread", "Research: Bread"),
        ("Cook 50%", "Cook 50%"),
        ("Cook 100% remote", "Cook 100% remote"),
        ("C++ Cook", "C++ Cook"),
        ("!*!%3Cp%3ESalt%20%2B%20oil+%26amp%3B%3C%2Fp%3E", "<p>Salt + oil+&amp;</p>"),
        ("!*!%253Cp%253ETwice%253C%252Fp%253E", "<p>Twice</p>"),
        ("M%C3%BCller", "Müller"),
        ("M%FCller", "Müller"),
        ("%uD83C%uDF5E", "🍞"),
        ("%uD83C", "\ufffd"),
    ],
)
def test_escapes_are_undone(printed: str, said: str) -> None:
    assert unescaped(printed) == said


def test_flat_values_make_rows_and_a_rest_makes_none() -> None:
    assert rows_of(["a", "b", "c", "d", "e"], 2) == [["a", "b"], ["c", "d"]]
    assert rows_of(["a"], 0) == [] and split_history("a!$!b!$!c!|!d!$!e") == ["c", "d"]


@pytest.mark.parametrize(
    "script",
    [
        SCRIPT + "api.fillList('x','descRequisition',[" + "'a'," * 500_000,
        SCRIPT + "api.fillList('x','descRequisition',['" + "\\'" * 1_000_000,
        "descRequisition:{" * 100_000,
        "descRequisition:{_hlid:[" + "'" * 1_000_000,
        "fillList('x','descRequisition',[" * 60_000 + SCRIPT,
        SCRIPT + "api.fillList(" + " " * 1_000_000,
    ],
    ids=["many values", "endless value", "many lists", "many quotes", "many calls", "blanks"],
)
def test_a_hostile_script_costs_no_time(script: str) -> None:
    began = time.process_time()
    read_island([script], "descRequisition", "!|!" * 500_000)
    unescape("%u" * 500_000 + "%" * 500_000 + "%41" * 200_000)
    assert time.process_time() - began < 2


# --- Lists ----------------------------------------------------------------------------------------


def clean(done: Any, count: int = 30) -> bool:
    return (
        len(done.items) == len({item.key for item in done.items}) == count and done.ledger.complete
    )


@pytest.mark.parametrize("frontend", ["modern", "classic", "both"])
def test_the_form_of_a_section_is_found_out(frontend: str) -> None:
    replica = Taleo(frontend=frontend)
    done = walk(replica)
    assert clean(done) and done.ledger.proof == "stated_total"
    assert any("searchjobs" in path for path in replica.paths()) == (frontend != "classic")
    assert any("jobsearch.ajax" in path for path in replica.paths()) == (frontend == "classic")


def test_an_unavailable_section_is_walked_in_its_classic_form() -> None:
    assert clean(walk(Taleo("unavailable", frontend="both")))


def test_an_unavailable_section_without_another_form_has_a_name() -> None:
    done = walk(Taleo("unavailable"))
    assert reasons(done) == ["career_section_unavailable"]
    assert not done.ledger.verified_empty


@pytest.mark.parametrize("frontend", ["modern", "classic"])
def test_a_login_wall_has_a_name(frontend: str) -> None:
    done = walk(Taleo("login", frontend=frontend))
    assert reasons(done) == ["login_wall"] and not done.items


def test_the_classic_list_is_asked_for_by_the_hundred() -> None:
    replica = Taleo("resorts", "csrf", "session", frontend="classic", copies=5)
    assert clean(walk(replica), 150)
    pages = [asked for asked in replica.asked if asked.path.endswith(".ajax")]
    assert len(pages) == 2 and all(b"+" not in asked.body for asked in pages)


def test_a_list_that_sorts_anew_for_each_page_is_walked_again() -> None:
    """The tenant knows no other size than 25: each walk repeats some ids and misses others."""
    done = walk(Taleo("resorts", "fixed_size", frontend="classic", copies=2))
    assert clean(done, 60) or reasons(done) == ["fewer_than_stated"]
    assert len(done.ledger.listed) == len(done.items)


def test_a_short_classic_list_is_read_from_its_first_page() -> None:
    replica = Taleo(frontend="classic")
    replica.__class__ = type(
        "Short", (Taleo,), {"searched": property(lambda self: self.listed[:7])}
    )
    done = walk(replica)
    assert clean(done, 7) and not any(".ajax" in path for path in replica.paths())


@pytest.mark.parametrize("frontend", ["modern", "classic"])
def test_an_overstated_total_neither_loses_nor_proves_anything(frontend: str) -> None:
    done = walk(Taleo("long_total", frontend=frontend))
    assert len(done.items) == 30 and not reasons(done)
    assert done.ledger.proof is None and done.stats["jobwire/total_overstated"] == 1


def test_a_public_posting_that_no_list_shows_stays_known() -> None:
    first = walk(Taleo())
    done = walk(Taleo("hidden", "long_total"), known=known_from(first, "99999"))
    assert "70110" in {item.key for item in done.items}
    assert done.ledger.gone == {"99999": "not_there"}
    assert done.ledger.complete and done.ledger.proof == "last_page"


def test_a_total_that_grows_during_the_walk_is_walked_again() -> None:
    done = walk(Taleo("drifts"))
    assert len(done.items) == 30 and not reasons(done)


# --- Postings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("frontend", ["modern", "classic"])
def test_a_withdrawn_posting_answers_200_and_is_gone(frontend: str) -> None:
    done = walk(Taleo("gone@2", frontend=frontend))
    assert list(done.ledger.gone.values()) == ["not_there"] * 2
    assert len(done.items) == 28 and not done.ledger.given_up


def test_clocks_are_asked_for_in_utc_and_known_to_be() -> None:
    replica = Taleo()
    item = next(item for item in walk(replica).items if item.key == "70114")
    assert [said.raw for said in item.said["valid_through"]] == ["19-Mar-2026, 10:59:00 PM"]
    assert item.declared.zone == "UTC"
    details = [asked for asked in replica.asked if "jobdetail" in asked.path]
    assert all(
        asked.headers["tz"] == "GMT+00:00" and asked.query["tz"] == "GMT+00:00" for asked in details
    )


def test_a_page_that_used_another_zone_leaves_it_open() -> None:
    assert {item.declared.zone for item in walk(Taleo("deaf")).items} == {""}


@pytest.mark.parametrize("form", ["named", "short", "month_first", "day_first"])
def test_dates_in_all_forms(form: str) -> None:
    replica = Taleo()
    replica.dates = form
    items = {item.key: item for item in walk(replica).items}
    order = {"month_first": "MDY", "day_first": "DMY"}.get(form)
    for opening in openings():
        raw = items[opening.id].said["date_posted"][0].raw
        reading = read_date(raw, order=order)  # type: ignore[arg-type]
        assert reading and reading.when.date == f"{opening.posted:%Y-%m-%d}"


def test_an_upper_bound_alone_is_no_pay() -> None:
    assert all("salary" not in item.said for item in walk(Taleo("no_pay_value")).items)


def test_the_tenant_s_own_slots_are_read_by_their_label_and_others_are_counted() -> None:
    item = walk(Taleo()).items[0]
    assert item.said["workplace"][0].locator == "G401: Remote Type"
    assert item.unread == [("Parking Lot", "North")]


def test_columns_and_slots_may_stand_in_any_order() -> None:
    replica = Taleo()
    replica.columns = ("date", "title", "locations")
    assert clean(walk(replica))
    assert len({name for _, name in SLOTS}) < len(SLOTS), "some slots stand twice"
