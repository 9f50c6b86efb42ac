"""SitemapBoard: a board whose list is its sitemap. Complete when the sitemap, and every one that it
names, was read to its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from crawlers.platforms.records.page_board import PageBoard
from crawlers.platforms.records.xml import members_of, read_xml

if TYPE_CHECKING:
    from scrapy.http import Response


class SitemapBoard(PageBoard):
    """dated: whether the sitemap's `lastmod` is that of the posting; else it is not looked at."""

    proof_without_total = "sitemap_exhausted"
    headers: ClassVar = {"Accept": "text/html, application/xml"}
    dated: ClassVar[bool] = False

    def decoded(self, response: Response) -> Any:
        return read_xml(response.body, "urlset", "sitemapindex")

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read a sitemap, or an index of sitemaps."""
        named = []
        for element in answer.iterchildren("{*}sitemap", "{*}url"):
            members = members_of(element)
            url = self.live(str(members.get("loc", "")))
            if element.tag.endswith("sitemap") and self.owns(url):
                yield from self.ask_list(url.replace("{", "%7B").replace("}", "%7D"), at + 1)
            elif element.tag.endswith("url"):
                named.append(url)
                yield from self.link(url, str(members.get("lastmod", "")) if self.dated else "")
        self.describe_unfit(named, "addresses")
