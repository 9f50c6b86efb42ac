"""The demo's sites: the same roles of the same employers on several of them, each with its own
damage. What is read from their pages, and which of it is one vacancy by the demo's truth."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scrapy.utils.project import get_project_settings

from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import SITES, Vacancy, script
from crawlers.extract.answer import Answer
from crawlers.plugins.discovery import find_by_name
from crawlers.runs.read_page import PageReader
from tests.vacancies import world
from tests.vacancies.world import Market

EPOCH = dt.date(2026, 3, 2)


def market(day: int) -> Market:
    """Return the postings of all sites on a day. Needs JOBWIRE_DEMO=1. One vacancy is one role of
    one employer at one place; the dates that the sites print for it lie days apart."""
    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    made = Market()
    numbers: dict[Any, int] = {}
    for name in SITES:
        replica, spider = replicas()[name], find_by_name(name)
        listed = script(name).vacancies(day, EPOCH)
        for vacancy in (each for each in listed if each.state == "listed"):
            html = replica.page(vacancy, listed, spider.home).encode()
            address = spider.home + replica.address(vacancy)
            found = reader.read(
                Answer(html, content_type="text/html", address=address, day=EPOCH), spider
            )
            assert found.posting, found.problems
            record = {**world.blank(), **found.posting, "id": f"{name}:{vacancy.id}"}
            record["lifecycle"] = world.lifecycle(vacancy.posted)
            made.postings.append(record)
            made.of[record["id"]] = numbers.setdefault(_job(vacancy), len(numbers))
    return made


def _job(vacancy: Vacancy) -> tuple[str, str, str]:
    return vacancy.title, str(vacancy.employer["name"]), vacancy.places[0].city
