"""Finding the boards of employers from the addresses of their career pages, as politely as a crawl
asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcessBase
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.contract.boards import Board, check_board
from crawlers.net.headers import REDIRECTS, header_of
from crawlers.net.reasons import why
from crawlers.plugins.board_signs import SAYS, CareerPage, Sign
from crawlers.plugins.career_page import read_career_page
from crawlers.plugins.fetching import crawl_once, has_host, origins_of
from crawlers.plugins.recognise import board_of_link

MOST_MOVES = 5
"""Redirects that are followed from one address, as in a crawl."""
MOST_ONWARD = 3
"""Pages of the same site that are looked at where the page itself names no board."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for an address. board: None where there is none. why: what shows it, or why
    there is none, as a clause. at: the address that names the board, or that was looked at last."""

    board: Board | None
    why: str
    at: str = ""


@dataclass(slots=True)
class _Search:
    """The search for one address. moves: redirects that were followed. reason: of the first page.
    ahead: further pages to look at, None before the first was read."""

    asked: str
    moves: int = 0
    reason: str = ""
    ahead: list[str] | None = None


@dataclass(slots=True)
class FoundBoards:
    """found: by the address that was given."""

    found: dict[str, Found] = field(default_factory=dict)

    def search(self, process: CrawlerProcessBase, urls: Sequence[str]) -> None:
        """Look at all addresses; return when each has a board or a reason. The settings' robots
        rules and limits hold."""
        asked = []
        for url in dict.fromkeys(urls):
            if not has_host(url):
                self.found[url] = Found(None, "address", url)
            elif (board := board_of_link(url)) and not check_board(board):
                self.found[url] = Found(board, SAYS["address"], url)
            else:
                asked.append(url)
        if asked:
            crawl_once(process, _Finder, urls=asked, into=self)
        for url in asked:
            self.found.setdefault(url, Found(None, "the search ended early; the log says why", url))


class _Finder(Spider):
    name = "boards"
    # many sites, a few pages of each: the limits for one site are as in a crawl
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "CONCURRENT_REQUESTS": 16}

    def __init__(self, urls: Sequence[str], into: FoundBoards, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.into = urls, into
        self.trusted = origins_of(urls)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            for request in self._ask(url, _Search(url)):
                yield request

    def _ask(self, url: str, search: _Search) -> Iterator[Request]:
        try:
            yield Request(
                url,
                self.parse,
                errback=self.failed,
                dont_filter=True,
                cb_kwargs={"search": search},
                meta={"dont_redirect": True, "handle_httpstatus_list": list(REDIRECTS)},
            )
        except ValueError:
            self._give_up(search, "address", url)

    def parse(self, response: Response, search: _Search) -> Iterator[Request]:
        """Read one page. A redirect is judged by its target, which need not be asked for."""
        if response.status in REDIRECTS:
            target = header_of(response, "Location") or ""
            try:
                target = urljoin(response.url, target)
            except ValueError:  # `http://[`
                yield from self._next(search, "address", response.url)
            else:
                yield from self._follow(target, search)
            return
        content_type = header_of(response, "Content-Type")
        try:
            page = read_career_page(response.url, response.body, content_type)
        except ValueError as error:
            yield from self._next(search, str(error).partition(":")[0], response.url)
            return
        if sign := page.found():
            self._conclude(search, sign)
        elif page.moved:
            yield from self._follow(page.moved, search)
        else:
            yield from self._go_on(response.url, page, search)

    def _go_on(self, url: str, page: CareerPage, search: _Search) -> Iterator[Request]:
        if search.ahead is None:
            search.ahead = list(dict.fromkeys(page.onward))[:MOST_ONWARD]
        yield from self._next(search, page.reason(), url)

    def _next(self, search: _Search, reason: str, url: str) -> Iterator[Request]:
        """Look at the next page of the site; the reason of the first page is that of the search."""
        search.reason = search.reason or reason
        if search.ahead:
            yield from self._ask(search.ahead.pop(0), search)
        else:
            self._give_up(search, search.reason, url)

    def _follow(self, target: str, search: _Search) -> Iterator[Request]:
        board = board_of_link(target)
        if board and not check_board(board):
            self._conclude(search, Sign("redirect", board, target))
        elif search.moves >= MOST_MOVES:
            self._give_up(search, "redirects", target)
        else:
            search.moves += 1
            yield from self._ask(target, search)

    def failed(self, failure: Failure) -> Iterable[Request]:
        """Note why a page could not be fetched."""
        request = failure.request  # type: ignore[attr-defined]
        return self._next(request.cb_kwargs["search"], why(failure.value), request.url)

    def _conclude(self, search: _Search, sign: Sign) -> None:
        self.into.found[search.asked] = Found(sign.board, SAYS[sign.kind], sign.at)

    def _give_up(self, search: _Search, reason: str, url: str) -> None:
        self.into.found[search.asked] = Found(None, reason, url)
