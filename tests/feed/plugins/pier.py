"""A site of the tests whose sitemap names its postings."""

from __future__ import annotations

from typing import ClassVar

from tests.feed.plugins.quay import QuaySpider


class PierSpider(QuaySpider):
    """Like quay, behind a sitemap."""

    name = "pier"
    list_urls: ClassVar[tuple[str, ...]] = ()
    sitemap_urls: ClassVar[tuple[str, ...]] = ("http://board.example/sitemap.xml",)
