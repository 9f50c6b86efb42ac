"""Write the report of a folder of feeds, and summarise it in a few lines."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

from crawlers.feed.format import disk
from crawlers.feed.run.messages import WIDTH
from crawlers.report import views
from crawlers.report.changes import changes_of
from crawlers.report.figures import age
from crawlers.report.gather import Feeds, gather
from crawlers.report.page import page
from crawlers.report.posting_index import index_postings
from crawlers.report.vacancies import read_vacancies

NAME = "report.html"


class NoFeeds(Exception):
    """There is nothing to report on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """file: where the report is. bytes: its size. feeds: what it is about."""

    file: Path
    bytes: int
    feeds: Feeds
    now: str


def write_report(root: Path, file: Path | None = None, now: str = "") -> Written:
    """Writes the report of the feeds under `root` (default: `root/report.html`), in one rename.
    now: the time it uses as "now", an RFC 3339 instant. Raises NoFeeds, or OSError when the disk
    refuses."""
    feeds = gather(root)
    if not feeds.sites:
        raise NoFeeds(
            f"There is no feed in {root}. Make one with `scrapy crawl SITE`, or name another "
            "folder: --feeds DIR (the demo's is "
            "demo-feeds, once `make demo` has run)."
        )
    changes = [changes_of(site) for site in feeds.sites]
    vacancies = read_vacancies(root, feeds.combined)
    postings = index_postings(zip(feeds.sites, changes, strict=True), vacancies)
    sites = [
        replace(site, trouble=site.trouble or postings.troubles.get(site.name, ""))
        for site in feeds.sites
    ]
    feeds = replace(feeds, sites=sites)
    text = page(feeds, changes, postings, now).encode("utf-8", "replace")
    target = file or root / NAME
    disk.replace(target, text)
    return Written(target, len(text), feeds, now)


def summary(written: Written) -> str:
    """Return the result of each site in at most 80 columns, the worst first."""
    sites = sorted(written.feeds.sites, key=lambda site: (site.verdict == "published", site.name))
    width = max(4, *(len(site.name) for site in sites))
    lines = [f"{'site':<{width}}  {'verdict':<14}  {'open':>6}  last good run", "-" * WIDTH]
    for site in sites:
        when = age(site.last.started_at, written.now) if site.last else "never"
        open_now = site.last.counts.open if site.last else 0
        lines.append(
            f"{site.name:<{width}}  {views.SAYS[site.verdict][1]:<14}  {open_now:>6}  {when}"[
                :WIDTH
            ]
        )
        for reason in views.reasons(site):
            lines += textwrap.wrap(
                reason, WIDTH, initial_indent=" " * (width + 2), subsequent_indent=" " * (width + 2)
            )
    return "\n".join(lines)


def line(written: Written) -> str:
    """Return the same in one line, for logs."""
    sites = written.feeds.sites
    good = sum(site.verdict == "published" for site in sites)
    return f"{written.file}: {good} of {len(sites)} site(s) published, {written.bytes / 1e6:.1f} MB"
