"""What people read: plain, at most 80 columns, and with what to do next, whatever went wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.judge.gate import Measured, judge
from crawlers.feed.run.messages import _NEXT, WIDTH, told
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
    alike=9,
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
    said = told(Outcome("withheld", source, None, (gate,)), Folder(tmp_path, "demo")).splitlines()
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
    assert {gate.name.partition(":")[0] for gate in FAILED} == _NEXT.keys()


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
    said = told(
        Outcome("failed", Source("demo", "failed", False), None, failed), Folder(tmp_path, "demo")
    )
    assert "list page(s) failed" in said and "may_be_empty" not in said


def test_a_published_run_says_what_changed(tmp_path: Path) -> None:
    outcome = play(tmp_path, "2031-01-01", Walk([posting(1), posting(2)]))
    assert (
        told(outcome, Folder(Path("feeds"), "demo"))
        == "demo: published. 2 open; 2 added.\n  feeds/demo.jsonl"
    )
    outcome = play(tmp_path, "2031-01-02", Walk(unchanged=["1", "2"], proof=None))
    assert "The list was not seen to its end" in told(outcome, Folder(tmp_path, "demo"))
