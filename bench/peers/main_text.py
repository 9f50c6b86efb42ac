"""The bench's board through Scrapy with trafilatura in a pipeline: the main text and the metadata
of any page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import trafilatura
from scrapy.http import Response

from bench.peers.bare import BareSpider


class MainText:
    """Replaces the page by what trafilatura reads from it, with its own defaults."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"url": item["url"], "text": trafilatura.extract(item["page"], url=item["url"])}


class MainTextSpider(BareSpider):
    """See BareSpider."""

    name = "main_text"
    custom_settings = {"ITEM_PIPELINES": {MainText: 100}}

    def posting(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"url": response.url, "page": response.text}
