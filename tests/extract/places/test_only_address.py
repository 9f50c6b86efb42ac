"""The place of work on a page that says none, but has one address of its employer."""

from __future__ import annotations

from functools import cache

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider

PAGE = """<html><head><title>{head}</title></head><body><main><h1>Loom Mechanic</h1>{top}
<p>You will keep the looms running, order parts and train apprentices. {prose}</p>
<h3>Your tasks</h3><ul><li>Inspect and repair looms and winding machines every week</li>
<li>Write clear reports for the production team</li></ul><h3>Requirements</h3><ul>
<li>Three years of experience in mechanics</li></ul>
<p>Apply now with your CV at jobs@loomhall.example.</p></main>
<footer>{name}, {address}</footer></body></html>"""
OWN = "Loom Mechanic | Loomhall"
KENDAL = "4 Quay Street, Kendal LA9 1UU"


@cache
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def towns(
    prose: str = "",
    *,
    address: str = KENDAL,
    head: str = OWN,
    top: str = "",
    name: str = "Loomhall School",
) -> list[str]:
    page = PAGE.format(prose=prose, address=address, head=head, top=top, name=name)
    answer = Answer(page.encode(), content_type="text/html; charset=utf-8")
    posting = reader().read(answer, GenericSpider).posting
    assert posting is not None
    return [f"{place['city']} {place['country']}" for place in posting["locations"]]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (KENDAL, "Kendal GB"),
        ("Aiden Street, Oberwick, Co. Mayo F12 X5Y7", "Oberwick IE"),
        ("4 Quay Street, Enterprise, Oregon 97000", "Enterprise US"),
        ("4 Quay Street, Jodhpur - 342 001", "Jodhpur IN"),
    ],
)
def test_the_only_address(address: str, place: str) -> None:
    assert towns(address=address) == [place]


@pytest.mark.parametrize(
    "prose",
    [
        "Our mill in Underwick has 40 looms.",
        "You help at our branches.",
        "Our head office is in Kendal.",
        "You go to Lancaster once a week.",
        "Looms turn at Underwick, near Kendal.",
        "This is a fully remote position.",
    ],
)
def test_words_of_another_place_leave_it_open(prose: str) -> None:
    assert not any(town.startswith("Kendal") for town in towns(prose))


@pytest.mark.parametrize(
    "parts",
    [
        {"address": f"{KENDAL}, and 2 Mill Lane, Goole DN14 1UU"},
        {"top": "<p>Location: Main campus</p>"},
        {"name": "Loomhall Ltd"},  # which may be at several places
        {"head": "Loom Mechanic | Harbour Recruitment"},
        {"head": "Loom Mechanic | Harbourjobs"},
    ],
)
def test_an_address_that_may_be_elsewhere(parts: dict[str, str]) -> None:
    assert towns(**parts) == []


def test_an_address_in_the_posting_itself() -> None:
    assert towns("Write to Loomhall, 4 Quay Street, Kendal LA9 1UU.", name="Loomhall") == [
        "Kendal GB"
    ]
