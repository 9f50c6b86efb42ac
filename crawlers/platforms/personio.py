"""Personio's XML feed ({company}.jobs.personio.de|com/xml): one call gives the board with all its
texts, in sections with a name.

Asked without a language the feed has the texts in the company's own; positions that have none in it
are asked for in other languages, one call each, until each has its text or none is left.

Complete because it is one call that gave positions and whose root element is closed; no total is
stated, so an empty feed is never believed. Format: developer.personio.de (Retrieving open job
positions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.answers import key_of, member
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
    "trainee": ["INTERN"],
    "apprenticeship": ["INTERN"],
    "freelance": ["CONTRACTOR"],
    "temporary": ["TEMPORARY"],
}


_YEARS = re.compile(r"(?P<more>gt-)?(?P<years>\d+(?:-\d+)?)")
"""Codes of years: "2-5", "gt-15"; "lt-1" asks for none."""
_LANGUAGES = ("en", "de", "fr", "es", "nl", "it")
"""Languages in which a position without a text in the company's own may have one, in the order in
which they are asked for."""


class Personio(ApiSpider):
    """board: `acme` for acme.jobs.personio.de, `acme.com` for acme.jobs.personio.com."""

    name = "personio"
    board_form = r"(?P<company>[\w-]+)(?:\.(?P<top>de|com))?"
    defaults = {"top": "de"}
    home = "https://{company}.jobs.personio.{top}"
    list_url = "https://{company}.jobs.personio.{top}/xml"
    public_url = "https://{company}.jobs.personio.{top}/job/{key}"
    posting_url = r"jobs\.personio\.(?:de|com)/job/(?P<id>\d+)"
    headers = {"Accept": "application/xml"}

    def decoded(self, response: Response) -> Any:
        return read_xml(response.body, "workzag-jobs")

    def read_list(self, answer: Any, at: int) -> Iterator[Any]:
        """Read one answer: the positions. at: how many languages have been asked for.

        A position without text waits for the next language; of the last it is taken as it is."""
        positions = [members_of(each) for each in answer.iterchildren("position")]
        waiting = 0
        for position in positions:
            key = key_of(position)
            if at and key in self.ledger.listed:
                continue
            if at < len(_LANGUAGES) and not _texts_of(position):
                waiting += 1
            else:
                yield from self.whole(key, position)
        if waiting:
            yield from self.ask_list(f"{self.list_url}?language={_LANGUAGES[at]}", at + 1)

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
        more = job.texts("additionalOffices") or job.part("additionalOffices").texts("office")
        places = [*job.texts("office"), *more]
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
        if years := _YEARS.fullmatch(job.text("yearsOfExperience")):
            words = "more than " if years["more"] else ""
            words += f"{years['years']} years"
            raw.say("experience", words, "selector", "$.yearsOfExperience")
        for word in job.text("keywords").split(","):
            raw.say("skill", word, "selector", "$.keywords")
        job.drop("occupation", "occupationCategory")  # Personio's own codes
        job.drop("jobDescriptions" if not _texts_of(job.members) else "")
        descriptions = job.part("jobDescriptions")
        sections = descriptions.parts("jobDescription") or [descriptions.part("jobDescription")]
        return [
            block for each in sections for block in headed(each.text("name"), each.text("value"))
        ]


def _texts_of(position: Mapping[str, Any]) -> list[Any]:
    """Return the sections of a position that have a text."""
    found = member(position.get("jobDescriptions"), "jobDescription")
    sections = found if isinstance(found, list) else [found]
    return [each for each in sections if member(each, "value")]
