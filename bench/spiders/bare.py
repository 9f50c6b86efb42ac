"""The bench's board by bare Scrapy: the same pages and raw fields, written with FEEDS; nothing is cleaned, checked or judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    name = "bare"

    def __init__(self, origin: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_urls = [f"{origin}/jobs?page=1"]

    def parse(self, response: Response) -> Iterator[Any]:
        yield from response.follow_all(css="h3.card__title a", callback=self.posting)
        yield from response.follow_all(css="a.next")

    def posting(self, response: Response) -> Iterator[dict[str, Any]]:
        article = response.css("article.posting")
        yield {
            "url": response.url,
            "title": article.css("h1::text").get(),
            "facts": article.css("dl ::text, table ::text, li::text").getall()[:40],
            "jsonld": response.css('script[type="application/ld+json"]::text').get(),
            "description": article.get(),
        }
