"""A made-up board whose requests are watched."""

from __future__ import annotations

from crawlers.spider import Healthy, PostingSpider


class Board(PostingSpider):
    name = "board"
    home = "https://board.example"
    allowed_domains = ("board.example",)
    list_urls = ("https://board.example/jobs",)
    posting_url = r"/jobs/(?P<id>\d+)"
    expect = Healthy()
