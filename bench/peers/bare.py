"""The bench's board by bare Scrapy: the same pages and raw fields, written with FEEDS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.http import Response

from bench.peers.raw import raw_fields


class BareSpider(scrapy.Spider):
    """origin: where the board is served."""

    name = "bare"

    def __init__(self, origin: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_urls = [f"{origin}/jobs?page=1"]

    def parse(self, response: Response) -> Iterator[Any]:
        yield from response.follow_all(css="h3.card__title a", callback=self.posting)
        yield from response.follow_all(css="a.next")

    def posting(self, response: Response) -> Iterator[dict[str, Any]]:
        yield raw_fields(response.selector, response.url)
