"""Corrections by a person: applied to the line as it was read, shown with what was read, and named
where they no longer count."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume import consume
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Correction
from crawlers.feed.run.combine import combine, part_of_site
from crawlers.feed.run.corrections import Corrections, WrongCorrections, parse_corrections
from crawlers.feed.run.finish import finish
from crawlers.feed.run.messages import describe_outcome
from crawlers.feed.run.outcome import Outcome
from crawlers.feed.run.run import Run, RunOptions
from tests import ROOT
from tests.feed.board import Walk, feed_in, lines, posting

KEYS = [str(key) for key in range(8)]
ALL = [posting(key) for key in range(8)]


def wanted(
    field: str = "workplace", value: Any = "remote", key: str = "3", until: str = "2031-02-01"
) -> Correction:
    return Correction(f"demo:{key}", field, value, "A. Clerk", "she asked", until)


def play(root: Path, day: str, walk: Walk, *given: Correction, code: str = "test") -> Outcome:
    """A run with corrections."""
    folder, said = Folder(root, "demo"), Corrections(tuple(given))
    run = Run.begin(folder, Clock.at(day), RunOptions(code, corrections=said))
    ledger = feed_in(run, walk)
    outcome = finish(run, walk.ending, ledger, walk.expect, walk.accept)
    assert outcome.verdict == "published", outcome.why
    assert consume.verify(folder.path, every_run=True).problems == []
    return outcome


def changes(root: Path) -> list[tuple[str, str, str]]:
    found = consume.changes(root / "demo")
    return [(change.kind, change.id, " ".join(change.changed)) for change in found]


def states(outcome: Outcome) -> list[str]:
    assert outcome.manifest
    return [each.state for each in outcome.manifest.corrections]


def test_a_correction_begins_and_ends(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "demo")
    play(tmp_path, "2031-01-01", Walk(ALL))
    before = lines(folder)["3"]
    outcome = play(tmp_path, "2031-01-02", Walk(unchanged=KEYS), wanted())
    assert states(outcome) == ["applied"]
    assert changes(tmp_path) == [("correct", "demo:3", "content_hash workplace")]
    assert outcome.manifest and outcome.manifest.counts.corrected == 1
    corrected = lines(folder)["3"]
    assert corrected["workplace"] == "remote"
    assert corrected["lifecycle"] == before["lifecycle"]
    # it stays, and is no change
    for day, walk in (("03", Walk(unchanged=KEYS)), ("04", Walk(ALL))):
        play(tmp_path, f"2031-01-{day}", walk, wanted())
        assert changes(tmp_path) == [] and lines(folder)["3"] == corrected
    # it is over, and what was read is there again
    outcome = play(tmp_path, "2031-02-02", Walk(unchanged=KEYS), wanted())
    assert states(outcome) == ["expired"]
    assert changes(tmp_path) == [("correct", "demo:3", "content_hash workplace")]
    assert lines(folder)["3"] == before


def test_provenance_says_who_and_what_was_read(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(ALL), wanted("title", "Cooper"))
    folder = Folder(tmp_path, "demo")

    def provenance() -> dict[str, Any]:
        path = folder.run(folder.latest_id() or "") / "provenance.jsonl"
        return {each["id"]: each for each in map(json.loads, path.read_bytes().splitlines())}

    said = provenance()["demo:3"]
    assert said["corrected"] == {
        "title": {
            "read": ALL[3].title,
            "who": "A. Clerk",
            "why": "she asked",
            "until": "2031-02-01",
        }
    }
    assert said["fields"]["title"]["raw"] == ALL[3].title
    assert "corrected" not in provenance()["demo:4"]
    play(tmp_path, "2031-01-02", Walk(unchanged=KEYS))
    assert "corrected" not in provenance()["demo:3"]


def test_a_change_of_the_page_is_its_own_under_a_correction(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(ALL), wanted())
    new = posting(3, "The page says more.")
    play(tmp_path, "2031-01-02", Walk([new], unchanged=[*KEYS[:3], *KEYS[4:]]), wanted())
    assert changes(tmp_path) == [
        ("update", "demo:3", "content_hash description lifecycle.last_changed")
    ]
    assert lines(Folder(tmp_path, "demo"))["3"]["workplace"] == "remote"
    # newer code reads the page otherwise: not the correction, and not the page
    other = posting(3, "The page says more.", openings=2)
    play(tmp_path, "2031-01-03", Walk([*ALL[:3], other, *ALL[4:]]), wanted(), code="newer")
    assert changes(tmp_path) == [("reread", "demo:3", "content_hash openings")]


def test_a_lost_store_reads_the_line_as_it_was_read(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(ALL), wanted())
    for path in (tmp_path / "demo" / "state").glob("store.sqlite*"):
        path.unlink()
    play(tmp_path, "2031-01-02", Walk(ALL), wanted())
    assert changes(tmp_path) == []


def test_what_the_page_now_says_itself_is_named(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(ALL), wanted())
    says = posting(3, workplace="remote")
    walk = Walk([says], unchanged=[*KEYS[:3], *KEYS[4:]])
    outcome = play(tmp_path, "2031-01-02", walk, wanted())
    assert states(outcome) == ["said_by_page"]
    assert "page now says" in describe_outcome(outcome, Folder(tmp_path, "demo"))


def test_a_correction_for_a_closed_posting(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk(ALL), wanted())
    gone = Walk(unchanged=[*KEYS[:3], *KEYS[4:]], gone={"3": "http_410"})
    # it was closed with its correction, and keeps it
    assert states(play(tmp_path, "2031-01-02", gone, wanted())) == ["applied"]
    assert [each[0] for each in changes(tmp_path)] == ["close"]
    rest = Walk(unchanged=[*KEYS[:3], *KEYS[4:]])
    outcome = play(tmp_path, "2031-01-03", rest, wanted(), wanted("title", "Cooper"))
    assert states(outcome) == ["applied", "closed"] and changes(tmp_path) == []
    said = " ".join(describe_outcome(outcome, Folder(tmp_path, "demo")).split())
    assert "demo:3, title: the posting is closed" in said


@pytest.mark.parametrize(
    ("field", "value", "state", "says"),
    [
        ("workplace", "on the moon", "invalid", "workplace"),
        ("salary.currency", "EUR", "invalid", "nothing above currency"),
        ("no_such_field", 1, "invalid", "no field of a posting"),
        ("status", "closed", "invalid", "not read from a page"),
        ("openings", 2**60, "invalid", "number"),
        ("title", None, "invalid", "title"),
    ],
)
def test_what_no_posting_can_say_is_named(
    field: str, value: Any, state: str, says: str, tmp_path: Path
) -> None:
    outcome = play(tmp_path, "2031-01-01", Walk(ALL), wanted(field, value))
    assert states(outcome) == [state]
    assert says in " ".join(describe_outcome(outcome, Folder(tmp_path, "demo")).split())


def test_an_unknown_id_is_named(tmp_path: Path) -> None:
    outcome = play(tmp_path, "2031-01-01", Walk(ALL), wanted(key="77"))
    assert states(outcome) == ["unknown"]
    strange = Correction("nosite:1", "title", "x", "A", "b", "2031-02-01")
    parts = [part_of_site(Folder(tmp_path, "demo"), None)]
    both = Folder(tmp_path, "all")
    both.make()
    manifest = combine(both, parts, Clock.at("2031-01-01"), Corrections((strange,)))
    assert manifest
    assert [(each.id, each.state) for each in manifest.corrections] == [
        ("demo:77", "unknown"),
        ("nosite:1", "unknown"),
    ]


def test_the_feed_of_all_says_that_it_was_a_correction(tmp_path: Path) -> None:
    both = Folder(tmp_path, "all")
    both.make()
    for day, given in (("2031-01-01", ()), ("2031-01-02", (wanted(),))):
        play(tmp_path, day, Walk(ALL), *given)
        combine(both, [part_of_site(Folder(tmp_path, "demo"), None)], Clock.at(day))
    (change,) = consume.changes(both.path)
    assert (change.id, change.cause) == ("demo:3", "correction")
    assert consume.verify(both.path).problems == []
    runs = both.published()
    (change,) = consume.diff(both.path, runs[0], runs[1])
    assert change.kind == "correct"


# --- The file

GOOD = """
corrections:
  - {id: "demo:3", field: workplace, value: remote, who: A, why: b, until: 2031-02-01}
  - {id: "demo:3", field: valid_through, who: A, why: b, until: 2031-02-01,
     value: {raw: soon, date: 2031-01-09, precision: day}}
same:
  - {ids: ["demo:1", "other:2"], who: A, why: b}
not_same:
  - {ids: ["demo:1", "demo:2", "demo:4"], who: A, why: b}
"""


def test_the_file_is_read() -> None:
    found = parse_corrections(GOOD.encode())
    assert found.fields[1].value == {"raw": "soon", "date": "2031-01-09", "precision": "day"}
    assert [each.ids for each in (*found.same, *found.not_same)] == [
        ("demo:1", "other:2"),
        ("demo:1", "demo:2", "demo:4"),
    ]
    assert parse_corrections(b"") == Corrections()


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("corrections:", "correction:", "nothing else"),
        ("until: 2031-02-01}", "until: soon}", "correction 1: until is not a day"),
        (", who: A, why: b, until", ", why: b, until", "correction 1: who is missing"),
        ("who: A, why: b, until", "who: [A], why: b, until", "correction 1: who is not a text"),
        ('"demo:3", field: valid', '"demo3", field: valid', "no id of a posting"),
        ("field: valid_through", "field: workplace", "two corrections of demo:3, workplace"),
        ('["demo:1", "other:2"]', '["demo:1"]', "same 1: ids is not a list of two"),
        ("who: A, why: b}", "who: A, why: b, until: 1}", "same 1: until is not known"),
        ('["demo:1", "other:2"]', '["demo:4", "demo:1"]', "demo:1 and demo:4 stand under same"),
        ("corrections:", "corrections: {", "not valid YAML"),
        ("- {id", "- [{id", "not valid YAML"),
        ("\n", "\x00", "not valid YAML"),
    ],
)
def test_what_is_no_such_file_is_said_in_a_sentence(before: str, after: str, says: str) -> None:
    with pytest.raises(WrongCorrections, match=says) as error:
        parse_corrections(GOOD.replace(before, after, 1).encode())
    assert "\n" not in str(error.value)


def test_a_crawl_with_a_broken_file_does_not_begin(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text("corrections: 7\n")
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "hubmub", "-s", f"JOBWIRE_FEEDS={tmp_path}/feeds",
         "-s", f"JOBWIRE_CORRECTIONS={file}", "-a", "origin=http://127.0.0.1:9"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode != 0 and "corrections is not a list" in done.stderr
    assert "Traceback" not in done.stderr
