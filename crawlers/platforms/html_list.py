"""Sites with list pages that lead to HTML pages, words first: no selector is needed.

The next list page is found by `next_page`, or by the words of its link
(crawlers.spider.lists.next_links). Complete when no list page leads on to one that was not read
(`last_page`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from crawlers.contract.ledger import Proof
from crawlers.spider.posting_spider import PostingSpider

if TYPE_CHECKING:
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting


class HtmlListSite(PostingSpider):
    """body: the CSS of the element that holds the posting's text, where the page holds more of the
    kind."""

    body: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.allowed_domains = cls.allowed_domains or (
            (urlsplit(cls.home).hostname or "",) if cls.home else ()
        )
        super().__init_subclass__(**kwargs)

    def list_proof(self) -> Proof:
        """Return `last_page`: the words of links show whether there is another."""
        return "last_page"

    def posting(self, page: Page) -> RawPosting | None:
        raw = super().posting(page)
        if raw is None or page.kind != "html":
            return raw
        if self.body and (found := page.selector.css(self.body)):
            from crawlers.page.html_blocks import walk

            raw.blocks = [block for element in found for block in walk(element.root).blocks]
            raw.kind, raw.described = "text", []
        return raw
