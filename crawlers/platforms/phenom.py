"""Phenom's career sites, on hosts of their own: a list by POST to the site's widgets, and a record
for each posting.

Complete when as many different ids came as `totalHits` states, below 10,000: beyond, the list
answers 0, so a larger one is refused by name. What an unknown board answers is not known, so an
empty list is never believed. Fields that name people (department, recruiter's mail) and texts made
by machine (teasers, summaries) are not read. The address behind `applyUrl` is the employer's other
system: the same posting is reached twice. Tried on recorded answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, say_places, without_payroll_number

if TYPE_CHECKING:
    from scrapy import Request

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

MOST = 10_000
"""How far the list goes."""
_SIZE = 100
"""Postings of one page of the list."""
_MOVING = ("descriptionTeaser", "ml_job_parser", "badge", "timestamp")
_NO_PLACE = (
    *("cityState", "stateCountry", "cityCountry", "cityStateCountry", "address", "postalCode"),
    *("location", "locationName", "locationId", "externalLocation", "latlong"),
)
_PAY = re.compile(
    r"\W*(?P<low>[\d,]+(?:\.\d+)?)\s*(?P<coin>[A-Z]{3})\s*[-–]"
    r"\s*\W*(?P<high>[\d,]+(?:\.\d+)?)\s*(?P=coin)"
)
_WORKPLACES = {"Onsite Only": "on_site"}
"""By `RemoteType`, what is no word of the vocabulary."""
_NO_USE = (
    *("SupeOrg", "recruiting", "department", "company", "ai_", "standardised", "description"),
    *("structureData", "category_raw", "multi_", "is", "job", "date", "posting", "posted", "site"),
    *("uniqueValue", "confidential", "IsEvergreen", "HireType", "deltaPosting", "timestamp"),
    *("country", "city", "state", "postalCode", "address", "location", "source", "ats", "ml_"),
    *("refNum", "locale", "externalApply", "visibility", "badge", "latitude", "longitude"),
)
"""How the names of members begin that name people, are made by machine, or are internal."""


class Phenom(ApiSpider):
    """board: `jobs.acme.com/global/en`: host, country and language, as in the site's addresses."""

    name = "phenom"
    board_form = r"(?P<host>[\w-]+(?:\.[\w-]+)+)/(?P<country>[\w-]+)/(?P<lang>[\w-]+)"
    home = "https://{host}"
    list_url = "https://{host}/widgets"
    detail_url = list_url
    public_url = "https://{host}/{country}/{lang}/job/{key}"
    posting_url = r"/[\w-]+/[\w-]+/job/(?P<id>[A-Za-z0-9_-]+)(?:/[^/?#]*)?"
    proof_without_total = "last_page"

    def first_pages(self) -> Iterator[Request]:
        yield from self._ask(0)

    def _body(self, what: str) -> dict[str, Any]:
        return {
            "ddoKey": what,
            "lang": f"{self.names['lang']}_{self.names['country']}",
            "country": self.names["country"],
            "siteType": "external",
            "deviceType": "desktop",
        }

    def _ask(self, at: int) -> Iterator[Request]:
        asked = {"pageName": "search-results", "from": at, "size": _SIZE, "jobs": True}
        yield from self.ask_list(self.list_url, at, {**self._body("refineSearch"), **asked})

    def read_list(self, answer: Any, at: int) -> Iterator[Any]:
        """Read a page: `totalHits`, and `jobs` under `data`."""
        found = member(answer, "refineSearch")
        cards = objects(member(found, "data"), "jobs")
        total = whole_number(member(found, "totalHits"))
        if not cards and not total and not self.ledger.listed:
            raise BadAnswer("no_postings")
        if total >= MOST:
            raise BadAnswer("too_many_postings")
        self.note_total(total)
        for card in cards:
            yield from self.card(key_of(card, "jobSeqNo"), card, *_MOVING)
        if self.brought_new and at + len(cards) < total:
            yield from self._ask(at + len(cards))

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """Return the request for a posting's record: a POST to the same address as the list."""
        body = {**self._body("jobDetail"), "pageName": "job", "jobSeqNo": key}
        request = super().ask_posting(key, url, again)
        request.headers["Content-Type"] = "application/json"
        return request.replace(method="POST", body=json.dumps(body))

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting; its text stands twice and is read once."""
        answer = job.part("jobDetail")
        answer.drop("status", "hits", "totalHits")
        detail = answer.part("data").part("job")
        raw.key = detail.text("jobSeqNo") or _sequence_number(detail.part("uniqueValue"))
        detail.say(
            raw,
            title="title",
            category="category",
            employment_type="type",
            requisition="reqId",
            apply_url="applyUrl",
        )
        name = without_payroll_number(detail.text("companyName"))
        raw.say("organization", name, "selector", f"{detail.path}.companyName")
        data = detail.part("structureData")
        day = (detail.text("postedDate") or data.text("datePosted"))[:10]
        data.members.clear()
        raw.say("date_posted", day, "selector", f"{detail.path}.postedDate")
        kind = detail.text("RemoteType")
        raw.say("workplace", kind, "selector", f"{detail.path}.RemoteType", _WORKPLACES.get(kind))
        words = detail.texts("multi_location")
        country = str(detail.members.get("country") or "")
        say_places(raw, words, f"{detail.path}.multi_location", country)
        for place in detail.parts("multi_location") or [detail]:
            if not words:
                place.say_place(raw)
            place.drop(*_NO_PLACE)
        _pay(raw, detail.text("compensationRange"))
        text = detail.text("description")
        for name in [name for name in detail.members if name.startswith(_NO_USE)]:
            detail.drop(name)
        return headed("", text)


def _sequence_number(unique: Record) -> str:
    """Return the number that the list gives, made of its parts: some records lack it."""
    locale = unique.text("locale").replace("_", "").upper()
    kind = unique.text("siteType").upper()
    return f"{unique.text('refNum')}{unique.text('jobId')}{kind}{locale}"


def _pay(raw: RawPosting, words: str) -> None:
    """Say a range with its currency; no period is ever stated."""
    if found := _PAY.fullmatch(words):
        pay = {name: found[name].replace(",", "") for name in ("low", "high")}
        pay["coin"] = found["coin"]
        Record(pay, "$.compensationRange").say_pay(raw, "low", "high", "coin")
    else:
        raw.say("salary", words, "selector", "$.compensationRange")
