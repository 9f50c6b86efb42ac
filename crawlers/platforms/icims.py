"""iCIMS' career sites ({label}.icims.com): a sitemap, and a page for each posting that has its data
only inside a frame (`?in_iframe=1`).

Complete when the sitemap was read to its end. `validThrough` is always a year on, and on some
boards `datePosted` is two years back (told by milliseconds other than .000): both are made up and
not believed. Fillers ("UNAVAILABLE") are no place. A page without JSON-LD is read by its labels.
Format: as its pages are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.employer_fields import Field, say_further
from crawlers.platforms.records.page_board import blocks_in, words_in
from crawlers.platforms.records.record import Record
from crawlers.platforms.records.sitemap_board import SitemapBoard

if TYPE_CHECKING:
    from parsel import Selector

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_STAMP = re.compile(r"\.(?!000)\d{3}(?:Z|[+-]|$)")
_PLACE = re.compile(r"(?P<country>[A-Z]{2})(?:-(?P<region>[A-Z0-9]{1,3}))?(?:-(?P<city>[^|;]+))?")
_COMPANY = re.compile(r"icimsSD\s*=.*?\"companyName\"\s*:\s*\"([^\"]+)\"", re.DOTALL)
_OWN = {
    "ID": "Requisition ID",
    "Post End Date": "Closing date",
    "External Company Name": "Company",
}
"""Labels of the platform, as the vocabulary has them."""
_NO_USE = ("Location", "Location Name", "Postal Code", "Address", "External Company URL")
_ROW = ".iCIMS_JobHeaderTag"


class Icims(SitemapBoard):
    """board: the label of its host, `careers-acme` in careers-acme.icims.com."""

    name = "icims"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://{board}.icims.com"
    list_url = "https://{board}.icims.com/sitemap.xml"
    detail_url = public_url = "https://{board}.icims.com/jobs/{key}/job"
    posting_url = r"icims\.com/jobs/(?P<id>\d+)/(?:[^/?#]+/)?job"
    dated = True
    date_order = "MDY"

    def detail_of(self, key: str, url: str) -> str:
        return f"{url.partition('?')[0]}?in_iframe=1"

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        made_up = {"validThrough"}
        if _STAMP.search(str(stated.get("datePosted", ""))):
            made_up.add("datePosted")
        return {name: _filled(value) for name, value in stated.items() if name not in made_up}

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting: its data, or the labels of its page."""
        if not page.css(".iCIMS_JobContent") and not raw.described:
            raise BadAnswer("changed_payload")
        raw.url = (raw.url or "").partition("?")[0] or None
        raw.say("apply_url", raw.url or "", "selector", "address")
        if "title" not in raw.said:
            self._head(raw, page)
        say_further(raw, self._fields(page))
        text = "h2.iCIMS_InfoField_Job, .iCIMS_InfoMsg_Job:not(h2)"
        return raw.described or blocks_in(page, text)

    def _head(self, raw: RawPosting, page: Selector) -> None:
        """Say what stands above the labels; typed data has it, too."""
        raw.say("title", words_in(page, "h1"), "selector", "h1.iCIMS_Header")
        posted = page.css(".header.right span[title]::attr(title)").get("")
        raw.say("date_posted", posted, "selector", ".header.right")
        for country, region, city in _places(words_in(page, ".header.left span:not(.sr-only)")):
            place = {"city": city.strip(), "region": region, "country": country}
            Record(place, ".header.left").say_place(raw)
        found = _COMPANY.search(" ".join(page.css("script::text").getall()))
        if found and "organization" not in raw.said:
            raw.say("organization", found[1], "selector", "icimsSD.companyName")

    def _fields(self, page: Selector) -> Iterator[Field]:
        """Yield the tenant's labels, but for those of the place and of the platform's frame."""
        for row in page.css(_ROW):
            label = words_in(row, ".iCIMS_JobHeaderField").rpartition(" : ")[2].strip()
            if label not in _NO_USE:
                value = words_in(row, ".iCIMS_JobHeaderData")
                yield Field(_OWN.get(label, label), value, _ROW)


def _places(words: str) -> Iterator[tuple[str, str, str]]:
    """Country, region and town of each place: "US-RI-Kingston | CA-ON"."""
    for one in words.split("|"):
        if found := _PLACE.fullmatch(one.strip()):
            yield found["country"], found["region"] or "", found["city"] or ""


def _filled(value: Any) -> Any:
    """Return the value without the platform's fillers."""
    if isinstance(value, dict):
        return {name: _filled(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return "" if value == "UNAVAILABLE" else value
