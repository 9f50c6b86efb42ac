"""Rippling's job boards (ats.rippling.com/{board}): pages of rows, one row for each place of a
posting, and a record for each posting.

`totalItems` counts rows, not postings. Complete when as many rows came as it states, on all the
pages that it states; rows are then folded by id. Where that list is not there, the older one is
asked for, which is one call and states no total. What an unknown board answers is not known, so an
empty list is never believed. `createdOn` is the creation and the only date. Format: as its own
pages ask (v2 for the list, which alone says workplace and language; v1 for a posting, which names
every place)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crawlers.contract.on_disk import OnDisk
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import as_json, key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, language_tag, say_places

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_TYPES = {
    "SALARIED_FT": "Full-time",
    "SALARIED_PT": "Part-time",
    "HOURLY_FT": "Full-time",
    "HOURLY_PT": "Part-time",
    "INTERN": "Internship",
    "CONTRACT": "Contract",
    "CONTRACTOR": "Contract",
    "TEMPORARY": "Temporary",
}
"""By the code in `employmentType.label`; `id` has the tenant's own words."""
_OLDER_LIST = "https://api.rippling.com/platform/api/ats/v1/board/{board}/jobs"
_WORKPLACES = {"ON_SITE": "on_site", "REMOTE": "remote", "HYBRID": "hybrid"}
_ROW = "row"
"""The member of a record under which stands what the list alone says."""
_NO_USE = (
    "board",
    "activeJobApplication",
    "eeocQuestionnaireEnabled",
    "eeocQuestionnaireEnabledForJobPost",
    "applicationConfirmationTemplate",
    "hasAIEvaluationsEnabled",
    "unlistedFromSearch",
)


class Rippling(ApiSpider):
    """board: the name in its address ats.rippling.com/NAME/jobs. Names are global: short ones
    belong to somebody else."""

    name = "rippling"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://ats.rippling.com"
    hosts = ("rippling.com",)
    list_url = "https://ats.rippling.com/api/v2/board/{board}/jobs?page={at}&pageSize=100"
    detail_url = "https://api.rippling.com/platform/api/ats/v1/board/{board}/jobs/{key}"
    public_url = "https://ats.rippling.com/{board}/jobs/{key}"
    posting_url = (
        r"ats(?:\.us1)?\.rippling\.com/(?:[a-z]{2}-[A-Z]{2}/)?[\w-]+/jobs/(?P<id>[0-9a-f-]{36})"
    )
    proof_without_total = "last_page"
    absent = (404,)
    rows = 0

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._said: OnDisk[str] = OnDisk()  # by key, what the list alone says

    def read_absent(self, at: Any) -> Iterator[Any]:
        """Ask for the older list."""
        if at == "older":
            raise BadAnswer("unknown_board")
        yield from self.ask_list(_OLDER_LIST, "older")

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a page: `items`, `totalItems` and `totalPages`; or the rows of the older list."""
        if at == "older":
            for row in objects({"rows": answer}, "rows"):
                yield from self.card(key_of(row, "uuid"), row)
            return
        cards = objects(answer, "items")
        stated = whole_number(member(answer, "totalItems"))
        pages = whole_number(member(answer, "totalPages"))
        self.rows = (self.rows if at else 0) + len(cards)
        self._note(cards)
        for card in cards:
            yield from self.card(key_of(card), card)
        if cards and at + 1 < pages:
            yield from self.ask_list(self.list_url, at + 1)
        elif self.rows != stated:
            raise BadAnswer("fewer_than_stated" if self.rows < stated else "changed_payload")

    def _note(self, cards: Sequence[Mapping[str, Any]]) -> None:
        """Note of each row what the list alone says."""
        for card in cards:
            places = card.get("locations")
            places = places if isinstance(places, list) else []
            said = {str(member(place, "workplaceType") or "") for place in places}
            before = json.loads(self._said.get(key_of(card), "{}"))
            ways = {*before.get("ways", ()), *filter(None, said)}
            noted = {"ways": sorted(ways), "language": key_of(card, "language")}
            self._said[key_of(card)] = json.dumps(noted)

    def parse_posting(self, response: Response, key: str, again: bool = False) -> Iterator[Any]:
        """Read one record, and with it what the list alone says of its posting."""
        with suppress(BadAnswer):
            record = as_json(response.body) if key in self._said else None
            if isinstance(record, dict) and response.status == 200:
                record[_ROW] = json.loads(self._said[key])
                response = response.replace(body=json.dumps(record).encode())
        yield from super().parse_posting(response, key, again)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting: the employer's text, then the post's."""
        raw.key, raw.url = job.text("uuid"), job.members.get("url")
        job.say(raw, title="name", organization="companyName", date_posted="createdOn")
        job.say(raw, apply_url="url")
        department = job.part("department")
        department.say(raw, category="name")
        department.drop("base_department", "department_tree")
        kind = job.part("employmentType")
        code = kind.text("label")
        raw.say("employment_type", _TYPES.get(code, code), "selector", f"{kind.path}.label")
        say_places(raw, job.texts("workLocations"), "$.workLocations")
        _pay(raw, job.parts("payRangeDetails"))
        row = job.part(_ROW)
        raw.language = language_tag(row.text("language"))
        ways = row.texts("ways")
        if len(ways) == 1:
            raw.say("workplace", ways[0], "selector", "$.locations", _WORKPLACES.get(ways[0]))
        job.drop(*_NO_USE)
        text = job.part("description")
        return headed("", text.text("company")) + headed("", text.text("role"))


def _pay(raw: RawPosting, ranges: list[Record]) -> None:
    """Say the span of a posting's ranges (one a place), where all are in one currency and unit."""
    from crawlers.extract.jsonld.values import amount

    units = {(each.text("currency"), each.text("frequency")) for each in ranges}
    lows = [amount(each.text("rangeStart")) for each in ranges]
    highs = [amount(each.text("rangeEnd")) for each in ranges]
    for each in ranges:
        each.drop("location", "isRemote")
    if len(units) == 1:
        currency, every = units.pop()
        span = {
            "low": min(filter(None, lows), key=float) if all(lows) else "",
            "high": max(filter(None, highs), key=float) if all(highs) else "",
            "currency": currency,
            "every": every,
        }
        Record(span, "$.payRangeDetails").say_pay(raw, "low", "high", "currency", "every")
