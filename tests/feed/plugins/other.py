from __future__ import annotations

from tests.feed.plugins.board import BoardSpider


class OtherSpider(BoardSpider):
    """Another site that works."""

    name = "other"
