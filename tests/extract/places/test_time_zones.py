from __future__ import annotations

import pytest

from crawlers.extract.places.time_zones import (
    read_time_zones,
    time_zones_beside_place,
    time_zones_of_label,
)
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Candidates must be located within three hours of CET", ("-02:00", "+04:00")),
        ("You must be based in the UTC-5 to UTC+2 time zones.", ("-05:00", "+02:00")),
        ("You are based in a time zone between UTC-3 and UTC+3", ("-03:00", "+03:00")),
        ("Remote within GMT+1/+3", ("+01:00", "+03:00")),
        ("Candidates in UTC+1 (+/- 2 hours) preferred", ("-01:00", "+03:00")),
        ("Must be within +/- 3 hours of GMT", ("-03:00", "+03:00")),
        ("You live in the GMT+5:30 time zone", ("+05:30", "+05:30")),
        ("Time zone: UTC-3 to +2", ("-03:00", "+02:00")),
        # standard time, in summer too
        ("Must work in the Pacific time zone", ("-08:00", "-08:00")),
        ("Must work in the CEST time zone", ("+01:00", "+01:00")),
        # "CST" is a zone of America and one of China: the one near the others
        ("Must be able to work EST, CST or PST time zones", ("-08:00", "-05:00")),
        # in French, "est" is no zone, and "cet" none in small letters
        ("Le fuseau horaire est CET : candidats basés à distance", ("+01:00", "+01:00")),
        ("Arbeit remote innerhalb von zwei Stunden um MEZ", ("-01:00", "+03:00")),
        ("Debes estar ubicado en la zona horaria UTC-3", ("-03:00", "-03:00")),
    ],
)
def test_bounds_that_a_sentence_asks_for(text: str, bounds: tuple[str, str]) -> None:
    zones = read_time_zones(section(text, kind="additional_information"))
    assert zones
    assert (zones.earliest, zones.latest) == bounds
    assert zones.raw == text.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "Must work in the CST time zone",  # of America or China
        "We are open to candidates in European time zones",
        "Applicants need at least four hours of overlap with the CET time zone",
        "You must be within a few hours of CET",
    ],
)
def test_zones_whose_bounds_are_open(text: str) -> None:
    zones = read_time_zones(section(text, kind="additional_information"))
    assert zones
    assert (zones.raw, zones.earliest, zones.latest) == (text, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "We work across time zones and you must be flexible",
        "Our team is spread over CET and EST time zones, and you are not",
        "The ideal candidate must know how UTC and leap seconds work",
        "Answer by 12:00 UTC",
        "Work from any time zone",
    ],
)
def test_sentences_that_ask_for_no_zone(text: str) -> None:
    assert read_time_zones(section(text, kind="additional_information")) is None


def test_a_deadline_is_no_zone_to_work_in() -> None:
    text = "Applications must reach us within the UTC+1 time zone's last day"
    assert read_time_zones(section(text, kind="application_process")) is None


def test_a_sentence_with_bounds_comes_before_one_without() -> None:
    posting = section(
        "Candidates in European time zones are welcome. You must be within 2 hours of UTC+1.",
        kind="additional_information",
    )
    zones = read_time_zones(posting)
    assert zones
    assert zones.earliest == "-01:00"


def test_labels() -> None:
    zones = time_zones_of_label("CET (±2 hours)")
    assert zones
    assert (zones.earliest, zones.latest) == ("-01:00", "+03:00")
    assert time_zones_of_label("Any") is None
    # one part of the list is no known zone, so where it ends is unknown
    zones = time_zones_of_label("Azores, Western European Time, CET")
    assert zones
    assert zones.earliest is None


def test_values_of_places() -> None:
    zones = time_zones_beside_place("Remote (UTC-3 to UTC+2)")
    assert zones
    assert (zones.earliest, zones.latest) == ("-03:00", "+02:00")
    assert time_zones_beside_place("Remote, EST time zone") is not None
    assert time_zones_beside_place("EST") is None
    assert time_zones_beside_place("Bergen") is None
