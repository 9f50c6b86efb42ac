"""The bench's board through crawlee: `python -m bench.peers.crawlee ORIGIN FILE raw|stages`.

raw: the raw fields that bare Scrapy writes. stages: each page through all of jobwire's stages,
written as its line of the feed."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from crawlee import ConcurrencySettings
from crawlee.configuration import Configuration
from crawlee.crawlers import ParselCrawler, ParselCrawlingContext
from crawlee.storage_clients import MemoryStorageClient

from bench.peers.raw import raw_fields


def raw_line(context: ParselCrawlingContext) -> bytes:
    """Return the raw fields as a line."""
    return (
        json.dumps(raw_fields(context.selector, context.request.url), ensure_ascii=False).encode()
        + b"\n"
    )


def stages_reader() -> Callable[[ParselCrawlingContext, bytes], bytes]:
    """Return a function that makes the line of the feed, with all stages."""
    from bench.lines import reader

    read = reader()
    return lambda context, body: read(body, context.request.url)


async def crawl(origin: str, file: Path, how: str) -> None:
    """Crawl the whole board; lines are written as pages arrive."""
    stages = stages_reader() if how == "stages" else None
    crawler = ParselCrawler(
        storage_client=MemoryStorageClient(),
        configuration=Configuration(log_level="ERROR", purge_on_start=False),
        configure_logging=False,
        concurrency_settings=ConcurrencySettings(desired_concurrency=4, max_concurrency=16),
        request_handler_timeout=timedelta(minutes=5),
    )
    with file.open("wb") as lines:

        @crawler.router.default_handler
        async def of_list(context: ParselCrawlingContext) -> None:
            await context.enqueue_links(selector="h3.card__title a", label="posting")
            await context.enqueue_links(selector="a.next")

        @crawler.router.handler("posting")
        async def of_posting(context: ParselCrawlingContext) -> None:
            lines.write(
                stages(context, await context.http_response.read()) if stages else raw_line(context)
            )

        await crawler.run([f"{origin}/jobs?page=1"])


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    asyncio.run(crawl(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
