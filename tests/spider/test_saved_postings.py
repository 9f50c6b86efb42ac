"""A crawl of saved pages in place of the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.spider.board import HOME, Board, detail
from tests.spider.walking import crawl


def saved(folder: Path) -> Path:
    (folder / "a.html").write_text(detail(1))
    canonical = f'<link rel="canonical" href="{HOME}/jobs/4002/cook">'
    (folder / "b.html").write_text(
        f"<html><head>{canonical}</head><body><p>We need two cooks for the night.</p></body></html>"
    )
    (folder / "c.html").write_text(detail(3))
    (folder / "c.meta.json").write_text(
        json.dumps({"url": f"{HOME}/jobs/4003", "fetched_on": "2026-03-01"})
    )
    (folder / "notes.md").write_text("not a page")
    return folder


def test_saved_pages_are_read_without_a_network(tmp_path: Path) -> None:
    done = crawl(Board, pages=str(saved(tmp_path)))
    assert {item.key: item.url for item in done.items} == {
        "a": None,
        "4002": f"{HOME}/jobs/4002/cook",
        "4003": f"{HOME}/jobs/4003",
    }
    assert done.items[2].fetched_on == "2026-03-01"
    assert done.ledger.proof == "saved_pages"
    assert done.ledger.complete
    assert "downloader/request_count" not in done.stats


def test_a_list_of_saved_pages_gives_their_addresses(tmp_path: Path) -> None:
    saved(tmp_path)
    lines = [
        {"path": "a.html", "url": f"{HOME}/jobs/4001/baker"},
        {"path": str(tmp_path / "c.html"), "url": f"{HOME}/jobs/4009"},
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = crawl(Board, pages=str(tmp_path / "list.jsonl"))
    assert [item.key for item in done.items] == ["4001", "4009"]


def test_two_saved_pages_of_one_posting_are_named(tmp_path: Path) -> None:
    saved(tmp_path)
    lines = [{"path": name, "url": f"{HOME}/jobs/4001"} for name in ("a.html", "c.html")]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = crawl(Board, pages=str(tmp_path / "list.jsonl"))
    assert len(done.items) == 1
    assert list(done.ledger.given_up.values()) == ["same_key 4001"]


def test_a_broken_list_of_pages_is_not_complete(tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text('{"path": "gone.html"}\n')
    done = crawl(Board, pages=str(tmp_path / "list.jsonl"))
    assert done.ledger.given_up == {"gone": "error_FileNotFoundError"}
    (tmp_path / "list.jsonl").write_text("gone.html")
    assert not crawl(Board, pages=str(tmp_path / "list.jsonl")).ledger.complete
    with pytest.raises(ValueError, match="no such page"):
        Board(pages=str(tmp_path / "nowhere"))
