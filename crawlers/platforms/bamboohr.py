"""BambooHR's careers sites ({tenant}.bamboohr.com): a list in one call, and a record for each
posting.

Complete when as many different ids came as `meta.totalCount` states. A tenant that is not there, or
has left, is redirected to the platform's own site. Some recorders found the list gone (404): then
the widget's page is read, which states no total and is never believed when it is empty. Format: as
its own pages ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import as_json, key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_WIDGET = "https://{board}.bamboohr.com/jobs/embed2.php"
_MARK = b"BambooHR-ATS-board"
_POSITION = re.compile(rb"/careers/(\d+)\"")
_WORKPLACES = {"0": "on_site", "1": "remote", "2": "hybrid"}
"""By `locationType`; `isRemote` is null on every posting and says nothing."""
_NO_USE = (
    "jobCategoryId",
    "departmentId",
    "employmentType",
    "seekPromoted",
    "isRemote",
)


class BambooHR(ApiSpider):
    """board: the tenant's part of its host name."""

    name = "bamboohr"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://{board}.bamboohr.com"
    list_url = "https://{board}.bamboohr.com/careers/list"
    detail_url = "https://{board}.bamboohr.com/careers/{key}/detail"
    public_url = "https://{board}.bamboohr.com/careers/{key}"
    posting_url = r"bamboohr\.com/careers/(?P<id>\d+)"
    absent = (301, 302, 404)

    def read_absent(self, at: Any) -> Iterator[Any]:
        """Ask for the widget where the list is not there; no tenant has the one without the
        other."""
        if at == "widget":
            raise BadAnswer("unknown_board")
        yield from self.ask_list(_WIDGET, "widget", headers={"Accept": "text/html"})

    def decoded(self, response: Response) -> Any:
        is_widget = response.url.partition("?")[0].endswith("embed2.php")
        if is_widget and not response.body.strip():
            raise BadAnswer("unknown_board")
        if is_widget and _MARK in response.body:
            return response.body
        return as_json(response.body)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: `result` and `meta.totalCount`, or the links of the widget."""
        if isinstance(answer, bytes):
            for found in _POSITION.findall(answer):
                key = found.decode()
                self.walk.see(key)
                yield from self.listing.list_posting(key, self.public_address(key))
            return
        cards = objects(answer, "result")
        self.note_total(member(member(answer, "meta"), "totalCount"))
        for card in cards:
            yield from self.card(key_of(card), card)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting's detail. Its place is in `location` or, of a remote one, in
        `atsLocation`."""
        job.drop("meta")
        opening = job.part("result").part("jobOpening")
        raw.url = opening.members.get("jobOpeningShareUrl")
        raw.key = str(raw.url or "").rstrip("/").rpartition("/")[2]
        if opening.text("jobOpeningStatus") not in ("", "Open"):
            raise Gone("closed_notice")
        opening.say(
            raw,
            title="jobOpeningName",
            category="departmentLabel",
            employment_type="employmentStatusLabel",
            date_posted="datePosted",
            salary="compensation",
            seniority="minimumExperience",
            apply_url="jobOpeningShareUrl",
        )
        for name, country in (("location", "addressCountry"), ("atsLocation", "country")):
            place = opening.part(name)
            place.say_place(raw, "city", "state", country)
            place.drop("postalCode", "countryId")
        kind = opening.text("locationType")
        raw.say(
            "workplace", kind, "selector", f"{opening.path}.locationType", _WORKPLACES.get(kind)
        )
        opening.drop(*_NO_USE)
        return headed("", opening.text("description"))
