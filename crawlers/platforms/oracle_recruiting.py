"""Oracle Recruiting Cloud ({pod}.fa.{dc}.oraclecloud.com, other clouds of Oracle's, own hosts): a
paged list and a record for each posting.

Complete when as many different ids came as `TotalJobsCount` states. A site number that does not
exist answers 200 with nothing, so an empty list is proved by the known postings alone. Offsets stop
at 10,000: a larger list is walked by category, where the categories add up to it. Refusals for a
moment (302 to nowhere, 403, 503) are asked again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.record import Record, headed, say_places
from crawlers.text.words import load

if TYPE_CHECKING:
    from scrapy import Request

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

MOST = 10_000
"""How far offsets go."""
_API = "https://{host}/hcmRestApi/resources/latest/recruitingCEJobRequisition"
_EXPAND = "onlyData=true&expand=requisitionList.workLocation,requisitionList.secondaryLocations"
_TEXTS = (
    ("ExternalDescriptionStr", "", "summary"),
    ("ExternalResponsibilitiesStr", "Responsibilities", "responsibilities"),
    ("ExternalQualificationsStr", "Qualifications", "qualifications"),
    ("CorporateDescriptionStr", "About Us", "about_employer"),
    ("OrganizationDescriptionStr", "About the Organization", "about_employer"),
)
"""Members with text: their heading on the vendor's own pages, and the kind of section."""

_SLOTS = {
    "title": "Title",
    "organization": "LegalEmployer",
    "category": "Category",
    "employment_type": "JobSchedule",
    "date_posted": "ExternalPostedStartDate",
    "valid_through": "ExternalPostedEndDate",
    "workplace": "WorkplaceType",
    "openings": "NumberOfOpenings",
    "education": "StudyLevel",
    "unit": "Department",
    "contract_type": "ContractType",
    "travel": "DomesticTravelRequired",
    "grade": "JobGrade",
    "seniority": "JobLevel",
    "hours": "WorkHours",
}
"""By slot, the member that says it."""


_TRAVEL = "InternationalTravelRequired"
_NAME = re.compile(r"[^<>.!?:]{2,60}")
_WORDS_OF_NAME = 6
"""Characters and words of a description of the organization that is its name and no more."""


class OracleRecruiting(ApiSpider):
    """board: `eabc.fa.em2/CX_1`: the host without oraclecloud.com, and the site's number or name;
    of any other host the whole (`eabc.fa.ocs.oraclecloud.eu/CX_1`, `jobs.acme.example/careers`)."""

    name = "oracle_recruiting"
    board_form = (
        r"(?:(?P<pod>[\w-]+\.fa(?:\.[\w-]+)?)|(?P<host>[\w-]+(?:\.[\w-]+)+))/(?P<site>[\w-]+)"
    )
    home = "https://{host}"
    list_url = (
        _API
        + f"s?{_EXPAND}&finder=findReqs;siteNumber={{site}},facetsList=CATEGORIES"
        + ",limit=200,sortBy=POSTING_DATES_DESC"
    )
    detail_url = _API + 'Details?expand=all&onlyData=true&finder=ById;Id="{key}",siteNumber={site}'
    public_url = "https://{host}/hcmUI/CandidateExperience/en/sites/{site}/job/{key}"
    posting_url = r"/hcmUI/CandidateExperience/[\w-]+/sites/[\w-]+/job/(?P<id>\w+)"
    shape = "last_page"
    zero_is_proof = False
    busy = (302, 403)

    @classmethod
    def names_of(cls, groups: Mapping[str, str]) -> dict[str, str]:
        names = super().names_of(groups)
        return {**names, "host": names["host"] or f"{names['pod']}.oraclecloud.com"}

    def first_pages(self) -> Iterator[Request]:
        yield from self._ask("", 0)

    def _ask(self, category: str, offset: int) -> Iterator[Request]:
        chosen = f",selectedCategoriesFacet={category}" if category else ""
        yield from self.ask_list(f"{self.list_url},offset={offset}{chosen}", (category, offset))

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a page: the one object of `items`, with `requisitionList`, `TotalJobsCount` and the
        facets asked for."""
        category, offset = at
        found = (objects(answer, "items") or [{}])[0]
        cards, total = (
            objects(found, "requisitionList"),
            whole_number(member(found, "TotalJobsCount")),
        )
        if not category:
            self.state(total)
        if total > MOST and not offset:
            yield from self._by_category(found, total, category)
            return
        for card in cards:
            yield from self.card(
                key_of(card, "Id"), card, "HotJobFlag", "TrendingFlag", "BeFirstToApplyFlag"
            )
        if self.grew and offset + len(cards) < total:
            yield from self._ask(category, offset + len(cards))

    def _by_category(self, found: Any, total: int, category: str) -> Iterator[Request]:
        facets = objects(found, "categoriesFacet") if found.get("categoriesFacet") else []
        counts = {key_of(facet, "Id"): whole_number(facet.get("TotalCount")) for facet in facets}
        if category or sum(counts.values()) < total:
            raise BadAnswer("too_many_postings")
        for facet, count in counts.items():
            if count:
                yield from self._ask(facet, 0)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting's record; a withdrawn one is an answer without items."""
        items = job.parts("items")
        if not items:
            raise (
                Gone("not_there")
                if job.members.get("items") == []
                else BadAnswer("changed_payload")
            )
        job.drop("count", "hasMore", "limit", "offset", "links")
        job = items[0]
        raw.key = job.text("Id")
        number = job.text("RequisitionNumber") or raw.key
        raw.say("requisition", number, "selector", "$.Id")
        job.say(raw, **_SLOTS)
        job.say(raw, category="JobFunction", employment_type="JobType", travel=_TRAVEL)
        job.say(raw, employment_type="WorkerType", unit="BusinessUnit", hours="JobShift")
        job.say(raw, unit="Organization")
        for skill in job.parts("skills"):
            skill.say(raw, skill="Skill")
            skill.drop("SectionName")
        others = job.parts("secondaryLocations")
        places = [job.text("PrimaryLocation"), *(place.text("Name") for place in others)]
        say_places(
            raw,
            [place for place in places if place],
            "$.PrimaryLocation",
            job.text("PrimaryLocationCountry"),
        )
        say_fields(raw, self._fields(job.parts("requisitionFlexFields")))
        self._employer(raw, job.members.get("OrganizationDescriptionStr"))
        for place in others:
            place.drop("CountryCode", "GeographyId", "GeographyNodeId", "RequisitionLocationId")
        job.drop(*load("internal_members")["oracle_recruiting"])
        return [
            block
            for name, heading, kind in _TEXTS
            for block in headed(heading, job.text(name), kind)
        ]

    def _fields(self, fields: list[Record]) -> Iterator[Field]:
        """Yield the fields that the employer has added."""
        for field in fields:
            yield Field(field.text("Prompt"), field.text("Value"), field.path)
            field.drop("ControlType", "SequenceNumber")

    def _employer(self, raw: RawPosting, described: Any) -> None:
        """Say the employer where the record names it by a description of the organization that is a
        bare name."""
        words = described.strip() if isinstance(described, str) else ""
        if _NAME.fullmatch(words) and len(words.split()) <= _WORDS_OF_NAME:
            raw.say("organization", words, "selector", "$.OrganizationDescriptionStr")
