"""Recruitee's career sites ({company}.recruitee.com): one call gives the board with all its texts.

Complete because it is one call that gave postings; no total is stated, so an empty board is never
believed. A company that is not there answers 404. Format: docs.recruitee.com (Careers Site API).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.platforms.records.answers import key_of, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import NOT_OPEN, Record, headed, say_contract
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block


_SLOTS = {
    "title": "title",
    "organization": "company_name",
    "category": "department",
    "date_posted": "published_at",
    "valid_through": "close_at",
    "apply_url": "careers_apply_url",
    "skill": "tags",
    "seniority": "experience_code",
    "employment_type": "employment_type_code",
    "openings": "number_of_openings",
}
"""By slot, the member that says it."""


_SCHOOLING = {
    "high_school": "secondary",
    "secondary_school": "secondary",
    "vocational": "vocational",
    "associate_degree": "vocational",
    "bachelor_degree": "bachelor",
    "master_degree": "master",
    "doctoral_degree": "doctorate",
    "doctorate": "doctorate",
    "phd": "doctorate",
}
"""By `education_code`, the level."""


_NO_USE_OF_PLACE = (
    *("country", "name", "note", "street", "postal_code"),
    *("state_code", "country_code", "translations"),
)


class Recruitee(ApiSpider):
    """board: the company's part of its host name, or its own host (`jobs.acme.example`)."""

    name = "recruitee"
    board_form = r"(?P<board>[\w-]+(?:\.[\w-]+)*)"
    home = "https://{host}"
    list_url = "https://{host}/api/offers/"
    public_url = "https://{host}/o/{key}"

    @classmethod
    def names_of(cls, groups: Mapping[str, str]) -> dict[str, str]:
        board = groups["board"]
        return {"host": board if "." in board else f"{board}.recruitee.com"}

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: `offers`."""
        offers = objects(answer, "offers")
        for offer in offers:
            yield from self.whole(key_of(offer), offer)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read an offer."""
        if job.text("status") in NOT_OPEN:
            raise Gone("closed_notice")
        raw.key, raw.url = job.text("id"), job.text("careers_url")
        say_contract(raw, str(job.members.get("employment_type_code")), "$.employment_type_code")
        job.say(raw, **_SLOTS)
        job.say(raw, category="category_code")
        self._education(raw, job.text("education_code"))
        models = [model for model in ("remote", "hybrid", "on_site") if job.flag(model)]
        if len(models) == 1:
            raw.say("workplace", models[0], "selector", f"$.{models[0]}", models[0])
        self._places(raw, job)
        job.part("salary").say_pay(raw, "min", "max", "currency", "period")
        job.say_hours(raw, "min_hours", "max_hours")
        if "hours" not in raw.said:
            job.say_hours(raw, "min_hours_per_week", "max_hours_per_week")
        else:
            job.drop("min_hours_per_week", "max_hours_per_week")
        blocks = headed("", job.text("description"), "summary") + headed(
            "Requirements", job.text("requirements"), "qualifications"
        )
        job.drop(*load("internal_members")["recruitee"])
        return blocks

    def _places(self, raw: RawPosting, job: Record) -> None:
        """Say the places, or the one of an offer that has no list of them."""
        for place in job.parts("locations"):
            country = "country_code" if place.members.get("country_code") else "country"
            place.say_place(raw, "city", "state", country)
            place.drop(*_NO_USE_OF_PLACE)
        if not raw.said.get("location"):
            job.say_place(raw, "city", "state_name", "country_code")

    def _education(self, raw: RawPosting, code: str) -> None:
        """Say the schooling by its code; one that is no level of ours says nothing."""
        from crawlers.posting.parts.requirements import Education

        if level := _SCHOOLING.get(code):
            typed = Education.model_validate({"level": level, "raw": code})
            raw.say("education", code, "selector", "$.education_code", typed)
