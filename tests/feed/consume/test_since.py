"""What changed since: the difference of two snapshots, from files and over HTTP, for a cursor and
for a copy."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.feed.__main__ import main
from crawlers.feed.consume import consume
from crawlers.feed.consume.since import OtherFeed
from crawlers.feed.format.folder import Folder
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.feed.consume.difference import check_since
from tests.feed.consume.month import DAYS, day_of, month


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return month(tmp_path_factory.mktemp("month") / "feeds")


@pytest.fixture(scope="module")
def address(folder: Folder) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder.root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    yield f"http://127.0.0.1:{server.server_port}/demo"
    server.shutdown()
    server.server_close()


@settings(max_examples=60)
@given(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1))
def test_between_any_two_runs_it_is_the_difference_of_the_snapshots(
    folder: Folder, one: int, other: int
) -> None:
    runs = folder.published()
    assert len(runs) == DAYS
    check_since(folder, *sorted((runs[one], runs[other])))


@pytest.mark.parametrize("since", ["2031-01-10", "2031-01-10T00:00:00Z"])
def test_a_day_counts_from_the_last_run_before_it(folder: Folder, address: str, since: str) -> None:
    for where in (folder.path, address):
        found = consume.since(where, since)
        assert found.base == folder.published()[8] and not found.whole
        assert list(found.lines) == list(consume.since(where, folder.published()[8]).lines)


def test_nothing_changed_since_now(folder: Folder) -> None:
    for point in (folder.latest_id() or "", "2031-03-01"):
        assert list(consume.since(folder.path, point).lines) == []


def test_where_runs_were_tidied_away_it_is_the_whole_feed(folder: Folder, tmp_path: Path) -> None:
    shutil.copytree(folder.root, tmp_path / "feeds")
    kept = Folder(tmp_path / "feeds", "demo")
    for run_id in kept.published()[:20]:
        shutil.rmtree(kept.run(run_id))
    for point in (folder.published()[3], day_of(5)):
        found = consume.since(kept.path, point)
        assert found.whole and "no longer kept" in found.why
        changes = list(map(consume.change_of, found.lines))
        assert {change.op for change in changes} == {"add"}
        assert b"".join(change.line for change in changes) == kept.fixed.read_bytes()


def test_a_feed_that_began_anew_is_given_whole(tmp_path: Path) -> None:
    feed = tmp_path / "demo"
    play(tmp_path, "2031-01-02", Walk([posting(1)]))
    found = consume.since(feed, "2031-01-01")
    assert found.whole and "began with" in found.why
    shutil.rmtree(feed)
    play(tmp_path, "2031-01-03", Walk([posting(2)]))
    found = consume.since(feed, "20310102T000000Z-abcdef")
    assert found.whole and [consume.change_of(line).id for line in found.lines] == ["demo:2"]


def test_the_cursor_moves_once_the_changes_were_taken(folder: Folder, tmp_path: Path) -> None:
    cursor = tmp_path / "demo.cursor"
    with consume.from_cursor(folder.path, cursor) as night:
        assert night.whole and list(night.lines)
    with consume.from_cursor(folder.path, cursor) as night:
        assert night.base == folder.latest_id() and list(night.lines) == []
    cursor.write_text(json.dumps({"run_id": folder.published()[-3]}))
    with pytest.raises(RuntimeError), consume.from_cursor(folder.path, cursor) as night:
        raise RuntimeError
    with consume.from_cursor(folder.path, cursor) as night:
        assert night.runs == 2


@pytest.mark.parametrize("text", ["", "[]", '{"run_id": 7}', '{"run_id": "../x"}', "[" * 9999])
def test_a_damaged_cursor_is_named(text: str, folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "x").write_text(text)
    with (
        pytest.raises(consume.Unsound, match="cursor x is damaged"),
        consume.from_cursor(folder.path, tmp_path / "x"),
    ):
        pass


def test_a_cursor_and_a_copy_are_of_one_feed(folder: Folder, tmp_path: Path) -> None:
    consume.pull(folder.path, tmp_path / "copy")
    with consume.from_cursor(folder.path, tmp_path / "cursor"):
        pass
    for name in ("copy/pulled.json", "cursor"):
        said = json.loads((tmp_path / name).read_text())
        assert said["feed"] == "demo"
        (tmp_path / name).write_text(json.dumps({**said, "feed": "other"}))
    with pytest.raises(OtherFeed, match="of the feed other, not of demo"):
        consume.pull(folder.path, tmp_path / "copy")
    with (
        pytest.raises(OtherFeed, match="the cursor cursor is of the feed other"),
        consume.from_cursor(folder.path, tmp_path / "cursor"),
    ):
        pass


def test_pull_says_what_it_applied(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk([posting(key) for key in range(9)]))
    feed, copy = tmp_path / "demo", tmp_path / "copy"
    assert consume.pull(feed, copy).applied == {}
    before = (copy / "postings.jsonl").read_bytes()
    keys = [str(key) for key in range(9)]
    play(tmp_path, "2031-01-02", Walk([posting(1, "a"), posting(20)], unchanged=keys[2:]))
    play(tmp_path, "2031-01-03", Walk([posting(1, "b")], unchanged=[*keys[2:], "20"]))
    play(tmp_path, "2031-01-04", Walk(unchanged=[*keys[3:], "1", "20"], gone={"2": "http_410"}))
    pulled = consume.pull(feed, copy)
    assert (pulled.how, pulled.runs) == ("changes", 3)
    assert pulled.applied == {"add": 1, "close": 2, "update": 1}
    lines = (copy / "changes.jsonl").read_bytes().splitlines(True)
    assert lines == list(consume.since(feed, Folder(tmp_path, "demo").published()[0]).lines)
    assert before != (copy / "postings.jsonl").read_bytes()


def typed(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawlers.feed", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_a_person_types(folder: Folder, address: str, tmp_path: Path) -> None:
    done = typed("changes", folder.path, "--since", day_of(28))
    assert done.returncode == 0 and "add" in done.stdout and "added" in done.stderr
    assert typed("changes", address, "--since", day_of(28)).stdout == done.stdout
    out = tmp_path / "night.jsonl"
    done = typed(
        "changes", folder.path, "--cursor", tmp_path / "c", "--file", out, "--then", "false"
    )
    assert done.returncode == 1 and "cursor stays" in done.stderr
    assert not (tmp_path / "c").exists() and out.exists()
    done = typed(
        "changes", folder.path, "--cursor", tmp_path / "c", "--file", out,
        "--then", f"echo $JOBWIRE_WHOLE > {tmp_path / 'whole'}",
    )  # fmt: skip
    assert done.returncode == 0 and (tmp_path / "whole").read_text() == "1\n"
    done = typed("changes", folder.path, "--cursor", tmp_path / "c")
    assert (done.returncode, done.stdout) == (0, "") and "no changes" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--since", "Tuesday"], 64),
        (["--since", "2031-02-31"], 64),
        ([], 64),
        (["--since", "2031-01-05", "--file", "x.xlsx"], 64),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(
    arguments: list[str], code: int, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["changes", str(folder.path), *arguments]) == code
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["latest.json", "manifest.json", "postings.jsonl"])
@pytest.mark.parametrize(
    "lie", [b"", b"[]\n", b"\xff\xfe", b"[" * 60_000, b'{"id":"a","id":"a"}\n', None]
)
def test_a_feed_that_lies_in_any_file_is_named(
    name: str, lie: bytes | None, folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder.root, tmp_path / "feeds")
    feed = Folder(tmp_path / "feeds", "demo")
    path = feed.latest if name == "latest.json" else feed.run(folder.published()[-4]) / name
    before = path.read_bytes()
    path.unlink()
    path.write_bytes(before[: len(before) // 2] if lie is None else lie)
    for arguments in (["--since", day_of(5)], ["--cursor", str(tmp_path / "cursor")]):
        (tmp_path / "cursor").write_text(json.dumps({"run_id": folder.published()[-4]}))
        code = main(["changes", str(feed.path), *arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert code == 1 or (name == "postings.jsonl" and "--since" in arguments)
