"""Oracle Recruiting Cloud ({pod}.fa.{dc}.oraclecloud.com, other clouds of Oracle's, own hosts): a
paged list and a record for each posting.

Complete when as many different ids came as `TotalJobsCount` states. A site number that does not
exist answers 200 with nothing, so an empty list is proved by the known postings alone. Offsets stop
at 10,000: a larger list is walked by category, where the categories add up to it. Refusals for a
moment (302 to nowhere, 403, 503) are asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.oracle_pages.record import read_job
from crawlers.platforms.records.answers import key_of, member, objects, whole_number
from crawlers.platforms.records.api import ApiSpider

if TYPE_CHECKING:
    from scrapy import Request

    from crawlers.platforms.records.record import Record
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

MOST = 10_000
"""How far offsets go."""
_API = "https://{host}/hcmRestApi/resources/latest/recruitingCEJobRequisition"
_EXPAND = "onlyData=true&expand=requisitionList.workLocation,requisitionList.secondaryLocations"


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
    proof_without_total = "last_page"
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
            self.note_total(total)
        if total > MOST and not offset:
            yield from self._by_category(found, total, category)
            return
        for card in cards:
            yield from self.card(
                key_of(card, "Id"), card, "HotJobFlag", "TrendingFlag", "BeFirstToApplyFlag"
            )
        if self.brought_new and offset + len(cards) < total:
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
        return read_job(raw, items[0])
