"""SmartRecruiters' postings (api.smartrecruiters.com): a paged list, and a detail with four named
sections.

Complete when as many different ids came as `totalFound` states. A company that does not exist
answers 200 with nothing, so an empty list is proved by the known postings alone. Format:
developers.smartrecruiters.com (Posting API)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.platforms.records.answers import key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.record import Record, headed, language_tag
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_SECTIONS = {
    "companyDescription": "about_employer",
    "jobDescription": "responsibilities",
    "qualifications": "qualifications",
    "additionalInformation": "additional_information",
}
"""By member, the kind of section that it is."""


_LEVELS = {
    "internship": "entry",
    "entry_level": "entry",
    "associate": None,
    "mid_senior_level": None,
    "director": "director",
    "executive": "executive",
}
"""By `experienceLevel.id`, the level; None for a step that is two of ours."""
_FIELDS_OF_ALL, _LABELS_OF_ALL = ("COUNTRY",), ("Brands",)
"""Fields that the platform gives every company: by id, and where it is another for each, by
label."""


class SmartRecruiters(ApiSpider):
    """board: the company's identifier, as written in its addresses (capitals count)."""

    name = "smartrecruiters"
    home = "https://api.smartrecruiters.com"
    hosts = ("smartrecruiters.com",)
    list_url = "https://api.smartrecruiters.com/v1/companies/{board}/postings?limit=100&offset={at}"
    detail_url = "https://api.smartrecruiters.com/v1/companies/{board}/postings/{key}"
    public_url = "https://jobs.smartrecruiters.com/{board}/{key}"
    posting_url = r"jobs\.smartrecruiters\.com/[\w-]+/(?P<id>\d+)"
    proof_without_total = "last_page"
    zero_is_proof = False

    def read_list(self, answer: Any, at: int) -> Iterator[Any]:
        """Read a page: `content` and `totalFound`."""
        cards = objects(answer, "content")
        total = whole_number(member(answer, "totalFound"))
        self.note_total(total)
        for card in cards:
            yield from self.card(key_of(card), card)
        yield from self.further(at, len(cards), total)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting's detail. One for the company's own people is none for the public."""
        if job.flag("active") is False or job.text("visibility") == "INTERNAL":
            raise Gone("closed_notice")
        raw.key, raw.url = job.text("id"), job.text("postingUrl")
        job.say(raw, title="name", requisition="refNumber", date_posted="releasedDate")
        job.say(raw, apply_url="applyUrl")
        company = job.part("company")
        company.say(raw, organization="name")
        company.drop("identifier")
        for name, slot in (
            ("department", "category"),
            ("function", "category"),
            ("industry", "industry"),
        ):
            part = job.part(name)
            if part.text("id") == "other":
                part.drop("label")
            part.say(raw, **{slot: "label"})
        job.part("typeOfEmployment").say(raw, employment_type="label")
        self._seniority(raw, job.part("experienceLevel"))
        language = job.part("language")
        raw.language = language_tag(language.text("code"))
        language.drop("label", "labelNative", "labelTranslated")
        self._place(raw, job.part("location"))
        job.part("compensation").part("salary").say_pay(raw, "min", "max", "currency", "period")
        say_fields(raw, self._fields(job.parts("customField")))
        sections = job.part("jobAd").part("sections")
        sections.drop("videos")
        job.drop(*load("internal_members")["smartrecruiters"])
        texts = [(sections.part(name), kind) for name, kind in _SECTIONS.items()]
        return [
            block
            for each, kind in texts
            for block in headed(each.text("title"), each.text("text"), kind)
        ]

    def _fields(self, fields: list[Record]) -> Iterator[Field]:
        """Yield the fields that the employer has added, but for those that every company has."""
        for field in fields:
            label, value = field.text("fieldLabel"), field.text("valueLabel")
            if field.text("fieldId") not in _FIELDS_OF_ALL and label not in _LABELS_OF_ALL:
                yield Field(label, value, field.path)
            field.drop("valueId")

    def _seniority(self, raw: RawPosting, level: Record) -> None:
        """Say the level by its id: the label is in the language of the company."""
        from crawlers.posting.parts.terms import Seniority

        step, label = level.text("id"), level.text("label")
        if step in _LEVELS:
            typed = Seniority.model_validate({"raw": label or step, "level": _LEVELS[step]})
            raw.say("seniority", label or step, "selector", "$.experienceLevel", typed)
        elif step != "not_applicable":
            raw.say("seniority", label, "selector", "$.experienceLevel")

    def _place(self, raw: RawPosting, place: Record) -> None:
        models = [model for model in ("remote", "hybrid") if place.flag(model)]
        if len(models) == 1:
            raw.say("workplace", models[0], "selector", f"{place.path}.{models[0]}", models[0])
        place.say_place(raw, shown="fullLocation")
        place.drop("latitude", "longitude", "address", "postalCode", "regionCode")
