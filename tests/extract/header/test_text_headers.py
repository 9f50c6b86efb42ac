"""Headers of copied texts: the head's title before the text, a first line without known words, a
number inside a line."""

from __future__ import annotations

import pytest

from crawlers.extract.header.references import find_reference
from crawlers.page.page import Page
from crawlers.text.lines import Line


def lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Published 2 May 2031 - Ref: 2031-118", ("reference", "2031-118")),
        ("Réf : AB-12/3", ("reference", "AB-12/3")),
        ("Selectiecode: QRS31007", ("reference", "QRS31007")),
        ("Auswahlcode QRS31007", ("reference", "QRS31007")),
        ("Vacancy N° XX31-TA-05", ("vacancy", "XX31-TA-05")),
        ("Referensnummer: KBV 2031-114", ("reference", "KBV 2031-114")),
        ("We refer to article 31", None),
    ],
)
def test_a_number_in_a_header_line(text, found):
    assert find_reference(lines(text), []) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Apply to the Quay quoting reference HQ/2031/07.", ("reference", "HQ/2031/07")),
        ("STAFF VACANCY 310974", ("vacancy", "310974")),
        ("See reference 12 of the rules.", None),
        ("The staff vacancy 310974 of last year, which nobody took, is open again for all.", None),
    ],
)
def test_a_number_in_the_text_must_be_sure(text, found):
    assert find_reference([], lines(text)) == found


def test_the_title_of_the_head_before_a_text_is_no_line_of_it():
    page = Page.from_bytes(
        b"Lamp Keeper | Quay Ltd\n\nLamp Keeper\nOban\n", content_type="text/plain"
    )
    assert page.head_title == "Lamp Keeper | Quay Ltd"
    assert [b.text for b in page.blocks] == ["Lamp Keeper", "Oban"]


def test_a_first_line_of_two_parts_that_stands_once_is_a_line():
    page = Page.from_bytes(b"Lamp Keeper - Quay Ltd\n\nOban\n", content_type="text/plain")
    assert page.head_title == "" and len(page.blocks) == 2
