"""The check of a line that a page shows: it holds in any week, and it can fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import Block
from tests.docs.checks import printed, record

SHOWN: dict[str, Any] = {
    "id": "quay:1",
    "source": "quay",
    "title": "Baker",
    "valid_through": {"raw": "December 20, 2026", "date": "2026-12-20"},
    "date_posted": {"raw": "2026-11-06", "earliest": "2026-11-05T10:00:00Z"},
    "description": "Bakes...",
    "lifecycle": {"first_seen": "2026-11-16T06:00:00Z"},
    "content_hash": f"sha256:{'0' * 64}",
}
TWO_WEEKS_LATER: dict[str, Any] = {
    **SHOWN,
    "valid_through": {"raw": "January 3, 2027", "date": "2027-01-03"},
    "date_posted": {"raw": "2026-11-20", "earliest": "2026-11-19T10:00:00Z"},
    "description": "Bakes bread.",
    "lifecycle": {"first_seen": "2026-11-30T06:00:00Z"},
    "content_hash": f"sha256:{'1' * 64}",
    "salary": None,
}


def check(tmp_path: Path, line: dict[str, Any]) -> None:
    (tmp_path / "demo-feeds").mkdir()
    (tmp_path / "demo-feeds" / "quay.jsonl").write_text(json.dumps(line) + "\n")
    record(Block(tmp_path / "page.md", 1, "", "", "json", json.dumps(SHOWN, indent=1)), tmp_path)


@pytest.mark.parametrize("line", [SHOWN, TWO_WEEKS_LATER], ids=["that week", "two weeks later"])
def test_a_line_is_the_same_in_any_week(tmp_path: Path, line: dict[str, Any]) -> None:
    check(tmp_path, {**line, "description": "Bakes bread."})


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Cook"},
        {"date_posted": SHOWN["date_posted"]},
        {"valid_through": {"raw": "January 4, 2027", "date": "2027-01-03"}},
        {"content_hash": "sha256:short"},
        {"language": "en"},
    ],
    ids=[
        "another title",
        "a date of that week",
        "another day in words",
        "no hash",
        "a field that is not shown",
    ],
)
def test_another_line_fails(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check(tmp_path, {**TWO_WEEKS_LATER, **change})


def test_within_that_week_the_hash_must_be_the_one_shown(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check(tmp_path, {**SHOWN, "content_hash": TWO_WEEKS_LATER["content_hash"]})


def test_what_a_page_shows_was_printed() -> None:
    """But for runs, days and seconds, and for what is cut short."""
    output = "quay, run 20310102T060000Z-1a2b3c: 3 open.\n  ok   history: 2 runs\nin 22 s\n"
    page = Path("page.md")
    shown = "quay, run 20261116T060000Z-000000: 3 open.\n...\nok   hist...\nin 9 s\n"
    printed(Block(page, 1, "printed", "by the block above", "text", shown), output)
    with pytest.raises(AssertionError, match="shows a line that was not printed"):
        printed(Block(page, 1, "printed", "", "text", shown.replace("3 open", "4 open")), output)
