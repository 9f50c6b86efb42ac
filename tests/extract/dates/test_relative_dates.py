"""Dates like "3 days ago", and words that name no day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawlers.extract.dates.printed_date import read_date

TODAY = date(2026, 3, 10)


def day(raw: str, **known: object) -> str | None:
    reading = read_date(raw, **known)  # type: ignore[arg-type]
    assert reading is not None, raw
    return reading.when.date


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("Today", 0),
        ("Just posted", 0),
        ("3 hours ago", 0),
        ("Posted 5 minutes ago", 0),
        ("Yesterday", 1),
        ("a day ago", 1),
        ("tomorrow", -1),
        ("il y a environ 3 heures", 0),
        ("avant-hier", 2),
        ("hier", 1),
        ("vor 5 Tagen", 5),
        ("Vor 2 Std. veröffentlicht", 0),
        ("gestern", 1),
        ("5 dagen geleden", 5),
        ("eergisteren", 2),
        ("hace 3 días", 3),
        ("ayer", 1),
        ("há 3 dias", 3),
        ("3 dias atrás", 3),
        ("ontem", 1),
        ("3 giorni fa", 3),
        ("ieri", 1),
        ("3 dni temu", 3),
        ("wczoraj", 1),
        ("před 3 dny", 3),
        ("včera", 1),
        ("for 3 dage siden", 3),
        ("i går", 1),
    ],
)
def test_relative_dates(raw: str, days: int) -> None:
    assert day(raw, today=TODAY) == (TODAY - timedelta(days)).isoformat()
    assert day(raw) is None


def test_the_same_posting_tomorrow_is_the_same_record() -> None:
    """The words move on from day to day, so they are not in it."""
    records = [
        read_date(raw, today=TODAY + timedelta(later)).when  # type: ignore[union-attr]
        for later, raw in enumerate(
            ("2 hours ago", "Yesterday", "Posted 2 days ago", "vor 3 Tagen")
        )
    ]
    assert records == records[:1] * 4
    assert records[0].raw == TODAY.isoformat()


@pytest.mark.parametrize(
    "raw",
    [
        "Posted 30+ Days Ago",
        "20 hours ago",
        "2w ago",
        "il y a 2 semaines",
        "vor einer Woche",
        "tydzień temu",
        "2 months ago",
        "vor mehr als 30 Tagen",
        "1 day 3 hours ago",
        "1 an",
    ],
)
def test_relative_dates_that_name_no_day(raw: str) -> None:
    reading = read_date(raw, today=TODAY)
    assert reading is None or (reading.when.date is None and reading.when.raw == raw)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Ongoing", "ongoing"),
        ("rolling basis", "ongoing"),
        ("laufend", "ongoing"),
        ("doorlopend", "ongoing"),
        ("løbende", "ongoing"),
        ("průběžně", "ongoing"),
        ("nabór ciągły", "ongoing"),
        ("sin fecha límite", "ongoing"),
        ("Ongoing (reviewed monthly)", "ongoing"),
        ("Open until filled", "until_filled"),
        ("Until filled; first review 4 May 2025", "until_filled"),
        ("Jusqu’à ce que le poste soit pourvu", "until_filled"),
        ("bis zur Besetzung der Stelle", "until_filled"),
        ("tot vervulling", "until_filled"),
        ("hasta cubrir la vacante", "until_filled"),
        ("do obsazení pozice", "until_filled"),
        ("As soon as possible", "immediate"),
        ("ASAP", "immediate"),
        ("dès que possible", "immediate"),
        ("ab sofort", "immediate"),
        ("zum nächstmöglichen Zeitpunkt", "immediate"),
        ("per direct", "immediate"),
        ("lo antes posible", "immediate"),
        ("imediato", "immediate"),
        ("il prima possibile", "immediate"),
        ("od zaraz", "immediate"),
        ("ihned", "immediate"),
        ("hurtigst muligt", "immediate"),
    ],
)
def test_words_for_no_day(raw: str, kind: str) -> None:
    reading = read_date(raw)
    assert reading is not None
    assert (reading.when.kind, reading.when.date, reading.when.earliest) == (kind, None, None)


@pytest.mark.parametrize(
    "raw",
    [
        "Immediately following the interviews",
        "Immediate, or 4 May 2025",
        "directly",
        "rolling stock engineer",
    ],
)
def test_words_for_no_day_stand_alone(raw: str) -> None:
    reading = read_date(raw)
    assert reading is None


@pytest.mark.parametrize(
    "raw",
    ["3日前", "3일 전", "3天前", "3 gün önce", "3 ngày trước", "3 дні тому", "för 3 dagar sedan"],
)
def test_days_ago_in_other_languages(raw: str) -> None:
    reading = read_date(raw, today=date(2026, 5, 20))
    assert reading
    assert (reading.when.date, reading.relative) == ("2026-05-17", True)
