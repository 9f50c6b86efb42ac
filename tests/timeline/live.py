"""One site's life: a crawl each night, as `scrapy crawl` does it but inside this process."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from crawlers import settings as project
from crawlers.feed.format.folder import Folder
from crawlers.spider import Healthy, PostingSpider
from tests.feed.crawling import crawl
from tests.timeline.oracle import Oracle
from tests.timeline.site import HOME, Site, served
from tests.timeline.world import World, day_of

SETTINGS = {"ITEM_PIPELINES": project.ITEM_PIPELINES, "LOG_LEVEL": "CRITICAL"}


class Weir(PostingSpider):
    """The site by its list pages."""

    name = "weir"
    home = HOME
    allowed_domains = ("jobs.weirandquay.example",)
    source_kind = "aggregator"
    list_urls: ClassVar[tuple[str, ...]] = (f"{HOME}/jobs",)
    next_page = r"/jobs\?page=\d+$"
    posting_url = r"/jobs/(?P<id>\d+)"
    expect = Healthy(min_postings=20, filled={"title": 1.0})


class WeirByMap(Weir):
    """The site by its sitemap."""

    list_urls: ClassVar[tuple[str, ...]] = ()
    next_page = ""
    sitemap_urls = (f"{HOME}/sitemap.xml",)


ZONE = ZoneInfo("Europe/Brussels")
"""Each crawl begins at half past three by the clocks there, which go ahead in March."""


def live(seed: int, days: int, root: Path) -> Oracle:
    """Let the site of a seed live for so many nights; return its oracle."""
    return live_in(World.made(seed, days), root)


def live_in(world: World, root: Path) -> Oracle:
    """Let a site live; return its oracle."""
    site = Site(world)
    spider = Weir if world.kind in ("totals", "pages") else WeirByMap
    oracle = Oracle(world, Folder(root, spider.name).path)
    with served(site) as origin:
        for day in range(world.days):
            site.day, site.asked = day, []
            night = day_of(day) + timedelta(days=world.night(day).ahead)
            clock = datetime.combine(night, time(3, 30), ZONE).astimezone(UTC)
            crawl(root, origin, f"{clock:%Y-%m-%dT%H:%M:%SZ}", spider, SETTINGS)
            oracle.look(day, site.asked)
            oracle.findings.counts["pages asked for"] += len(site.asked)
    return oracle
