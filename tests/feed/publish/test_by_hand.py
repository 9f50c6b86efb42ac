"""What people do in a folder of feeds: files of their own, and a pointer set back by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.feed.consume.verify import verify
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder, feeds_root
from crawlers.feed.publish import publish
from crawlers.feed.run.combine import combine, part_of_site
from crawlers.feed.run.run import Run, RunOptions
from tests import ROOT
from tests.docs.blocks import blocks
from tests.feed.board import Walk, lines, play, posting

ALL = [posting(key) for key in range(30)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A feed of five runs, each with an edit."""
    for day in range(1, 6):
        rest = {str(key) for key in range(1, 30)} if day > 1 else set()
        read = [posting(0, f"Edition {day}"), *([] if day > 1 else ALL[1:])]
        play(tmp_path, f"2031-01-0{day}", Walk(read, unchanged=rest))
    return Folder(tmp_path, "demo")


def set_back(folder: Folder, run_id: str) -> None:
    """As a person does it: only the run in the pointer is another."""
    pointer = json.loads(folder.latest.read_bytes())
    old = pointer["run_id"]
    folder.latest.write_text(folder.latest.read_text().replace(old, run_id))


def test_what_jobwire_did_not_write_stays(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = []
    for room in (folder.root, folder.path, folder.runs, folder.failed, folder.work):
        for name in ("notes", ".notes", "99991231T000000Z", "zz-backup", ".git"):
            (room / name).mkdir()
            (room / name / "keep.txt").write_text("mine")
            foreign.append(room / name / "keep.txt")
        for name in (".gitignore", "README.md", "zz.jsonl", ".20310101T000000Z-abcdef.md"):
            (room / name).write_text("mine")
            foreign.append(room / name)
    monkeypatch.setattr(publish, "KEPT_FAILED", 1)
    for day in range(6, 12):
        play(folder.root, f"2031-01-{day:02}", Walk(unchanged={"0"}))  # withheld
        rest = {str(key) for key in range(1, 30)}
        play(folder.root, f"2031-02-{day:02}", Walk([posting(0, f"No. {day}")], unchanged=rest))
        publish.prune(folder, kept=2)
    assert [path for path in foreign if path.read_text() != "mine"] == []
    assert len(folder.published()) == 2 and verify(folder.path, every_run=True).problems == []


def test_a_pointer_set_back_by_hand_loses_no_newer_run(folder: Folder) -> None:
    runs = folder.run_ids()
    set_back(folder, runs[2])
    Run.begin(folder, Clock.at("2031-01-06"), RunOptions("test")).close()
    assert folder.run_ids() == runs
    assert lines(folder)["0"]["description"] == "Edition 3"  # the fixed name follows
    rest = {str(key) for key in range(1, 30)}
    outcome = play(folder.root, "2031-01-07", Walk([posting(0, "Edition 7")], unchanged=rest))
    assert outcome.manifest and outcome.manifest.previous == runs[2]
    assert folder.run_ids() == [*runs, outcome.manifest.run_id]
    assert verify(folder.path).problems == []
    history = [manifest.run_id for manifest in folder.history()]
    assert history == [outcome.manifest.run_id, *reversed(runs[:3])]
    set_back(folder, runs[4])  # and forth
    Run.begin(folder, Clock.at("2031-01-08"), RunOptions("test")).close()
    assert lines(folder)["0"]["description"] == "Edition 5"
    assert len(folder.run_ids()) == 6


def test_the_commands_of_the_docs_set_back_the_feed_and_keep_newer_runs(folder: Folder) -> None:
    """The fixed name and the file of the newest run are one file: nothing may be written into
    it."""
    page = ROOT / "docs/install.md"
    (block,) = (each for each in blocks(page) if "latest.json" in each.code and each.kind == "sh")
    commands = block.code.replace("demo-feeds/hubmub", str(folder.path))
    commands = commands.replace(".venv/bin/python", sys.executable)
    before = {path: path.read_bytes() for path in folder.runs.rglob("*.json*")}
    subprocess.run(["sh", "-ec", commands.replace(" earlier", f" {folder.root}/copy")], check=True)
    assert {path: path.read_bytes() for path in before} == before
    assert lines(folder)["0"]["description"] == "Edition 1"
    assert (folder.root / "copy/postings.jsonl").read_bytes() == folder.fixed.read_bytes()


def test_runs_that_nobody_noted_count_as_published(folder: Folder) -> None:
    """The folder `state` may be lost, or the feed be of an earlier version."""
    runs = folder.run_ids()
    folder.newest.unlink()
    set_back(folder, runs[0])
    for day in (6, 7):
        Run.begin(folder, Clock.at(f"2031-01-0{day}"), RunOptions(f"code {day}")).close()
        assert folder.run_ids() == runs


def test_the_fixed_name_of_all_catches_up_with_its_pointer(folder: Folder) -> None:
    every = Folder(folder.root, "all")
    every.make()
    assert combine(every, [part_of_site(folder, None)], Clock.at("2031-01-06"))
    every.fixed.unlink()
    every.fixed.write_text("of yesterday")
    publish.tidy(every)
    assert verify(every.path).problems == []
    assert every.fixed.read_bytes() == folder.fixed.read_bytes()


@pytest.mark.parametrize("setting", ["", "  "])
def test_no_folder_is_no_folder(setting: str) -> None:
    with pytest.raises(ValueError, match="JOBWIRE_FEEDS is empty"):
        feeds_root(setting)
