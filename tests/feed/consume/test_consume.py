"""The consumer kit: it finds what is wrong with a feed, keeps a copy current, and needs neither
Scrapy nor anything heavy."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.__main__ import main
from crawlers.feed.consume import consume
from crawlers.feed.format.folder import Folder
from tests.feed.board import Walk, play, posting

KEYS = [str(key) for key in range(20)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "feeds"
    play(root, "2031-01-01", Walk([posting(key) for key in range(20)]))
    play(
        root,
        "2031-01-02",
        Walk([posting(1, "changed"), posting(30)], unchanged=[*KEYS[:1], *KEYS[2:]]),
    )
    play(root, "2031-01-03", Walk(unchanged=KEYS[3:], gone={"2": "http_410"}))
    return Folder(root, "demo")


@pytest.fixture
def address(folder: Folder) -> Iterator[str]:
    """The feed behind a web server that knows nothing of feeds."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder.root))
    )
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    yield f"http://127.0.0.1:{server.server_port}/demo"
    server.shutdown()
    server.server_close()


def test_a_sound_feed_is_sound_from_the_disk_and_over_http(folder: Folder, address: str) -> None:
    for where in (folder.path, address):
        findings = consume.verify(where, every_run=True)
        assert (
            findings.problems == [] and sum("byte for byte" in held for held in findings.held) == 2
        )


# --- What verify finds


def tampered(
    folder: Folder, name: str, change: Callable[[bytes], bytes], honest: bool = True
) -> None:
    """Changes a file of the current run; honest: manifest and pointer are made to agree with it."""
    run = folder.run(folder.published()[-1])
    data = change((run / name).read_bytes())
    (run / name).unlink()
    (run / name).write_bytes(data)
    if honest:
        manifest = json.loads((run / "manifest.json").read_bytes())
        facts = {
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "records": data.count(b"\n"),
        }
        if name != "manifest.json":
            manifest["files"][name] = facts
            (run / "manifest.json").write_text(json.dumps(manifest))
        pointer = json.loads(folder.latest.read_bytes())
        pointer["manifest_sha256"] = hashlib.sha256(
            (run / "manifest.json").read_bytes()
        ).hexdigest()
        folder.latest.write_text(json.dumps(pointer))
        if name == "postings.jsonl":
            folder.fixed.unlink()
            folder.fixed.write_bytes(data)


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda data: b"".join(change(data.splitlines(keepends=True)))


TAMPERINGS: dict[str, tuple[str, Callable[[bytes], bytes], bool]] = {
    "a byte of a posting": (
        "postings.jsonl",
        lambda data: data.replace(b"Baker", b"Faker", 1),
        False,
    ),
    "a byte of a side file": (
        "removed.jsonl",
        lambda data: data.replace(b"Share this", b"Spare this", 1),
        False,
    ),
    "a posting of other content": (
        "postings.jsonl",
        lambda data: data.replace(b"Work for hands", b"Work for heads", 1),
        True,
    ),
    "a posting is missing": ("postings.jsonl", _lines(lambda lines: lines[1:]), True),
    "a posting twice": ("postings.jsonl", _lines(lambda lines: [lines[0], *lines]), True),
    "out of order": ("postings.jsonl", _lines(lambda lines: lines[::-1]), True),
    "a torn last line": ("postings.jsonl", lambda data: data[:-40], True),
    "a byte order mark": ("postings.jsonl", lambda data: b"\xef\xbb\xbf" + data, True),
    "NaN": (
        "postings.jsonl",
        lambda data: data.replace(b'"openings":null', b'"openings":NaN', 1),
        True,
    ),
    "an unknown field": (
        "postings.jsonl",
        lambda data: data.replace(b'"openings":null', b'"opening":null', 1),
        True,
    ),
    "a change is missing": ("changes.jsonl", lambda data: b"", True),
    "a close without evidence": (
        "changes.jsonl",
        lambda data: data.replace(b'"reason":"gone"', b'"reason":null'),
        True,
    ),
    "a side file of other postings": ("sightings.jsonl", _lines(lambda lines: lines[1:]), True),
    "another count": (
        "manifest.json",
        lambda data: data.replace(b'"open": 20', b'"open": 21'),
        True,
    ),
    "an account that does not add up": (
        "manifest.json",
        lambda data: data.replace(b'"listed": 18', b'"listed": 28'),
        True,
    ),
    "a manifest that was changed": ("manifest.json", lambda data: data + b"\n", False),
    "a manifest of another major version": (
        "manifest.json",
        lambda data: data.replace(b'"contract": "1.0"', b'"contract": "2.0"'),
        True,
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_verify_finds_what_is_wrong(name: str, folder: Folder) -> None:
    file, change, honest = TAMPERINGS[name]
    assert consume.verify(folder.path).sound
    tampered(folder, file, change, honest)
    assert consume.verify(folder.path).problems


@pytest.mark.parametrize(
    "name", ["latest.json", "manifest.json", "postings.jsonl", "changes.jsonl", "removed.jsonl"]
)
def test_verify_finds_what_is_missing(name: str, folder: Folder) -> None:
    path = folder.latest if name == "latest.json" else folder.run(folder.published()[-1]) / name
    path.unlink()
    assert any(name in problem for problem in consume.verify(folder.path).problems)


def test_verify_finds_a_stale_fixed_name(folder: Folder) -> None:
    folder.fixed.unlink()
    folder.fixed.write_bytes((folder.run(folder.published()[0]) / "postings.jsonl").read_bytes())
    assert "demo.jsonl" in consume.verify(folder.path).problems[0]


# --- Keeping a copy


def test_pull_takes_it_whole_then_by_changes_then_not_at_all(
    folder: Folder, address: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    assert consume.pull(address, copy).how == "whole"
    assert consume.pull(address, copy).how == "unchanged"
    for day in (4, 5, 6):
        play(
            folder.root,
            f"2031-01-0{day}",
            Walk([posting(1, f"changed on {day}")], unchanged=[*KEYS[:1], *KEYS[3:]]),
        )
    pulled = consume.pull(address, copy)
    assert (pulled.how, pulled.runs) == ("changes", 3)
    assert (copy / "postings.jsonl").read_bytes() == folder.fixed.read_bytes()


def test_pull_takes_it_whole_after_a_gap(folder: Folder, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    consume.pull(folder.path, copy)
    play(folder.root, "2031-01-04", Walk(unchanged=KEYS[4:]))
    play(folder.root, "2031-01-05", Walk(unchanged=KEYS[4:]))
    shutil.rmtree(folder.run(folder.published()[-2]))
    assert consume.pull(folder.path, copy).how == "whole"
    assert (copy / "postings.jsonl").read_bytes() == folder.fixed.read_bytes()


def test_pull_takes_it_whole_where_the_copy_was_changed(folder: Folder, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    consume.pull(folder.path, copy)
    (copy / "postings.jsonl").write_bytes(
        b"".join((copy / "postings.jsonl").read_bytes().splitlines(keepends=True)[2:])
    )
    assert consume.pull(folder.path, copy).how == "whole"
    consume.pull(folder.path, copy)
    (copy / "postings.jsonl").write_text("")
    play(folder.root, "2031-01-04", Walk([posting(1, "again")], unchanged=KEYS[3:]))
    assert consume.pull(folder.path, copy).how == "whole"
    assert (copy / "postings.jsonl").read_bytes() == folder.fixed.read_bytes()


def test_a_damaged_feed_leaves_the_copy_alone(folder: Folder, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    consume.pull(folder.path, copy)
    before = (copy / "postings.jsonl").read_bytes()
    play(folder.root, "2031-01-04", Walk([posting(1, "again")], unchanged=KEYS[3:]))
    tampered(folder, "postings.jsonl", lambda data: data[:-100], honest=False)
    tampered(folder, "changes.jsonl", lambda data: data[:-100], honest=False)
    with pytest.raises(consume.Unsound):
        consume.pull(folder.path, copy)
    assert (copy / "postings.jsonl").read_bytes() == before


# --- Reading


def test_postings_and_changes_are_typed(folder: Folder) -> None:
    postings = list(consume.postings(folder.path))
    assert [found.id for found in postings] == sorted(found.id for found in postings) and len(
        postings
    ) == 21
    (closed,) = consume.changes(folder.path)
    assert (closed.op, closed.id, closed.reason) == ("close", "demo:2", "gone")
    assert closed.evidence["answer"] == "http_410" and closed.posting.status == "closed"


def test_diff_goes_over_several_runs(folder: Folder) -> None:
    runs = folder.published()
    found = {(change.op, change.id) for change in consume.diff(folder.path, runs[0], runs[2])}
    assert found == {("update", "demo:1"), ("add", "demo:30"), ("close", "demo:2")}


def test_the_kit_needs_no_scrapy_and_starts_fast() -> None:
    modules = subprocess.run(
        [sys.executable, "-c", "import sys, crawlers.feed.consume.consume; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"scrapy", "twisted", "pydantic", "lxml", "sqlite3", "yaml"} & set(modules)


@pytest.mark.parametrize(
    ("arguments", "code"), [(["verify"], 64), (["nonsense"], 64), (["verify", "no/such/feed"], 1)]
)
def test_the_command_line_says_how_it_went(arguments: list[str], code: int) -> None:
    assert main(arguments) == code


def test_the_command_line_verifies_in_plain_words(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(folder.path)]) == 0
    said = capsys.readouterr().out
    assert "The feed is sound." in said and max(map(len, said.splitlines())) <= 80
    tampered(folder, "postings.jsonl", lambda data: data[:-100], honest=False)
    assert main(["verify", str(folder.path)]) == 1
    assert "BAD" in capsys.readouterr().out
