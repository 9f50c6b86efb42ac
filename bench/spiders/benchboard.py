"""The bench's board as a jobwire plugin."""

from __future__ import annotations

import os
from typing import Any

from crawlers.spider import Healthy, PostingSpider


class BenchboardSpider(PostingSpider):
    """Postings at /jobs/<number>/<slug>, linked from list pages of 25. BENCH_ORIGIN says where the
    board is served."""

    name = "benchboard"
    home = "https://www.benchboard.example"
    allowed_domains = ("www.benchboard.example",)
    source_kind = "aggregator"
    list_urls = ("https://www.benchboard.example/jobs?page=1",)
    next_page = r"/jobs\?page=\d+$"
    posting_url = r"/jobs/(?P<id>\d+)/(?P<title_slug>[\w-]+)"
    expect = Healthy(min_postings=1)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"origin": os.environ.get("BENCH_ORIGIN", ""), **kwargs})
