"""Gem's job boards (jobs.gem.com/{board}): one call gives the board with all its texts.

Complete because it is one call that gave postings; no total is stated. An unknown board gives the
same empty list as one without postings: only the board's page tells them apart (404), so it is
asked for, and an empty board is never believed. `location` names the first office alone.
`location_type` decides on the workplace. Format: the job board interface of api.gem.com.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import as_json, key_of
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, say_places

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_PAGE = "https://jobs.gem.com/{board}"
_WORKPLACES = {"in_office": "on_site", "remote": "remote", "hybrid": "hybrid"}


class Gem(ApiSpider):
    """board: the name in its address jobs.gem.com/NAME."""

    name = "gem"
    board_form = r"(?P<board>[\w.-]+)"
    home = "https://api.gem.com"
    hosts = ("gem.com",)
    list_url = "https://api.gem.com/job_board/v0/{board}/job_posts/"
    public_url = "https://jobs.gem.com/{board}/{key}"
    posting_url = r"jobs\.gem\.com/[\w.-]+/(?P<id>[\w-]+)"

    def decoded(self, response: Response) -> Any:
        """Return the list. Raise BadAnswer `no_postings` for the page of a board that is there."""
        if b"__GEM_TRACKING_CONTEXT__" in response.body:
            raise BadAnswer("no_postings")
        return as_json(response.body)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: an array of postings. Ask for the board's page where it is empty."""
        if not isinstance(answer, list) or not all(isinstance(each, dict) for each in answer):
            raise BadAnswer("changed_payload")
        if not answer:
            yield from self.ask_list(_PAGE, "page", headers={"Accept": "text/html"})
        for posting in answer:
            yield from self.whole(key_of(posting), posting)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting."""
        raw.key, raw.url = job.text("id"), job.members.get("absolute_url")
        job.say(
            raw,
            title="title",
            requisition="requisition_id",
            date_posted="first_published_at",
            date_updated="updated_at",
            employment_type="employment_type",
            apply_url="absolute_url",
        )
        kind = job.text("location_type")
        raw.say("workplace", kind, "selector", "$.location_type", _WORKPLACES.get(kind))
        for department in job.parts("departments"):
            department.say(raw, category="name")
            department.members.clear()
        offices = job.parts("offices")
        places = [name for office in offices if (name := office.part("location").text("name"))]
        first = job.part("location").text("name")
        say_places(raw, places or [first], "$.offices" if places else "$.location")
        for office in offices:
            office.members.clear()
        job.drop("internal_job_id", "created_at", "content_plain")
        return headed("", job.text("content") or job.text("content_plain"))
