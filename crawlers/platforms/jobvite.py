"""Jobvite's career sites (jobs.jobvite.com/{company}): list pages of fifty, and a page for each
posting.

Complete when a page brings no new posting: the total counts a posting in two slots twice. A company
that is not there is led away (302), and the page behind answers 200. There are five templates of
rows, so links are read. Format: as its pages are; built from descriptions, then tried on recorded
pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.page_board import PageBoard, blocks_in, words_in

if TYPE_CHECKING:
    from parsel import Selector

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_LOOKING = re.compile(r"(?P<company>.+?) is looking for .+")
_FIRST = re.compile(r"^\s*\*\s+")
_META = ".jv-job-detail-meta"


class Jobvite(PageBoard):
    """board: the company's part of the address jobs.jobvite.com/COMPANY."""

    name = "jobvite"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://jobs.jobvite.com"
    list_url = "https://jobs.jobvite.com/{board}/search?p={at}"
    detail_url = public_url = "https://jobs.jobvite.com/{board}/job/{key}"
    posting_url = r"jobs\.jobvite\.com/(?:careers/)?[\w-]+/job/(?P<id>[A-Za-z0-9]+)"
    absent = (301, 302)
    list_mark = r"jv-job-list|jv-page-message"
    platform_mark = r"jv-|jobvite"
    text_box = ".jv-job-detail-description"

    def read_list(self, answer: str, at: int) -> Iterator[Any]:
        """Read a page. at: its number, from 0."""
        yield from self.links(answer)
        if self.brought_new:
            yield from self.ask_list(self.list_url, at + 1)

    def link(self, url: str, lastmod: str = "") -> Iterator[Any]:
        """List a posting of this company; a page may link to those of its parent."""
        if f"/{self.names['board']}/job/" in url:
            yield from super().link(url, lastmod)

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Take the commas and blanks from the ends of address parts ("Karnataka,"), and the mark
        of a posting that the company puts first ("* ") from the title."""
        title = _FIRST.sub("", str(stated.get("title") or ""))
        return {**stated, "title": title, "jobLocation": _trimmed(stated.get("jobLocation"))}

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting. The first heading is the company's logo, the title stands below it."""
        if "title" not in raw.said:
            title = _FIRST.sub("", words_in(page, ".jv-header"))
            raw.say("title", title, "selector", ".jv-header")
        if "organization" not in raw.said:
            shown = page.css("meta[property='og:title']::attr(content)").get("")
            if found := _LOOKING.fullmatch(shown.strip()):
                raw.say("organization", found["company"], "selector", "og:title")
        meta = [
            text for text in page.css(f"{_META}::text, {_META} *::text").getall() if text.strip()
        ]
        if meta and "category" not in raw.said:
            raw.say("category", meta[0], "selector", _META)
        if len(meta) > 1 and "location" not in raw.said:
            raw.say("location", " ".join(" ".join(meta[1:]).split()), "selector", _META)
        if raw.key:
            apply = f"{self.address_of(self.public_url, raw.key)}/apply"
            raw.say("apply_url", apply, "selector", "address")
        return blocks_in(page, self.text_box)


def _trimmed(value: Any) -> Any:
    """Return the value with each text in it free of commas and blanks at its ends."""
    if isinstance(value, dict):
        return {name: _trimmed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_trimmed(each) for each in value]
    return value.strip(" ,") if isinstance(value, str) else value
