"""Any board on SmartRecruiters: `scrapy crawl smartrecruiters -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.smartrecruiters import SmartRecruiters
from crawlers.spider import Healthy


class SmartrecruitersSpider(SmartRecruiters):
    """The feed is named `smartrecruiters.BOARD`."""

    name = "smartrecruiters"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
