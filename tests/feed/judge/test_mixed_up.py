"""A page that gives another posting's content: for one night the posting stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.posting.schema import JobPosting
from tests.feed.board import lines, posting
from tests.feed.judge.test_closing import Feed, counts
from tests.feed.judge.test_id_reuse import job

REST = [str(key) for key in range(2, 12)]


def with_key(key: int, other: JobPosting) -> JobPosting:
    """A posting's content under another key."""
    where = {"id": f"demo:{key}", "url": f"http://demo.example/jobs/{key}", "content_hash": ""}
    return other.model_copy(update=where)


COOK, PILOT = job("Cook", "Quill", "Leeds", 0), job("Pilot", "Harbour Lines", "Bergen", 1)
SISTER = job("Pastry cook", "Quill", "Leeds", 1)


@pytest.fixture(params=[PILOT, SISTER], ids=["another job", "a job of the same employer"])
def other(request: Any) -> JobPosting:
    found: JobPosting = request.param
    return found


@pytest.fixture
def feed(tmp_path: Path, other: JobPosting) -> Feed:
    feed = Feed(tmp_path)
    feed.run(postings=[COOK, other, *map(posting, range(2, 12))])
    return feed


def test_one_night_changes_nothing(feed: Feed, other: JobPosting) -> None:
    before = lines(feed.folder)
    outcome = feed.run(postings=[with_key(0, other), other], unchanged=REST)
    assert outcome.verdict == "published" and outcome.source.gone_kept == 1
    assert lines(feed.folder) == before
    feed.run(postings=[COOK], unchanged=["1", *REST])
    assert lines(feed.folder) == before
    feed.run(postings=[with_key(0, other)], unchanged=["1", *REST])  # a first night again
    assert lines(feed.folder) == before


def test_two_nights_are_believed(feed: Feed, other: JobPosting) -> None:
    for _ in range(2):
        feed.run(postings=[with_key(0, other)], unchanged=["1", *REST])
    found = [each["title"] for each in lines(feed.folder).values() if each["status"] == "open"]
    assert found.count(other.title) == 2 and "Cook" not in found


def test_a_new_posting_may_read_like_another(feed: Feed, other: JobPosting) -> None:
    outcome = feed.run(postings=[with_key(20, other)], unchanged=["0", "1", *REST])
    assert counts(outcome).added == 1


def test_two_that_are_edited_together_are_no_mix_up(feed: Feed, other: JobPosting) -> None:
    edited = other.model_copy(update={"title": "Sailor", "content_hash": ""})
    outcome = feed.run(postings=[with_key(0, other), edited], unchanged=REST)
    assert outcome.source.gone_kept == 0 and outcome.verdict == "published"
