"""Sites whose sitemap names every posting; the pages are read by their words. Complete when every
sitemap was read to its end."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from crawlers.spider.posting_spider import PostingSpider


class SitemapSite(PostingSpider):
    """home and posting_url are enough: the sitemaps are those that robots.txt names, or
    `/sitemap.xml` where a plugin says so."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.sitemap_urls = cls.sitemap_urls or (
            (f"{cls.home.rstrip('/')}/robots.txt",) if cls.home else ()
        )
        cls.allowed_domains = cls.allowed_domains or (
            (urlsplit(cls.home).hostname or "",) if cls.home else ()
        )
        super().__init_subclass__(**kwargs)
