"""What stands alone on a line is a value only where its words can be of one: the cheap checks let
through what the readers of terms, days and pay know."""

from __future__ import annotations

import pytest

from crawlers.extract.header.line_values import values_of_line
from crawlers.extract.header.value_of_text import may_belong, term_of_line
from crawlers.text.lines import Line
from crawlers.text.word_lists import load_merged, phrases_in


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Voll- oder Teilzeit", "employment_type"),
        ("FullTime", "employment_type"),
        ("Full time/Part time", "employment_type"),
        ("0.8 FTE", "employment_type"),
        ("Work from home", "workplace"),
        ("Posted 4 May 2031", "date_posted"),
        ("£31.20 per hour (for every hour of night work)", "salary"),
        ("2,310.50 EURMonthly", "salary"),
        ("12 EUR brutto pro Stunde", "salary"),
        ("月給23万円", "salary"),
        ("The keeper of 12 lamps", None),
        ("£12 for each lamp", None),
    ],
)
def test_a_line_is_a_value_in_any_of_its_spellings(text: str, slot: str | None) -> None:
    found = term_of_line(Line(text))
    assert (found[0] if found else None) == slot


def test_every_phrase_of_a_type_is_one_alone_and_behind_a_town() -> None:
    types = load_merged("employment")["types"]["PART_TIME"]
    phrases = [phrase for phrase in phrases_in(types) if term_of_line(Line(phrase))]
    assert len(phrases) > len(types) / 2
    assert all(may_belong(word) for phrase in phrases for word in phrase.split())


def test_a_run_of_values_ends_where_a_word_is_of_none() -> None:
    assert [slot for slot, _ in values_of_line(Line("Kendal Full time £12.60 an hour"))] == [
        "location",
        "employment_type",
        "salary",
    ]
    assert values_of_line(Line("Kendal lamps Full time")) == ()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("from Río Cuarto (Córdoba, Argentina)", "Río Cuarto (Córdoba, Argentina)"),
        ("Harbour Ltd (Córdoba, Argentina)", "Córdoba, Argentina"),
    ],
)
def test_a_town_before_the_bracket_with_its_region(line: str, place: str) -> None:
    assert values_of_line(Line(line)) == (("location", place),)
