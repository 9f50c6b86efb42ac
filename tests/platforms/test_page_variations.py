"""What the pages of platforms send that no replica of ours does: the same posting, said in another
form, gives the same values; what says nothing gives none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from crawlers import settings as project
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.extract.answer import Answer
from crawlers.extract.read import read
from crawlers.platforms.paylocity import Paylocity
from crawlers.platforms.records.page_board import PageBoard
from crawlers.plugins.discovery import find_by_name
from crawlers.spider.posting_pages import PostingPages
from crawlers.spider.reading import reader_of
from tests.platforms.reading import DAY
from tests.platforms.test_lists import walk

Change = Callable[[dict[str, Any]], Any]
_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
NAMES = [name for name in REPLICAS if issubclass(find_by_name(name), PageBoard)]
WITH_DATA = [name for name in NAMES if name in ("icims", "jazzhr", "paylocity", "jobvite")]
"""Platforms whose pages state their postings as JSON-LD."""
OTHER = '<script type="application/ld+json">{"@type": "WebSite", "name": "Careers"}</script>'
BARE = {"minValue": "", "maxValue": "", "unitText": ""}


@contextmanager
def noted() -> Iterator[list[Answer]]:
    """The answers that posting pages give."""
    seen: list[Answer] = []
    own = PostingPages.read

    def note(self: PostingPages, answer: Answer, *rest: Any) -> Any:
        seen.append(answer)
        return own(self, answer, *rest)

    PostingPages.read = note  # type: ignore[method-assign,assignment]
    try:
        yield seen
    finally:
        PostingPages.read = own  # type: ignore[method-assign]


@cache
def page_of(name: str) -> Answer:
    """A posting's page as the replica of a platform gives it."""
    with noted() as seen:
        walk(REPLICAS[name](most=1))
    return seen[0]


def read_page(name: str, markup: str) -> dict[str, Any]:
    """The values of a posting, without its hash."""
    plugin: Any = find_by_name(name)
    site = reader_of(plugin.of(REPLICAS[name].usual), project.ITEM_PIPELINES)
    page = page_of(name)
    answer = Answer(markup.encode(), None, page.content_type, page.address, page.key, day=DAY)
    posting = read(answer, site).posting.model_dump(mode="json")
    posting.pop("content_hash")
    return posting


def markup_of(name: str) -> str:
    return page_of(name).body.decode()


def restated(name: str, change: Change) -> str:
    """The page with other data: an object, or what stands in the script."""

    def again(found: re.Match[str]) -> str:
        stated = json.loads(found[2])
        if stated.get("@type") != "JobPosting":
            return found[0]
        made = change(stated)
        return found[1] + (made if isinstance(made, str) else json.dumps(made)) + found[3]

    return _DATA.sub(again, markup_of(name))


AROUND: dict[str, Callable[[str], str]] = {
    "similar jobs": lambda page: page.replace(
        "</body>", "<aside><h3>Similar jobs</h3><a href='/x/job/1'>Baker</a></aside></body>"
    ),
    "a banner": lambda page: page.replace(
        "<body>", "<body><div id=cookies>We use cookies. <button>Accept</button></div>"
    ),
    "no scripts": lambda page: page.replace("<body>", "<body><noscript>Enable it</noscript>"),
    "lines": lambda page: page.replace(">", ">\r\n"),
    "data of the site": lambda page: page.replace("</head>", f"{OTHER}</head>"),
}
FORMS: dict[str, Change] = {
    "a graph": lambda stated: {"@graph": [{"@type": "WebSite", "name": "Careers"}, stated]},
    "a list": lambda stated: [stated],
    "a comment": lambda stated: f"<!--\n{json.dumps(stated)}\n-->",
    "CDATA": lambda stated: f"//<![CDATA[\n{json.dumps(stated)}\n//]]>",
    "line breaks": lambda stated: json.dumps(stated).replace("</p>", "</p>\n"),
    "a comma": lambda stated: json.dumps(stated)[:-1] + ",}",
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", NAMES)
def test_what_stands_around_a_posting_changes_nothing(name: str, around: str) -> None:
    assert read_page(name, AROUND[around](markup_of(name))) == read_page(name, markup_of(name))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WITH_DATA)
def test_data_in_another_form_is_the_same(name: str, form: str) -> None:
    assert read_page(name, restated(name, FORMS[form])) == read_page(name, markup_of(name))


@pytest.mark.parametrize("name", WITH_DATA)
def test_a_title_with_marks_of_an_editor(name: str) -> None:
    for typed, title in (
        ("<b>Lamp Keeper</b>", "Lamp Keeper"),
        ("Lamp Keeper R&amp;D", "Lamp Keeper R&D"),
        ("R&D <Lead> Oslo", "R&D <Lead> Oslo"),
    ):
        page = restated(name, lambda stated, typed=typed: {**stated, "title": typed})
        assert read_page(name, page)["title"] == title


NOTHING: list[dict[str, Any]] = [
    dict.fromkeys(("jobLocation", "hiringOrganization", "employmentType", "datePosted"))
    | {"baseSalary": None, "identifier": None},
    {"jobLocation": [], "hiringOrganization": "", "employmentType": [], "datePosted": ""}
    | {"baseSalary": {"@type": "MonetaryAmount", "currency": "", "value": BARE}},
]


@pytest.mark.parametrize("empty", NOTHING, ids=["null", "empty"])
@pytest.mark.parametrize("name", WITH_DATA)
def test_what_says_nothing_gives_nothing(name: str, empty: dict[str, Any]) -> None:
    whole = read_page(name, markup_of(name))
    posting = read_page(name, restated(name, lambda stated: {**stated, **empty}))
    assert (posting["title"], posting["description"]) == (whole["title"], whole["description"])
    for field in ("organization", "salary", "date_posted", "valid_through", "employment_types"):
        assert not posting[field] or posting[field] == whole[field], field
    towns = {place["city"] for place in whole["locations"]}
    assert {place["city"] for place in posting["locations"]} <= towns


@pytest.mark.parametrize("name", WITH_DATA)
def test_a_place_in_any_form_is_the_same_place(name: str) -> None:
    """As an address with a country that is an object, and as words."""
    country = {"@type": "Country", "name": "Norway"}
    for address in ({"addressLocality": "Bergen", "addressCountry": country}, "Bergen, Norway"):
        place = {"@type": "Place", "address": address}
        page = restated(name, lambda stated, place=place: {**stated, "jobLocation": place})
        found = [(each["city"], each["country"]) for each in read_page(name, page)["locations"]]
        assert found == [("Toronto", "CA")] if name == "jazzhr" else [("Bergen", "NO")]


def test_a_posting_of_paylocity_without_a_day_is_read() -> None:
    spider = Paylocity.of("0c0ffee0-1111-4222-8333-444455556666/acme")()
    assert spider.correct({"title": "Porter"}) == {"title": "Porter"}
