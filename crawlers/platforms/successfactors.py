"""SuccessFactors' career sites (RMK and CSB, on hosts of their own): a sitemap, and a page for each
posting with microdata and the tenant's own labels.

Complete when the sitemap, or the feed that stands in its place, was read to its end. A tenant that
has left is redirected to the platform or to a parking page. The `datePosted` of the microdata and
the `lastmod` of the sitemap are stamps of the last refresh: a day of posting is believed only where
the page prints it. Tried on recorded postings, not on a real sitemap. The fronts called Unify are
found by their sitemap too, not by their own call, which gives one language at a time; the older
career pages (career{N}.successfactors.com) are a platform of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.page_board import blocks_of, words_in
from crawlers.platforms.records.record import Record
from crawlers.platforms.records.sitemap_board import SitemapBoard
from crawlers.platforms.records.xml import read_xml

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_DESCRIPTION = "[itemprop=description], [data-careersite-propertyid=description]"
_COMPANY = re.compile(r".* Job Details \| (?P<company>.+)")
"""The title of a page, where it is of the platform's own form."""
_ROW = ".joblayouttoken"
_PLACES = ("city", "location")
"""Properties that hold the place; it is read from the microdata, or from the first of these."""


class SuccessFactors(SitemapBoard):
    """board: the host of the career site."""

    name = "successfactors"
    board_form = r"(?P<host>[\w-]+(?:\.[\w-]+)+)"
    home = "https://{host}"
    list_url = "https://{host}/sitemap.xml"
    detail_url = public_url = "https://{host}/job/{key}/"
    posting_url = r"/(?:[\w-]+/)?job/(?:[^/?#]+/)?(?P<id>\d{4,})(?:-[a-z]{2}_[A-Z]{2})?"
    absent = (301, 302)
    text_box = _DESCRIPTION

    def decoded(self, response: Response) -> Any:
        """Return the sitemap; on some sites it is a feed of the postings (RSS)."""
        return read_xml(response.body, "urlset", "sitemapindex", "rss")

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a sitemap, or the addresses of a feed."""
        links = [(each.findtext("link") or "").strip() for each in answer.iterfind("channel/item")]
        for url in links:
            yield from self.link(url)
        self.describe_unfit(links, "addresses")
        yield from super().read_list(answer, at)

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Nothing of the microdata is taken as it stands: places are joined wrongly, dates are
        stamps."""
        return {}

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting. The first description may be empty: the richest is the text."""
        title = words_in(page, "[itemprop=title], [data-careersite-propertyid=title]")
        if not title:
            raise BadAnswer("changed_payload")
        raw.said.pop("title", None)
        raw.say("title", title, "selector", "[itemprop=title]")
        if found := _COMPANY.fullmatch(raw.head_title or ""):
            raw.say("organization", found["company"], "selector", "title")
        self._places(raw, page)
        for row in page.css(_ROW):
            label = words_in(row, ".joblayouttoken-label").rstrip(": ")
            kind = row.css("[data-careersite-propertyid]::attr(data-careersite-propertyid)").get("")
            if label and kind not in _PLACES:
                value = words_in(row, ".joblayouttoken-label ~ *")
                say_fields(raw, [Field(label, value, f"{_ROW} {kind}")])
        apply = page.css("a[href*='/talentcommunity/apply/']::attr(href)").get("")
        if apply:
            raw.say("apply_url", f"{self.home}{apply}", "selector", "a.apply")
        nodes = page.css(_DESCRIPTION)
        richest = max(nodes, key=lambda node: len(node.xpath("string()").get("")), default=None)
        return blocks_of(richest) if richest is not None else []

    def _places(self, raw: RawPosting, page: Selector) -> None:
        """Say each place of the microdata, or else the words of the page."""
        metas = page.css("meta[itemprop^=address]")
        place: dict[str, str] = {}
        places = [place]
        for meta in metas:
            name = meta.attrib["itemprop"]
            if name in place:
                places.append(place := {})
            place[name] = meta.attrib.get("content", "").strip()
        for each in filter(None, places):
            record = Record(each, "[itemprop=address]")
            record.say_place(raw, "addressLocality", "addressRegion", "addressCountry")
        if "location" not in raw.said:
            css = ".jobGeoLocation, [data-careersite-propertyid=city]"
            raw.say("location", words_in(page, css), "selector", css)
