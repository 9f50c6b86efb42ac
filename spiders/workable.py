"""Any board on Workable: `scrapy crawl workable -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.workable import Workable
from crawlers.spider import Healthy


class WorkableSpider(Workable):
    """The feed is named `workable.BOARD`."""

    name = "workable"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
