"""PageBoard: a board whose list and postings are pages of HTML (or a sitemap that leads to them).

A list is known by a positive mark of the platform, never by its status: platforms answer 200 for
boards that are not there. What a page says comes from its JSON-LD, as `correct` leaves it, and from
what `read_page` finds by the platform's own markup; where that finds no text, the page is read by
its words like that of any site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urljoin

from crawlers.contract.ledger import Proof
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import said_instead
from crawlers.platforms.records.api import ApiSpider
from crawlers.spider.lists.empty_lists import describe_unfit
from crawlers.spider.posting_spider import PostingSpider
from crawlers.text.urls import tidy

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy import Request
    from scrapy.http import Response

    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_BEGINNING = re.compile(r"<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</html", re.IGNORECASE)
_LINK = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


class PageBoard(ApiSpider):
    """A platform's base class.

    list_mark: pattern of what every list holds, with postings and without. platform_mark: pattern
    of what the platform's pages hold. no_board_mark: pattern of what the platform shows where there
    is no board. text_box: CSS of what holds the text of each posting; where it is there and is
    empty, the employer wrote none.
    """

    list_mark: ClassVar[str] = ""
    platform_mark: ClassVar[str] = ""
    no_board_mark: ClassVar[str] = ""
    text_box: ClassVar[str] = ""
    proof_without_total: ClassVar[Proof] = "last_page"
    headers = {"Accept": "text/html"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.posting_pages.expect_ends()

    @property
    def has_pages(self) -> bool:
        return True

    # --- The list ---------------------------------------------------------------------------------

    def decoded(self, response: Response) -> Any:
        """Return the markup of a list. Raise BadAnswer: `unknown_board`, `changed_payload` (a page
        of the platform that is no list), `truncated` (a list that is cut), what any other page
        says, `maintenance` where that is not known."""
        html = response.body.decode("utf-8", "replace")
        if self.no_board_mark and re.search(self.no_board_mark, html):
            raise BadAnswer("unknown_board")
        if not re.search(self.list_mark, html):
            of_platform = self.platform_mark and re.search(self.platform_mark, html)
            raise BadAnswer("changed_payload" if of_platform else said_instead(response.body))
        if _BEGINNING.search(html) and not _END.search(html):
            raise BadAnswer("truncated")
        return html

    def links(self, html: str) -> Iterator[Request]:
        """List the postings that a list links to, each once."""
        base = self.address_of(self.list_url)
        urls = [
            urljoin(base, unescape(href).strip()) for href in dict.fromkeys(_LINK.findall(html))
        ]
        for url in urls:
            yield from self.link(url)
        self.describe_unfit(urls, "links")

    def link(self, url: str, lastmod: str = "") -> Iterator[Request]:
        """List the posting of an address, if it is one of this board."""
        url = tidy(self.live(url)) or ""
        key = self.key(url) if self.owns(url) else ""
        if key:
            self.walk.see(key)
            yield from self.listing.list_posting(key, url, lastmod)

    def describe_unfit(self, urls: Sequence[str], what: str) -> None:
        """Note, for a person to judge, the addresses of a list that named no posting. what: they
        are."""
        if urls and not self.ledger.listed:
            pattern = "the addresses of the platform's postings"
            self.ledger.list_says = describe_unfit(urls, what, pattern)

    def detail_of(self, key: str, url: str) -> str:
        return url

    # --- A posting --------------------------------------------------------------------------------

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Return what a page's JobPosting states without what the platform makes up."""
        return stated

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Say what the platform's markup says, and return the blocks of the text; [] where the page
        is to be read by its words."""
        return []

    def posting(self, page: Page) -> RawPosting | None:
        """Return what a page says."""
        if page.kind != "html":
            raise BadAnswer("changed_payload")
        page.jsonld = [self.correct(dict(one)) if "title" in one else one for one in page.jsonld]
        raw = PostingSpider.posting(self, page)
        assert raw is not None
        blocks = self.read_page(raw, page.selector)
        if blocks or self._has_empty_text(raw, page.selector):
            raw.blocks, raw.header, raw.described, raw.kind = blocks, [], [], "json"
            for line, block in enumerate(blocks, 1):
                block.line = line
        elif not raw.described:
            raise BadAnswer("changed_payload")
        if not raw.said.get("title"):
            raise BadAnswer("changed_payload")
        return raw

    def _has_empty_text(self, raw: RawPosting, page: Selector) -> bool:
        """Return whether the page has the box of the text, and neither it nor the data a word."""
        if raw.described or not self.text_box:
            return False
        boxes = page.css(self.text_box)
        return bool(boxes) and not any(words_in(box, "*") for box in boxes)


def words_in(page: Selector, css: str) -> str:
    """Return the words of the first element of a CSS; "" where there is none."""
    from crawlers.text.clean import clean

    found = page.css(css)
    return clean("".join(found[0].root.itertext())) if found else ""


def blocks_in(page: Selector, css: str) -> list[Block]:
    """Return the blocks of all elements of a CSS."""
    return [block for found in page.css(css) for block in blocks_of(found)]


def blocks_of(element: Selector) -> list[Block]:
    """Return the blocks of one element."""
    from crawlers.page.html_blocks import walk

    return walk(element.root).blocks


def say_pairs(
    raw: RawPosting, page: Selector, row: str, label: str, value: str, skip: tuple[str, ...] = ()
) -> None:
    """Say the labels and values of a page's rows: by the label where the vocabulary knows it, else
    they stay unread. row, label, value: CSS, the latter two within a row. skip: labels that are
    read elsewhere."""
    from crawlers.platforms.records.employer_fields import Field, say_fields

    for found in page.css(row):
        name = words_in(found, label).rstrip(": ")
        if name and name not in skip:
            say_fields(raw, [Field(name, words_in(found, value), row)])
