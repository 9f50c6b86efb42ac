"""Any board on Taleo: `scrapy crawl taleo -a board=acme.taleo.net/2`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.taleo import Taleo
from crawlers.spider import Healthy


class TaleoSpider(Taleo):
    """The feed is named `taleo.BOARD`."""

    name = "taleo"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
