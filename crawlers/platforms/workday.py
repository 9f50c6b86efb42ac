"""Workday's career sites (myworkdayjobs.com, myworkdaysite.com): a list by POST, twenty to the
page, and a record for each posting.

Complete when as many different ids came as the first page's `total` states. Offsets stop at 2,000:
a larger list is walked facet by facet, where the counts of one facet's values add up to the total.
Bursts of 303 are a refusal, and so is a page of HTML with 200.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, say_places, without_payroll_number
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from scrapy import Request

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

MOST = 2000
"""How far offsets go."""


class Workday(ApiSpider):
    """board: `acme.wd3/careers`: tenant, data centre and site, as in the address
    acme.wd3.myworkdayjobs.com/careers; `wd3.myworkdaysite.com/acme/careers` for one whose address
    is wd3.myworkdaysite.com/recruiting/acme/careers."""

    name = "workday"
    board_form = (
        r"(?:(?P<host>wd\d+\.myworkdaysite\.com)/(?=[\w-]+/)|(?=[\w-]+\.wd\d))"
        r"(?P<tenant>[\w-]+)(?:\.(?P<pod>wd\d+))?/(?P<site>[\w-]+)"
    )
    home = "https://{host}"
    list_url = "https://{host}/wday/cxs/{tenant}/{site}/jobs"
    detail_url = "https://{host}/wday/cxs/{tenant}/{site}{key}"
    public_url = "https://{host}/{within}{site}{key}"
    posting_url = (
        r"(?:myworkdayjobs\.com/(?:[a-z]{2}-[A-Z]{2}/)?"
        r"|myworkdaysite\.com/(?:[a-z]{2}-[A-Z]{2}/)?recruiting/[\w-]+/)"
        r"[\w-]+/job/.*_(?P<id>[\w-]+)"
    )
    proof_without_total = "last_page"
    busy = (303,)

    @classmethod
    def names_of(cls, groups: Mapping[str, str]) -> dict[str, str]:
        names = super().names_of(groups)
        within = f"recruiting/{names['tenant']}/" if names["host"] else ""
        host = names["host"] or "{tenant}.{pod}.myworkdayjobs.com".format(**names)
        return {**names, "host": host, "within": within}

    def first_pages(self) -> Iterator[Request]:
        yield from self._ask({}, 0, 0)

    def _ask(self, facets: Mapping[str, list[str]], offset: int, total: int) -> Iterator[Request]:
        body = {"appliedFacets": facets, "limit": 20, "offset": offset, "searchText": ""}
        yield from self.ask_list(self.list_url, (facets, offset, total), body)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a page: `total` (some tenants state it on the first page alone), `jobPostings`,
        `facets`."""
        facets, offset, total = at
        cards = objects(answer, "jobPostings")
        if not offset:
            total = whole_number(member(answer, "total"))
            if not facets:
                self.note_total(total)
            if total > MOST:
                yield from self._by_facet(answer, facets, total)
                return
        for card in cards:
            # one that was just withdrawn may still stand there without it
            if path := str(card.get("externalPath") or ""):
                yield from self.card(
                    key_in(path), card, "postedOn", url=self.address_of(self.public_url, path)
                )
        if self.brought_new and offset + len(cards) < total:
            yield from self._ask(facets, offset + len(cards), total)

    def _by_facet(
        self, answer: Any, facets: Mapping[str, list[str]], total: int
    ) -> Iterator[Request]:
        """Walk each value of one facet. Raise BadAnswer where no facet covers the whole
        list."""
        covering = [
            (name, values)
            for name, values in facets_of(answer.get("facets"))
            if name not in facets and sum(values.values()) >= total and max(values.values()) < total
        ]
        if not covering:
            raise BadAnswer("too_many_postings")
        name, values = min(covering, key=lambda facet: len(facet[1]))
        for value in values:
            yield from self._ask({**facets, name: [value]}, 0, 0)

    def detail_of(self, key: str, url: str) -> str:
        return self.address_of(self.detail_url, url.partition(self.address_of(self.public_url))[2])

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting's record; `startDate` is the day on which it was posted."""
        info = job.part("jobPostingInfo")
        if info.flag("posted") is False:
            raise Gone("closed_notice")
        raw.url = info.text("externalUrl")
        raw.key = key_in(raw.url)
        info.say(
            raw,
            title="title",
            requisition="jobReqId",
            date_posted="startDate",
            valid_through="endDate",
        )
        info.say(raw, employment_type="timeType", workplace="remoteType", category="jobFamilyGroup")
        country = info.part("country")
        places = [*info.texts("location"), *info.texts("additionalLocations")]
        say_places(raw, places, f"{info.path}.location", country.text("descriptor"))
        country.drop("descriptor", "alpha2Code")
        employer = job.part("hiringOrganization")
        name = without_payroll_number(employer.text("name"))
        raw.say("organization", name, "selector", f"{employer.path}.name")
        employer.drop("url")
        info.drop(*load("internal_members")["workday"])
        job.drop("similarJobs", "userAuthenticated")
        return headed("", info.text("jobDescription"), "summary")


def key_in(path: str) -> str:
    """Return the number behind the title in a posting's path: `/job/Berlin/Night-Porter_R-10031-1`
    -> `R-10031-1`."""
    return path.rstrip("/").rpartition("/")[2].rpartition("_")[2]


def facets_of(facets: Any) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each facet by name, with the count of each of its values; facets may hold facets. What
    has another form than that is no facet."""
    for facet in _mappings(facets):
        values = [*_mappings(facet.get("values"))]
        counts: dict[str, int] = {}
        for each in values:
            with suppress(BadAnswer):
                counts[key_of(each)] = whole_number(each.get("count"))
        counts.pop("", None)
        if counts and (name := key_of(facet, "facetParameter")):
            yield name, counts
        yield from facets_of([each for each in values if "values" in each])


def _mappings(found: Any) -> Iterator[Mapping[str, Any]]:
    for each in found if isinstance(found, list) else ():
        if isinstance(each, Mapping):
            yield each
