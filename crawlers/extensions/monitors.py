"""Spidermon, for those who use it: on where SPIDERMON_ENABLED is set, and off without a trace where
it is not.

Spidermon's own suites run while a crawl closes, before it was judged. JUDGED is sent once it was,
with the outcome; the suites that the setting JOBWIRE_MONITORS names run then
(crawlers.extensions.monitor_suites). docs/operations.md tells more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Monitors:
    """Stands in for the extension that needs Spidermon."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        """Return Spidermon's extension. Raise NotConfigured, with the reason in the log, where it
        is off, not installed or cannot be loaded."""
        if not crawler.settings.getbool("SPIDERMON_ENABLED"):
            raise NotConfigured
        try:
            from crawlers.extensions.monitor_suites import Watch
        except ImportError as error:
            raise NotConfigured(
                f"SPIDERMON_ENABLED is set, and {error.name} is not installed: "
                "pip install --require-hashes -r requirements-dev.txt"
            ) from None
        try:
            return Watch.from_crawler(crawler)
        # a suite that cannot be loaded must not keep the crawl from its work
        except Exception as error:
            raise NotConfigured(f"Spidermon is left out: {type(error).__name__}: {error}") from None
