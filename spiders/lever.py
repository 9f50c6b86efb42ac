"""Any board on Lever: `scrapy crawl lever -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.lever import Lever
from crawlers.spider import Healthy


class LeverSpider(Lever):
    """The feed is named `lever.BOARD`."""

    name = "lever"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
