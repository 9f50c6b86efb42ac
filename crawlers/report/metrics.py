"""Figures for Prometheus' textfile collector: the right shape for jobs that cron starts. No port,
no server.

    jobwire_last_publish_timestamp_seconds{feed}   when the run that consumers see began
    jobwire_postings_open{feed}                    open postings in it
    jobwire_postings_updated{feed}                 whose source changed them, in that run
    jobwire_postings_read_differently{feed}        that newer code read otherwise, in that run
    jobwire_postings_corrected{feed}               that a person's correction changed, in that run
    jobwire_exit_code{feed}                        of the last attempt: 0 published, 3 withheld,
                                                   4 failed
    jobwire_refresh_exit_code                      of the last `scrapy refresh`
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from crawlers.exit_codes import CODES
from crawlers.feed.format.clock import FORMAT
from crawlers.report.gather import Feeds


def write_metrics(feeds: Feeds, file: Path, code: int | None = None) -> None:
    """Writes the figures of all feeds, in one rename. code: the exit code of the refresh that ends.
    Raises OSError."""
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()

    def gauge(name: str, words: str) -> Gauge:
        return Gauge(f"jobwire_{name}", words, ["feed"], registry=registry)

    published = gauge("last_publish_timestamp_seconds", "When the run that consumers see began.")
    opened = gauge("postings_open", "Open postings in the run that consumers see.")
    updated = gauge("postings_updated", "Postings that their source changed, in that run.")
    reread = gauge("postings_read_differently", "Postings that newer code read otherwise.")
    exits = gauge("exit_code", "Of the last attempt: 0 published, 3 withheld, 4 failed.")
    corrected = gauge("postings_corrected", "Postings that a person's correction changed.")
    for site in feeds.sites:
        exits.labels(site.name).set(CODES[site.verdict])
    for manifest in (*(site.last for site in feeds.sites), feeds.combined):
        if manifest:
            published.labels(manifest.feed).set(_seconds(manifest.started_at))
            opened.labels(manifest.feed).set(manifest.counts.open)
            updated.labels(manifest.feed).set(manifest.counts.updated)
            reread.labels(manifest.feed).set(manifest.counts.read_differently)
            corrected.labels(manifest.feed).set(manifest.counts.corrected)
    if code is not None:
        Gauge("jobwire_refresh_exit_code", "Of the last scrapy refresh.", registry=registry).set(
            code
        )
    write_to_textfile(str(file), registry)


def _seconds(instant: str) -> float:
    return datetime.strptime(instant, FORMAT).replace(tzinfo=UTC).timestamp()
