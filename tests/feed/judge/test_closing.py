"""When a posting is new, changed, closed, reopened and gone: nothing is closed that might still
be open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawlers.contract.ledger import Ledger
from crawlers.feed.consume.verify import verify
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Counts
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import finish
from crawlers.feed.run.outcome import Outcome
from crawlers.spider import Healthy
from tests.feed.board import Walk, begin, lines, play, posting

ALL = [posting(key) for key in range(30)]
KEYS = [str(key) for key in range(30)]


class Feed:
    """A feed whose every published run is verified."""

    def __init__(self, root: Path) -> None:
        self.folder = Folder(root, "demo")
        self.day = 0

    def run(self, **walk: Any) -> Outcome:
        self.day += 1
        outcome = play(self.folder.root, f"2031-01-{self.day:02}", Walk(**walk))
        assert verify(self.folder.path).problems == []
        return outcome

    def status(self, key: int) -> tuple[str, str | None]:
        record = lines(self.folder)[str(key)]
        return record["status"], record["lifecycle"]["closed_reason"]

    def same_texts(self) -> dict[str, str]:
        run_id = self.folder.latest_id()
        assert run_id
        rows = (self.folder.run(run_id) / "sightings.jsonl").read_bytes().splitlines()
        sightings = map(json.loads, rows)
        return {
            row["id"].partition(":")[2]: row["same_text_as"]
            for row in sightings
            if row["same_text_as"]
        }


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed = Feed(tmp_path)
    assert feed.run(postings=ALL).verdict == "published"
    return feed


def counts(outcome: Outcome) -> Counts:
    assert outcome.manifest
    return outcome.manifest.counts


def test_absence_closes_on_the_second_complete_run(feed: Feed) -> None:
    feed.run(unchanged=KEYS[1:])
    assert feed.status(0) == ("open", None)
    outcome = feed.run(unchanged=KEYS[1:])
    assert feed.status(0) == ("closed", "absent") and counts(outcome).closed == 1
    assert lines(feed.folder)["0"]["lifecycle"]["closed_at"] == "2031-01-03T00:00:00Z"


def test_being_seen_in_between_begins_the_count_anew(feed: Feed) -> None:
    feed.run(unchanged=KEYS[1:])
    feed.run(unchanged=KEYS)
    feed.run(unchanged=KEYS[1:])
    assert feed.status(0) == ("open", None)
    feed.run(unchanged=KEYS[1:])
    assert feed.status(0) == ("closed", "absent")


@pytest.mark.parametrize(
    "incomplete",
    [
        {"proof": None},
        {"list_failures": [("http://demo.example/list/2", "http_500")]},
        {"ending": Ending("closespider_timeout")},
        {"ending": Ending(exceptions=1)},
        {"ending": Ending(breakage=("a stage broke",))},
    ],
)
def test_an_incomplete_run_closes_nothing_and_counts_for_nothing(
    feed: Feed, incomplete: dict[str, Any]
) -> None:
    """Not by absence, not by an answer, not by deadline; and it is no first absence either."""
    feed.run(postings=[posting(1, deadline="2031-01-02")], unchanged=[*KEYS[:1], *KEYS[2:]])
    feed.run(unchanged=KEYS[5:], gone={"4": "http_404"}, **incomplete)
    feed.run(unchanged=KEYS[5:], gone={"4": "http_404"}, **incomplete)
    assert [feed.status(key) for key in range(5)] == [("open", None)] * 5
    feed.run(unchanged=KEYS[2:], revalidated=KEYS[1:2])
    assert feed.status(0) == ("open", None) and feed.status(1) == ("closed", "deadline")


def test_a_withheld_run_is_no_absence(feed: Feed) -> None:
    assert feed.run(unchanged=KEYS[20:]).verdict == "withheld"
    assert feed.run(unchanged=KEYS[20:]).verdict == "withheld"
    feed.run(unchanged=KEYS[1:])
    assert feed.status(0) == ("open", None)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("http_404", "gone"),
        ("http_410", "gone"),
        ("moved to 99", "gone"),
        ("closed_notice", "closed_notice"),
        ("filled", "closed_notice"),
    ],
)
def test_an_answer_closes_at_once(feed: Feed, answer: str, reason: str) -> None:
    outcome = feed.run(unchanged=KEYS[1:], gone={"0": answer})
    assert feed.status(0) == ("closed", reason) and counts(outcome).closed == 1


def test_a_page_that_says_so_closes_at_once(feed: Feed) -> None:
    feed.run(postings=[posting(0, flags=["expired"])], unchanged=KEYS[1:])
    assert feed.status(0) == ("closed", "closed_notice")


def test_a_deadline_closes_when_its_last_instant_is_over(feed: Feed) -> None:
    feed.run(postings=[posting(0, deadline="2031-01-03")], unchanged=KEYS[1:])
    feed.run(revalidated=KEYS)
    assert feed.status(0) == ("open", None)
    feed.run(revalidated=KEYS)
    assert feed.status(0) == ("closed", "deadline")
    feed.run(unchanged=KEYS)
    assert feed.status(0) == ("closed", "deadline")


def test_a_longer_deadline_opens_it_again(feed: Feed) -> None:
    feed.run(postings=[posting(0, deadline="2031-01-02")], unchanged=KEYS[1:])
    feed.run(revalidated=KEYS[:1], unchanged=KEYS[1:])
    assert feed.status(0) == ("closed", "deadline")
    outcome = feed.run(postings=[posting(0, deadline="2031-02-02")], unchanged=KEYS[1:])
    assert feed.status(0) == ("open", None) and counts(outcome).reopened == 1
    assert lines(feed.folder)["0"]["lifecycle"]["reopened_at"] == "2031-01-04T00:00:00Z"


def test_a_clock_that_was_ahead_is_put_right(feed: Feed, tmp_path: Path) -> None:
    feed.run(postings=[posting(0, deadline="2031-03-03")], unchanged=KEYS[1:])
    play(tmp_path, "2032-01-03", Walk(revalidated=KEYS))
    assert feed.status(0) == ("closed", "deadline")
    feed.run(unchanged=KEYS)
    assert feed.status(0) == ("open", None)


def test_a_posting_that_comes_back_is_reopened_not_new(feed: Feed) -> None:
    feed.run(unchanged=KEYS[1:])
    feed.run(unchanged=KEYS[1:])
    run = begin(feed.folder.root, "2031-01-04")
    # to be read in full, not asked whether it changed
    assert "0" not in run.known() and run.known()["1"].etag == '"1"'
    run.close()
    outcome = feed.run(postings=[posting(0)], unchanged=KEYS[1:])
    assert (counts(outcome).reopened, counts(outcome).added) == (1, 0)
    assert lines(feed.folder)["0"]["lifecycle"] == {
        "first_seen": "2031-01-01T00:00:00Z",
        "last_changed": "2031-01-01T00:00:00Z",
        "closed_at": None,
        "closed_reason": None,
        "reopened_at": "2031-01-04T00:00:00Z",
    }


def test_a_posting_first_seen_past_its_deadline_is_added_closed(feed: Feed) -> None:
    outcome = feed.run(postings=[posting(99, deadline="2030-12-24")], unchanged=KEYS)
    assert feed.status(99) == ("closed", "deadline") and (
        counts(outcome).added,
        counts(outcome).closed,
    ) == (1, 0)


def test_closed_postings_stay_ninety_days(feed: Feed, tmp_path: Path) -> None:
    feed.run(unchanged=KEYS[1:], gone={"0": "http_410"})
    play(tmp_path, "2031-04-02", Walk(unchanged=KEYS[1:]))
    assert "0" in lines(feed.folder)
    play(tmp_path, "2031-04-03", Walk(unchanged=KEYS[1:]))
    assert "0" not in lines(feed.folder) and len(lines(feed.folder)) == 29
    assert verify(feed.folder.path).problems == []
    play(tmp_path, "2031-04-04", Walk(postings=[posting(0)], unchanged=KEYS[1:]))
    assert lines(feed.folder)["0"]["lifecycle"]["first_seen"] == "2031-04-04T00:00:00Z"


def test_a_posting_that_returns_on_the_day_it_would_leave_is_new(
    feed: Feed, tmp_path: Path
) -> None:
    feed.run(unchanged=KEYS[1:], gone={"0": "http_410"})
    outcome = play(tmp_path, "2031-06-01", Walk(postings=[posting(0)], unchanged=KEYS[1:]))
    assert counts(outcome).added == 1 and verify(feed.folder.path).problems == []


@pytest.mark.parametrize(
    "trouble",
    [{"lost": ["0"]}, {"given_up": {"0": "timeout"}}, {"dropped": {"0": "rejected: title"}}],
)
def test_what_cannot_be_read_keeps_its_last_good_record(
    feed: Feed, trouble: dict[str, Any]
) -> None:
    more = [posting(key) for key in range(100, 120)]  # so that one posting is under a hundredth
    feed.run(postings=more, unchanged=KEYS)
    listed = [*KEYS[1:], *(str(key) for key in range(100, 120))]
    for _ in range(3):
        outcome = feed.run(postings=[], unchanged=listed, **trouble)
    if outcome.verdict == "published":
        assert counts(outcome).carried_over == 1
    assert feed.status(0) == ("open", None)


def test_two_postings_that_read_alike_both_stay(feed: Feed) -> None:
    double = posting(0).model_copy(update={"id": "demo:77", "url": "http://demo.example/jobs/77"})
    outcome = feed.run(postings=[double], unchanged=KEYS)
    assert (counts(outcome).added, counts(outcome).updated) == (1, 0)
    assert feed.same_texts() == {"77": "demo:0"}
    feed.run(unchanged=[*KEYS, "77"])
    assert feed.same_texts() == {"77": "demo:0"}
    # the first goes: the second is read as no other any more
    feed.run(unchanged=[*KEYS[1:], "77"], gone={"0": "http_404"})
    assert feed.same_texts() == {}


def test_the_first_by_key_is_named_whatever_was_read_first(feed: Feed) -> None:
    alike = [posting(0).model_copy(update={"id": f"demo:{key}"}) for key in ("00", "78", "77")]
    feed.run(postings=alike, unchanged=KEYS)
    assert feed.same_texts() == {"00": "demo:0", "77": "demo:0", "78": "demo:0"}
    # it says something of its own now
    feed.run(postings=[posting(0, "Other work.")], unchanged=[*KEYS[1:], "00", "77", "78"])
    assert feed.same_texts() == {"77": "demo:00", "78": "demo:00"}


def test_an_honest_zero_closes_all_on_the_second_day(feed: Feed) -> None:
    assert feed.run(verified_empty=True).verdict == "published"
    assert feed.status(0) == ("open", None)
    feed.run(verified_empty=True)
    assert {record["status"] for record in lines(feed.folder).values()} == {"closed"}


def test_zero_without_the_site_saying_so_is_withheld(feed: Feed) -> None:
    assert feed.run().verdict == "failed"
    assert len(lines(feed.folder)) == 30


def test_a_shrink_is_withheld_until_it_is_accepted(feed: Feed) -> None:
    expect = Healthy(min_postings=25)
    assert feed.run(unchanged=KEYS[:12], expect=expect).verdict == "withheld"
    assert feed.run(unchanged=KEYS[:12], expect=expect, accept=True).source.accepted
    assert feed.status(20) == ("open", None)  # the first complete run without it
    feed.run(unchanged=KEYS[:12])
    assert feed.status(20) == ("closed", "absent")


def test_a_list_shorter_than_the_site_itself_says_closes_nothing(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(postings=ALL))
    for day in (2, 3, 4):
        run = begin(tmp_path, f"2031-01-0{day}")
        ledger = Ledger(proof="last_page", stated_total=30, not_modified=set(KEYS[3:]))
        ledger.listed.update(dict.fromkeys(KEYS[3:], ""))
        outcome = finish(run, Ending(), ledger, Healthy())
        assert outcome.source.result == "partial" and not outcome.source.complete
    assert {record["status"] for record in lines(Folder(tmp_path, "demo")).values()} == {"open"}
