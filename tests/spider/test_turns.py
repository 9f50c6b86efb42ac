"""A long list does not stop the event loop: answers are received and signals handled between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.test import get_crawler

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import MAX_MEMBERS, as_json
from crawlers.spider import Healthy, PostingSpider

MANY = 40_000
HOME = "https://board.example"


class Board(PostingSpider):
    name = "board"
    home = HOME
    allowed_domains = ("board.example",)
    list_urls = (f"{HOME}/jobs",)
    posting_url = r"/jobs/(?P<id>\d+)"
    expect = Healthy()


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
