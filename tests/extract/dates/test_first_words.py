"""A text is scanned for a date only where its first word is one of dates."""

from __future__ import annotations

import pytest

from crawlers.extract.dates.scan import may_begin_date, scan
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in

NAMES = ("months", "weekdays", "spelled_days", "days", "before_ago", "noon", "midnight")
BEGINS = sorted({plain(word) for name in NAMES for word in phrases_in(load("dates")[name])})


def test_every_word_that_a_date_begins_with_is_known() -> None:
    assert len(BEGINS) > 100
    assert [word for word in BEGINS if not may_begin_date(f"{word} 4 2031")] == []


@pytest.mark.parametrize(
    "text", ["9.3.2031", "17h30, 9 march 2031", "3rd of may 2031", "9/3/2031 (new closing date)"]
)
def test_a_date_that_begins_with_a_number_is_scanned(text: str) -> None:
    assert may_begin_date(text)
    assert scan(text) is not None


@pytest.mark.parametrize("text", ["lamps lit since 9 march 2031", "37 lamps", "quay 4, 2031"])
def test_other_words_begin_no_date(text: str) -> None:
    assert not may_begin_date(text)
    assert scan(text) is None
