"""Requests and answers of a crawl, counted and kept beside the feed for the report:
`state/tallies.jsonl`, one line a crawl.

A manifest says what became of each posting; this says what the wire was like: answers by status,
downloads that failed, robots.txt, waits. Losing it costs a table in the report and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawlers.feed.format import disk
from crawlers.feed.run.run_of_crawler import run_of

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler

    from crawlers.feed.run.run import Run

FILE = "tallies.jsonl"
KEPT = 40
"""As many crawls as a feed keeps runs, published and withheld."""

FAMILIES = {
    "http": "downloader/response_status_count/",
    "errors": "downloader/exception_type_count/",
    "robots": "jobwire/robots/",
    "patience": "jobwire/patience/",
    "given_up": "jobwire/given_up/",
}
"""By name, the prefix of the stats that are counted by the rest of their name."""

FIGURES = {
    "requests": "downloader/request_count",
    "bytes": "downloader/response_bytes",
    "seconds": "elapsed_time_seconds",
    "list_pages": "jobwire/list_pages",
}


class Tally:
    """Writes the line when the crawl closes; nothing for a crawl that writes no feed."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler, self._run = crawler, run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = run_of(crawler)
        if run is None:
            raise NotConfigured
        tally = cls(crawler, run)
        crawler.signals.connect(tally.keep, signal=signals.spider_closed)
        return tally

    def keep(self) -> None:
        """Add the line of this crawl; an error of the disk does not cost the run."""
        assert self._crawler.stats
        with suppress(OSError):
            add(self._run.folder.work, tally_of(self._run.run_id, self._crawler.stats.get_stats()))


def tally_of(run_id: str, stats: Mapping[str, Any]) -> dict[str, Any]:
    """Return the line of a crawl: `run_id`, FIGURES, and by family and word the counts."""
    figures = {name: round(stats[key], 1) for name, key in FIGURES.items() if stats.get(key)}
    families = {name: _family(stats, prefix) for name, prefix in FAMILIES.items()}
    return {
        "run_id": run_id,
        **figures,
        **{name: counts for name, counts in families.items() if counts},
    }


def _family(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """Return by word the counts under a prefix; of the name of an exception the last part."""
    found = (key for key in sorted(stats) if key.startswith(prefix))
    return {key.removeprefix(prefix).rpartition(".")[2]: stats[key] for key in found}


def add(folder: Path, line: Mapping[str, Any]) -> None:
    """Append a line and drop the oldest beyond KEPT. Raise OSError."""
    file = folder / FILE
    before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [*before[1 - KEPT :], json.dumps(line)]
    disk.replace(file, ("\n".join(kept) + "\n").encode())
