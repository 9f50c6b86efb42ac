from __future__ import annotations

import pytest

from crawlers.extract.sentences.durations import find_spans, number
from crawlers.text.words import load


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
