"""Pinpoint's careers sites ({company}.pinpointhq.com): one call gives the board with all its texts.

Complete because it is one call that gave postings; no total is stated. Lists are empty at times
though there are postings: an empty one is asked for again, and never believed. A board that is not
there answers 404. `deadline_at` is the closing date; the day of posting stands on the page alone.
Format: as its own pages ask (`/postings.json`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawlers.platforms.records.answers import objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, say_contract

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_AGAIN = "https://{host}/postings.json?again=1"
_TEXTS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")
"""The parts behind the description; each has a member with the employer's own heading."""
_HEADINGS = tuple(f"{name}_header" for name in _TEXTS)
_NO_USE = (
    "path",
    "employment_type_text",
    "workplace_type_text",
    "compensation",
    "compensation_visible",
    "reporting_to",
)
"""`reporting_to` names a person."""


class Pinpoint(ApiSpider):
    """board: the host of the careers site, `acme.pinpointhq.com` or the company's own."""

    name = "pinpoint"
    board_form = r"(?P<host>[\w-]+(?:\.[\w-]+)+)"
    home = "https://{host}"
    list_url = "https://{host}/postings.json"
    public_url = "https://{host}/en/postings/{key}"
    posting_url = r"/(?:[a-z]{2}(?:-[A-Za-z]{2})?/)?postings/(?P<id>[0-9a-f-]{36})"

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: `data`. Ask a second time where it is empty."""
        postings = objects(answer, "data")
        if not postings and at != "again":
            yield from self.ask_list(_AGAIN, "again")
        for posting in postings:
            yield from self.whole(_key(posting), posting)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting. A part without text has its heading all the same: both are left out."""
        raw.key = _key(job.members)
        raw.url = job.members.get("url") or None
        job.say(raw, title="title", valid_through="deadline_at", workplace="workplace_type")
        say_contract(raw, str(job.members.get("employment_type")), "$.employment_type")
        job.say(raw, employment_type="employment_type", apply_url="url")
        self._place(raw, job.part("location"))
        within = job.part("job")
        within.say(raw, requisition="requisition_id")
        for name in ("department", "division", "structure_custom_group_one"):
            group = within.part(name)
            group.say(raw, category="name")
            group.drop("title")
        if job.flag("compensation_visible") is not False:
            job.say_pay(raw, *(f"compensation_{part}" for part in _PAY))
        blocks = headed("", job.text("description"))
        for name, heading in zip(_TEXTS, _HEADINGS, strict=True):
            blocks += headed(job.text(heading), job.text(name))
        job.drop(*_NO_USE, *_TEXTS, *(f"compensation_{part}" for part in _PAY))
        return blocks

    def _place(self, raw: RawPosting, place: Record) -> None:
        """Say the place by its parts. It is shown by its name where that holds the town: it may
        name the country, which has no member."""
        town, name = str(place.members.get("city") or ""), str(place.members.get("name") or "")
        place.say_place(raw, "city", "province", shown="name" if town in name else "")
        place.drop("name", "city", "province", "postal_code", "street_address")


_PAY = ("minimum", "maximum", "currency", "frequency")


def _key(posting: Any) -> str:
    """Return the uuid in a posting's address; its id where it has none."""
    path = urlsplit(str(posting.get("url") or posting.get("path") or "")).path
    return path.rstrip("/").rpartition("/")[2] or str(posting.get("id") or "")
