"""Teamtailor's feed ({host}/jobs.rss): pages of whole postings, without a stated total.

Complete when a page came that is empty or brought nothing new; an empty first page is never
believed. Format: RSS 2.0 with Teamtailor's elements for places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed
from crawlers.platforms.records.xml import members_of, read_xml

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_WORKPLACES = {"fully": "remote", "hybrid": "hybrid", "none": "on_site"}


class Teamtailor(ApiSpider):
    """board: the host of the career site, Teamtailor's or the company's own."""

    name = "teamtailor"
    board_form = r"(?P<host>[\w-]+(?:\.[\w-]+)+)"
    home = "https://{host}"
    list_url = "https://{host}/jobs.rss?per_page=100&offset={at}"
    public_url = "https://{host}/jobs/{key}"
    posting_url = r"/jobs/(?P<id>\d+)(?:-[\w-]+)?"
    proof_without_total = "last_page"
    headers = {"Accept": "application/rss+xml"}

    def decoded(self, response: Response) -> Any:
        return read_xml(response.body, "rss")

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a page: the channel's items. The channel is named after the company."""
        items = answer.findall("channel/item")
        for item in items:
            members = {
                **members_of(item),
                "company": (answer.findtext("channel/title") or "").strip(),
            }
            yield from self.whole(self.key(members.get("link", "")), members)
        yield from self.further(at, len(items))

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read an item."""
        raw.url = job.text("link")
        raw.key = self.key(raw.url)
        job.say(raw, title="title", organization="company", date_posted="pubDate")
        job.say(raw, category="department")
        job.say(raw, category="role")
        status = job.text("remoteStatus")
        raw.say(
            "workplace",
            status if status in _WORKPLACES else "",
            "selector",
            "$.remoteStatus",
            _WORKPLACES.get(status),
        )
        locations = job.part("locations")
        for place in locations.parts("location") or [locations.part("location")]:
            place.say_place(raw)
            place.drop("name", "address", "zip")
        job.drop("guid")
        return headed("", job.text("description"), "summary")
