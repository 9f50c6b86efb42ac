"""Every platform and every site of ours, crawled as it is in production: `scrapy crawl` as a
process against a replica, the whole of it, twice. Nothing has changed the second time, so nothing
may change in the feed.

No class is made here: whatever stands between the command line and the feed takes part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawlers.contract.boards import platforms
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Served
from crawlers.demo.server import DemoServer, World
from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import script
from crawlers.plugins.discovery import spider_modules
from tests.commands.typed import Done, manifest_of, postings_of, typed

MOST = 12
"""Postings of a platform's board: over the gate's ten."""
EPOCH = dt.date(2026, 3, 2)
NIGHTS = ("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z")
OWN = ("datajobstest", "hubmub", "jobjob", "linkedprime")
NATO = "nato.taleo.net/2"


@contextmanager
def served(source: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """A source as its replica serves it: its origin, the words that crawl it, its feed."""
    if source in OWN:
        with DemoServer(World(EPOCH)) as demo:
            yield demo.sites[source].origin, (source,), source
    elif source == "nato_taleo":
        with Served(REPLICAS["taleo"](board=NATO, most=MOST)) as origin:
            yield origin, (source,), source
    else:
        replica = REPLICAS[source](most=MOST)
        with Served(replica) as origin:
            words = (source, "-a", f"board={replica.board_name}", "-a", "name=twice")
            yield origin, words, f"{source}.twice"


def test_no_source_is_left_out() -> None:
    assert set(REPLICAS) == platforms()
    assert {module.rpartition(".")[2] for module in spider_modules()} == {
        *platforms(),
        *OWN,
        "nato_taleo",
    }


@pytest.mark.parametrize("source", [*sorted(REPLICAS), *OWN, "nato_taleo"])
def test_a_source_read_in_full_twice_is_the_same(tmp_path: Path, source: str) -> None:
    with served(source) as (origin, words, feed):
        first = _crawled(tmp_path, origin, words, NIGHTS[0])
        before, one = postings_of(tmp_path, feed), manifest_of(tmp_path, feed)
        second = _crawled(tmp_path, origin, words, NIGHTS[1])
        after, two = postings_of(tmp_path, feed), manifest_of(tmp_path, feed)
    assert (first.code, second.code) == (0, 0), first.said + second.said
    assert one.run_id != two.run_id and two.previous == one.run_id
    assert (
        one.counts.added == one.sources[0].count == len(before) == _postings_of_the_replica(source)
    )
    assert two.sources[0].fetched == one.sources[0].fetched, (
        "the second time, too, every page was read"
    )
    counts = two.counts
    assert (counts.added, counts.updated, counts.closed, counts.reopened) == (0, 0, 0, 0)
    assert after == before


def _crawled(feeds: Path, origin: str, words: tuple[str, ...], now: str) -> Done:
    return typed(feeds, "crawl", *words, "-a", f"origin={origin}", "--full", "--as-of", now)


def _postings_of_the_replica(source: str) -> int:
    """How many a crawl can read: the addresses that are listed, but for those whose pages are gone
    or say that they are closed. Two addresses of one vacancy are two postings."""
    if source not in OWN:
        return MOST
    site, listed = replicas()[source], script(source).vacancies(0, EPOCH)
    return sum(len(site.addresses(each)) for each in listed if each.state == "listed")
