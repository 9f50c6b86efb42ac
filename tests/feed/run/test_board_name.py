"""A feed is of one board: its manifest names it, and no other board is let in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.feed.consume import consume
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lock import Lock
from crawlers.feed.format.manifest import BoardName, Manifest
from crawlers.feed.run.begin import OtherBoard
from crawlers.feed.run.finish import finish
from crawlers.feed.run.run import Run, RunOptions
from tests.feed.board import Walk, feed_in, posting

ACME, OTHER = BoardName("ashby", "AcmeTA"), BoardName("ashby", "acmeta")


def published(root: Path, day: int, board: BoardName | None) -> Manifest:
    """A run of a board that is published; the manifest as it stands on the disk."""
    folder, walk = Folder(root, "demo"), Walk([posting(1), posting(2)])
    run = Run.begin(folder, Clock.at(f"2031-01-{day:02}"), RunOptions("test", board=board))
    assert finish(run, walk.ending, feed_in(run, walk), walk.expect).verdict == "published"
    return folder.manifest(run.run_id)


def test_the_manifest_names_the_board(tmp_path: Path) -> None:
    manifest = published(tmp_path, 1, ACME)
    assert manifest.board == ACME
    assert json.loads(manifest.text())["board"] == {"platform": "ashby", "board": "AcmeTA"}
    assert consume.verify(tmp_path / "demo").sound


def test_another_board_is_refused_and_the_feed_is_free_again(tmp_path: Path) -> None:
    published(tmp_path, 1, ACME)
    folder = Folder(tmp_path, "demo")
    with pytest.raises(OtherBoard, match=r"'AcmeTA' of ashby, not of 'acmeta' of ashby"):
        Run.begin(folder, Clock.at("2031-01-02"), RunOptions("test", board=OTHER))
    with pytest.raises(OtherBoard, match="of ashby, not of 'AcmeTA' of lever"):
        Run.begin(
            folder, Clock.at("2031-01-02"), RunOptions("test", board=BoardName("lever", "AcmeTA"))
        )
    Lock(folder.work / "lock").release()
    assert published(tmp_path, 3, ACME).sequence == 2


def test_a_feed_from_before_boards_were_named_is_taken_over(tmp_path: Path) -> None:
    before = published(tmp_path, 1, None)
    assert before.board is None
    raw = json.loads(before.text())
    del raw["board"]
    assert Manifest.read(json.dumps(raw).encode()) == before
    assert published(tmp_path, 2, ACME).board == ACME
    assert consume.verify(tmp_path / "demo", every_run=True).sound


def test_what_a_later_version_says_of_a_board_is_left_out(tmp_path: Path) -> None:
    raw = json.loads(published(tmp_path, 1, ACME).text())
    raw["board"]["colour"] = "red"
    assert Manifest.read(json.dumps(raw).encode()).board == ACME


def test_verify_finds_runs_of_two_boards_behind_each_other(tmp_path: Path) -> None:
    first = published(tmp_path, 1, ACME)
    published(tmp_path, 2, ACME)
    path = Folder(tmp_path, "demo").run(first.run_id) / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"AcmeTA"', b'"acmeta"'))
    assert any(
        "'AcmeTA'" in problem and "'acmeta'" in problem
        for problem in consume.verify(tmp_path / "demo").problems
    )
