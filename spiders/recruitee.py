"""Any board on Recruitee: `scrapy crawl recruitee -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.recruitee import Recruitee
from crawlers.spider import Healthy


class RecruiteeSpider(Recruitee):
    """The feed is named `recruitee.BOARD`."""

    name = "recruitee"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
