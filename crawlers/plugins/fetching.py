"""Fetch a few addresses for a command, as politely as a crawl does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcessBase
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.contract.ledger import OFFLINE
from crawlers.extract.answer import Answer
from crawlers.net.headers import header_of
from crawlers.net.offline import no_host_reached
from crawlers.net.reasons import why
from crawlers.output.terminal import say


@dataclass(slots=True)
class FetchedPages:
    """What came of some addresses. answers: by the address asked for; each names the one that
    redirects led to. failures: by address that could not be fetched, the reason."""

    answers: dict[str, Answer] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def fetch(self, process: CrawlerProcessBase, urls: Sequence[str]) -> None:
        """Fetch all addresses; return when all are answered. The settings' robots rules and limits
        hold. What is no address (`http://[::1`) is a failure of its own."""
        self.failures.update({url: "address" for url in urls if not has_host(url)})
        if good := [url for url in urls if url not in self.failures]:
            crawl_once(process, _Fetcher, urls=good, into=self)


def has_host(url: str) -> bool:
    """Return whether an address names a host, and no port that cannot be."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def origins_of(urls: Sequence[str]) -> tuple[str, ...]:
    """Return the origins (scheme://host:port) of addresses that the user gave: a request to them is
    not refused where it leads to a private address (crawlers.net.guard)."""
    return tuple("{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in urls)


def crawl_once(process: CrawlerProcessBase, spider: type[Spider], **arguments: Any) -> None:
    """Run the one crawl of a command, and say so if it reached no host at all."""
    crawler = process.create_crawler(spider)
    process.crawl(crawler, **arguments)
    process.start()
    if crawler.stats and no_host_reached(crawler.stats.get_stats()):
        say(OFFLINE, error=True)


class _Fetcher(Spider):
    name = "fetcher"
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}}

    def __init__(self, urls: Sequence[str], into: FetchedPages, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.into = urls, into
        self.trusted = origins_of(urls)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(
                url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url}
            )

    def parse(self, response: Response, asked: str) -> None:
        self.into.answers[asked] = Answer(
            response.body,
            content_type=header_of(response, "Content-Type"),
            address=response.url,
            name=PurePosixPath(urlsplit(response.url).path).stem or "page",
            day=datetime.now(UTC).date(),
        )

    def failed(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        self.into.failures[asked] = why(failure.value)
