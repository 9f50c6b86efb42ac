"""Thirty days of refreshes with partial, failed and shrunken lists: what is closed is gone, and
what is gone is closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
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
    """Refresh a feed every day. check: called with the day, the outcome, and the requests that
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


@dataclass
class Observed:
    """What is wrong with a feed that is refreshed every day, held against what is true of its site.

    false: closings of postings that are still on the site. late: postings that were open after two
    complete runs without them. unlawful: what a consumer found wrong. unseen: by key, in how many
    complete runs a posting was missing. whole: complete runs."""

    site: Site
    folder: Folder
    copy: Path
    false: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    unlawful: list[str] = field(default_factory=list)
    unseen: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    closings: int = 0
    whole: int = 0

    def check(self, day: int, outcome: Outcome, asked: list[str]) -> None:
        """Look at the feed after the refresh of a day."""
        self.verdicts[outcome.verdict] += 1
        is_good = day not in self.site.lame
        assert (outcome.verdict == "published") == is_good, (day, outcome.failed)
        self._consume(day)
        if outcome.verdict == "published":
            self.whole += outcome.source.complete
            self._look_for_false_closings(day)
            self._look_for_late_closings(day)

    def _consume(self, day: int) -> None:
        self.unlawful.extend(verify(self.folder.path).problems)
        pulled = pull(self.folder.path, self.copy)
        same = (self.copy / "postings.jsonl").read_bytes() == self.folder.fixed.read_bytes()
        if not same or (day > 1 and pulled.how == "whole"):
            self.unlawful.append(f"day {day}: the pulled copy is another")

    def _look_for_false_closings(self, day: int) -> None:
        for change in changes(self.folder.path):
            if change.op == "close":
                self.closings += 1
                if self.site.lives[int(change.id.partition(":")[2])].open(day):
                    self.false.append(f"day {day}: {change.id} ({change.reason})")

    def _look_for_late_closings(self, day: int) -> None:
        records = lines(self.folder)
        for key, life in self.site.lives.items():
            if life.born > day or life.open(day):
                self.unseen.pop(str(key), None)
                continue
            self.unseen[str(key)] += 1
            is_open = records.get(str(key), {}).get("status") == "open"
            if self.unseen[str(key)] >= 2 and is_open:
                self.late.append(f"day {day}: {key}")


def test_thirty_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = Observed(board(), Folder(tmp_path / "one", "board"), tmp_path / "copy")
    days(tmp_path / "one", seen.site, Board, check=seen.check)
    days(tmp_path / "two", board(), Board)
    same = tree(tmp_path / "one") == tree(tmp_path / "two")
    with capsys.disabled():
        print(
            f"\n{DAYS} days: {dict(seen.verdicts)}, {seen.whole} of them complete; "
            f"{seen.closings} closings: {len(seen.false)} false,\n"
            f"{len(seen.late)} later than two complete runs; "
            f"law broken {len(seen.unlawful)} times; same bytes when repeated: {same}"
        )
    assert seen.false == [] and seen.late == [] and seen.unlawful == [] and same
    assert seen.closings > 30 and seen.verdicts["published"] >= 20


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
            f"\n14 refreshes of 30 postings with {changed} changes: "
            f"{total} posting pages asked for, of {14 * 30}"
        )
    assert asked_for[1] == 30
    assert total <= changed + 14 * 30 / 5  # a seventh of the others a day, to be sure
    edited = {key: sum(edit <= 15 for edit in life.edits) for key, life in site.lives.items()}
    assert {record["description"] for record in lines(Folder(tmp_path, "small")).values()} == {
        f"Job {key}\nThe work of number {key}, told {1 + times} time(s)."
        for key, times in edited.items()
    }
