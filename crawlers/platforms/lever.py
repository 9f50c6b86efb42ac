"""Lever's postings (api.lever.co): pages of whole postings, without a stated total.

Complete when a page came that is empty or brought nothing new; an empty first page is never
believed. Format: github.com/lever/postings-api.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.platforms.records.answers import all_objects, key_of
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import NOT_OPEN, Record, headed, say_places
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block


class Lever(ApiSpider):
    """board: the site's name in its addresses; `eu.acme` for sites kept in the EU. `lists` are the
    employer's own sections."""

    name = "lever"
    board_form = r"(?P<eu>eu\.)?(?P<board>[\w-]+)"
    home = "https://api.{eu}lever.co"
    hosts = ("lever.co",)
    list_url = "https://api.{eu}lever.co/v0/postings/{board}?mode=json&skip={at}&limit=100"
    public_url = "https://jobs.{eu}lever.co/{board}/{key}"
    posting_url = r"lever\.co/[\w-]+/(?P<id>[0-9a-f-]{36})"
    proof_without_total = "last_page"

    def read_list(self, answer: Any, at: int) -> Iterator[Any]:
        """Read a page: an array of postings."""
        for posting in all_objects(answer):
            yield from self.whole(key_of(posting), posting)
        yield from self.further(at, len(answer))

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting."""
        if job.text("state") in NOT_OPEN:
            raise Gone("closed_notice")
        raw.key, raw.url = job.text("id"), job.text("hostedUrl")
        job.say(raw, title="text", apply_url="applyUrl")
        groups = job.part("categories")
        groups.say(raw, category="department", seniority="level")
        groups.say(raw, category="team")
        for kind in groups.texts("commitment"):
            raw.say("employment_type", kind, "selector", "$.categories.commitment")
            raw.say("contract_type", kind, "selector", "$.categories.commitment")
        places = groups.texts("allLocations") or groups.texts("location")
        say_places(raw, places, "$.categories.allLocations", job.text("country"))
        groups.drop("location")
        if (workplace := job.text("workplaceType")) != "unspecified":
            raw.say("workplace", workplace, "selector", "$.workplaceType")
        job.say(raw, date_posted="createdAt")
        job.part("salaryRange").say_pay(raw, "min", "max", "currency", "interval")
        blocks = headed("", job.text("opening") + job.text("descriptionBody"), "summary")
        # the parts are whole where the description is cut; some boards have no parts
        whole = headed("", job.text("description"), "summary")
        blocks = max((blocks, whole), key=lambda each: sum(len(block.text) for block in each))
        for section in job.parts("lists"):
            blocks += headed(section.text("text"), f"<ul>{section.text('content')}</ul>")
        blocks += headed("", job.text("additional"), "additional_information")
        blocks += headed("", job.text("salaryDescription"), "conditions")
        job.drop(*load("internal_members")["lever"])
        return blocks
