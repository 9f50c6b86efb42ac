"""What known postings say now is held against what they said before: a part of the feed that reads
wrong does not hide in the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.posting.parts.places import Location
from crawlers.posting.schema import Organization
from tests.feed.board import Walk, lines, play, posting
from tests.feed.judge.test_closing import Feed, counts

SIXTY = [
    posting(
        key,
        deadline="2031-06-01",
        organization=Organization(name=f"Works {key}"),
        locations=[Location(raw="Leeds")],
    )
    for key in range(60)
]
KEYS = [str(key) for key in range(60)]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed = Feed(tmp_path)
    feed.run(postings=SIXTY)
    return feed


def reads(feed: Feed, keys: range, **fields: Any) -> list[str]:
    """Read some postings with other fields; the gates that withheld the run."""
    read = [SIXTY[key].model_copy(update={"content_hash": "", **fields}) for key in keys]
    outcome = feed.run(postings=read, unchanged=[key for key in KEYS if int(key) not in keys])
    return outcome.source.reasons


def test_a_notice_in_unknown_words_does_not_replace_the_feed_in_a_week(feed: Feed) -> None:
    before = lines(feed.folder)
    for night in range(7):
        part = range(night, 60, 7)
        assert set(reads(feed, part, title="Vellichor", description="Ultracrepidarian.")) == {
            "same_title",
            "same_text",
        }
    assert lines(feed.folder) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("organization", None), ("locations", []), ("valid_through", None), ("description", None)],
)
def test_a_field_that_most_lose_in_one_night(feed: Feed, field: str, value: Any) -> None:
    assert f"lost_field:{field}" in reads(feed, range(8), **{field: value})


def test_a_deadline_that_is_a_default_is_withheld(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    feed.run(postings=[posting(key, deadline=f"2031-06-{key % 9 + 1:02}") for key in range(60)])
    read = [posting(key, deadline="2030-12-31") for key in range(8)]
    assert feed.run(postings=read, unchanged=KEYS[8:]).source.reasons == ["same_deadline"]


def test_a_deadline_that_is_extended_for_all_is_published(feed: Feed) -> None:
    through = posting(0, deadline="2031-07-01").valid_through
    assert reads(feed, range(8), valid_through=through) == []


def test_a_deadline_that_no_posting_can_have_is_lost(feed: Feed) -> None:
    assert "lost_field:valid_through" in reads(feed, range(8), warnings=["date_out_of_window"])


def test_employers_that_change_together_are_withheld(feed: Feed) -> None:
    assert reads(feed, range(8), organization=Organization(name="Nemo")) == ["other_employer"]


def test_four_are_too_few_to_tell(feed: Feed) -> None:
    assert reads(feed, range(4), title="Vellichor", organization=None) == []


def test_half_is_not_over_half(feed: Feed) -> None:
    few = [SIXTY[key].model_copy(update={"title": "Cook", "content_hash": ""}) for key in range(4)]
    walk = {"postings": [*few, *SIXTY[4:8]], "unchanged": KEYS[8:]}
    assert feed.run(**walk).verdict == "published"


def test_pages_that_answered_as_not_modified_were_read_too(feed: Feed) -> None:
    few = [SIXTY[key].model_copy(update={"title": "Cook", "content_hash": ""}) for key in range(6)]
    assert feed.run(postings=few, revalidated=KEYS[6:]).verdict == "published"


def test_postings_that_were_alike_before_and_new_ones_took_nothing(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    nurses = [posting(key, title="Nurse") for key in range(40)]
    feed.run(postings=nurses[:30])
    assert feed.run(postings=nurses).verdict == "published"


def test_a_site_that_turns_all_ids_into_one_other_job_is_withheld(tmp_path: Path) -> None:
    """Every posting looks like another job under a used id; they are held against the old ones."""
    feed = Feed(tmp_path)
    feed.run(postings=SIXTY)
    other = {
        "title": "Vellichor",
        "organization": Organization(name="Nemo"),
        "locations": [Location(raw="Nowhere")],
        "content_hash": "",
    }
    read = [each.model_copy(update=other) for each in SIXTY[:9]]
    outcome = feed.run(postings=read, unchanged=KEYS[9:])
    assert "same_title" in outcome.source.reasons and len(lines(feed.folder)) == 60


def test_the_flag_accepts_a_change_that_is_real(feed: Feed) -> None:
    read = [each.model_copy(update={"valid_through": None, "content_hash": ""}) for each in SIXTY]
    assert feed.run(postings=read).verdict == "withheld"
    outcome = play(feed.folder.root, "2031-01-09", Walk(postings=read, accept=True))
    assert outcome.source.accepted and counts(outcome).updated == 60
