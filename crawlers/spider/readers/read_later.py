"""A posting's page that is read in another process: handed over, awaited, and noted as one that was
read here.

A callback cannot wait, so it yields a `ReadLater`, and the middleware next to the spider puts in
its place what came of it. Signals, stats and the ledger see no difference.
"""

from __future__ import annotations

import asyncio
import pickle
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.misc import load_object

from crawlers.contract.stages import OF_A_CRAWL, STAGES
from crawlers.extract.answer import Answer
from crawlers.spider.readers.how_many import count_of
from crawlers.spider.readers.pool import ReaderLost, ReaderProcesses
from crawlers.spider.readers.sent_outcomes import Outcome, outcome_of, packed, unpacked
from crawlers.spider.reading import reader_of
from crawlers.spider.saved_pages import saved_pages

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response


@dataclass(frozen=True, slots=True)
class ReadLater:
    """An answer that is to be read. note: takes what came of it, and yields what the callback would
    have yielded."""

    answer: Answer
    note: Callable[[Outcome], Iterator[Any]]


class AwaitReadings:
    """A spider middleware. readers: what reads. plugin: the class of the spider. stages: the
    setting ITEM_PIPELINES."""

    def __init__(self, readers: ReaderProcesses, plugin: Any, stages: Mapping[Any, int]) -> None:
        self._readers, self._here = readers, cache(partial(reader_of, plugin, stages))
        self._places = asyncio.Semaphore(2 * readers.count)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        setting = crawler.settings.get("JOBWIRE_READERS")
        pages = getattr(spider, "pages", "")
        count = count_of(setting, _count(pages) if pages and setting is None else None)
        stages = crawler.settings.getdict("ITEM_PIPELINES")
        if not count or not hasattr(spider, "read_elsewhere"):
            raise NotConfigured
        if words := _why_here(type(spider), stages):
            raise NotConfigured(f"All pages are read in this process: {words}")
        readers = ReaderProcesses(count, remote_reader, *_reference(type(spider)), stages)
        spider.logger.info("Pages are read by %d processes", count)
        spider.read_elsewhere = True
        crawler.signals.connect(lambda: readers.close(), signals.spider_closed, weak=False)
        return cls(readers, type(spider), stages)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Read what is to be read later; other responses go on meanwhile."""
        async for each in result:
            if isinstance(each, ReadLater):
                for found in each.note(await self._read(each.answer)):
                    yield found
            else:
                yield each

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Read saved pages, a few at once, and note them in their order."""
        window: deque[tuple[ReadLater, asyncio.Task[Outcome]]] = deque()
        async for each in start:
            if isinstance(each, ReadLater):
                window.append((each, asyncio.create_task(self._read(each.answer))))
            while window and (len(window) > 2 * self._readers.count or window[-1][0] is not each):
                later, task = window.popleft()
                for found in later.note(await task):
                    yield found
            if not isinstance(each, ReadLater):
                yield each
        for later, task in window:
            for found in later.note(await task):
                yield found

    async def _read(self, answer: Answer) -> Outcome:
        async with self._places:
            try:
                sent = await asyncio.wrap_future(self._readers.submit(answer))
            except ReaderLost as lost:
                return lost
        return unpacked(sent, answer, self._here)


def remote_reader(
    module: str, name: str, board: tuple[str, dict[str, Any]] | None, stages: Mapping[Any, int]
) -> Callable[[Answer], Any]:
    """Return what reads the answers of a site in a reader. The first three: see `_reference`."""
    plugin = getattr(import_module(module), name)
    reader = reader_of(plugin.of(board[0], **board[1]) if board else plugin, stages)
    return lambda answer: packed(outcome_of(answer, reader))


def _reference(plugin: Any) -> tuple[str, str, tuple[str, dict[str, Any]] | None]:
    """Return where a reader finds a plugin: its module, its name there, and the board with its
    declarations where the class was made for one."""
    base, *board = vars(plugin).get("made_of", (plugin,))
    return base.__module__, base.__qualname__, (board[0], board[1]) if board else None


def _why_here(plugin: Any, stages: Mapping[Any, int]) -> str:
    """Return why the pages of a plugin cannot be read in another process; "" where they can."""
    for path in (path for path in stages if path not in STAGES):
        stage = load_object(path)
        if own := [name for name in OF_A_CRAWL if hasattr(stage, name)]:
            return f"the stage {stage.__name__} has {own[0]}"
    module, name, board = _reference(plugin)
    found = getattr(import_module(module), name, None)
    if found is not (plugin if board is None else plugin.__mro__[1]):
        return f"the plugin {name} cannot be imported from {module}"
    try:
        pickle.dumps(board)
    except Exception as error:
        return f"a declaration of the board cannot be sent: {error}"
    return ""


def _count(where: str) -> int:
    """Return how many saved pages there are; 0 where they cannot be listed: the crawl says why."""
    try:
        return sum(1 for _ in saved_pages(where))
    except (OSError, ValueError):
        return 0
