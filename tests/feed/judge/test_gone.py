"""Pages that are gone: a few close at once, many only on the second such night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume import changes
from crawlers.feed.judge.gone import most_at_once
from crawlers.feed.judge.next_feed import Ending
from tests.feed.board import posting
from tests.feed.judge.test_closing import Feed, counts

HUNDRED = [posting(key) for key in range(100)]
KEYS = [str(key) for key in range(100)]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed = Feed(tmp_path)
    assert feed.run(postings=HUNDRED).verdict == "published"
    return feed


def night(feed: Feed, gone: int, reason: str = "http_404", **more: Any) -> int:
    """A run in which the first pages are gone, and the others answer 304; the number closed."""
    walk = {"gone": dict.fromkeys(KEYS[:gone], reason), "revalidated": KEYS[gone:], "asked": 100}
    return counts(feed.run(**walk | more)).closed


@pytest.mark.parametrize(("asked", "most"), [(0, 3), (100, 3), (150, 3), (200, 4), (1000, 20)])
def test_what_is_a_few(asked: int, most: int) -> None:
    assert most_at_once(asked) == most


@pytest.mark.parametrize("reason", ["http_404", "http_410", "redirected_to_list", "closed_notice"])
def test_a_few_close_at_once(feed: Feed, reason: str) -> None:
    assert night(feed, 3, reason) == 3
    assert feed.status(0) == ("closed", "closed_notice" if reason == "closed_notice" else "gone")


def test_many_close_on_the_second_night_and_withhold_nothing(feed: Feed) -> None:
    outcome = feed.run(gone=dict.fromkeys(KEYS[:19], "http_404"), revalidated=KEYS[19:], asked=100)
    assert outcome.verdict == "published" and outcome.source.gone_kept == 19
    assert counts(outcome).closed == 0 and counts(outcome).carried_over == 19
    assert night(feed, 19) == 19
    (one, *_) = [change for change in changes(feed.folder.path) if change.op == "close"]
    assert one.reason == "gone" and len(one.evidence["runs"]) == 2


def test_one_night_of_broken_pages_closes_nothing(feed: Feed) -> None:
    assert night(feed, 19) == 0
    assert night(feed, 0) == 0
    assert night(feed, 19) == 0  # the first such night again
    assert feed.status(0) == ("open", None)


def test_a_night_without_news_of_a_page_is_no_second_one(feed: Feed) -> None:
    assert night(feed, 10) == 0
    listed = {"revalidated": KEYS[1:], "given_up": {"0": "timeout"}, "asked": 100}
    assert counts(feed.run(**listed)).closed == 0
    run = feed.run(gone={"0": "http_404"}, revalidated=KEYS[1:], asked=100)
    assert counts(run).closed == 1


def test_a_run_that_did_not_see_the_whole_list_is_no_first_night(feed: Feed) -> None:
    assert night(feed, 10, proof=None) == 0
    assert night(feed, 10) == 0
    assert night(feed, 10, ending=Ending("finished", exceptions=1)) == 0
    assert night(feed, 10) == 10


def test_closed_ones_that_stay_on_the_list_do_not_count_as_many(feed: Feed) -> None:
    for gone in (3, 6, 9):
        assert night(feed, gone) == 3


def test_pages_that_say_that_they_are_closed_are_counted_alike(feed: Feed) -> None:
    said = [posting(key, flags=["expired"]) for key in range(10)]
    for closed in (0, 10):
        outcome = feed.run(postings=said, revalidated=KEYS[10:], asked=100)
        assert counts(outcome).closed == closed
    assert feed.status(0) == ("closed", "closed_notice")


@pytest.mark.parametrize(("broken", "verdict"), [(1, "published"), (2, "withheld")])
def test_one_broken_page_in_twenty_withholds_nothing(
    tmp_path: Path, broken: int, verdict: str
) -> None:
    feed = Feed(tmp_path)
    feed.run(postings=HUNDRED[:20])
    given_up = dict.fromkeys(KEYS[:broken], "http_500")
    assert feed.run(revalidated=KEYS[broken:20], given_up=given_up).verdict == verdict


@pytest.mark.parametrize("reason", ["duplicate: says the same as 99", "rejected: no title"])
def test_what_was_dropped_was_seen(reason: str, feed: Feed) -> None:
    for _ in range(3):
        outcome = feed.run(dropped={"0": reason}, revalidated=KEYS[1:])
        assert outcome.verdict == "published" and counts(outcome).closed == 0
    assert feed.status(0) == ("open", None)
    dropped = dict.fromkeys(KEYS[:14], reason)
    assert feed.run(dropped=dropped, revalidated=KEYS[14:]).verdict == "withheld"


def test_saved_pages_close_nothing(feed: Feed) -> None:
    for _ in range(3):
        outcome = feed.run(postings=HUNDRED[10:], proof="saved_pages")
        assert outcome.verdict == "published" and counts(outcome).closed == 0
    late = [posting(key, deadline="2030-01-01") for key in range(100)]
    assert counts(feed.run(postings=late, proof="saved_pages")).closed == 0
