"""A long list does not stop the event loop: answers are received and signals handled between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.test import get_crawler

from crawlers.net.reasons import BadAnswer
from crawlers.page.page import Page
from crawlers.platforms.records.answers import MAX_MEMBERS, as_json
from crawlers.spider import Healthy, PostingSpider, turns
from crawlers.spider.turns import PAUSE, STEP

MANY = 40_000
HOME = "https://board.example"


class Board(PostingSpider):
    name = "board"
    home = HOME
    allowed_domains = ("board.example",)
    list_urls = (f"{HOME}/jobs",)
    posting_url = r"/jobs/(?P<id>\d+)"
    expect = Healthy()


class Paged(Board):
    name = "paged"
    next_page = r"page=\d+"


def turns_of_loop(steps: AsyncIterator[Any]) -> tuple[int, int]:
    """Return how many things were yielded, and how often the loop had a turn meanwhile."""

    async def run() -> tuple[int, int]:
        turns = yielded = 0

        async def count() -> None:
            nonlocal turns
            while True:
                await asyncio.sleep(0)
                turns += 1

        counting = asyncio.create_task(count())
        async for _ in steps:
            yielded += 1
        counting.cancel()
        return yielded, turns

    return asyncio.run(run())


def board() -> Board:
    return Board.from_crawler(get_crawler(Board))


@pytest.mark.parametrize("link", ["/jobs/{}", "/about/{}", "/jobs/7?page={}"])
def test_a_list_of_many_links_is_read_in_turns(link: str) -> None:
    links = "\n".join(f'<a href="{link.format(n)}">x</a>' for n in range(MANY))
    url = f"{HOME}/jobs"
    body = f"<html><body>{links}</body></html>".encode()
    page = HtmlResponse(url, body=body, request=Request(url))
    yielded, turns = turns_of_loop(board().parse_list(page, chain="x"))
    assert turns >= 4 and (yielded > 0) == link.startswith("/jobs")


def test_all_readers_together_have_one_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 0.02)
    longest = 0.0

    def reading() -> Iterator[Any]:
        for _ in range(10):
            until = time.thread_time() + 0.006
            while time.thread_time() < until:
                pass
            yield PAUSE

    async def read() -> None:
        async for _ in turns.in_turns(reading()):
            pass

    async def run() -> None:
        nonlocal longest
        readers = [asyncio.create_task(read()) for _ in range(8)]
        while not all(each.done() for each in readers):
            since = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - since)

    asyncio.run(run())
    assert 0.02 < longest < 0.06  # and not 8 times 0.02


def test_many_further_pages_are_asked_for_in_turns() -> None:
    """Also those that the page budget does not allow any more."""
    spider = Paged.from_crawler(get_crawler(Paged, {"JOBWIRE_PAGE_BUDGET": 5}))
    links = "".join(f'<a href="/jobs?page={n}">{n}</a>\n' for n in range(MANY // 2))
    page = HtmlResponse(
        f"{HOME}/jobs",
        body=f'<html><body><a href="/jobs/7">x</a>{links}</body></html>'.encode(),
        request=Request(f"{HOME}/jobs"),
    )
    steps = list(spider.walk.read_list(page, "x", 0))
    last = max(at for at, step in enumerate(steps) if step is not PAUSE)
    assert len(steps) - last > MANY // 2 // STEP - 2


@pytest.mark.parametrize("attribute", ["href='/jobs/8?{}'", "href='{}'"])
def test_a_link_of_megabytes_leads_nowhere(attribute: str) -> None:
    link = f"<a {attribute.format('a' * 3_000_000)}>x</a><a href='/jobs/7'>y</a>"
    page = Page.from_bytes(f"<html><body>{link}</body></html>".encode(), url=f"{HOME}/jobs")
    assert page.links == [(f"{HOME}/jobs/7", "y")]


def test_a_sitemap_of_many_addresses_is_read_in_turns() -> None:
    body = "".join(f"{HOME}/jobs/{n}\n" for n in range(MANY)).encode()
    url = f"{HOME}/sitemap.txt"
    sitemap = TextResponse(url, body=body, request=Request(url))
    yielded, turns = turns_of_loop(board().parse_sitemap(sitemap))
    assert turns >= 4 and yielded > 0


@pytest.mark.parametrize("member", ["[],", "{},", "0,"])
def test_an_answer_of_too_many_members_is_refused(member: str) -> None:
    with pytest.raises(BadAnswer, match="too_large"):
        as_json(b"[" + member.encode() * (MAX_MEMBERS + 1) + b"0]")
    assert as_json(b"[" + member.encode() * 10 + b"0]")[-1] == 0
