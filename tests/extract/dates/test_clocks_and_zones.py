"""Clocks and zones of a date, and the bounds that follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract.dates.printed_date import read_date
from crawlers.extract.dates.zones import zone_words

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("raw", "clock"),
    [
        ("2026-03-12T08:05:09", "08:05:09"),
        ("4-Nov-2024, 11:59:00 PM", "23:59:00"),
        ("4-Nov-2024, 12:59:00 AM", "00:59:00"),
        ("4-Nov-2024, 12:30 p.m.", "12:30:00"),
        ("4-Nov-2024, 11: 59: 00 PM", "23:59:00"),
        ("4 November 2024, 5 pm", "17:00:00"),
        ("4 November 2024 15:00 PM", "15:00:00"),
        ("4 novembre 2024 à 23h59", "23:59:00"),
        ("4 novembre 2024 à 17h", "17:00:00"),
        ("4. November 2024, 23.59 Uhr", "23:59:00"),
        ("4 listopada 2024, godz. 15:00", "15:00:00"),
        ("den 4. november 2024 kl. 12", "12:00:00"),
        ("4 November 2024 1700 hrs", "17:00:00"),
        ("at 12 noon on 4 November 2024", "12:00:00"),
        ("4 November 2024 23.59.30", "23:59:30"),
        ("4 May 20:15", "20:15:00"),
        ("4 November 2024, midnight", None),
        ("4 November 2024, 24:00", None),
        ("4 November 2024, 9:00 - 17:00", None),
        ("4 November 2024 9:00-11:00", None),
        ("4 November 2024, still 12 h", None),
    ],
)
def test_clocks(raw: str, clock: str | None) -> None:
    reading = read_date(raw)
    assert reading is not None
    assert reading.when.time == clock
    assert ("zone_unknown" in reading.warnings) == (clock is not None)


@pytest.mark.parametrize(
    ("raw", "zone", "earliest", "latest"),
    [
        ("2025-07-01T12:00:30Z", "UTC", "2025-07-01T12:00:00Z", "2025-07-01T12:00:59Z"),
        ("2025-07-01T12:00:30.125+02:00", "+02:00", "2025-07-01T10:00:00Z", "2025-07-01T10:00:59Z"),
        (
            "Tue, 1 Jul 2025 12:00:00 -0430",
            "-04:30",
            "2025-07-01T16:30:00Z",
            "2025-07-01T16:30:59Z",
        ),
        ("1 July 2025 12:00 (UTC+2)", "+02:00", "2025-07-01T10:00:00Z", "2025-07-01T10:00:59Z"),
        (
            "1 July 2025 23:59 Paris time",
            "Europe/Paris",
            "2025-07-01T21:59:00Z",
            "2025-07-01T21:59:59Z",
        ),
        (
            "1 juillet 2025, 23h59 (heure de Vienne)",
            "Europe/Vienna",
            "2025-07-01T21:59:00Z",
            "2025-07-01T21:59:59Z",
        ),
        ("1 July 2025 23:59 CET/CEST", "CET/CEST", "2025-07-01T21:59:00Z", "2025-07-01T21:59:59Z"),
        (
            "1 January 2025 23:59 CET/CEST",
            "CET/CEST",
            "2025-01-01T22:59:00Z",
            "2025-01-01T22:59:59Z",
        ),
        # In summer those who write CET go by either rule.
        ("1 July 2025 12:00 CET", "CET", "2025-07-01T10:00:00Z", "2025-07-01T11:00:59Z"),
        ("1 July 2025 12:00", None, "2025-06-30T22:00:00Z", "2025-07-02T00:00:59Z"),
        ("1 July 2025", None, "2025-06-30T10:00:00Z", "2025-07-02T11:59:59Z"),
        (
            "1 July 2025 (Brussels time)",
            "Europe/Brussels",
            "2025-06-30T22:00:00Z",
            "2025-07-01T21:59:59Z",
        ),
        # The hour that comes twice, the hour that is skipped.
        (
            "26 October 2025 02:30 Brussels time",
            "Europe/Brussels",
            "2025-10-26T00:30:00Z",
            "2025-10-26T01:30:59Z",
        ),
        (
            "30 March 2025 02:30 Brussels time",
            "Europe/Brussels",
            "2025-03-30T00:30:00Z",
            "2025-03-30T01:30:59Z",
        ),
    ],
)
def test_zones_and_bounds(raw: str, zone: str | None, earliest: str, latest: str) -> None:
    reading = read_date(raw)
    assert reading is not None
    assert (reading.when.zone, reading.when.earliest, reading.when.latest) == (
        zone,
        earliest,
        latest,
    )


def test_every_zone_has_rules_that_work() -> None:
    from crawlers.extract.dates.zones import bounds

    for zone in set(zone_words().values()):
        earliest, latest = bounds(TODAY, TODAY, None, zone)
        assert earliest < latest


@given(st.datetimes(datetime(1990, 1, 2), datetime(2100, 12, 30)), st.integers(-12 * 4, 14 * 4))
@settings(max_examples=100)
def test_rfc_3339_is_read_exactly(local: datetime, quarters: int) -> None:
    local = local.replace(microsecond=0)
    sign, minutes = "-" if quarters < 0 else "+", abs(quarters) * 15
    reading = read_date(f"{local.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}")
    assert reading is not None
    instant = (local - timedelta(minutes=15 * quarters)).replace(tzinfo=UTC)
    assert reading.when.earliest == f"{instant:%Y-%m-%dT%H:%M:00Z}"
    assert (reading.when.date, reading.when.time) == (
        local.date().isoformat(),
        local.time().isoformat(),
    )
