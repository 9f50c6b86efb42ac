"""Versions of the record: a later optional field updates no line, and a reader of today reads the
feeds of every later 1.x."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from crawlers.feed.consume import changes, postings, verify
from crawlers.feed.consume.exports import export
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.combine import combine, part_of_site
from crawlers.posting import JobPosting
from crawlers.posting.line import canonical_line, content_hash, record_hash
from crawlers.posting.parts.places import Location
from crawlers.report.write import write_report
from tests.feed.board import Walk, play, posting


class LaterPlace(Location):
    """A place with fields of a later version."""

    floor: int | None = None
    """A scalar."""
    doors: list[str] = []
    """A list."""


class LaterPosting(JobPosting):
    """A posting with fields of a later version."""

    schema_version: str = "1.3"
    """The version."""
    locations: list[LaterPlace] = []  # type: ignore[assignment]
    """Places with more fields."""
    nickname: str | None = None
    """A new field."""
    tags: list[str] = []
    """A new list."""
    nearest: LaterPlace | None = None
    """A new object."""


def fields(**more: Any) -> dict[str, Any]:
    place = {"raw": "Ghent, Belgium", "city": "Ghent", "country": "BE"}
    return posting(1).model_dump(exclude={"schema_version"}) | {"locations": [place], **more}


def test_a_later_optional_field_changes_no_hash() -> None:
    today, later = JobPosting(**fields()), LaterPosting(**fields())
    assert json.loads(canonical_line(later))["locations"][0]["doors"] == []
    assert content_hash(later) == content_hash(today)
    assert content_hash(LaterPosting(**fields(nickname="Dyer"))) != content_hash(today)
    assert content_hash(LaterPosting(**fields(nearest={"raw": "x"}))) != content_hash(today)


@pytest.mark.parametrize(
    "empty", [None, "", [], {}, {"a": None}, {"a": {"b": [], "c": {"d": ""}}}], ids=repr
)
def test_what_is_empty_is_no_content_at_any_depth(empty: Any) -> None:
    assert record_hash({"title": "x", "new": empty}) == record_hash({"title": "x"})
    inner = {"title": "x", "salary": {"raw": "9", "new": empty}}
    assert record_hash(inner) == record_hash({"title": "x", "salary": {"raw": "9"}})


@pytest.mark.parametrize("value", [0, False, 0.0, " ", [None], [[]], [{}]], ids=repr)
def test_what_is_said_is_content(value: Any) -> None:
    assert record_hash({"title": "x", "new": value}) != record_hash({"title": "x"})


def test_writers_are_closed_and_readers_are_not() -> None:
    line = canonical_line(LaterPosting(**fields(nickname="Dyer")))
    with pytest.raises(ValidationError, match="nickname"):
        JobPosting.model_validate_json(line)
    read = JobPosting.read(line)
    assert (read.schema_version, read.locations[0].city) == ("1.3", "Ghent")
    assert "nickname" not in read.model_dump()


@pytest.mark.parametrize("version", ["2.0", "1", "1.x", "0.9"])
def test_another_major_version_is_refused(version: str) -> None:
    record = json.loads(canonical_line(posting(1))) | {"schema_version": version}
    with pytest.raises(ValidationError, match="schema_version"):
        JobPosting.read(json.dumps(record))


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Feeds of which one was written by a later version."""
    made = [
        LaterPosting.model_validate(
            fields(
                nickname="Dyer", tags=["wool"], id=f"demo:{key}", url=f"http://demo.example/{key}"
            )
        )
        for key in (1, 2)
    ]
    assert play(tmp_path, "2031-01-01", Walk(made)).verdict == "published"
    return tmp_path


def test_every_reader_takes_a_feed_of_a_later_version(later: Path) -> None:
    feed = later / "demo"
    assert verify(feed).problems == []
    assert [each.schema_version for each in postings(feed)] == ["1.3", "1.3"]
    assert [each.posting.schema_version for each in changes(feed)] == ["1.3", "1.3"]
    for ending in ("jsonld", "csv", "jsonl.gz"):
        assert export(feed, later / f"x.{ending}") == 2
    assert write_report(later, now="2031-01-01T06:00:00Z").feeds.sites[0].verdict == "published"


def test_the_feed_of_all_and_the_next_run_keep_what_they_do_not_know(later: Path) -> None:
    """A close is written into the line that is there."""
    assert play(later, "2031-01-02", Walk(unchanged=["1"], gone={"2": "http_404"})).manifest
    target = Folder(later, "all")
    target.make()
    assert combine(target, [part_of_site(Folder(later, "demo"), None)], Clock.at("2031-01-02"))
    assert verify(target.path, every_run=True).problems == []
    assert verify(later / "demo", every_run=True).problems == []
    records = [json.loads(line) for line in target.fixed.read_bytes().splitlines()]
    assert [(each["nickname"], each["status"]) for each in records] == [
        ("Dyer", "open"),
        ("Dyer", "closed"),
    ]


def test_verify_sees_a_line_whose_unknown_content_changed(later: Path) -> None:
    """The hash is over the line and not over the fields that this version knows."""
    record = json.loads((later / "demo.jsonl").read_bytes().splitlines()[0])
    assert record_hash(record) == record["content_hash"]
    assert record_hash(record | {"nickname": "Weaver"}) != record["content_hash"]
