"""Any board on Oracle Recruiting: `scrapy crawl oracle_recruiting -a board=eabc.fa.em2/CX_1`;
docs/platforms.md."""

from __future__ import annotations

from crawlers.platforms.oracle_recruiting import OracleRecruiting
from crawlers.spider import Healthy


class OracleRecruitingSpider(OracleRecruiting):
    """The feed is named `oracle_recruiting.BOARD`."""

    name = "oracle_recruiting"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
