"""Any board on Personio: `scrapy crawl personio -a board=acme`; docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.personio import Personio
from crawlers.spider import Healthy


class PersonioSpider(Personio):
    """The feed is named `personio.BOARD`."""

    name = "personio"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
