"""Taleo Business Edition's career sites ({pod}.tbe.taleo.net): list pages of ten, and a page for
each posting in one of two layouts.

Complete when as many different ids came as the counter of the list states; in the theme without a
counter, when the link to the next page is gone. That theme belongs to a session: it needs its
cookie, and one request at a time. An organization that is not there is led to INACTIVEcareers. The
feed (RSS) is a capped sample and is not read. JSON-LD gives the employer's address as the place:
the label of the page counts. Tried on recorded postings, not on a real list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Gone
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.page_board import PageBoard, blocks_in, say_pairs, words_in

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_COUNTER = re.compile(r"oracletaleocwsv2-panel-number[^>]*>\s*([\d.,]*)\s*<")
_NEXT = re.compile(r"<a[^>]*jscroll-next[^>]*>")
_HREF = re.compile(r"href=[\"']([^\"']+)")
_CLOSED = re.compile(r"Job Not Available|no longer available")
_PLACES = ("Primary Work Location", "Location")
"""Labels of the place, the one that counts first."""
_PAIR = "div:has(> span.small):has(> strong)"
_TEXTS = ("div[name=cwsJobDescription]", "div.col-md-8")


class TaleoBE(PageBoard):
    """board: `phe03/ACME/37`: pod, organization and career site, as in
    phe.tbe.taleo.net/phe03/ats/careers/v2/searchResults?org=ACME&cws=37."""

    name = "taleo_be"
    board_form = r"(?P<pod>[a-z]+)(?P<number>\d+)/(?P<org>[\w-]+)/(?P<cws>\d+)"
    home = "https://{pod}.tbe.taleo.net"
    list_url = (
        "https://{pod}.tbe.taleo.net/{pod}{number}/ats/careers/v2/searchResults?org={org}&cws={cws}"
    )
    detail_url = public_url = (
        "https://{pod}.tbe.taleo.net/{pod}{number}/ats/careers/v2/viewRequisition"
        "?org={org}&cws={cws}&rid={key}"
    )
    posting_url = r"/ats/careers/v2/viewRequisition\?(?:[^#]*&)?rid=(?P<id>\d+)(?:&[^#]*)?"
    list_mark = r"oracletaleocwsv2-(?:panel-number|accordion|search)"
    platform_mark = r"oracletaleocwsv2|/ats/careers/"
    no_board_mark = r"INACTIVEcareers"
    custom_settings = {"COOKIES_ENABLED": True}

    def decoded(self, response: Response) -> Any:
        if self.no_board_mark in response.url:
            raise BadAnswer("unknown_board")
        return super().decoded(response)

    def read_list(self, answer: str, at: int) -> Iterator[Any]:
        """Read a page. at: the number of the first row."""
        yield from self.links(answer)
        counter, link = _COUNTER.search(answer), _NEXT.search(answer)
        if counter:
            total = self.note_total(re.sub("[.,]", "", counter[1]))
            if self.brought_new and at + 10 < total:
                yield from self.ask_list(f"{self.list_url}&rowFrom={{at}}", at + 10)
        elif link and self.brought_new and (href := _HREF.search(link[0])):
            query = unescape(href[1]).partition("?")[2]
            url = self.list_url.partition("?")[0] + "?" + query.replace("{", "").replace("}", "")
            yield from self.ask_list(url, at + 10)

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in stated.items() if name != "jobLocation"}

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting."""
        blocks = next((found for css in _TEXTS if (found := blocks_in(page, css))), [])
        if not blocks and _CLOSED.search(words_in(page, "body")):
            raise Gone("closed_notice")
        if "title" not in raw.said:
            css = ".oracletaleocwsv2-job-description > strong"
            raw.say("title", words_in(page, css), "selector", css)
        pairs = {
            words_in(each, "span.small").rstrip(": "): words_in(each, "strong")
            for each in page.css(_PAIR)
        }
        label = next((name for name in _PLACES if pairs.get(name)), "")
        raw.say("location", pairs.get(label, ""), "label", label)
        say_pairs(raw, page, _PAIR, "span.small", "strong", skip=_PLACES)
        apply = page.css("a[href*=applyRequisition]::attr(href)").get("")
        raw.say("apply_url", apply, "selector", "a[href*=applyRequisition]")
        return blocks
