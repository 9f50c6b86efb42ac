"""SuccessFactors' older career pages (career5.successfactors.eu/career?company=ACME): a list as
XML, and a page for each posting.

The list is one call in one language, and some tenants leave postings out of it: what it lacks and
the feed has is asked for by itself, and closed only where its own page says so. An element of it
that has no name is passed over. The day of a posting stands in a hidden field, its place before the
street. Tried on a recorded posting, not on a real list; what an unknown company answers is not
known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import key_of
from crawlers.platforms.records.page_board import PageBoard, blocks_in, words_in
from crawlers.platforms.records.record import language_tag
from crawlers.platforms.records.xml import members_of, read_xml

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_NAMELESS = re.compile(rb"<>.*?</>", re.DOTALL)
_HEAD = re.compile(r"[^:]*:\s*(?P<title>.+?)\s*\((?P<id>\d+)\)\s*", re.DOTALL)
"""The title of a posting's page; the words before the colon are in the language of the page."""
_STREET = re.compile(r"\s+-\s+(?=[^-]*\d).*")
"""What follows a town: "Oslo - 7 Harbour Street"."""
_LINE = "#postedOnDate ~ b"


class SuccessFactorsLegacy(PageBoard):
    """board: host and company, as in career5.successfactors.eu/career?company=ACME (capitals
    count): `career5.successfactors.eu/ACME`."""

    name = "successfactors_legacy"
    board_form = r"(?P<host>[\w-]+\.(?:successfactors|sapsf)\.(?:com|eu|cn))/(?P<company>[\w-]+)"
    home = "https://{host}"
    list_url = (
        "https://{host}/career?company={company}&career_ns=job_listing_summary&resultType=XML"
    )
    detail_url = public_url = (
        "https://{host}/career?career_ns=job_listing&company={company}&career_job_req_id={key}"
    )
    posting_url = r"/(?:portal)?career\?(?:[^#]*&)?career_job_req_id=(?P<id>\d+)(?:&[^#]*)?"
    proof_without_total = "one_call"
    asks_absent = True
    absent = (301, 302)
    headers = {"Accept": "text/html, application/xml"}
    text_box = ".externalPosting, .joqReqDescription"

    def decoded(self, response: Response) -> Any:
        return read_xml(_NAMELESS.sub(b"", response.body), "Job-Listing")

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: `Job` elements with their `ReqId`."""
        for job in answer.iterchildren("Job"):
            members = members_of(job)
            yield from self.card(key_of(members, "ReqId"), members)

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting. The first heading has the tenant's words before the title; the title of
        the page has the platform's, which end in a colon."""
        head = _HEAD.fullmatch(raw.head_title or "")
        if head is None or not page.css("#career_job_req_id"):
            raise BadAnswer("changed_payload")
        raw.said.pop("title", None)
        raw.say("title", head["title"], "selector", "title")
        raw.say("requisition", head["id"], "selector", "title")
        raw.language = language_tag(page.css("#locale::attr(value)").get("")) or raw.language
        stamp = page.css("#postedOnFastDate::attr(value)").get("")
        if re.fullmatch(r"\d{12,13}", stamp):
            day = datetime.fromtimestamp(int(stamp) / 1000, UTC)
            raw.say("date_posted", f"{day:%Y-%m-%d}", "selector", "#postedOnFastDate")
        raw.say("location", _STREET.sub("", words_in(page, _LINE)), "selector", _LINE)
        for more in page.css(_LINE)[1:]:
            raw.unread.append((_LINE, words_in(more, "*")))
        return blocks_in(page, ".externalPosting") or blocks_in(page, ".joqReqDescription")
