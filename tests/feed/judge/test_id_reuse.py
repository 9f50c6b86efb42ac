"""An id that a site uses again for another job names another posting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume import changes
from crawlers.feed.consume.verify import verify
from crawlers.posting.parts.places import Location
from crawlers.posting.schema import JobPosting, Organization
from tests.feed.board import Walk, begin, feed_in, lines, posting
from tests.feed.judge.test_closing import ALL, KEYS, Feed, counts


def job(
    title: str, employer: str | None, city: str | None, key: int = 0, **more: Any
) -> JobPosting:
    """A posting of the board under a key of the site."""
    fields = {
        "title": title,
        "organization": Organization(name=employer) if employer else None,
        "locations": [Location(raw=city, city=city)] if city else [],
    }
    return posting(key, f"The work of a {title}.", **fields, **more)


COOK = job("Cook", "Quill & Larder", "Leeds")
PILOT = job("Pilot", "Harbour Lines", "Bergen")
CLERK = job("Clerk", "Tin Bank", "Cork")
REST = KEYS[1:]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed = Feed(tmp_path)
    assert feed.run(postings=[COOK, *ALL[1:]]).verdict == "published"
    return feed


def statuses(feed: Feed) -> dict[str, tuple[str, str, str | None]]:
    return {
        key: (each["title"], each["status"], each["lifecycle"]["closed_reason"])
        for key, each in lines(feed.folder).items()
        if key.partition("~")[0] == "0"
    }


def test_another_job_gets_the_next_key_and_the_old_one_closes(feed: Feed) -> None:
    outcome = feed.run(postings=[PILOT], unchanged=REST)
    assert (counts(outcome).added, counts(outcome).closed, outcome.source.lost) == (1, 1, 0)
    assert statuses(feed) == {
        "0": ("Cook", "closed", "id_reused"),
        "0~2": ("Pilot", "open", None),
    }
    (close,) = [change for change in changes(feed.folder.path) if change.op == "close"]
    assert close.evidence["by"] == "demo:0~2"


def test_the_new_key_stays_on_later_nights(feed: Feed) -> None:
    feed.run(postings=[PILOT], unchanged=REST)
    known = statuses(feed)
    for walk in (
        {"unchanged": KEYS},
        {"postings": [PILOT], "unchanged": REST},
        {"revalidated": KEYS},
        {"given_up": {"0": "timeout"}, "unchanged": REST},
        {"dropped": {"0": "duplicate: x"}, "unchanged": REST},
    ):
        outcome = feed.run(**walk)
        assert outcome.verdict == "published" and counts(outcome).closed == 0
        assert statuses(feed) == known
    run = begin(feed.folder.root, "2031-01-20")
    assert run.known()["0"].etag == '"0"'
    run.close()
    feed.run(postings=[job("Pilot", "Harbour Lines", "Oslo")], unchanged=REST)
    assert statuses(feed) == known and verify(feed.folder.path, every_run=True).problems == []


def test_a_third_job_gets_a_third_key_and_the_first_may_come_back(feed: Feed) -> None:
    feed.run(postings=[PILOT], unchanged=REST)
    feed.run(postings=[CLERK], unchanged=REST)
    assert statuses(feed) == {
        "0": ("Cook", "closed", "id_reused"),
        "0~2": ("Pilot", "closed", "id_reused"),
        "0~3": ("Clerk", "open", None),
    }
    feed.run(postings=[COOK], unchanged=REST)
    assert [each[1] for each in statuses(feed).values()] == ["open", "closed", "open"]
    feed.run(postings=[COOK], unchanged=REST)
    assert [each[1] for each in statuses(feed).values()] == ["open", "closed", "closed"]
    assert statuses(feed)["0~3"] == ("Clerk", "closed", "id_reused")


def test_a_night_of_a_data_centre_that_is_behind_closes_no_new_job(feed: Feed) -> None:
    feed.run(postings=[PILOT], unchanged=REST)
    for _ in range(3):
        feed.run(postings=[COOK], unchanged=REST)
        assert statuses(feed)["0~2"] == ("Pilot", "open", None)
        feed.run(postings=[PILOT], unchanged=REST)
        assert statuses(feed)["0~2"] == ("Pilot", "open", None)
        assert statuses(feed)["0"] == ("Cook", "closed", "id_reused")


@pytest.mark.parametrize(
    "now",
    [
        job("Cook", "Harbour Lines", "Bergen"),
        job("Pilot", "Quill & Larder", "Bergen"),
        job("Pilot", "Harbour Lines", "Leeds"),
        job("Pilot", None, "Bergen"),
        job("Pilot", "Harbour Lines", None),
        job("COOK ", "quill & larder", "LEEDS"),
    ],
)
def test_one_thing_that_stays_or_is_unknown_makes_it_the_same_job(
    feed: Feed, now: JobPosting
) -> None:
    feed.run(postings=[now], unchanged=REST)
    assert list(statuses(feed)) == ["0"] and feed.status(0) == ("open", None)


def test_a_run_that_did_not_see_the_whole_list_closes_the_old_one_later(feed: Feed) -> None:
    feed.run(postings=[PILOT], unchanged=REST, proof=None)
    assert [each[1] for each in statuses(feed).values()] == ["open", "open"]
    feed.run(unchanged=KEYS)
    assert statuses(feed)["0"] == ("Cook", "closed", "id_reused")
    assert statuses(feed)["0~2"][1] == "open"


def test_the_new_job_is_gone_as_any_other(feed: Feed) -> None:
    feed.run(postings=[PILOT], unchanged=REST)
    feed.run(gone={"0": "http_410"}, unchanged=REST)
    assert statuses(feed)["0~2"] == ("Pilot", "closed", "gone")


def test_an_interrupted_run_knows_that_it_read_the_new_job(feed: Feed) -> None:
    run = begin(feed.folder.root, "2031-01-02")
    feed_in(run, Walk(postings=[PILOT]))
    run.close()
    again = begin(feed.folder.root, "2031-01-02T02:00:00Z")
    assert again.known()["0"].done and not again.known()["1"].done
    again.close()
