"""Crawls inside the test process that publish as `scrapy crawl` does, with a stage that needs no
knowledge of pages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawlers import settings as project
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.outcome import Outcome
from crawlers.feed.run.run import Run, RunOptions
from crawlers.feed.run.run_of_crawler import attach
from crawlers.posting import JobPosting, RawPosting, Reading
from crawlers.posting.parts.when import When
from crawlers.runs.crawl_site import verdict
from crawlers.spider import Healthy, PostingSpider
from tests.spider.walking import FAST


class Build:
    """The only stage: the first heading is the title, a line `Deadline: DAY` the deadline, the rest
    the description."""

    def process_item(self, item: RawPosting) -> Reading:
        texts = [block.text for block in item.blocks]
        day = next(
            (text.removeprefix("Deadline: ") for text in texts if text.startswith("Deadline: ")),
            None,
        )
        posting = JobPosting(
            id=f"{item.source}:{item.key}",
            source=item.source,
            source_kind=item.source_kind,
            url=item.url,
            title=next(block.text for block in item.blocks if block.kind == "heading"),
            description="\n".join(text for text in texts if not text.startswith("Deadline: ")),
            valid_through=When(raw=day, date=day, precision="day", latest=f"{day}T23:59:59Z")
            if day
            else None,
            flags=["expired"] if "This job is closed." in texts else [],
        )
        return Reading(posting, {}, [], [])


SETTINGS: dict[str, Any] = {
    **FAST,
    "ITEM_PIPELINES": {Build: 1},
    "EXTENSIONS": {"crawlers.extensions.record_run.RecordRun": 500},
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "RETRY_TIMES": 0,
    "SPIDER_MODULES": [],
}


class Board(PostingSpider):
    """A site with list pages /list, /list?page=2 and postings /jobs/NUMBER."""

    name = "board"
    allowed_domains = ("board.example",)
    home = "http://board.example"
    list_urls: ClassVar[tuple[str, ...]] = ("http://board.example/list",)
    next_page = r"/list\?page=\d+$"
    posting_url = r"/jobs/(?P<id>\d+)"
    expect = Healthy(min_postings=3, may_be_empty="There are no open positions at the moment.")


def crawl(
    root: Path,
    origin: str,
    now: str,
    spider: type[PostingSpider] = Board,
    settings: Mapping[str, Any] | None = None,
    accept: bool = False,
    code: str = "test",
) -> Outcome:
    """Crawl the site at `origin`; judge the run, and publish or withhold it."""
    run = Run.begin(Folder(root, spider.name), Clock.at(now), RunOptions(code))
    made = Settings()
    made.setmodule(project)
    made.setdict({**SETTINGS, **(settings or {})}, priority="cmdline")
    crawler = AsyncCrawlerRunner(made).create_crawler(spider)
    attach(crawler, run)
    asyncio.run(_crawled(crawler, origin))
    return verdict(crawler, run, accept)


async def _crawled(crawler: Any, origin: str) -> None:
    with suppress(Exception):  # as `scrapy crawl`, which logs it
        await asyncio.wait_for(crawler.crawl_async(origin=origin), 60)


def pages(texts: Mapping[int, str], per_page: int = 10) -> dict[str, str]:
    """Return the pages of a board: its list in several pages, and its postings."""
    keys = sorted(texts)
    starts = range(0, max(len(keys), 1), per_page)
    lists = {}
    for number, start in enumerate(starts, 1):
        links = "".join(
            f'<li><a href="/jobs/{key}">Job {key}</a></li>'
            for key in keys[start : start + per_page]
        )
        more = f'<a href="/list?page={number + 1}">Next</a>' if start + per_page < len(keys) else ""
        lists["/list" if number == 1 else f"/list?page={number}"] = (
            f"<html><body><ul>{links}</ul>{more}</body></html>"
        )
    return lists | {
        f"/jobs/{key}": f"<html><body><h1>Job {key}</h1><p>{text}</p></body></html>"
        for key, text in texts.items()
    }
