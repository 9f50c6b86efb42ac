"""Any board on Ashby: `scrapy crawl ashby -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.ashby import Ashby
from crawlers.spider import Healthy


class AshbySpider(Ashby):
    """The feed is named `ashby.BOARD`."""

    name = "ashby"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
