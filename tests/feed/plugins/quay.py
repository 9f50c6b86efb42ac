from __future__ import annotations

import os
from typing import Any

from crawlers.spider import Healthy
from tests.feed.crawling import Board, Build


class QuaySpider(Board):
    """A site that works."""

    name = "quay"
    expect = Healthy(min_postings=3)
    custom_settings = {
        "ITEM_PIPELINES": {Build: 1},
        "DOWNLOAD_DELAY": 0,
        "RETRY_TIMES": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"origin": os.environ["JOBWIRE_TEST_SITE"], **kwargs})
