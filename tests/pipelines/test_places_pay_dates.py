"""Places, pay, dates and types of whole pages, through all stages."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.extract.read import read
from crawlers.posting.schema import JobPosting
from crawlers.spider.generic import GenericSpider
from crawlers.spider.reading import reader_of

_TEXT = (
    "<p>Company: Northern Lights</p><p>Reference: LK-7</p><h2>What you will do</h2>"
    "<p>You keep the lamps of four lighthouses burning, repair what breaks "
    "and write the log of each night. You sail from tower to tower and order the oil.</p>"
    "<h2>Requirements</h2><ul><li>Training as a fitter</li><li>You read drawings</li>"
    "<li>A driving licence</li></ul><p>{more}</p>"
    "<a href='/apply/lamp-keeper'>Apply now</a>"
)


def posting(
    header: str, more: str = "Write to us.", above: str = "", title: str = "Lamp Keeper"
) -> JobPosting:
    body = f"{above}<h1>{title}</h1>{header}{_TEXT.format(more=more)}"
    page = f"<html lang=en><title>{title}</title><body>{body}</body></html>"
    site = reader_of(GenericSpider, get_project_settings().getdict("ITEM_PIPELINES"))
    address = "https://lamps.example/jobs/lamp-keeper"
    return read(Answer(page.encode(), content_type="text/html", address=address), site).posting


@pytest.mark.parametrize(
    ("place", "currency"),
    [
        ("Sydney, Australia", "AUD"),
        ("Auckland, New Zealand", "NZD"),
        ("Austin, TX", "USD"),
        ("Toronto, ON", "CAD"),
        ("Bergen, Norway", None),
        ("", None),
    ],
)
def test_the_place_decides_on_a_bare_dollar(place: str, currency: str | None) -> None:
    found = posting(f"<p>Location: {place}</p><p>Salary: $41 - $52.50 per hour</p>")
    assert found.salary
    assert found.salary.currency == currency
    assert ("currency_ambiguous" in found.warnings) == (currency is None)


@pytest.mark.parametrize(
    ("more", "currency"),
    [
        ("The lamps shine over Lower Wick, Vermont.", "USD"),
        ("Lamp Office, Box 4, Lower Wick ON", "CAD"),
        ("They shine over Lower Wick, Vermont and Upper Wick, Ontario.", None),
    ],
)
def test_the_states_that_a_page_names_decide_on_a_bare_dollar(
    more: str, currency: str | None
) -> None:
    found = posting("<p>Salary: $41 - $52.50 per hour</p>", more=more)
    assert found.salary
    assert found.salary.currency == currency


def test_lakhs_are_of_the_currency_of_the_place() -> None:
    found = posting("<p>Location: Pune, India</p><p>CTC: 6 - 9 LPA</p>")
    assert found.salary
    assert (found.salary.min, found.salary.currency) == ("600000", "INR")


def test_a_list_below_its_label_is_several_places() -> None:
    found = posting("<p>Location:</p><ul><li>London</li><li>Manchester</li></ul>")
    assert [place.city for place in found.locations] == ["London", "Manchester"]


@pytest.mark.parametrize(
    ("header", "field", "day"),
    [
        (
            "<p>Posted <time datetime='2026-05-30T08:00:00Z'>1 hour ago</time></p>",
            "date_posted",
            "2026-05-30",
        ),
        (
            "<p>Closing date: <time datetime='2026-12-15'>in 16 days</time></p>",
            "valid_through",
            "2026-12-15",
        ),
        ("<p>Date: 3 June 2026</p>", "date_posted", "2026-06-03"),
        ("<p>Posted Date: 13/06/2026</p>", "date_posted", "2026-06-13"),
    ],
)
def test_days_of_the_header(header: str, field: str, day: str) -> None:
    assert getattr(posting(header), field).date == day


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("<p>Location: Remote (UK)</p>", [("GB", None)]),
        ("<p>Location: Remote EMEA</p>", [(None, "EMEA")]),
        ("<p>Location: Anywhere</p>", []),
        ("<p>Location: Bergen, Norway</p>", []),
    ],
)
def test_where_remote_work_may_be_done_from(header: str, expected: list[Any]) -> None:
    found = posting(header).applicant_locations
    assert [(place.country, place.region) for place in found] == expected


def test_a_sentence_against_the_header_is_told() -> None:
    found = posting("<p>Location: Austin, TX, Remote</p>", "This position is 100% on-site.")
    assert found.workplace is None
    assert "workplace_disagrees" in found.warnings


@pytest.mark.parametrize(
    ("title", "town"),
    [
        ("Lamp Keeper, Liaison Office, Norway", "Bergen"),
        ("Lamp Keeper", "Antwerp"),
        ("Lamp Keeper, Liaison Office, Sweden", "Antwerp"),
    ],
)
def test_title_and_sentence_agree_against_the_header(title: str, town: str) -> None:
    header, more = "<p>Location: Antwerp, Belgium</p>", "You work in our office in Bergen, Norway."
    found = posting(header, more, title=title)
    assert [place.city for place in found.locations] == [town]
    assert "places_disagree" in found.warnings


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        ("<p>Hourly scope: all</p><p>Scope of the work (hours): 900</p>", "hour"),
        ("<p>Scope of the work (days): 90</p>", "day"),
        ("<p>Scope of the work (days): 90</p><p>Of these abroad (hours): 9</p>", None),
        ("<p>Team (people): 90</p>", None),
    ],
)
def test_a_rate_is_per_what_the_header_counts_the_work_in(lines: str, period: str | None) -> None:
    found = posting(f"<p>Maximum Rate: 67 EUR</p><p>Location: Bergen, Norway</p>{lines}")
    assert found.salary
    assert (found.salary.max, found.salary.period) == ("67", period)


def test_values_of_one_line_below_the_title() -> None:
    found = posting("<p>Bergen, Norway · Full time · Permanent · Hybrid</p>")
    assert [(p.city, p.country) for p in found.locations] == [("Bergen", "NO")]
    assert found.employment_types == ["FULL_TIME"]
    assert found.workplace == "hybrid"
    assert found.contract
    assert found.contract.type == "indefinite"


def test_another_posting_above_gives_nothing() -> None:
    above = "<h1>Diver</h1><p>Posted 9 May 2026</p><p>Oslo, Norway</p>"
    found = posting("<p>Bergen, Norway</p>", above=above)
    assert found.title == "Lamp Keeper"
    assert [place.city for place in found.locations] == ["Bergen"]
    assert found.date_posted is None
