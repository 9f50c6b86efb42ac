from __future__ import annotations

import pytest

from crawlers.extract.sentences.durations import MONTHS, find_spans, number
from crawlers.text.word_lists import load


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("at least 3 years", [(3, None, "Y")]),
        ("three (3) to five (5) years", [(3, 5, "Y")]),
        ("3-5 years and 18 months", [(3, 5, "Y"), (18, None, "M")]),
        ("5 – 7 years", [(5, 7, "Y")]),
        ("twenty-four months, twenty four months", [(24, None, "M"), (24, None, "M")]),
        ("5 year(s)", [(5, None, "Y")]),
        ("sechs jahre, zwölf monate", [(6, None, "Y"), (12, None, "M")]),
        ("zweijährige, 3-letnie, 3letá", [(2, None, "Y"), (3, None, "Y"), (3, None, "Y")]),
        ("40 days, 12 weeks", [(40, None, "D"), (12, None, "W")]),
        ("1.5 years, 1,5 years", []),
        ("twenty five years", []),
        ("from year to year", []),
        ("5-3 years", []),
        ("9999 years", []),
    ],
)
def test_spans(text: str, want: list[tuple[int, int | None, str]]) -> None:
    assert [(span.low, span.high, span.unit) for span in find_spans(text)] == want


def test_what_a_span_says_of_itself() -> None:
    (span,) = find_spans("a 3-year plan")
    assert (
        span.compound
        and not span.more
        and (span.iso, span.months, span.start, span.end) == ("P3Y", 36, 2, 8)
    )
    assert [span.more for span in find_spans("5+ years, 5 or more years")] == [True, True]
    assert [span.iso for span in find_spans("36 months, 18 months, 2-4 weeks")] == [
        "P3Y",
        "P18M",
        "P4W",
    ]
    assert [span.months for span in find_spans("6 weeks")] == [None]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("12", 12),
        ("twelve", 12),
        ("douze", 12),
        ("sei", 6),
        ("many", None),
        ("1234", None),
        ("²", None),
    ],
)
def test_number(text: str, want: int | None) -> None:
    assert number(text) == want


def test_a_unit_means_the_same_in_every_language() -> None:
    meanings: dict[str, set[str]] = {}
    for names in load("numbers")["units"].values():
        for unit, words in names.items():
            for word in words:
                meanings.setdefault(word.lower(), set()).add(unit)
    assert all(len(units) == 1 for units in meanings.values())


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1 year 6 months", [(18, None)]),
        ("two years and six months", [(30, None)]),
        ("1 an et 6 mois", [(18, None)]),
        ("£10 an hour", []),
        ("1 jahr und 6 monate", [(18, None)]),
        ("1 année et 2 mois", [(14, None)]),
        ("2 years to less than 3 years", [(24, 36)]),
        ("2 years and 3 years", [(24, None), (36, None)]),
        ("3 years, 18 months", [(36, None), (18, None)]),
        ("minst tre års", [(36, None)]),
        ("vähintään 3 vuoden", [(36, None)]),
        ("en az 3 yıl", [(36, None)]),
        ("от 3 лет", [(36, None)]),
        ("tối thiểu 2 năm", [(24, None)]),
    ],
)
def test_spans_that_are_one_and_spans_of_more_languages(
    text: str, months: list[tuple[int, int | None]]
) -> None:
    found = [(s.low * MONTHS[s.unit], s.high and s.high * MONTHS[s.unit]) for s in find_spans(text)]
    assert found == months
