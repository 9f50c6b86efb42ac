"""Any board on Greenhouse: `scrapy crawl greenhouse -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.greenhouse import Greenhouse
from crawlers.spider import Healthy


class GreenhouseSpider(Greenhouse):
    """The feed is named `greenhouse.BOARD`."""

    name = "greenhouse"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
