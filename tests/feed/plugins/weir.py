from __future__ import annotations

from tests.feed.plugins.quay import QuaySpider


class WeirSpider(QuaySpider):
    """Another site that works."""

    name = "weir"
