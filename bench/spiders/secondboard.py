"""The same board once more, for two sites at once."""

from __future__ import annotations

from bench.spiders.benchboard import BenchboardSpider


class SecondboardSpider(BenchboardSpider):
    """See BenchboardSpider."""

    name = "secondboard"
