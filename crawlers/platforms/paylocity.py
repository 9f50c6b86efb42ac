"""Paylocity's job pages (recruiting.paylocity.com): one page that holds all openings as data, and a
page for each.

Complete because it is one page that gave postings; no total is stated, so an empty board is never
believed. The JSON-LD of a posting has the clock of UTC under the offset of the place: it is put
back. Format: as its pages are; built from descriptions, then tried on recorded pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import key_of, objects
from crawlers.platforms.records.employer_fields import Field, say_further
from crawlers.platforms.records.page_board import PageBoard, words_in

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_LABEL = ".job-listing-header"
_OWN = {"Job Type": "Employment type", "Salary Description": "Salary"}
"""The platform's own labels, in the words of the vocabulary."""
_LONG = 200
"""Characters from which what stands under a label is text."""
_DATA = re.compile(r"window\.pageData\s*=\s*(?=\{)")


class Paylocity(PageBoard):
    """board: `{guid}/{name}`, as in recruiting.paylocity.com/recruiting/jobs/All/GUID/NAME."""

    name = "paylocity"
    board_form = r"(?P<guid>[0-9a-fA-F-]{36})(?:/(?P<slug>[\w%.-]+))?"
    home = "https://recruiting.paylocity.com"
    list_url = "https://recruiting.paylocity.com/recruiting/jobs/All/{guid}/{slug}"
    detail_url = public_url = "https://recruiting.paylocity.com/Recruiting/Jobs/Details/{key}"
    posting_url = r"paylocity\.com/[Rr]ecruiting/[Jj]obs/Details/(?P<id>\d+)(?:/[^?#]*)?"
    proof_without_total = "one_call"
    list_mark = r"window\.pageData"
    platform_mark = r"paylocity"

    def decoded(self, response: Response) -> Any:
        html = super().decoded(response)
        if (found := _DATA.search(html)) is None:
            raise BadAnswer("changed_payload")
        try:
            return json.JSONDecoder().raw_decode(html, found.end())[0]
        except (ValueError, RecursionError):
            raise BadAnswer("changed_payload") from None

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the data of the page: `Jobs`."""
        for card in objects(answer, "Jobs"):
            yield from self.card(key_of(card, "JobId"), card)

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Put the clock of the posting's day back to its place: "17:56:03-05:00" is 12:56:03
        there."""
        with suppress(ValueError, TypeError):
            printed = datetime.fromisoformat(stated.get("datePosted", ""))
            if printed.tzinfo is not None:
                there = printed.replace(tzinfo=UTC).astimezone(printed.tzinfo)
                stated["datePosted"] = there.isoformat()
        return stated

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Say where to apply, and what the page's labels say beside the data: the type of
        employment, which it always lacks, the pay, which it may lack."""
        headers = page.css(_LABEL)
        values = (each.xpath("following-sibling::*[1]") for each in headers)
        pairs = [
            (words_in(header, "*"), words_in(value[0], "*") if value else "")
            for header, value in zip(headers, values, strict=True)
        ]
        say_further(
            raw,
            [Field(_OWN.get(a, a), value, _LABEL) for a, value in pairs if len(value) < _LONG],
        )
        if raw.key:
            apply = f"{self.home}/Recruiting/jobs/Apply/{raw.key}"
            raw.say("apply_url", apply, "selector", "address")
        return []
