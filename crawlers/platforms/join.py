"""join.com's company pages (join.com/companies/{company}): a list in the data of its pages, five to
the page, and a record for each posting.

Complete when as many different ids came as `pagination.total` states. A company that is not there
is not answered with 200. Pay is in minor units: 7500000 is 75,000.00. A posting's address begins
with another number than its id. Tried on recorded lists and texts; that the record has the members
of the list's rows was not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import (
    as_json,
    key_of,
    member,
    objects,
    said_instead,
    whole_number,
)
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import NOT_OPEN, Record, headed
from crawlers.text.markdown import markdown_to_html

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_DATA = re.compile(rb'<script id="__NEXT_DATA__"[^>]*>(.*?)</script>', re.DOTALL)
_HTML = re.compile(r"\s*(?:<|&lt;)(?:p|div|ul|ol|h[1-6]|span|strong|b)\b", re.IGNORECASE)
"""How a text begins that is no Markdown."""
_WHOLE = frozenset(("CLP", "ISK", "JPY", "KRW", "VND"))
"""Currencies without minor units (ISO 4217); what their figures count is not known."""
_SAYS_NOTHING = ("Employee",)
"""Names of employment types that say neither full nor part time."""
_NO_USE = (
    "employmentTypeId",
    "categoryId",
    "countryId",
    "cityId",
    "companyId",
    "languageId",
    "settings",
    "salaryFrequency",
    "office",
)
_TEXTS = {"": ("description", "intro"), "Tasks": ("tasks",), "Requirements": ("requirements",)}


class Join(ApiSpider):
    """board: the company's part of the address join.com/companies/COMPANY."""

    name = "join"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://join.com"
    list_url = "https://join.com/companies/{board}?page={at}"
    detail_url = "https://join.com/api/public/jobs/{key}?locale=en"
    public_url = "https://join.com/companies/{board}/{key}"
    posting_url = r"join\.com/companies/[\w-]+/(?P<id>\d+)(?:-[\w%.-]*)?"
    proof_without_total = "last_page"

    def first_pages(self) -> Iterator[Request]:
        yield from self._ask(1)

    def _ask(self, page: int) -> Iterator[Request]:
        yield from self.ask_list(self.list_url, page, headers={"Accept": "text/html"})

    def decoded(self, response: Response) -> Any:
        if (found := _DATA.search(response.body)) is None:
            raise BadAnswer(said_instead(response.body, "changed_payload"))
        return as_json(found[1])

    def read_list(self, answer: Any, at: int) -> Iterator[Any]:
        """Read the data of a page: `jobs.items` and `jobs.pagination`."""
        page = member(member(answer, "props"), "pageProps")
        jobs = member(member(page, "initialState"), "jobs")
        cards, paging = objects(jobs, "items"), member(jobs, "pagination")
        self.note_total(member(paging, "total"))
        for card in cards:
            url = self.public_address(key_of(card, "idParam"))
            yield from self.card(key_of(card), card, url=url)
        if self.brought_new and at < whole_number(member(paging, "pageCount")):
            yield from self._ask(at + 1)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting."""
        if job.text("status").lower() in NOT_OPEN:
            raise Gone("closed_notice")
        raw.key = job.text("id")
        if self.board:
            raw.url = self.public_address(job.text("idParam") or raw.key)
            raw.say("apply_url", raw.url, "selector", "$.idParam")
        job.say(raw, title="title", date_posted="createdAt", workplace="workplaceType")
        company = job.part("company")
        company.say(raw, organization="name")
        company.members.clear()
        job.part("category").say(raw, category="name")
        kind = job.part("employmentType")
        if kind.members.get("name") in _SAYS_NOTHING:
            kind.drop("name")
        kind.say(raw, employment_type="name")
        self._place(raw, job)
        self._pay(raw, job)
        job.drop(*_NO_USE)
        texts = {
            heading: next((text for name in names if (text := job.text(name))), "")
            for heading, names in _TEXTS.items()
        }
        return [
            block
            for heading, text in texts.items()
            for block in headed(heading, text if _HTML.match(text) else markdown_to_html(text))
        ]

    def _place(self, raw: RawPosting, job: Record) -> None:
        country, city = job.part("country"), job.part("city")
        code = country.text("iso3166") or city.text("countryCode").upper()
        city.members["code"] = code or country.text("name")
        city.say_place(raw, "cityName", "regionName", "code")
        country.members.clear()
        city.members.clear()

    def _pay(self, raw: RawPosting, job: Record) -> None:
        """Say the pay, unless the employer hides it."""
        shown = member(job.members.get("settings"), "showSalary") is not False
        bounds = [job.part(name) for name in ("salaryAmountFrom", "salaryAmountTo")]
        currencies = {bound.text("currency") for bound in bounds} - {""}
        low, high = (bound.text("amount") for bound in bounds)
        if shown and len(currencies) == 1 and not currencies & _WHOLE and (low + high).isdigit():
            pay = {
                "low": int(low) / 100 if low else None,
                "high": int(high) / 100 if high else None,
                "currency": currencies.pop(),
                "period": job.text("salaryFrequency"),
            }
            Record(pay, "$.salaryAmountFrom").say_pay(raw, "low", "high", "currency", "period")
