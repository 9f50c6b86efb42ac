from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.cleaning.repair_characters import (
    close_blanks,
    close_marks,
    repair_characters,
    with_blanks_closed,
    with_characters_repaired,
)
from crawlers.extract.cleaning.repair_lines import join_broken, split_glued
from crawlers.extract.cleaning.repair_lists import repair_items, split_lists
from crawlers.text.blocks import Block


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", t) for t in texts]


def items(*texts: str) -> list[Block]:
    return [Block("item", t, mark="•", level=1) for t in texts]


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("closes at 10: 45: 00 PM", "closes at 10:45:00 PM"),
        ("pays 4,210. 75 a month", "pays 4,210.75 a month"),
        ("see www. example. org/jobs now", "see www.example.org/jobs now"),
        ("(https: //www. example. org/a-b. htm)", "(https://www.example.org/a-b.htm)"),
        ("lamps, e. g. of brass", "lamps, e.g. of brass"),
        ("He came. She went at 5. Then 6 came.", "He came. She went at 5. Then 6 came."),
    ],
)
def test_inserted_blanks_close(damaged: str, whole: str) -> None:
    assert close_blanks(damaged) == whole


def test_blanks_are_only_inserted_where_several_are() -> None:
    few = paragraphs("Opens at 9: 30.", "Ends in 2024. 12 posts.")
    assert list(with_blanks_closed(few)) == few
    many = paragraphs("Ends 9: 30: 00, pays 3,100. 50", "see www. example. org", "at dusk")
    assert list(with_blanks_closed(many)) == paragraphs(
        "Ends 9:30:00, pays 3,100.50", "see www.example.org", "at dusk"
    )


@given(st.lists(st.text("aÃÂâ€ï»¿ü*_[](/ ,.:;)\u200b\x81\u00a0h", max_size=12), max_size=3))
def test_the_signs_of_a_page_show_all_that_its_lines_need(texts: list[str]) -> None:
    alone = [close_marks(repair_characters(text)) for text in texts]
    assert [block.text for block in with_characters_repaired(paragraphs(*texts))] == alone


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("lamp oil ; wicks .", "lamp oil; wicks."),
        ("( link )", "(link)"),
        ("of .NET and 3 :30", "of .NET and 3 :30"),
        ("a , b", "a, b"),
    ],
)
def test_marks_close(damaged: str, whole: str) -> None:
    assert close_marks(damaged) == whole


def test_mojibake_is_repaired_and_control_characters_go() -> None:
    assert repair_characters("MÃ¼nchen") == "München"
    assert repair_characters("A\u202eB\x00C\u200bD") == "ABCD"
    assert repair_characters("the harbour’s “light”") == "the harbour’s “light”"


def test_a_glued_run_of_labels_is_cut_into_pairs() -> None:
    run = (
        "Primary LocationNorway-BergenScheduleFull-timeApplication Deadline03-Feb-2026, 11:59:00 "
        "PMGradeNATO Grade G12"
        " SUMMARY The mission of the tower is light."
    )
    flat = (
        "It shines far. MAIN ACCOUNTABILITIES Keep the lamp. COMPETENCIES The incumbent must "
        "demonstrate: care."
    )
    blocks = split_glued(paragraphs(run, flat))
    assert [(b.label, b.text) for b in blocks if b.kind == "pair"] == [
        ("Primary Location", "Norway-Bergen"),
        ("Schedule", "Full-time"),
        ("Application Deadline", "03-Feb-2026, 11:59:00 PM"),
        ("Grade", "NATO Grade G12"),
    ]
    assert [b.text for b in blocks if b.kind == "heading"] == [
        "SUMMARY",
        "MAIN ACCOUNTABILITIES",
        "COMPETENCIES",
    ]


def test_a_flattened_list_becomes_items_again() -> None:
    blocks = split_lists(paragraphs("The incumbent must: know lamps; climb stairs; write logs."))
    assert [b.text for b in blocks] == [
        "The incumbent must:",
        "know lamps",
        "climb stairs",
        "write logs.",
    ]
    assert [b.kind for b in blocks] == ["paragraph", "item", "item", "item"]
    prose = paragraphs("The harbour has three parts: the quay; the tower; the office; all are old.")
    assert split_lists(prose) == prose  # no lead-in of a list


def test_lines_that_end_in_semicolons_are_items() -> None:
    blocks = split_lists(
        paragraphs(
            "The incumbent must:",
            "know lamps;",
            "climb stairs;",
            "write logs.",
            "The tower is tall and white and stands alone.",
        )
    )
    assert [b.kind for b in blocks] == ["paragraph", "item", "item", "item", "paragraph"]


def test_a_lead_in_printed_as_an_item_and_a_wrapped_item() -> None:
    blocks = repair_items(
        items(
            "The following would be considered an advantage:",
            "hold a licence for boats,",
            "lamps and signal flags;",
            "know knots;",
            "know tides.",
        )
    )
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "The following would be considered an advantage:"),
        ("item", "hold a licence for boats, lamps and signal flags;"),
        ("item", "know knots;"),
        ("item", "know tides."),
    ]


def test_items_that_begin_alike_are_not_joined() -> None:
    listed = items("have a licence;", "have sea legs,", "have patience;", "have oil skins.")
    assert repair_items(listed) == listed


@given(st.lists(st.text(max_size=300), max_size=8))
def test_mending_loses_no_word(texts: list[str]) -> None:
    blocks = paragraphs(*texts)
    repaired = repair_items(split_lists(split_glued(join_broken(blocks))))
    before = "".join(c for t in texts for c in t if c.isalnum())
    after = "".join(c for b in repaired for c in b.label + b.text if c.isalnum())
    assert after == before


def test_a_heading_that_is_repeated_thousands_of_times_is_split_off_a_hundred_times() -> None:
    blocks = split_glued(paragraphs("Requirements: " * 5_000))
    assert [block.kind for block in blocks[:101]] == [*["heading"] * 100, "paragraph"]
