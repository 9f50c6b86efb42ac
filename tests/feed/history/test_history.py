"""The history: a block a run that vouches for the one before, a file a year, and what it knows of a
posting."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.feed.__main__ import main
from crawlers.feed.consume import consume
from crawlers.feed.format.folder import Folder
from crawlers.feed.publish import publish
from tests.feed.board import Walk, begin, play, posting

KEYS = [str(key) for key in range(6)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Runs of two years: 0 to 5 come, 1 changes, 2 is gone, then comes back."""
    root = tmp_path / "feeds"
    for day, walk in (
        ("2031-12-29", Walk([posting(key) for key in range(6)])),
        ("2031-12-30", Walk([posting(1, "changed")], unchanged=["0", *KEYS[2:]])),
        ("2031-12-31", Walk(unchanged=["0", "1", *KEYS[3:]], gone={"2": "http_410"})),
        ("2032-01-02", Walk([posting(2)], unchanged=["0", "1", *KEYS[3:]])),
        ("2032-01-03", Walk([posting(9)], unchanged=KEYS)),
    ):
        assert play(root, day, walk).verdict == "published"
    return Folder(root, "demo")


def problems(folder: Folder) -> list[str]:
    return consume.verify(folder.path, every_run=True).problems


def blocks(folder: Folder) -> list[str]:
    history = folder.path / "history"
    return sorted(str(each.relative_to(history)) for each in history.rglob("*.jsonl*"))


def test_a_year_that_is_over_is_one_file(folder: Folder) -> None:
    runs = folder.published()
    assert blocks(folder) == ["2031.jsonl.gz", *(f"2032/{run}.jsonl" for run in runs[3:])]
    assert problems(folder) == []
    held = consume.verify(folder.path).held
    assert any("history: 5 run(s), 10 line(s)" in each for each in held)


def test_the_chain_holds_although_the_runs_are_gone(folder: Folder) -> None:
    publish.prune(folder, kept=1)
    assert len(folder.published()) == 1 and problems(folder) == []
    assert [each.id for each in consume.history(folder.path)].count("demo:2") == 3


def test_the_life_of_a_posting_goes_back_to_its_first_run(folder: Folder) -> None:
    publish.prune(folder, kept=1)
    life = consume.life(folder.path, "demo:2")
    assert life and (life.first_seen, life.status) == ("2031-12-29T00:00:00Z", "open")
    assert (life.returns, life.closed_reason, life.changes) == (1, "gone", 0)
    changed = consume.life(folder.path, "demo:1")
    assert changed and (changed.changes, changed.returns) == (1, 0)
    assert consume.life(folder.path, "demo:nobody") is None


def test_what_comes_back_after_it_left_keeps_its_first_day(tmp_path: Path) -> None:
    one = posting(1)
    play(tmp_path, "2031-01-01", Walk([one, posting(2)]))
    play(tmp_path, "2031-01-02", Walk(unchanged=["2"], gone={"1": "http_410"}))
    play(tmp_path, "2031-06-01", Walk(unchanged=["2"]))
    play(tmp_path, "2031-06-02", Walk([one], unchanged=["2"]))
    life = consume.life(tmp_path / "demo", "demo:1")
    assert life and (life.first_seen[:10], life.returns, life.status) == ("2031-01-01", 1, "open")
    said = json.loads((tmp_path / "demo" / "stats.json").read_bytes())
    year = said["years"]["2031"]
    assert (year["added"], year["came_back"], year["closed"]) == (2, 1, {"gone": 1})
    assert (said["postings"], said["open"], said["runs"]) == (2, 2, 4)


def test_the_same_text_under_another_id_is_advertised_again(tmp_path: Path) -> None:
    text = {"title": "Cooper", "description": "Barrels, by hand."}
    play(tmp_path, "2031-01-01", Walk([posting(1, **text), posting(2)]))
    play(tmp_path, "2031-02-01", Walk(unchanged=["2"], gone={"1": "http_410"}))
    play(tmp_path, "2031-03-01", Walk([posting(7, **text)], unchanged=["2"]))
    life = consume.life(tmp_path / "demo", "demo:7")
    assert life and life.copies == ("demo:1",)
    said = json.loads((tmp_path / "demo" / "stats.json").read_bytes())
    assert said["years"]["2031"]["readvertised"] == 1
    assert said["days_open"]["median"] == 31


def test_statistics_are_the_same_when_the_index_is_lost(folder: Folder) -> None:
    stats = folder.path / "stats.json"
    before = stats.read_bytes()
    stats.unlink()
    (folder.work / "history.sqlite").unlink()
    begin(folder.root, "2032-01-04").close()
    assert stats.read_bytes() == before


def test_the_block_of_the_current_run_is_made_again(folder: Folder) -> None:
    path = folder.path / "history" / "2032" / f"{folder.latest_id()}.jsonl"
    before = path.read_bytes()
    path.unlink()
    assert "history" in problems(folder)[0]
    begin(folder.root, "2032-01-04").close()
    assert path.read_bytes() == before and problems(folder) == []


def test_a_run_that_a_person_went_back_behind_does_not_count(folder: Folder) -> None:
    first, second = folder.published()[-2:]
    manifest = folder.manifest(first)
    folder.latest.write_bytes(publish.pointer_of(manifest))
    walk = Walk([posting(30)], unchanged=KEYS)
    play(folder.root, "2032-01-09", walk)
    assert problems(folder) == []
    ids = {each.id for each in consume.history(folder.path)}
    assert "demo:30" in ids and "demo:9" not in ids  # 9 came with the second
    assert (folder.path / "history" / "2032" / f"{second}.jsonl").exists()
    assert json.loads((folder.path / "stats.json").read_bytes())["postings"] == 7


def test_a_block_that_no_pointer_named_is_removed(folder: Folder) -> None:
    stray = folder.path / "history" / "2032" / "20320110T000000Z-abcdef.jsonl"
    stray.write_bytes(b"{}\n")
    begin(folder.root, "2032-01-04").close()
    assert not stray.exists() and problems(folder) == []


def test_a_feed_that_begins_anew_goes_on_with_its_history(folder: Folder) -> None:
    for path in (folder.latest, folder.fixed):
        path.unlink()
    for path in (folder.runs, folder.work):
        shutil.rmtree(path)
    play(folder.root, "2032-02-01", Walk([posting(1), posting(2)]))
    assert problems(folder) == []
    life = consume.life(folder.path, "demo:2")
    assert life and life.first_seen == "2031-12-29T00:00:00Z"


def test_a_feed_of_an_earlier_version_begins_its_history(folder: Folder) -> None:
    run = folder.run(folder.latest_id() or "")
    said = json.loads((run / "manifest.json").read_bytes())
    del said["predecessor"], said["counts"]["corrected"]
    (run / "manifest.json").write_text(json.dumps(said))
    publish_pointer(folder)
    shutil.rmtree(folder.path / "history")
    (folder.path / "stats.json").unlink()
    assert problems(folder) == []
    play(folder.root, "2032-01-04", Walk([posting(1, "new words")], unchanged=["0", *KEYS[2:]]))
    assert problems(folder) == []
    assert {each.id for each in consume.history(folder.path)} >= {"demo:0", "demo:2", "demo:9"}


def publish_pointer(folder: Folder) -> None:
    import hashlib

    pointer = json.loads(folder.latest.read_bytes())
    text = (folder.run(pointer["run_id"]) / "manifest.json").read_bytes()
    pointer["manifest_sha256"] = hashlib.sha256(text).hexdigest()
    folder.latest.write_text(json.dumps(pointer))


# --- A history that lies


def _year(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def tamper(history: Path) -> None:
        path = history / "2031.jsonl.gz"
        path.write_bytes(gzip.compress(change(gzip.decompress(path.read_bytes()))))

    return tamper


def _file(change: Callable[[bytes], bytes], which: int = -1) -> Callable[[Path], None]:
    def tamper(history: Path) -> None:
        path = sorted((history / "2032").iterdir())[which]
        path.write_bytes(change(path.read_bytes()))

    return tamper


def _cut_gzip(history: Path) -> None:
    path = history / "2031.jsonl.gz"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


LIES: dict[str, Callable[[Path], None]] = {
    "a line is missing": _year(lambda data: b"".join(data.splitlines(True)[1:])),
    "a line says another hash": _year(lambda data: data.replace(b'"hash":"', b'"hash":"0', 1)),
    "a block is missing": _year(lambda data: data[data.index(b'{"run":') :].partition(b"\n")[2]),
    "the last block is cut": _year(lambda data: data[:-200]),
    "the last seal is missing": _year(lambda data: b"".join(data.splitlines(True)[:-1])),
    "a year is cut in the middle": _cut_gzip,
    "a year is no gzip": lambda history: (history / "2031.jsonl.gz").write_bytes(b"nonsense"),
    "a year is empty": _year(lambda data: b""),
    "a year is gone": lambda history: (history / "2031.jsonl.gz").unlink(),
    "the newest block is of other changes": _file(lambda data: data.replace(b"demo:9", b"demo:8")),
    "the newest block is empty": _file(lambda data: b""),
    "an older block is cut": _file(lambda data: data[:-50], 0),
    "an older block is not JSON": _file(lambda data: b"\xff" + data, 0),
    "a seal of another shape": _file(lambda data: data.replace(b'"records":1', b'"records":"x"')),
    "nested too deep": _file(lambda data: b'{"id":"a","x":' + b"[" * 50_000 + b"\n", 0),
}


@pytest.mark.parametrize("name", LIES)
def test_a_history_that_lies_is_named_in_a_sentence(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    LIES[name](folder.path / "history")
    assert len(problems(folder)) == 1
    assert main(["verify", str(folder.path)]) == 1
    assert "history" in capsys.readouterr().out
    assert main(["history", str(folder.path)]) == 1
    assert "Traceback" not in capsys.readouterr().err
    # what is published next does not depend on it
    play(folder.root, "2032-01-05", Walk([posting(1, "on")], unchanged=["0", *KEYS[2:], "9"]))
    assert len(list(consume.postings(folder.path))) == 7


def test_statistics_that_lie_are_named(folder: Folder) -> None:
    (folder.path / "stats.json").write_text("[]")
    assert len(problems(folder)) == 1 and "stats.json" in problems(folder)[0]


def test_the_command_line_tells_the_life_of_a_posting(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", str(folder.path), "demo:2"]) == 0
    said = capsys.readouterr().out
    assert "first seen 2031-12-29" in said and "gone" in said
    assert main(["history", str(folder.path), "demo:77"]) == 1
    assert main(["history", str(folder.path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 10


def test_a_posting_that_came_back_is_not_said_to_be_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day, walk in (
        ("2031-01-01", Walk([posting(1), posting(2)])),
        ("2031-01-02", Walk(unchanged=["1"], gone={"2": "http_404"})),
        ("2031-01-03", Walk([posting(2)], unchanged=["1"])),
    ):
        play(tmp_path, day, walk)
    assert main(["history", str(tmp_path / "demo"), "demo:2"]) == 0
    said = capsys.readouterr().out
    assert "open." in said and "It was closed on 2031-01-02T00:00:00Z (gone)." in said
    assert "came back 1 time(s)" in said
