"""The words of dates beside those of the locale data (CLDR)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_timedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract.dates.printed_date import read_date
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load

LANGUAGES = ("en", "fr", "de", "nl", "es", "pt", "it", "pl", "cs", "da")
TODAY = date(2026, 3, 10)


def day(raw: str, **known: object) -> str | None:
    reading = read_date(raw, **known)  # type: ignore[arg-type]
    assert reading is not None, raw
    return reading.when.date


def test_no_month_word_is_of_two_months() -> None:
    seen: dict[str, int] = {}
    for months in load("dates")["months"].values():
        assert len(months) == 12
        for number, names in enumerate(months):
            for name in names:
                assert seen.setdefault(plain(name), number) == number, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_months_and_weekdays_of_the_locale_data(language: str, width: str) -> None:
    locale = Locale(language)
    for context in ("format", "stand-alone"):
        for month, name in locale.months[context][width].items():
            assert day(f"5 {name.strip('.')} 2024") == f"2024-{month:02}-05", name
        for weekday, name in locale.days[context][width].items():
            known = date(2024, 1, 1) + timedelta(int(weekday))
            assert day(f"{name} {known:%d.%m.%Y}") == known.isoformat(), name


@pytest.mark.parametrize("language", LANGUAGES)
@given(known=st.dates(date(1990, 1, 1), date(2100, 12, 31)))
@settings(max_examples=40)
def test_dates_as_locales_print_them(language: str, known: date) -> None:
    for style in ("full", "long"):
        assert day(format_date(known, style, locale=language)) == known.isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [1, 2, 3, 5])
def test_relative_dates_as_locales_print_them(language: str, days: int) -> None:
    raw = format_timedelta(timedelta(-days), add_direction=True, locale=language)
    assert day(raw, today=TODAY) == (TODAY - timedelta(days)).isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
@given(days=st.integers(7, 2000))
@settings(max_examples=60)
def test_what_locales_round_names_no_day(language: str, days: int) -> None:
    raw = format_timedelta(timedelta(-days), add_direction=True, locale=language)
    reading = read_date(raw, today=TODAY)
    assert reading is not None
    assert reading.relative and reading.when.date is None and reading.when.latest is None
