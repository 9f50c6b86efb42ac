"""Any board on Teamtailor: `scrapy crawl teamtailor -a board=careers.acme.com`;
docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.teamtailor import Teamtailor
from crawlers.spider import Healthy


class TeamtailorSpider(Teamtailor):
    """The feed is named `teamtailor.BOARD`."""

    name = "teamtailor"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
