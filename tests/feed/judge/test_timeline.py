"""Thirty days of refreshes with partial, failed and shrunken lists: what is closed is gone, and
what is gone is closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume import changes, pull
from crawlers.feed.consume.verify import verify
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.outcome import Outcome
from tests.feed.board import lines
from tests.feed.crawling import Board, crawl
from tests.feed.judge.timeline import DAYS, Dated, Site, Small, board, dated, now, small
from tests.spider.walking import served


def days(root: Path, site: Site, spider: type[Board], last: int = DAYS, check: Any = None) -> None:
    """Refreshes a feed every day. check: called with the day, the outcome, and the requests that
    the site saw."""
    with served({}) as host:
        for day in range(1, last + 1):
            host.routes = site.routes(day)
            host.log.clear()
            outcome = crawl(root, host.origin, now(day), spider)
            if check:
                check(day, outcome, host.paths())


def tree(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and "state" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def test_thirty_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, folder = board(), Folder(tmp_path / "one", "board")
    false: list[str] = []
    late: list[str] = []
    unlawful: list[str] = []
    verdicts: dict[str, int] = {}
    closings = whole = 0
    unseen: dict[str, int] = {}

    def check(day: int, outcome: Outcome, asked: list[str]) -> None:
        nonlocal closings, whole
        verdicts[outcome.verdict] = verdicts.get(outcome.verdict, 0) + 1
        assert (outcome.verdict == "published") == (day not in site.lame), (day, outcome.failed)
        unlawful.extend(verify(folder.path).problems)
        pulled = pull(folder.path, tmp_path / "copy")
        same_copy = (tmp_path / "copy" / "postings.jsonl").read_bytes() == folder.fixed.read_bytes()
        if not same_copy or (day > 1 and pulled.how == "whole"):
            unlawful.append(f"day {day}: the pulled copy is another")
        if outcome.verdict != "published":
            return
        whole += outcome.source.complete
        for change in changes(folder.path):
            life = site.lives[int(change.id.partition(":")[2])]
            if change.op == "close":
                closings += 1
                if life.open(day):
                    false.append(f"day {day}: {change.id} ({change.reason})")
        records = lines(folder)
        for key, life in site.lives.items():
            if life.born <= day and not life.open(day):
                unseen[str(key)] = unseen.get(str(key), 0) + 1
                if (
                    unseen[str(key)] >= 2
                    and str(key) in records
                    and records[str(key)]["status"] == "open"
                ):
                    late.append(f"day {day}: {key}")
            else:
                unseen.pop(str(key), None)

    days(folder.root, site, Board, check=check)
    days(tmp_path / "two", board(), Board)
    same = tree(tmp_path / "one") == tree(tmp_path / "two")
    with capsys.disabled():
        print(
            f"\n{DAYS} days: {verdicts}, {whole} of them complete; {closings} closings: {len(false)} false,"
        )
        print(
            f"{len(late)} later than two complete runs; law broken {len(unlawful)} times; same bytes when repeated: {same}"
        )
    assert false == [] and late == [] and unlawful == [] and same
    assert closings > 30 and verdicts["published"] >= 20


def test_an_honest_zero_is_published_and_ends(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "small")
    opened: dict[int, int] = {}

    def check(day: int, outcome: Outcome, asked: list[str]) -> None:
        assert outcome.verdict == "published", (day, outcome.failed)
        opened[day] = sum(record["status"] == "open" for record in lines(folder).values())

    days(tmp_path, small(), Small, last=24, check=check)
    assert [opened[day] for day in (8, 9, 10, 13, 14, 16, 23)] == [6, 6, 0, 0, 6, 7, 6]
    assert verify(folder.path, every_run=True).problems == []


def test_what_the_list_dates_as_unchanged_is_not_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = dated()
    asked_for: dict[int, int] = {}

    def check(day: int, outcome: Outcome, asked: list[str]) -> None:
        assert outcome.verdict == "published"
        asked_for[day] = len([path for path in asked if path.startswith("/jobs/")])
        changed = sum(day in life.edits for life in site.lives.values())
        assert day == 1 or outcome.source.fetched <= changed

    days(tmp_path, site, Dated, last=15, check=check)
    total = sum(asked_for.values()) - asked_for[1]
    changed = sum(edit <= 15 for life in site.lives.values() for edit in life.edits)
    with capsys.disabled():
        print(
            f"\n14 refreshes of 30 postings with {changed} changes: {total} posting pages asked for, of {14 * 30}"
        )
    assert asked_for[1] == 30
    assert total <= changed + 14 * 30 / 5  # a seventh of the others a day, to be sure
    assert {record["description"] for record in lines(Folder(tmp_path, "small")).values()} == {
        f"Job {key}\nThe work of number {key}, told {1 + sum(edit <= 15 for edit in life.edits)} time(s)."
        for key, life in site.lives.items()
    }
