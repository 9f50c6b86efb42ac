"""Measure what a crawl costs its process; write it to JOBWIRE_WATCH when the crawl is over."""

from __future__ import annotations

import asyncio
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawlers.extract.answer import Answer
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.text.language import language_of
from tests.hostile.pages import posting

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

TICK = 0.02


class Watch:
    """Measures from the opening of the spider. cpu, wall: the longest time that the event loop was
    blocked, in seconds of processor time and by the clock. rss: the most memory the process
    had, in MB."""

    def __init__(self, crawler: Crawler, file: Path) -> None:
        self.crawler, self.file = crawler, file
        self.cpu = self.wall = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not (file := crawler.settings["JOBWIRE_WATCH"]):
            raise NotConfigured
        watch = cls(crawler, Path(file))
        crawler.signals.connect(watch.opened, signals.spider_opened)
        crawler.signals.connect(watch.closed, signals.spider_closed)
        return watch

    def opened(self, spider: Any) -> None:
        reader = PageReader(self.crawler.settings.getdict("ITEM_PIPELINES"))
        # What is loaded once: the word lists, and the model of languages where the pages need it.
        answer = Answer(posting().encode(), address="http://board.example/jobs/0")
        reader.read(answer, GenericSpider)
        if self.crawler.settings.getbool("JOBWIRE_WATCH_LANGUAGES"):
            language_of("hemp twine cordage cable mast net quay loft walk")
        self.ticking = asyncio.ensure_future(self._tick())

    async def _tick(self) -> None:
        cpu, wall = time.thread_time(), time.monotonic()
        while True:
            await asyncio.sleep(TICK)
            now = time.thread_time(), time.monotonic()
            self.cpu, self.wall = max(self.cpu, now[0] - cpu), max(self.wall, now[1] - wall - TICK)
            cpu, wall = now

    def closed(self, spider: Any) -> None:
        self.ticking.cancel()
        status = Path("/proc/self/status").read_text()
        told = {
            "rss": int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024,  # type: ignore[index]
            "cpu": self.cpu,
            "wall": self.wall,
            "ledger": spider.ledger.as_json(),
            "stats": self.crawler.stats.get_stats(),  # type: ignore[union-attr]
        }
        self.file.write_text(
            json.dumps(
                told, default=lambda each: sorted(each) if isinstance(each, set) else str(each)
            )
        )
