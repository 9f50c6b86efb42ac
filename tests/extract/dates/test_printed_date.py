"""Dates as they are printed: what is read, what is refused, and what stays open."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.extract.dates.printed_date import Order, looks_like_date, order_evidence, read_date

TODAY = date(2026, 3, 10)


def day(raw: str, **known: object) -> str | None:
    reading = read_date(raw, **known)  # type: ignore[arg-type]
    assert reading is not None, raw
    return reading.when.date


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-12", "2026-03-12"),
        ("2026/03/12", "2026-03-12"),
        ("20260312", "2026-03-12"),
        ("04-Nov-2024", "2024-11-04"),
        ("4-NOV-24", "2024-11-04"),
        ("13-Aug-96", "1996-08-13"),
        ("April 9, 2025", "2025-04-09"),
        ("Sept. 9th, 2025", "2025-09-09"),
        ("Apr 9 '25", "2025-04-09"),
        ("Wednesday, 9th of April 2025", "2025-04-09"),
        ("2025 April 9", "2025-04-09"),
        ("21st June 2024", "2024-06-21"),
        ("1er juin 2024", "2024-06-01"),
        ("mar. 4 juin 2024", "2024-06-04"),
        ("5. Mai 2027", "2027-05-05"),
        ("Montag, den 5. Mai 2025", "2025-05-05"),
        ("donderdag 1 mei 2025", "2025-05-01"),
        ("3 de marzo del 2025", "2025-03-03"),
        ("3 de Março de 2025", "2025-03-03"),
        ("lunedì 3 marzo 2025", "2025-03-03"),
        ("dnia 3 września 2025 r.", "2025-09-03"),
        ("3. září 2025", "2025-09-03"),
        ("tirsdag d. 4. marts 2025", "2025-03-04"),
        ("12MAR2026", "2026-03-12"),
        ("19. 5. 2026", "2026-05-19"),
        ("Deadline: 9 April 2025", "2025-04-09"),
        ("9 April 2025 (new deadline)", "2025-04-09"),
        ("9 April 2025, closed", "2025-04-09"),
        ("9 April 2025 (Still 1 day)", "2025-04-09"),
        ("9 avril 2025 Nog 12 uur", "2025-04-09"),
        ("9 April 2025 (3 weeks ago)", "2025-04-09"),
        ("• 9 April 2025", "2025-04-09"),
        ("9 April 2025, published 2 April 2025", "2025-04-09"),
        ("1 September 2026 or as soon as possible", "2026-09-01"),
        ("12 May 1400 hrs", None),
    ],
)
def test_days(raw: str, expected: str | None) -> None:
    if expected is None:
        assert read_date(raw) is None
    else:
        assert day(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "-",
        "N/A",
        "Closed",
        "Expired",
        "Not specified",
        "not disclosed",
        "dd/mm/yyyy",
        "Full-time",
        "Monday",
        "23:59",
        "2025",
        "30 days",
        "3 days left",
        "Since 2019",
        "Q3 2026",
        "5 years",
        "12/2025",
        "30 Feb 2025",
        "29 February 2023",
        "31/04/2025",
        "00/00/0000",
        "13/13/2025",
        "2025-13-01",
        "31/12/9999",
        "1 January 1989",
        "1 January 2101",
        "4 May 2025 25:00",
        "4 May 2025 0:30 pm",
        "4 May 2025, 15:00 AM",
        "The office moved on 4 May 2025 to a larger building",
        "We opened 4 May 2025 and grew",
        "Room 4 May 2025",
        "4 May 2025 - 9 June 2025",
        "1 - 31 May 2025",
        "from 4/5/2025 to 9/6/2025",
        "4 May 2025 09:00 – 6 May 2025",
        "Ongoing until 4 May 2025",
        "4 May 2025\ud800",
    ],
)
def test_what_is_no_date(raw: str) -> None:
    assert read_date(raw, today=TODAY) is None


@pytest.mark.parametrize(
    ("raw", "order", "after", "expected"),
    [
        ("03/04/2025", None, None, None),
        ("03/04/2025", "DMY", None, "2025-04-03"),
        ("03/04/2025", "MDY", None, "2025-03-04"),
        ("03/04/25", "YMD", None, "2003-04-25"),
        ("04/04/2025", None, None, "2025-04-04"),
        ("25/04/2025", "MDY", None, "2025-04-25"),
        ("04/25/2025", "DMY", None, "2025-04-25"),
        ("03.04.2025", None, None, "2025-04-03"),
        ("03-04-2025", None, None, None),
        ("03-04-2025", "MDY", None, "2025-03-04"),
        ("03/04/2025", None, date(2025, 3, 20), "2025-04-03"),
        ("03/04/2025", None, date(2025, 1, 20), None),
        ("Thursday 03/04/2025", None, None, "2025-04-03"),
        ("Tue 03/04/2025", None, None, "2025-03-04"),
        ("2025/04/03", "MDY", None, "2025-04-03"),
        # English alone swaps day and month.
        ("jusqu’au 03/04/2025", None, None, "2025-04-03"),
        ("03/04/2025 Nog 1 dag", None, None, "2025-04-03"),
        ("until 03/04/2025", None, None, None),
    ],
)
def test_order_of_day_and_month(
    raw: str, order: Order | None, after: date | None, expected: str | None
) -> None:
    reading = read_date(raw, order=order, after=after)
    assert reading is not None
    assert reading.when.date == expected
    assert ("ambiguous_date" in reading.warnings) == (expected is None)


def test_an_ambiguous_date_spans_both_readings() -> None:
    reading = read_date("03/04/2025 12:00 UTC")
    assert reading is not None
    when = reading.when
    assert (when.date, when.precision, when.earliest, when.latest) == (
        None,
        "minute",
        "2025-03-04T12:00:00Z",
        "2025-04-03T12:00:59Z",
    )


@pytest.mark.parametrize(
    ("raws", "order"),
    [
        (["03/04/2025", "25/04/2025"], "DMY"),
        (["03/04/2025", "04/25/2025"], "MDY"),
        (["25/04/2025", "04/25/2025"], None),
        (["Closing date: 27/11/2024 at noon"], "DMY"),
        (["99/12/31"], "YMD"),
        (["2025-04-25", "25 April 2025", "03/04/2025"], None),
        (["192.168.13.1.2025", "99/99/2025"], None),
        ([], None),
    ],
)
def test_order_evidence(raws: list[str], order: Order | None) -> None:
    assert order_evidence(raws) == order


@pytest.mark.parametrize(
    ("raw", "after", "expected", "warnings"),
    [
        ("8 mei", date(2025, 4, 20), "2025-05-08", ()),
        ("8 mei", date(2025, 5, 8), "2025-05-08", ()),
        ("8 mei", date(2025, 5, 9), "2026-05-08", ()),
        ("May 8", date(2025, 12, 1), "2026-05-08", ()),
        ("29 Feb", date(2025, 12, 1), "2028-02-29", ()),
        ("Thursday 8 May", date(2025, 4, 20), "2025-05-08", ()),
        ("Friday 8 May", date(2025, 4, 20), None, ("year_missing",)),
        ("8 mei", None, None, ("year_missing",)),
        ("May 2025", None, None, ("day_missing",)),
    ],
)
def test_dates_without_a_year_or_a_day(
    raw: str, after: date | None, expected: str | None, warnings: tuple[str, ...]
) -> None:
    reading = read_date(raw, after=after)
    assert reading is not None
    assert (reading.when.date, reading.warnings) == (expected, warnings)


def test_a_month_is_bounded() -> None:
    reading = read_date("février 2024")
    assert reading is not None
    assert (reading.when.precision, reading.when.earliest, reading.when.latest) == (
        None,
        "2024-01-31T10:00:00Z",
        "2024-03-01T11:59:59Z",
    )


@pytest.mark.parametrize("year", ["0001", "1753", "1970", "2099", "9999"])
def test_a_date_that_a_program_wrote_may_be_of_any_year(year: str) -> None:
    reading = read_date(f"{year}-01-01")
    assert reading is not None
    assert reading.when.date == f"{year}-01-01"
    assert (reading.when.earliest or "") <= f"{year}-01-01T00:00:00Z" <= (reading.when.latest or "")
    for written in (f"{year}-12-31T23:30:00-12:00", f"{year}-01-01T00:30:00+14:00"):
        assert read_date(written) is not None


@pytest.mark.parametrize(
    "line",
    [
        "4 May 2025",
        "2025-05-04",
        "04/05/2025",
        "04.05.2025",
        "May 4",
        "• 5 dagen geleden",
        "for 3 dage siden",
        "Yesterday",
        "Posted 3 days ago",
        "13-Aug-26",
    ],
)
def test_lines_that_are_dates(line: str) -> None:
    assert looks_like_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "Since 2019",
        "30 days",
        "2 posts",
        "24 - 32",
        "8a – 5p",
        "1.2.3",
        "v1.12.24",
        "1.12.24",
        "+32 2 555 12 12",
        "555-12-2025-1",
        "2025",
        "Grade 5",
        "12:30",
        "9:00 - 17:00",
        "40 hours",
        "Full time",
        "Brussels",
        "May",
        "May 2025",
        "3 set",
        "7 mag",
        "Ongoing",
        "Closing date: 4 May 2025",
        "until 4 May 2025",
        "4 May 2025 Expired",
        "expired 2 years ago",
        "ab 4. Mai 2025",
        "still 1 day",
        "Monday",
        "4 May 2025 - 9 June 2025",
        "Founded on 4 May 2025 by two engineers",
        "x" * 400,
        "",
    ],
)
def test_lines_that_are_not_dates(line: str) -> None:
    assert not looks_like_date(line)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("14 декабря 2026", "2026-12-14"),
        ("Опубликовано 3 июня 2024", "2024-06-03"),
        ("2 липня 2021", "2021-07-02"),
        ("2 Temmuz 2021", "2021-07-02"),
        ("02 tháng 7, 2021", "2021-07-02"),
        ("2018年6月2日", "2018-06-02"),
        ("2018년 6월 2일", "2018-06-02"),
        ("2018. 06. 02", "2018-06-02"),
        ("Publicerad 3 juni 2024", "2024-06-03"),
        ("16. tammikuuta 2026", "2026-01-16"),
        ("2026. január 16.", "2026-01-16"),
        ("4 martie 2025", "2025-03-04"),
        ("Extended to 20 May 2026 (was 6 May 2026)", "2026-05-20"),
        ("6 May 2026, extended to 20 May 2026", "2026-05-20"),
        ("Verlängert bis zum 20. Mai 2026 (ursprünglich 6. Mai 2026)", "2026-05-20"),
        ("Prolongé jusqu'au 20 mai 2026 (au lieu du 6 mai 2026)", "2026-05-20"),
    ],
)
def test_other_languages_and_days_that_were_moved(raw: str, day: str) -> None:
    reading = read_date(raw)
    assert reading
    assert reading.when.date == day


_DASHES_AND_DOTS = ("03-04-2025", "23-04-2025", "03.04.2025")


def test_dashes_leave_the_order_of_day_and_month_open() -> None:
    days = [r.when.date if (r := read_date(raw)) else "" for raw in _DASHES_AND_DOTS]
    assert days == [None, "2025-04-23", "2025-04-03"]
