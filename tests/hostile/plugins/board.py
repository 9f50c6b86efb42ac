"""The site under attack. HOSTILE_HOME is its scheme, host and port, where a test needs it by
name."""

from __future__ import annotations

import os
from typing import ClassVar

from crawlers.spider import Healthy, PostingSpider


class BoardSpider(PostingSpider):
    name = "board"
    home = os.environ.get("HOSTILE_HOME", "http://www.board.example")
    allowed_domains = ("board.example",)
    list_urls: ClassVar[tuple[str, ...]] = (f"{home}/list",)
    next_page = r"/list\?page=\w+$"
    posting_url = r"/jobs/(?P<id>[\w-]+)"
    expect = Healthy(
        min_postings=3,
        filled={"title": 1.0},
        may_be_empty="There are no open positions at the moment.",
    )
