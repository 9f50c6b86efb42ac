"""What people read: plain, at most 80 columns, and with what to do next, whatever went wrong."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.judge.gates import GATES, judge
from crawlers.feed.judge.measures import Measured
from crawlers.feed.judge.read_again import ReadAgain
from crawlers.feed.run.last_outcome import load_outcome, save_outcome
from crawlers.feed.run.messages import WIDTH, describe_outcome
from crawlers.feed.run.outcome import Outcome
from crawlers.spider import Healthy
from tests.feed.board import Walk, play, posting

WORST = Measured(
    ended="closespider_timeout",
    breakage=("a stage could not be closed: " + "RuntimeError " * 12,),
    robots_unsettled=True,
    list_failures=[("http://demo.example/list?page=" + "7" * 40, "http_503")] * 3,
    listed=100,
    rejected=40,
    lost=20,
    given_up=30,
    count=10,
    new=9,
    open_before=100,
    still_listed=1,
    again=ReadAgain(
        9, Counter(a=9), Counter(b=9), Counter(salary=9), {"c": Counter("xyz" * 3)}, employers=9
    ),
)
PAST = Source(
    "demo", "success", True, count=100, filled={"title": 1.0, "description": 1.0, "salary": 0.9}
)
FAILED = [
    gate
    for gate in judge(WORST, Healthy(min_postings=50, filled={"salary": 0.5}), [PAST] * 5)
    if not gate.passed
]


@pytest.mark.parametrize("gate", FAILED, ids=lambda gate: gate.name)
def test_each_reason_fits_and_says_what_to_do(gate: Gate, tmp_path: Path) -> None:
    source = Source(
        "demo", "partial", False, run_id="20310101T000000Z-000000", reasons=[gate.name], count=10
    )
    said = describe_outcome(
        Outcome("withheld", source, None, (gate,)), Folder(tmp_path, "demo")
    ).splitlines()
    assert (
        max(len(line) for line in said if str(tmp_path) not in line and len(line.split()) > 1)
        <= WIDTH
    )
    assert (
        said[0].startswith("demo: withheld.")
        and "What to do:" in said
        and len(said) > said.index("What to do:") + 1
    )


def test_every_gate_has_its_advice() -> None:
    assert {gate.name.partition(":")[0] for gate in FAILED} == {row.name for row in GATES}


def test_where_the_walk_broke_an_empty_list_is_no_news(tmp_path: Path) -> None:
    empty = replace(
        WORST,
        count=0,
        breakage=(),
        robots_unsettled=False,
        ended="finished",
        rejected=0,
        lost=0,
        given_up=0,
    )
    failed = tuple(gate for gate in judge(empty, Healthy(), []) if not gate.passed)
    said = describe_outcome(
        Outcome("failed", Source("demo", "failed", False), None, failed), Folder(tmp_path, "demo")
    )
    assert "list page(s) failed" in said and "may_be_empty" not in said


def test_a_plugin_that_breaks_is_to_be_fixed(tmp_path: Path) -> None:
    list_broke = replace(WORST, list_failures=[("http://demo.example/list", "error_TypeError")])
    page_broke = replace(WORST, list_failures=[], given_up_as="error_KeyError")
    for measured, name in ((list_broke, "list"), (page_broke, "given_up")):
        failed = [gate for gate in judge(measured, Healthy(), []) if gate.name == name]
        said = describe_outcome(
            Outcome("withheld", Source("demo", "partial", False), None, tuple(failed)),
            Folder(tmp_path, "demo"),
        )
        assert "read the traceback" in " ".join(said.split()) and "next run tries again" not in said


def test_a_published_run_says_what_changed(tmp_path: Path) -> None:
    outcome = play(tmp_path, "2031-01-01", Walk([posting(1), posting(2)]))
    assert (
        describe_outcome(outcome, Folder(Path("feeds"), "demo"))
        == "demo: published. 2 open; 2 added.\n  feeds/demo.jsonl"
    )
    outcome = play(tmp_path, "2031-01-02", Walk(unchanged=["1", "2"], proof=None))
    assert "The whole list could not be seen" in describe_outcome(outcome, Folder(tmp_path, "demo"))
    source = replace(outcome.source, listed=29, stated_total=30)
    said = describe_outcome(replace(outcome, source=source), Folder(tmp_path, "demo"))
    assert "The list names 29 of the 30 postings that it states, so no" in " ".join(said.split())


def test_what_an_operator_cannot_edit_is_not_advised(tmp_path: Path) -> None:
    """A board has no sitemap_urls: its name may be wrong."""
    failures, says = [("", "no_postings")], "Of its 3 addresses none fits."
    lists = replace(WORST, list_failures=failures, list_says=says, of_records=True)
    failed = tuple(gate for gate in judge(lists, Healthy(), []) if gate.name == "list")
    said = describe_outcome(
        Outcome("failed", Source("demo", "failed", False), None, failed), Folder(tmp_path, "demo")
    )
    said = " ".join(said.split())
    assert f"The board's list names no posting. {says}" in said and "the board's name" in said
    assert "sitemap_urls" not in said


def test_a_report_from_before_gates_had_a_cause_is_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "demo")
    folder.make()
    gate = next(gate for gate in FAILED if gate.name == "list")
    assert gate.cause == "http_503"
    save_outcome(folder, Outcome("withheld", Source("demo", "partial", False, gates=[gate])))
    report = folder.work / "report.json"
    raw = json.loads(report.read_bytes())
    del raw["source"]["gates"][0]["cause"]
    report.write_text(json.dumps(raw))
    gates = [replace(gate, cause=None)]
    assert load_outcome(folder) == (Source("demo", "partial", False, gates=gates), "")
