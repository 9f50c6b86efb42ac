"""GenericSpider: reads a posting page of a site that has no plugin."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawlers.spider.posting_spider import Healthy, PostingSpider
from crawlers.text.urls import key_in, tidy

if TYPE_CHECKING:
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting


class GenericSpider(PostingSpider):
    """Reads what any page says of itself. The source is the site's registered domain, the key the
    likeliest id in the address."""

    name = "generic"
    expect = Healthy(min_postings=1)

    @classmethod
    def owns(cls, url: str) -> bool:
        """Return True for any address: the spider is given pages, and follows no links."""
        return urlsplit(url).scheme in ("http", "https")

    def key(self, url: str) -> str:
        return key_in(url)

    def address(self, page: Page) -> str | None:
        named = super().address(page)
        # a copy that names its original on another site: its own address counts
        if page.url and named and registered_domain(named) != registered_domain(page.url):
            return tidy(page.url)
        return named

    def posting(self, page: Page) -> RawPosting | None:
        raw = super().posting(page)
        if raw is not None and raw.url:
            raw.source = registered_domain(raw.url) or self.name
            raw.declared = replace(self.declared, name=raw.source, domains=(raw.source,))
        return raw


def registered_domain(url: str) -> str:
    """Return the registered domain of an address in ASCII (`example.co.uk`), or its host where it
    has none (an IP address, a local name)."""
    try:
        host = (urlsplit(url).hostname or "").casefold().removeprefix("www.")
    except ValueError:  # a broken IPv6 address
        return ""
    domain = _extract()(host).top_domain_under_public_suffix or host.strip("[]").replace(":", "-")
    return str(domain).encode("idna").decode() if not domain.isascii() else str(domain)


@cache
def _extract() -> Any:
    from tldextract import TLDExtract

    # its own snapshot of the list; no download, no cache on disk
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
