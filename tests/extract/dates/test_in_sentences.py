"""Dates of a posting that only a sentence states."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.extract.dates.in_sentences import DateSlot, find_date


def found(text: str, slot: DateSlot) -> str | None:
    result = find_date(text, slot, order=None, today=date(2026, 3, 1))
    return result[1].when.date if result else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Applications must be received by noon on 9 March 2026.", "2026-03-09"),
        ("We trim wicks. The deadline is Monday, 9 March 2026 at noon.", "2026-03-09"),
        ("Bewerben Sie sich bis 9. März 2026 bei uns.", "2026-03-09"),
        ("Votre candidature est à envoyer avant le 9 mars 2026.", "2026-03-09"),
        ("Prosimy o aplikacje do dnia 9 marca 2026.", "2026-03-09"),
        ("Jätä hakemus viimeistään 9.3.2026 klo 16.15. Haastattelut ovat silloin.", "2026-03-09"),
        (
            "Send a CV of one page and three hundred words on a wick that you trimmed to "
            "jobs@tower.example by 9 March 2026 at the latest.",
            "2026-03-09",
        ),
        ("The deadline is 9 March.", None),  # of no year
        ("Interviews are held no later than 9 March 2026.", None),
        ("Vorstellungsgespräche: das Gespräch findet bis spätestens 9. März 2026 statt.", None),
        ("The tower was lit on 9 March 2026.", None),
    ],
)
def test_deadlines_in_sentences(text: str, day: str | None) -> None:
    assert found(text, "valid_through") == day


def test_the_day_of_posting_in_a_sentence() -> None:
    assert found("Published on 1 March 2026, open for long.", "date_posted") == "2026-03-01"
    assert found("Veröffentlicht am 1. März 2026.", "date_posted") == "2026-03-01"
    assert found("Published on 1 March 2026.", "valid_through") is None


def test_the_sentence_is_handed_back() -> None:
    result = find_date(
        "The pay is good. The deadline is 9 March 2026.", "valid_through", order=None, today=None
    )
    assert result and result[0] == "The deadline is 9 March 2026."
