"""Spidermon monitors of what a run of the feed knows of itself: its verdict, its gates, its ledger,
the wire.

They need the extra `monitors` (requirements-dev.txt). A suite of your own adds actions and
monitors:

    class Mine(FeedMonitors):
        monitors_failed_actions = [SendSlackMessage]

and is named by the setting JOBWIRE_MONITORS. What a monitor finds changes neither the verdict nor
the exit code: the gate has decided by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from spidermon import Monitor, MonitorSuite
from spidermon.contrib.scrapy.extensions import Spidermon
from spidermon.contrib.scrapy.runners import SpiderMonitorRunner

from crawlers.feed.run.messages import reason_of
from crawlers.feed.run.outcome import JUDGED

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawlers.feed.format.manifest import Source
    from crawlers.feed.run.outcome import Outcome

SHUT_OUT = (
    "robots_forbidden",
    "robots_unsettled",
    "login_wall",
    "captcha",
    "http_401",
    "http_403",
    "http_429",
)
"""Reasons for giving a posting up that mean: the site does not want to be crawled."""


ENDS = ("fetched", "not_modified", "dropped", "rejected", "gone", "given_up", "lost")
"""The ways a listed posting can end (docs/feed.md)."""


class FeedMonitor(Monitor):  # type: ignore[misc]
    """Base of monitors of a run. `self.data` has what Spidermon gives (crawler, spider, stats) and
    `outcome`."""

    longMessage = False

    @property
    def outcome(self) -> Outcome:
        """The outcome of the run."""
        return self.data.outcome  # type: ignore[no-any-return]

    @property
    def source(self) -> Source:
        """The run's own figures."""
        return self.outcome.source

    def counted(self, family: str) -> dict[str, int]:
        """Return the stats of the crawl under `jobwire/FAMILY/`, by the rest of their name."""
        prefix = f"jobwire/{family}/"
        return {
            name.removeprefix(prefix): count
            for name, count in self.data.stats.items()
            if name.startswith(prefix)
        }


class Verdict(FeedMonitor):
    """The run replaced the last good one"""

    def test_it_was_published(self) -> None:
        self.assertEqual(
            self.outcome.verdict, "published", f"{self.outcome.verdict}: {reason_of(self.outcome)}"
        )

    def test_every_gate_was_passed(self) -> None:
        """Also where --accept-shrink overruled one."""
        failed = [gate.says for gate in self.source.gates if not gate.passed]
        self.assertFalse(failed, " ".join(failed))


class Ledger(FeedMonitor):
    """The list was seen whole, and no posting of it is missing"""

    def test_the_whole_list_was_seen(self) -> None:
        self.assertTrue(
            self.source.complete, "The list was not proved to be whole: nothing was closed."
        )

    def test_every_listed_posting_is_accounted_for(self) -> None:
        ended = sum(getattr(self.source, name) for name in ENDS)
        self.assertEqual(
            ended,
            self.source.listed,
            f"{self.source.listed} were listed, {ended} are accounted for.",
        )

    def test_nothing_was_lost(self) -> None:
        source = self.source
        self.assertFalse(
            source.lost + source.rejected,
            f"{source.lost} postings were lost, {source.rejected} rejected.",
        )


class Wire(FeedMonitor):
    """The site lets us read it"""

    def test_robots_txt_was_fetched(self) -> None:
        unsettled = {
            name: count
            for name, count in self.counted("robots").items()
            if name.startswith("unsettled")
        }
        self.assertFalse(unsettled, f"Could not fetch robots.txt: {unsettled}")

    def test_no_posting_was_refused_to_us(self) -> None:
        refused = {
            name: count for name, count in self.counted("given_up").items() if name in SHUT_OUT
        }
        self.assertFalse(refused, f"Postings given up: {refused}")


class FeedMonitors(MonitorSuite):  # type: ignore[misc]
    """All of them."""

    monitors = (Verdict, Ledger, Wire)


class Watch(Spidermon):  # type: ignore[misc]
    """Spidermon's extension with all of its settings, and the suites of JOBWIRE_MONITORS once a
    crawl was judged."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        watch: Self = super().from_crawler(crawler)
        watch.judged_suites = [
            watch.load_suite(each) for each in crawler.settings.getlist("JOBWIRE_MONITORS")
        ]
        crawler.signals.connect(watch.judged, signal=JUDGED)
        return watch

    def judged(self, outcome: Outcome) -> None:
        """Run the suites; their findings go to the log and where their actions send them."""
        spider: Any = self.crawler.spider
        for suite in self.judged_suites:
            data = self._generate_data_for_spider(spider)
            SpiderMonitorRunner(spider=spider).run(suite, **data, outcome=outcome)
