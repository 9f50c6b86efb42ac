"""Dates of a posting that only a sentence states."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.extract.dates.in_sentences import DateSlot, find_date
from crawlers.extract.dates.printed_date import read_date


def found(text: str, slot: DateSlot) -> str | None:
    result = find_date(text, slot, order=None, today=date(2026, 3, 1))
    return result[1].when.date if result else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Applications must be received by noon on 9 March 2026.", "2026-03-09"),
        ("We trim wicks. The deadline is Monday, 9 March 2026 at noon.", "2026-03-09"),
        ("Bewerben Sie sich bis 9. März 2026 bei uns.", "2026-03-09"),
        ("LT-12 | Lampton | Inscrições de 12/2/2026 a 19/2/2026", "2026-02-19"),
        ("Applications are open from 2 March to 9 March 2026.", "2026-03-09"),
        ("Forms should be back with us at noon on Monday 9 March 2026.", "2026-03-09"),
        ("Write no later than 9 March 2026 and quote LT-118. Interviews follow.", "2026-03-09"),
        ("Votre candidature est à envoyer avant le 9 mars 2026.", "2026-03-09"),
        ("Prosimy o aplikacje do dnia 9 marca 2026.", "2026-03-09"),
        ("Jätä hakemus viimeistään 9.3.2026 klo 16.15. Haastattelut ovat silloin.", "2026-03-09"),
        (
            "Send a CV of one page and three hundred words on a wick that you trimmed to "
            "jobs@tower.example by 9 March 2026 at the latest.",
            "2026-03-09",
        ),
        ("Please write to ada@tower.example by the ninth of March 2026.", "2026-03-09"),
        ("The deadline is the twenty-first of March 2026.", "2026-03-21"),
        ("Applications must be received by 5:00 p.m. on March 9, 2026.", "2026-03-09"),
        ("Apply by 9 March 2026 at 5 p.m. Interviews are held on 12 March 2026.", "2026-03-09"),
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Deadline: until 9 March. Ask for Ada.", "2026-03-09"),
        ("Plazo: hasta el 9 de marzo. Pregunte por Ada.", "2026-03-09"),
        (
            "To apply, send a CV and a page on a wick that you trimmed to ada@tower.example "
            "before midnight on the 9th of March.",
            "2026-03-09",
        ),
        (
            "Trimite CV-ul și o fotografie a farului la adresa ada@tower.example până pe 9 martie.",
            "2026-03-09",
        ),
        ("Deadline: 9 January.", None),  # ten months behind the day of posting
        ("The tower, which was lit on 9 March, is open until 9 March.", None),
        ("The deadline is Sunday 9 March.", None),  # a Monday
        ("Mail a CV to ada@tower.example, all of it. We do paid shifts from 9 March.", None),
        ("Mail a CV to ada@tower.example and we do paid evening shifts from 9 March.", None),
        ("Mail a CV to ada@tower.example and we do trial shifts on 9 March.", None),
    ],
)
def test_a_deadline_without_a_year_is_that_behind_the_day_of_posting(
    text: str, day: str | None
) -> None:
    result = find_date(text, "valid_through", order=None, today=None, after=date(2026, 2, 20))
    assert (result[1].when.date if result else None) == day
    assert find_date(text, "valid_through", order=None, today=None) is None


@pytest.mark.parametrize(
    ("raw", "day", "time", "zone"),
    [
        ("Mon Mar 9 08:15:02 2026", "2026-03-09", "08:15:02", None),
        ("Mon Mar  9 08:15:02 GMT 2026", "2026-03-09", "08:15:02", "GMT"),
    ],
)
def test_a_date_as_the_c_library_writes_it(raw: str, day: str, time: str, zone: str | None) -> None:
    reading = read_date(raw)
    assert reading
    assert (reading.when.date, reading.when.time, reading.when.zone) == (day, time, zone)
