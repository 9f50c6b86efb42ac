"""Breezy HR's portals ({company}.breezy.hr): one call gives the board with all its texts.

Complete because it is one call that gave a whole array of postings; no total is stated, so an empty
board is never believed. A board that is not there answers 404. `published_date` is the last
publishing. Format: as its own pages ask (`/json?verbose=true`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.answers import all_objects, key_of
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed

if TYPE_CHECKING:
    from crawlers.posting.parts.terms import Pay
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_TYPES = {
    "fullTime": "Full-time",
    "partTime": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "other": "Other",
}
"""By `type.id`; `type.name` is in the language of the board."""
_DOLLAR = frozenset(("US", "CA"))
_PRINTED = re.compile(
    r"(?P<most>Up to )?\$(?P<figure>[\d,.]+)(?P<least>\+)?"
    r"(?:\s*[–-]\s*\$(?P<high>[\d,.]+))?(?:\s*/\s*(?P<every>\w+))?"
)
"""Pay as the platform prints it: a range, one figure, or one end of a range."""


class Breezy(ApiSpider):
    """board: the company's part of its host name, also where the portal has a host of its own."""

    name = "breezy"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://{board}.breezy.hr"
    list_url = "https://{board}.breezy.hr/json?verbose=true"
    public_url = "https://{board}.breezy.hr/p/{key}"
    posting_url = r"/p/(?P<id>[0-9a-f]{12})(?:-[\w-]*)?"

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: an array of postings."""
        for posting in all_objects(answer):
            yield from self.whole(key_of(posting), posting)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting."""
        raw.key, raw.url = job.text("id"), job.members.get("url")
        job.say(raw, title="name", category="department", date_posted="published_date")
        job.say(raw, apply_url="url")
        company = job.part("company")
        company.say(raw, organization="name")
        company.members.clear()
        kind = job.part("type")
        code = kind.text("id")
        raw.say("employment_type", _TYPES.get(code, code), "selector", "$.type.id")
        kind.drop("name")
        countries = self._places(raw, [job.part("location"), *job.parts("locations")])
        _pay(raw, job.text("salary"), countries)
        job.drop("friendly_id")
        return headed("", job.text("description"))

    def _places(self, raw: RawPosting, places: list[Record]) -> set[str]:
        """Say each place once, and the workplace where all places have the same. `is_remote`
        decides; false states nothing. Return the codes of the countries."""
        said, models = set(), set()
        for place in places:
            if not place.members:
                continue
            details, remote = place.part("remote_details"), place.flag("is_remote")
            hybrid = details.text("value") == "hybrid"
            models.add(("hybrid" if hybrid else "remote") if remote else "")
            state, country = place.part("state"), place.part("country")
            parts = {
                "city": place.text("city"),
                "region": state.text("name"),
                "country": country.text("id") or country.text("name"),
            }
            if (known := tuple(parts.values())) not in said:
                said.add(known)
                Record(parts, place.path).say_place(raw)
            for used in (details, state, country, place):
                used.members.clear()
        if len(models) == 1 and (model := models.pop()):
            raw.say("workplace", model, "selector", "$.location.is_remote", model)
        return {country for _, _, country in said}


def _pay(raw: RawPosting, words: str, countries: set[str]) -> None:
    """Say the pay. "$" names a currency only where all places are in the United States or
    Canada: elsewhere ("$5.00 - $6.50 / hour" in Costa Rica) the figures stand without one."""
    if "$" not in words or countries <= _DOLLAR:
        raw.say("salary", words, "selector", "$.salary")
    elif pay := _without_currency(words):
        raw.say("salary", words, "selector", "$.salary", pay)
    else:
        raw.unread.append(("$.salary", words))


def _without_currency(words: str) -> Pay | None:
    """Return the figures and the unit of pay in "$"; None where it has another form."""
    from crawlers.extract.jsonld.pay import period_of
    from crawlers.extract.jsonld.values import amount
    from crawlers.posting.parts.terms import Pay

    found = _PRINTED.fullmatch(words)
    if found is None or sum(bool(found[name]) for name in ("most", "least", "high")) > 1:
        return None
    low, high = (amount((found[name] or "").replace(",", "")) for name in ("figure", "high"))
    if low is None or (found["high"] and high is None):
        return None
    if not found["high"]:
        low, high = (None if found["most"] else low), (None if found["least"] else low)
    return Pay(raw=words, min=low, max=high, period=period_of(found["every"] or ""))
