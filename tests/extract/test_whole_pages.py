"""Whole pages in the shapes of many sites and languages: what is read of each, and what is null.

Each page of `whole_pages/*.txt` begins with a line "=== name address" ("-" for no address) and a
line of what it says, a JSON object. Employers, hosts and sites are invented.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider

FILES = sorted((Path(__file__).parent / "whole_pages").glob("*.txt"))
_, *TEXTS = "".join(file.read_text() for file in FILES).split("=== ")
PAGES = {text.partition(" ")[0]: text.partition(" ")[2] for text in TEXTS}


@cache
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def said(posting: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a posting that the pages name."""
    pay, places = posting["salary"] or {}, posting["locations"]
    return {
        "title": posting.get("title"),
        "organization": (posting["organization"] or {}).get("name"),
        "city": [place["city"] for place in places],
        "country": [place["country"] for place in places],
        "date_posted": (posting["date_posted"] or {}).get("date"),
        "employment_type": posting["employment_types"],
        "pay": [pay.get(part) for part in ("min", "max", "currency", "period")],
    }


def test_the_names_of_pages_differ() -> None:
    assert len(PAGES) == len(TEXTS) > 60


@pytest.mark.parametrize("name", PAGES)
def test_a_whole_page_says(name: str) -> None:
    posting, wanted = read(name), json.loads(PAGES[name].split("\n")[1])
    assert {slot: said(posting)[slot] for slot in wanted} == wanted


@pytest.mark.parametrize("name", PAGES)
def test_a_whole_page_says_the_same_before_and_after_its_days(name: str) -> None:
    """But for "3 days ago", which moves with the day."""
    days = date(1995, 1, 1), date(2095, 1, 1)
    first, second = (read(name, day) for day in days)
    changed = {field for field in first if first[field] != second[field]}
    assert changed in (set(), {"date_posted", "content_hash"})
    if changed:
        posted = [date.fromisoformat(each["date_posted"]["date"]) for each in (first, second)]
        assert posted[1] - posted[0] == days[1] - days[0]


def read(name: str, day: date | None = None) -> dict[str, Any]:
    """Return the posting of a page; {} for none."""
    address, _, markup = PAGES[name].split("\n", 2)
    answer = Answer(
        markup.encode(),
        content_type="text/html; charset=utf-8",
        address=None if address == "-" else address,
        day=day,
    )
    return dict(reader().read(answer, GenericSpider).posting or {})
