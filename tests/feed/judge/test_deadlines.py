"""A deadline closes a posting only where its page still says so, under a clock that is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.feed.consume import changes
from crawlers.posting import JobPosting
from tests.feed.board import Walk, begin, lines, play, posting
from tests.feed.judge.test_closing import ALL, KEYS, Feed, counts


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """Posting 0 can be applied for until the third day."""
    feed = Feed(tmp_path)
    feed.run(postings=[posting(0, deadline="2031-01-03"), *ALL[1:]])
    feed.run(unchanged=KEYS)
    feed.run(unchanged=KEYS)
    return feed


def test_a_list_that_shows_no_change_says_nothing_of_a_deadline(feed: Feed) -> None:
    for _ in range(5):
        assert counts(feed.run(unchanged=KEYS)).closed == 0


def test_a_page_that_was_not_modified_says_it_again(feed: Feed) -> None:
    feed.run(revalidated=KEYS[:1], unchanged=KEYS[1:])
    assert feed.status(0) == ("closed", "deadline")
    (close,) = changes(feed.folder.path)
    assert close.evidence["answer"] == "http_304"


def test_a_deadline_that_was_extended_closes_nothing(feed: Feed) -> None:
    feed.run(postings=[posting(0, deadline="2031-02-03")], unchanged=KEYS[1:])
    assert feed.status(0) == ("open", None)


def test_a_page_that_cannot_be_reached_does_not_keep_a_posting_open(feed: Feed) -> None:
    feed.run(given_up={"0": "timeout"}, unchanged=KEYS[1:])
    assert feed.status(0) == ("closed", "deadline")


@pytest.mark.parametrize("reason", ["page_budget", "not_reached_closespider_timeout"])
def test_a_page_that_was_not_asked_for_does(feed: Feed, reason: str) -> None:
    feed.run(given_up={"0": reason}, unchanged=KEYS[1:])
    assert feed.status(0) == ("open", None)


def test_what_is_overdue_is_asked_for(feed: Feed) -> None:
    run = begin(feed.folder.root, "2031-01-04")
    due = {key for key, known in run.known().items() if known.recheck}
    assert "0" in due and not run.known()["0"].unchanged("2031-01-01")
    run.close()


def moved_back(keys: range) -> list[JobPosting]:
    return [posting(key, deadline=f"2030-12-{key % 27 + 1:02}") for key in keys]


def test_many_deadlines_that_move_into_the_past_close_on_the_second_night(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    feed.run(postings=[posting(key, deadline="2031-06-01") for key in range(40)])
    others = [str(key) for key in range(12, 40)]
    outcome = feed.run(postings=moved_back(range(12)), unchanged=others)
    assert outcome.verdict == "published" and outcome.source.gone_kept == 12
    assert counts(outcome).closed == counts(outcome).updated == 0
    assert counts(feed.run(postings=moved_back(range(12)), unchanged=others)).closed == 12
    assert feed.status(0) == ("closed", "deadline")


def test_one_such_night_closes_nothing(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    right = [posting(key, deadline="2031-06-01") for key in range(40)]
    feed.run(postings=right)
    before = lines(feed.folder)
    feed.run(postings=moved_back(range(40)))
    feed.run(postings=right)
    assert lines(feed.folder) == before


def test_a_few_deadlines_that_move_into_the_past_close_at_once(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    feed.run(postings=[posting(key, deadline="2031-06-01") for key in range(40)])
    others = [str(key) for key in range(3, 40)]
    assert counts(feed.run(postings=moved_back(range(3)), unchanged=others)).closed == 3


# --- The clock


def test_under_a_clock_that_is_off_no_deadline_closes(feed: Feed) -> None:
    off = {"dates_far": 9, "dates_near": 3}
    feed.run(revalidated=KEYS, **off)
    assert feed.status(0) == ("open", None)
    feed.run(postings=[posting(0, "other words", deadline="2031-01-03")], unchanged=KEYS[1:], **off)
    record = lines(feed.folder)["0"]
    assert (record["status"], record["description"]) == ("open", "other words")
    feed.run(postings=[posting(99, deadline="2030-12-24")], unchanged=KEYS, **off)
    assert feed.status(99) == ("open", None)
    feed.run(postings=[posting(99, deadline="2030-12-24")], revalidated=KEYS, dates_near=9)
    assert feed.status(0) == feed.status(99) == ("closed", "deadline")


def test_a_night_a_year_ahead_hides_no_edit(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(postings=ALL))
    play(tmp_path, "2032-01-01", Walk(postings=ALL))
    run = begin(tmp_path, "2031-01-02")
    assert {key for key, known in run.known().items() if known.recheck} == set(KEYS)
    run.close()
    play(tmp_path, "2031-01-02", Walk(revalidated=KEYS))
    asked: set[str] = set()
    for day in range(3, 10):
        run = begin(tmp_path, f"2031-01-{day:02}")
        asked |= {key for key, known in run.known().items() if known.recheck}
        run.close()
        play(tmp_path, f"2031-01-{day:02}", Walk(unchanged=KEYS))
    assert asked == set(KEYS)


def test_nothing_is_fresh_under_a_clock_that_is_off(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(postings=ALL))
    run = begin(tmp_path, "2031-01-02")
    known = run.known()
    assert sum(each.recheck for each in known.values()) < len(KEYS)
    known.clock_is_off = lambda: True
    assert all(each.recheck for each in known.values())
    run.close()
