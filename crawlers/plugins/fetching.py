"""Fetching a few addresses for a command, as politely as a crawl does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcessBase
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.net.reasons import why

if TYPE_CHECKING:
    from crawlers.page.page import Page


@dataclass(slots=True)
class FetchedPages:
    """pages: by the address asked for, and bodies: as they were sent. failures: the reason of each
    that could not be fetched."""

    pages: dict[str, Page] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def fetch(self, process: CrawlerProcessBase, urls: Sequence[str]) -> None:
        """Fetch all addresses; return when all are answered. The settings' robots rules and limits
        hold."""
        process.crawl(_Fetcher, urls=urls, into=self)
        process.start()


class _Fetcher(Spider):
    name = "fetcher"
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}}

    def __init__(self, urls: Sequence[str], into: FetchedPages, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.into = urls, into
        self.trusted = tuple("{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in urls)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(
                url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url}
            )

    def parse(self, response: Response, asked: str) -> None:
        from crawlers.page.page import Page

        self.into.pages[asked] = Page.from_response(response)
        self.into.bodies[asked] = response.body

    def failed(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        self.into.failures[asked] = why(failure.value)
