"""Workable's job boards (apply.workable.com): a list by POST with a token for the next page, and a
record for each posting.

Complete when as many different ids came as `total` states. Format: as its own pages ask (api v3 for
the list, v2 for a job)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.platforms.records.answers import key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import NOT_OPEN, Record, headed, language_tag

if TYPE_CHECKING:
    from scrapy import Request

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "other": "Other",
}


class Workable(ApiSpider):
    """board: the account in its address apply.workable.com/ACCOUNT."""

    name = "workable"
    home = "https://apply.workable.com"
    list_url = "https://apply.workable.com/api/v3/accounts/{board}/jobs"
    detail_url = "https://apply.workable.com/api/v2/accounts/{board}/jobs/{key}"
    public_url = "https://apply.workable.com/{board}/j/{key}/"
    posting_url = r"apply\.workable\.com/[\w-]+/j/(?P<id>[0-9A-F]{6,})"
    proof_without_total = "last_page"

    def first_pages(self) -> Iterator[Request]:
        yield from self._ask("")

    def _ask(self, token: str) -> Iterator[Request]:
        """Yield the request for the page of the list at a token, "" for the first."""
        body = {
            "query": "",
            "location": [],
            "department": [],
            "worktype": [],
            "remote": [],
            **({"token": token} if token else {}),
        }
        yield from self.ask_list(self.list_url, token, body)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a page: `results`, `total` and the token of the next page."""
        cards = objects(answer, "results")
        self.note_total(member(answer, "total"))
        for card in cards:
            yield from self.card(key_of(card, "shortcode"), card)
        if (token := answer.get("nextPage")) and self.brought_new:
            yield from self._ask(str(token))

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a job: three texts, of which two have no heading of their own. One for the
        account's own people is none for the public."""
        if job.text("state") in NOT_OPEN or job.flag("isInternal"):
            raise Gone("closed_notice")
        raw.key = job.text("shortcode")
        job.say(raw, title="title", date_posted="published", requisition="code")
        job.say(raw, category="department", workplace="workplace")
        kind = job.text("type")
        raw.say("employment_type", _TYPES.get(kind, kind), "selector", "$.type")
        raw.language = language_tag(job.text("language"))
        if job.flag("remote") and not raw.said.get("workplace"):
            raw.say("workplace", "remote", "selector", "$.remote", "remote")
        for place in job.parts("locations") or [job.part("location")]:
            if not place.flag("hidden"):
                place.say_place(
                    raw, country="countryCode" if place.members.get("countryCode") else "country"
                )
            place.members.clear()
        job.drop("accountUid", "approvalStatus", "location")
        return [
            *headed("", job.text("description"), "summary"),
            *headed("Requirements", job.text("requirements"), "qualifications"),
            *headed("Benefits", job.text("benefits"), "benefits"),
        ]
