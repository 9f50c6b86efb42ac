"""Another site, which nothing that happens to the first may touch."""

from __future__ import annotations

import os

from tests.hostile.plugins.board import BoardSpider


class CalmSpider(BoardSpider):
    name = "calm"
    home = os.environ.get("HOSTILE_CALM", "http://www.calm.example")
    allowed_domains = ("calm.example",)
    list_urls = (f"{home}/list",)
