"""Personio's XML feed ({company}.jobs.personio.de|com/xml): one call gives the board with all its
texts, in sections with a name.

Complete because it is one call that gave positions and whose root element is closed; no total is
stated, so an empty feed is never believed. Format: developer.personio.de (Retrieving open job
positions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.answers import key_of
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, say_places
from crawlers.platforms.records.xml import members_of, read_xml

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_TYPES = {
    "full-time": ["FULL_TIME"],
    "part-time": ["PART_TIME"],
    "full-or-part-time": ["FULL_TIME", "PART_TIME"],
    "intern": ["INTERN"],
    "freelance": ["CONTRACTOR"],
    "temporary": ["TEMPORARY"],
}


class Personio(ApiSpider):
    """board: `acme` for acme.jobs.personio.de, `acme.com` for acme.jobs.personio.com."""

    name = "personio"
    board_form = r"(?P<company>[\w-]+)(?:\.(?P<top>de|com))?"
    defaults = {"top": "de"}
    home = "https://{company}.jobs.personio.{top}"
    list_url = "https://{company}.jobs.personio.{top}/xml?language=en"
    public_url = "https://{company}.jobs.personio.{top}/job/{key}"
    posting_url = r"jobs\.personio\.(?:de|com)/job/(?P<id>\d+)"
    headers = {"Accept": "application/xml"}

    def decoded(self, response: Response) -> Any:
        return read_xml(response.body, "workzag-jobs")

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: the positions."""
        positions = [members_of(each) for each in answer.iterchildren("position")]
        for position in positions:
            yield from self.whole(key_of(position), position)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a position."""
        raw.key = job.text("id")
        job.say(
            raw,
            title="name",
            organization="subcompany",
            date_posted="createdAt",
            seniority="seniority",
        )
        job.say(raw, category="department")
        job.say(raw, category="recruitingCategory")
        places = [*job.texts("office"), *job.part("additionalOffices").texts("office")]
        say_places(raw, places, "$.office")
        schedule, kind = job.text("schedule"), job.text("employmentType")
        types = [*_TYPES.get(schedule, ()), *_TYPES.get(kind, ())]
        raw.say(
            "employment_type",
            ", ".join(filter(None, (schedule, kind))),
            "selector",
            "$.schedule",
            types or None,
        )
        years = job.text("yearsOfExperience")
        raw.say(
            "experience",
            f"{years} years" if re.fullmatch(r"\d+-\d+", years) else "",
            "selector",
            "$.yearsOfExperience",
        )
        for word in job.text("keywords").split(","):
            raw.say("skill", word, "selector", "$.keywords")
        job.drop("occupation", "occupationCategory")  # Personio's own codes
        descriptions = job.part("jobDescriptions")
        sections = descriptions.parts("jobDescription") or [descriptions.part("jobDescription")]
        return [
            block for each in sections for block in headed(each.text("name"), each.text("value"))
        ]
