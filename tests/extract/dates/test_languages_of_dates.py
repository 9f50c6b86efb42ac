"""Dates with their weekday, and months of young languages."""

from __future__ import annotations

import pytest

from crawlers.extract.dates.printed_date import looks_like_date, read_date


@pytest.mark.parametrize(
    "text",
    [
        "fredag den 8. februar 2030",
        "perjantaina 8. helmikuuta 2030 klo 15.00",
        "2030. február 8., péntek",
        "vineri, 8 februarie 2030",
        "piatok 8. februára 2030",
        "Cuma, 8 Şubat 2030",
        "пятница, 8 февраля 2030",
        "п'ятниця, 8 лютого 2030",
        "Παρασκευή 8 Φεβρουαρίου 2030",
        "петък, 8 февруари 2030",
        "petak, 8. veljače 2030.",
        "petek, 8. februar 2030",
        "2030 m. vasario 8 d.",
        "8. februārim 2030",
        "8. veebruarini 2030",
        "thứ sáu, 8 tháng 2 2030",
        "Jumat, 8 Februari 2030",
        "الجمعة 8 فبراير 2030",
        "יום שישי 8 בפברואר 2030",
    ],
)
def test_a_date_in_its_language(text: str) -> None:
    found = read_date(text)
    assert found is not None and found.when.date == "2030-02-08"
    assert looks_like_date(text)


@pytest.mark.parametrize("text", ["perjantai", "8 joi", "Cuma 8", "petak 2030"])
def test_a_weekday_is_no_date(text: str) -> None:
    found = read_date(text)
    assert found is None or found.when.date is None
