"""A site that gives records instead of pages."""

from __future__ import annotations

from crawlers.platforms.greenhouse import Greenhouse
from crawlers.spider import Healthy


class RecordsSpider(Greenhouse):
    name = "records"
    board = "halyard"
    expect = Healthy(min_postings=3, filled={"title": 1.0})
