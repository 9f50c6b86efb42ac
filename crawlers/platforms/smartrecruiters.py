"""SmartRecruiters' postings (api.smartrecruiters.com): a paged list, and a detail with four named
sections.

Complete when as many different ids came as `totalFound` states. A company that does not exist
answers 200 with nothing, so an empty list is never believed. Format: developers.smartrecruiters.com
(Posting API)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, language_tag, say_labelled

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
_NO_USE = (
    "uuid",
    "ref",
    "visibility",
    "active",
    "referralUrl",
    "creator",
    "jobAdId",
    "jobId",
    "defaultJobAd",
)


class SmartRecruiters(ApiSpider):
    """board: the company's identifier, as written in its addresses (capitals count)."""

    name = "smartrecruiters"
    home = "https://api.smartrecruiters.com"
    hosts = ("smartrecruiters.com",)
    list_url = "https://api.smartrecruiters.com/v1/companies/{board}/postings?limit=100&offset={at}"
    detail_url = "https://api.smartrecruiters.com/v1/companies/{board}/postings/{key}"
    public_url = "https://jobs.smartrecruiters.com/{board}/{key}"
    posting_url = r"jobs\.smartrecruiters\.com/\w+/(?P<id>\d+)"
    shape = "last_page"

    def read_list(self, answer: Any, at: int) -> Iterator[Any]:
        """Read a page: `content` and `totalFound`."""
        cards = objects(answer, "content")
        total = whole_number(member(answer, "totalFound"))
        if total == 0 and not cards and not self.ledger.listed:
            raise BadAnswer("unknown_board")
        self.state(total)
        for card in cards:
            yield from self.card(key_of(card), card)
        yield from self.further(at, len(cards), total)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting's detail."""
        raw.key, raw.url = job.text("id"), job.text("postingUrl")
        job.say(
            raw,
            title="name",
            requisition="refNumber",
            date_posted="releasedDate",
            apply_url="applyUrl",
        )
        company = job.part("company")
        company.say(raw, organization="name")
        company.drop("identifier")
        for name, slot in (
            ("department", "category"),
            ("function", "category"),
            ("industry", "industry"),
        ):
            job.part(name).say(raw, **{slot: "label"})
        job.part("typeOfEmployment").say(raw, employment_type="label")
        job.part("experienceLevel").say(raw, seniority="label")
        language = job.part("language")
        raw.language = language_tag(language.text("code"))
        language.drop("label", "labelNative", "labelTranslated")
        self._place(raw, job.part("location"))
        job.part("compensation").part("salary").say_pay(raw, "min", "max", "currency", "period")
        for field in job.parts("customField"):
            say_labelled(raw, field.text("fieldLabel"), field.text("valueLabel"), field.path)
            field.drop("fieldId", "valueId")
        sections = job.part("jobAd").part("sections")
        sections.drop("videos")
        job.drop(*_NO_USE)
        texts = [sections.part(name) for name in _SECTIONS]
        return [block for each in texts for block in headed(each.text("title"), each.text("text"))]

    def _place(self, raw: RawPosting, place: Record) -> None:
        models = [model for model in ("remote", "hybrid") if place.flag(model)]
        if len(models) == 1:
            raw.say("workplace", models[0], "selector", f"{place.path}.{models[0]}", models[0])
        place.say_place(raw, shown="fullLocation")
        place.drop("latitude", "longitude", "address", "postalCode", "regionCode")
