"""Ashby's job board (api.ashbyhq.com): one call gives the board with all its texts.

Complete because it is one call that gave postings; no total is stated, so an empty board is never
believed. A board that is not there answers 404. Format: developers.ashbyhq.com (Job Postings API).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.answers import key_of, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_NO_PAY = ("compensationTierSummary", "scrapeableCompensationSalarySummary", "compensationTiers")


class Ashby(ApiSpider):
    """board: the name in its address jobs.ashbyhq.com/NAME."""

    name = "ashby"
    board_form = r"(?P<board>[\w. %-]+)"
    home = "https://api.ashbyhq.com"
    hosts = ("ashbyhq.com",)
    list_url = "https://api.ashbyhq.com/posting-api/job-board/{board}?includeCompensation=true"
    public_url = "https://jobs.ashbyhq.com/{board}/{key}"
    posting_url = r"jobs\.ashbyhq\.com/[^/]+/(?P<id>[0-9a-f-]{36})"

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: `jobs`. Those that are not listed are seen only by those who have
        their address."""
        jobs = objects(answer, "jobs")
        for job in jobs:
            if job.get("isListed", True):
                yield from self.whole(key_of(job), job)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a job of the board."""
        raw.key, raw.url = job.text("id"), job.members.get("jobUrl")
        job.say(
            raw,
            title="title",
            category="department",
            employment_type="employmentType",
            date_posted="publishedAt",
        )
        job.say(raw, apply_url="applyUrl")
        job.say(raw, category="team")
        job.say(raw, workplace="workplaceType")
        if job.flag("isRemote") and "workplace" not in raw.said:
            raw.say("workplace", "isRemote", "selector", "$.isRemote", "remote")
        self._place(raw, job)
        for place in job.parts("secondaryLocations"):
            self._place(raw, place)
        pay = job.part("compensation")
        for component in pay.parts("summaryComponents"):
            if component.text("compensationType") == "Salary":
                component.say_pay(raw, "minValue", "maxValue", "currencyCode", "interval")
            component.members.clear()
        pay.drop(*_NO_PAY)
        job.drop(*load("internal_members")["ashby"])
        return headed("", job.text("descriptionHtml"), "summary")

    def _place(self, raw: RawPosting, place: Record) -> None:
        """`location` is as it is shown; the address has its parts, on some boards in an object of
        their own."""
        address = place.part("address")
        address = address.part("postalAddress") if "postalAddress" in address.members else address
        address.members["shown"] = place.text("location")
        address.say_place(raw, "addressLocality", "addressRegion", "addressCountry", "shown")
        address.drop("shown", "streetAddress", "postalCode")
