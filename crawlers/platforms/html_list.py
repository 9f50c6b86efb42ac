"""Sites with list pages that lead to HTML pages, words first: no selector is needed.

The next list page is found by the words of its link ("Next page", "Weiter", a bare page number), in
the languages of `text/data/paging.yaml`, or by `next_page`. Complete when no list page leads on to
one that was not read (`last_page`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from crawlers.contract.ledger import Proof
from crawlers.spider.posting_spider import PostingSpider
from crawlers.text.words import fold, load, phrases_in

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

    def leads_on(self, url: str, words: str) -> bool:
        """Return whether a link leads on, by the pattern `next_page` where there is one, or else by
        the words of the link."""
        if self.next_page:
            return super().leads_on(url, words)
        is_list = urlsplit(url).path in {urlsplit(first).path for first in self.list_urls}
        return fold(words) in _next_words() or (is_list and words.strip().isdigit())

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


@cache
def _next_words() -> frozenset[str]:
    return frozenset(fold(words) for words in phrases_in(load("paging")["next"]))
