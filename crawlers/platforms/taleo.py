"""Taleo career sections ({tenant}.taleo.net/careersection/{section}), modern (REST) or classic
(values in scripts).

The section's page shows which one it is: it names its portal, or the slots of its rows. Complete
when as many different ids came as the list states (`totalCount`, `nbElements`); an overstated
total is handled as `record_walk` says. Dates are asked for in UTC, so the clocks that a page prints
are UTC, unless it says that it used another zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import as_json, key_of, member, objects, said_instead
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.taleo_pages.island import row
from crawlers.platforms.taleo_pages.lists import SEARCH, Form
from crawlers.platforms.taleo_pages.slots import read_slots, recorded

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from crawlers.page.page import Page
    from crawlers.platforms.records.record import Record
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_PORTAL = re.compile(r"portalNo\s*:\s*['\"]?(\d+)")
_LOGIN = re.compile(r"/iam/|/login\.|mysubmissions\.ftl")


class Taleo(ApiSpider):
    """board: `acme.taleo.net/2`: host and section, as in
    acme.taleo.net/careersection/2/jobsearch.ftl; with `?lang=fr` the section in that language."""

    name = "taleo"
    board_form = r"(?P<host>[\w-]+(?:\.[\w-]+)+)/(?P<section>[^/?#]+)(?:\?lang=(?P<lang>[\w-]+))?"
    defaults = {"lang": "en"}
    home = "https://{host}"
    list_url = "https://{host}/careersection/{section}/jobsearch.ftl?lang={lang}"
    public_url = "https://{host}/careersection/{section}/jobdetail.ftl?job={key}&lang={lang}"
    detail_url = f"{public_url}&tz=GMT%2B00%3A00&tzname=UTC"
    posting_url = r"/careersection/[^/]+/jobdetail\.ftl\?(?:[^#]*&)?job=(?P<id>[^&#]+)"
    proof_without_total = "last_page"
    zone = "UTC"
    headers = {
        "Accept": "text/html, application/json, text/plain",
        "tz": "GMT+00:00",
        "tzname": "UTC",
    }
    custom_settings = {"COOKIES_ENABLED": True}  # the classic pager belongs to a session

    def decoded(self, response: Response) -> str:
        if _LOGIN.search(response.url):
            raise BadAnswer("login_wall")
        return response.body.decode("utf-8", "replace")

    def read_list(self, answer: str, at: Any) -> Iterator[Any]:
        """Read the section's page (`at` is 0), or call what `at` begins with."""
        yield from at[0](answer, *at[1:]) if at else self._section(answer)

    def _section(self, html: str) -> Iterator[Any]:
        """Read the section's page, and ask for the list of its kind."""
        portal, form = _PORTAL.search(html), Form.read(html)
        if portal:
            yield from self._ask_modern(portal[1], 1, form)
        elif form and form.total and form.total <= len(form.island.rows):
            self.note_total(form.total)
            yield from self._rows(form, form.island.rows)
        elif form:
            yield from self._ask_classic(form, 1)
        else:
            is_taleo = "/careersection/" in html
            raise BadAnswer("unknown_board" if is_taleo else said_instead(html.encode()))

    def _ask_modern(self, portal: str, page: int, form: Form | None) -> Iterator[Request]:
        url = (
            f"https://{{host}}/careersection/rest/jobboard/searchjobs?lang={{lang}}&portal={portal}"
        )
        headers = {"X-Requested-With": "XMLHttpRequest", "Referer": self.address_of(self.list_url)}
        yield from self.ask_list(
            url, (self._modern, portal, page, form), {**SEARCH, "pageNo": page}, headers
        )

    def _modern(self, answer: str, portal: str, page: int, form: Form | None) -> Iterator[Any]:
        """Read a page of the modern list, and ask for the next one; for the classic list where the
        tenant has no other."""
        found = as_json(answer.encode())
        if member(found, "careerSectionUnAvailable"):
            if form is None:
                raise BadAnswer("career_section_unavailable")
            yield from self._ask_classic(form, 1)
            return
        rows, paging = objects(found, "requisitionList"), member(found, "pagingData")
        total = self.note_total(member(paging, "totalCount"))
        size = member(paging, "pageSize")
        size = size if isinstance(size, int) and size > 0 else len(rows)
        for each in rows:
            yield from self.card(
                key_of(each, "contestNo") or key_of(each, "jobId"), {"column": each.get("column")}
            )
        if self.brought_new and page * size < total:
            yield from self._ask_modern(portal, page + 1, form)

    def _ask_classic(self, form: Form, page: int) -> Iterator[Request]:
        url = f"https://{{host}}/careersection/{{section}}/{form.action}"
        yield from self.ask_list(
            url, (self._classic, form, page), form.body(page, self.names["lang"])
        )

    def _classic(self, answer: str, form: Form, page: int) -> Iterator[Any]:
        form, rows, size = form.answered(answer)
        total = self.note_total(form.total)
        yield from self._rows(form, rows)
        if self.brought_new and page * size < total:
            yield from self._ask_classic(form, page + 1)

    def _rows(self, form: Form, rows: Sequence[Sequence[str]]) -> Iterator[Request]:
        for values in rows:
            found = row(form.island.slots, values)
            yield from self.card(found.get("contestnumber") or found.get("no", ""), found)

    # --- A posting --------------------------------------------------------------------------------

    def unpack(self, page: Page) -> Page:
        return recorded(page)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting's values by slot. A withdrawn posting is a page without values."""
        if not job.members:
            raise Gone("not_there")
        if job.text("zone") not in ("", self.headers["tz"]):
            raw.declared = replace(raw.declared, zone="")
        return read_slots(raw, job)
