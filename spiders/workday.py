"""Any board on Workday: `scrapy crawl workday -a board=acme.wd3/careers`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.workday import Workday
from crawlers.spider import Healthy


class WorkdaySpider(Workday):
    """The feed is named `workday.BOARD`."""

    name = "workday"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
