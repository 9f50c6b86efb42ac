"""What was read once reads the same again: the second full reading of an unchanged site updates no
posting, and no text is lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.demo.server import DemoServer, World
from crawlers.demo.truth.vacancies import SITES
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Manifest
from tests.feed.plugins.corner import CornerSpider

TOWNS = [
    "Aachen",
    "Bergen",
    "Cork",
    "Delft",
    "Espoo",
    "Faro",
    "Ghent",
    "Haarlem",
    "Innsbruck",
    "Jena",
    "Kaunas",
    "Leeds",
    "Malmö",
    "Narva",
    "Ostrava",
]
(DECLARED,) = CornerSpider.standard
SITE = "https://jobs.quillandlarder.example/jobs"
LABELS = (("Pay", "EUR 14.20 per hour"), ("Hours", "Part-time"), ("Contract", "Permanent"))
SHARED = (
    "You serve our customers at the counter and at the till, and you keep the shelves full.",
    "You take in the deliveries of the morning and check them against the list.",
    "At least 2 years of experience in retail are required.",
    "You speak fluent English and have a good command of German.",
    "A vocational training in sales is an advantage.",
    "You get a staff discount of fifteen percent and a ticket for the bus.",
    DECLARED,
    "Send your letter and your references by post or by hand to the manager of the shop.",
)


def crawl(feeds: Path, site: str, hour: int, *options: str, **settings: str) -> Manifest:
    """The manifest of a full reading by the command, which must have published it."""
    day = f"2031-01-01T{hour:02}:00:00Z"
    command = [sys.executable, "-m", "scrapy", "crawl", site, "--full", "--as-of", day, *options]
    every = {"DOWNLOAD_DELAY": "0", "JOBWIRE_BACKOFF": "0.2", "JOBWIRE_FEEDS": str(feeds)}
    for name, value in {**every, **settings}.items():
        command += ["-s", f"{name}={value}"]
    environment = {**os.environ, "JOBWIRE_DEMO": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    folder = Folder(feeds, site)
    return folder.manifest(folder.published()[-1])


def postings(feeds: Path, site: str, manifest: Manifest) -> bytes:
    """The lines of a run; that of a posting that did not change has the lifecycle it had, too."""
    return (Folder(feeds, site).run(manifest.run_id) / "postings.jsonl").read_bytes()


Page = Callable[[str, str], str]
"""The page of a posting, from its town and its address."""
HTML = """<!doctype html><html lang="en"><head><title>Shop Assistant</title>
<link rel="canonical" href="{url}"></head><body><main><h1>Shop Assistant</h1><dl>{labels}</dl>
{text}</main></body></html>"""
PARTS = {
    "Your tasks": SHARED[:2],
    "Your profile": SHARED[2:5],
    "We offer": SHARED[5:6],
    "About us": SHARED[6:7],
    "How to apply": SHARED[7:],
}


def html(town: str, url: str) -> str:
    labels = (f"<dt>{name}</dt><dd>{value}</dd>" for name, value in (("Location", town), *LABELS))
    parts = (f"<h2>{head}</h2>" + "".join(map("<p>{}</p>".format, PARTS[head])) for head in PARTS)
    return HTML.format(url=url, labels="".join(labels), text="".join(parts))


def plain(town: str, _: str) -> str:
    labels = (f"{name}: {value}" for name, value in (("Location", town), *LABELS))
    parts = (line for head, texts in PARTS.items() for line in ("", head, *texts))
    return "\n".join(["Shop Assistant", "", *labels, *parts])


@pytest.mark.parametrize("page", [html, plain])
def test_postings_that_share_all_but_the_town_lose_nothing(tmp_path: Path, page: Page) -> None:
    saved, feeds = tmp_path / "saved", tmp_path / "feeds"
    saved.mkdir()
    for number, town in enumerate(TOWNS, 100):
        path, url = saved / f"{number}.{'html' if page is html else 'txt'}", f"{SITE}/{number}"
        path.write_text(page(town, url), encoding="utf-8")
        path.with_suffix(".meta.json").write_text(json.dumps({"url": url}))
    options = ("-a", f"pages={saved}")
    modules = {"SPIDER_MODULES": "tests.feed.plugins.corner"}
    runs = [crawl(feeds, "corner", hour, *options, **modules) for hour in (6, 7, 8)]
    assert [(run.counts.updated, run.counts.open) for run in runs] == [(0, 15)] * 3
    first, *later = (postings(feeds, "corner", run) for run in runs)
    assert later == [first, first]
    lines = [json.loads(line) for line in first.splitlines()]
    assert sorted(line["locations"][0]["city"] for line in lines) == TOWNS
    for line in lines:
        assert [text for text in SHARED if text not in line["description"]] == []
        blocks = [block for section in line["sections"] for block in section["blocks"]]
        assert [block["text"] for block in blocks if block["standard"]] == [DECLARED]
        assert line["title"] == "Shop Assistant"
        assert (line["salary"]["min"], line["salary"]["currency"]) == ("14.20", "EUR")
        assert [each["min_months"] for each in line["experience"]] == [24]
        assert sorted(tag for each in line["languages"] for tag in each["any_of"]) == ["de", "en"]


def read_twice(site: str, feeds: Path) -> None:
    """A replica, read in full twice: the second reading changes nothing."""
    with DemoServer(World(dt.date(2031, 1, 6))) as demo:
        origin = ("-a", f"origin={demo.sites[site].origin}")
        first = crawl(feeds, site, 6, *origin)
        second = crawl(feeds, site, 7, *origin)
    assert (second.counts.updated, second.counts.added, second.counts.closed) == (0, 0, 0)
    assert second.counts.open == first.counts.added > 10
    assert postings(feeds, site, second) == postings(feeds, site, first)


def test_a_replica_read_twice_is_unchanged(tmp_path: Path) -> None:
    read_twice("datajobstest", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("site", [site for site in SITES if site != "datajobstest"])
def test_every_replica_read_twice_is_unchanged(tmp_path: Path, site: str) -> None:
    read_twice(site, tmp_path)
