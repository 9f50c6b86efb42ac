"""What is published: byte for byte repeatable, tied to the run before, named in order, and put
right after a run that was killed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume.verify import verify
from crawlers.feed.format import disk
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import FILES, Folder
from crawlers.feed.format.lock import Busy
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.publish import publish
from crawlers.feed.run.finish import finish
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.run.run import CannotBegin, Run, RunOptions
from crawlers.feed.store.sqlite import SqliteStore
from crawlers.spider import Healthy
from tests.feed.board import Walk, begin, feed_in, lines, play, posting, reading

ALL = [posting(key, deadline=f"2031-02-{key % 9 + 1:02}") for key in range(30)]
KEYS = [str(key) for key in range(30)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path, "demo")


def three_days(root: Path) -> None:
    play(root, "2031-01-01", Walk(ALL))
    play(root, "2031-01-02", Walk([posting(1, "changed")], unchanged=[*KEYS[:1], *KEYS[2:]]))
    play(root, "2031-01-03", Walk([posting(40)], unchanged=KEYS[3:], gone={"2": "http_410"}))


def tree(root: Path) -> dict[str, bytes]:
    """Every published file of a feed."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "state" not in path.parts
    }


def test_the_same_pages_and_clock_give_the_same_bytes(tmp_path: Path) -> None:
    three_days(tmp_path / "one")
    three_days(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_the_order_of_pages_changes_nothing(tmp_path: Path) -> None:
    play(tmp_path / "one", "2031-01-01", Walk(ALL))
    play(tmp_path / "two", "2031-01-01", Walk(ALL[::-1]))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_of_two_pages_with_one_id_the_same_one_stays(tmp_path: Path) -> None:
    pages = [posting(1, "one text"), posting(1, "another text"), posting(2)]
    play(tmp_path / "one", "2031-01-01", Walk(pages))
    play(tmp_path / "two", "2031-01-01", Walk(pages[::-1]))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert len(lines(Folder(tmp_path / "one", "demo"))) == 2


def test_a_lost_store_changes_nothing(tmp_path: Path) -> None:
    three_days(tmp_path / "one")
    three_days(tmp_path / "two")
    for damage in ("lost", "garbage"):
        store = tmp_path / "two" / "demo" / "state" / "store.sqlite"
        store.write_bytes(b"x" * 5000) if damage == "garbage" else store.unlink()
        for root in ("one", "two"):
            day = "2031-01-04" if damage == "lost" else "2031-01-05"
            assert play(tmp_path / root, day, Walk(unchanged=KEYS[4:])).verdict == "published"
        assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_run_without_a_change_copies_nothing(folder: Folder) -> None:
    play(folder.root, "2031-01-01", Walk(ALL))
    play(folder.root, "2031-01-02", Walk(unchanged=KEYS))
    first, second = (folder.run(run_id) / "postings.jsonl" for run_id in folder.published())
    assert first.samefile(second) and first.samefile(folder.fixed)
    assert verify(folder.path, every_run=True).problems == []


def test_reading_an_unchanged_page_again_changes_no_line(folder: Folder) -> None:
    play(folder.root, "2031-01-01", Walk(ALL))
    outcome = play(folder.root, "2031-01-02", Walk(ALL))
    assert outcome.manifest and outcome.manifest.counts.updated == 0
    first, second = (folder.run(run_id) / "postings.jsonl" for run_id in folder.published())
    assert first.samefile(second)


def test_run_ids_increase_even_when_the_clock_goes_back(folder: Folder) -> None:
    for now in ("2031-01-05", "2031-01-01", "2030-06-01T12:00:00Z", "2030-06-01T12:00:00Z"):
        assert play(folder.root, now, Walk(ALL)).verdict == "published"
    assert play(folder.root, "2030-01-01", Walk(ALL[:1])).verdict == "withheld"
    play(folder.root, "2030-01-01", Walk(ALL))
    ids = folder.published()
    assert len(ids) == 5 and len({run_id[:16] for run_id in ids}) == 5
    assert ids == sorted(ids) and [folder.manifest(run_id).sequence for run_id in ids] == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_old_runs_are_removed_and_the_chain_stays(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish.prune, "__defaults__", (3,))
    for day in range(1, 9):
        play(folder.root, f"2031-01-0{day}", Walk(ALL))
    assert len(folder.published()) == 3 and verify(folder.path, every_run=True).problems == []


def test_a_posting_of_another_source_is_refused(folder: Folder) -> None:
    run = begin(folder.root, "2031-01-01")
    with pytest.raises(ValueError, match="wrong_source"):
        feed_in(run, Walk([posting(1, id="other:1", source="other")]))
    run.close()


# --- After a kill


def interrupted_after(step: str, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that dies right before a step of publishing."""

    class Killed(BaseException):
        pass

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step], die)
        # a killed process tidies nothing
        patch.setattr(publish.Staging, "discard", lambda self: None)
        with pytest.raises(Killed):
            play(
                folder.root,
                "2031-01-02",
                Walk([posting(1, "changed")], unchanged=[*KEYS[:1], *KEYS[2:]]),
            )


STEPS: dict[str, tuple[object, str]] = {
    "writing": (publish.Staging, "register"),
    "reading back": (publish, "read_back"),
    "the first rename": (disk, "rename"),
    "latest.json": (disk, "replace"),
    "the store": (SqliteStore, "mirror"),
    "pruning": (publish, "prune"),
}
PUBLISHED = ("the store", "pruning")


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_a_sound_feed_that_the_next_run_takes_up(
    step: str, folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    play(folder.root, "2031-01-01", Walk(ALL))
    interrupted_after(step, folder, monkeypatch)
    assert verify(folder.path).problems == []
    assert len(folder.published()) == (2 if step in PUBLISHED else 1)
    outcome = play(
        folder.root,
        "2031-01-02T01:00:00Z",
        Walk([posting(1, "changed")], unchanged=[*KEYS[:1], *KEYS[2:]]),
    )
    assert outcome.verdict == "published"
    assert verify(folder.path, every_run=True).problems == []
    assert {path.name for path in folder.runs.iterdir()} == set(folder.published())
    assert lines(folder)["1"]["description"] == "changed"


def test_what_a_killed_run_left_is_removed_even_if_it_is_not_taken_up(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(folder.root, "2031-01-01", Walk(ALL))
    interrupted_after("reading back", folder, monkeypatch)
    assert len(list(folder.runs.iterdir())) == 2
    Run.begin(folder, Clock.at("2031-01-09"), RunOptions("new")).close()
    assert [path.name for path in folder.runs.iterdir()] == folder.published()


def test_an_interrupted_run_is_not_read_again(folder: Folder) -> None:
    first = begin(folder.root, "2031-01-01")
    feed_in(first, Walk(ALL[:20]))
    first.close()  # as a killed process: the kernel frees the lock, the journal stays
    second = begin(folder.root, "2031-01-01T02:00:00Z")
    assert second.run_id == first.run_id and second.now == first.now and second.resumed == 20
    assert sum(known.done for known in second.known().values()) == 20
    ledger = feed_in(second, Walk(ALL[20:]))
    ledger.listed.update(dict.fromkeys(KEYS, ""))
    outcome = finish(second, Ending(), ledger, Healthy())
    assert outcome.verdict == "published" and len(lines(folder)) == 30
    assert not (folder.work / "journal").exists()


def test_a_resumed_run_gives_the_bytes_of_an_undisturbed_one(tmp_path: Path) -> None:
    play(tmp_path / "one", "2031-01-01", Walk(ALL))
    run = begin(tmp_path / "two", "2031-01-01")
    feed_in(run, Walk(ALL[:13]))
    run.close()
    run = begin(tmp_path / "two", "2031-01-01")
    ledger = feed_in(run, Walk(ALL[13:]))
    ledger.listed.update({found.id.partition(":")[2]: found.url or "" for found in ALL})
    finish(run, Ending(), ledger, Healthy())
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize("why", ["two days old", "other code"])
def test_an_old_journal_is_not_taken_up(folder: Folder, why: str) -> None:
    first = begin(folder.root, "2031-01-01")
    feed_in(first, Walk(ALL[:20]))
    first.close()
    second = Run.begin(
        folder,
        Clock.at("2031-01-03" if why == "two days old" else "2031-01-01"),
        RunOptions("test" if why == "two days old" else "new"),
    )
    assert second.resumed == 0
    second.close()


# --- Damage and other trouble


def test_a_second_run_is_refused_at_once_and_let_in_afterwards(folder: Folder) -> None:
    run = begin(folder.root, "2031-01-01")
    with pytest.raises(Busy, match=run.run_id):
        begin(folder.root, "2031-01-01")
    run.close()
    begin(folder.root, "2031-01-01").close()


def test_a_stale_lock_is_no_lock(folder: Folder) -> None:
    """A process that forks, takes the lock and is killed."""
    folder.make()
    child = os.fork()
    if child == 0:
        begin(folder.root, "2031-01-01")
        os._exit(0)
    os.waitpid(child, 0)
    assert "run 2031" in (folder.work / "lock").read_text()
    begin(folder.root, "2031-01-01").close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder, run: folder.latest.write_text("{}"),
        lambda folder, run: folder.latest.write_text("garbage"),
        lambda folder, run: (run / "manifest.json").write_text("{}"),
        lambda folder, run: (run / "manifest.json").unlink(),
        lambda folder, run: _flip(run / "postings.jsonl"),
        lambda folder, run: (run / "postings.jsonl").unlink(),
    ],
)
def test_a_damaged_last_run_is_never_built_upon(
    damage: Callable[[Folder, Path], object], folder: Folder
) -> None:
    play(folder.root, "2031-01-01", Walk(ALL))
    before = folder.latest.read_bytes()
    damage(folder, folder.run(folder.published()[0]))
    damaged = folder.latest.read_bytes()
    try:
        outcome = play(
            folder.root,
            "2031-01-02",
            Walk([posting(1, "changed")], unchanged=[*KEYS[:1], *KEYS[2:]]),
        )
    except CannotBegin as trouble:
        words = str(trouble)
    else:
        assert outcome.verdict == "interrupted"
        words = f"{outcome.why} {outcome.advice}"
    assert str(folder.path) in words
    assert "Restore" in words and "begin anew" in words
    assert folder.latest.read_bytes() == damaged or folder.latest.read_bytes() == before


@pytest.mark.parametrize("name", ["postings.jsonl", "provenance.jsonl", "removed.jsonl"])
def test_a_night_without_a_change_does_not_pass_damage_on(name: str, folder: Folder) -> None:
    """Files that did not change are linked into the next run: they may be damaged by then."""
    play(folder.root, "2031-01-01", Walk(ALL))
    before = folder.latest.read_bytes()
    damaged = folder.run(folder.published()[0]) / name
    _flip(damaged)
    outcome = play(folder.root, "2031-01-02", Walk(unchanged=KEYS))
    assert outcome.verdict == "interrupted"
    assert str(damaged) in outcome.why
    assert folder.latest.read_bytes() == before


@pytest.mark.parametrize("name", ["postings.jsonl", "provenance.jsonl", "removed.jsonl"])
@pytest.mark.parametrize("text", [None, b"typed by hand\n"])
def test_a_file_of_another_size_is_named_before_anything_is_asked(
    name: str, text: bytes | None, folder: Folder
) -> None:
    play(folder.root, "2031-01-01", Walk(ALL))
    damaged = folder.run(folder.published()[0]) / name
    whole = damaged.read_bytes()
    damaged.unlink()
    if text is not None:
        damaged.write_bytes(whole + text)
    with pytest.raises(CannotBegin) as trouble:
        begin(folder.root, "2031-01-02")
    words = str(trouble.value)
    assert str(damaged) in words and "Restore" in words and "begin anew" in words
    damaged.write_bytes(whole)
    begin(folder.root, "2031-01-02").close()


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.unlink()  # not through the fixed name, which is the same file
    path.write_bytes(data)


def test_what_was_written_wrongly_is_not_published(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives back other bytes than it was given."""
    play(folder.root, "2031-01-01", Walk(ALL))
    before = tree(folder.root)
    real = publish.read_back

    def damaged(path: Path, *args: Any) -> None:
        _flip(path / "postings.jsonl")
        real(path, *args)

    monkeypatch.setattr(publish, "read_back", damaged)
    outcome = play(
        folder.root, "2031-01-02", Walk([posting(1, "changed")], unchanged=[*KEYS[:1], *KEYS[2:]])
    )
    assert outcome.verdict == "interrupted" and "trusted" in outcome.why
    assert tree(folder.root) == before


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_an_invalid_line_is_not_published(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.posting.schema.JobPosting.model_validate_json", lambda line: line)
    run = begin(folder.root, "2031-01-01")
    ledger = feed_in(run, Walk([posting(1).model_copy(update={"openings": "many"})]))
    monkeypatch.undo()
    outcome = finish(run, Ending(), ledger, Healthy())
    assert outcome.verdict == "interrupted" and not folder.latest.exists()


def test_a_run_has_all_its_files(folder: Folder) -> None:
    play(folder.root, "2031-01-01", Walk(ALL, dropped={"x": "rejected: title"}))
    run = folder.run(folder.published()[0])
    assert {path.name for path in run.iterdir()} == {*FILES, "manifest.json"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"url": "http://demo.example/\ud800"}, "UTF-8 cannot encode it"),
        ({"id": "demo:\ud800"}, "invisible or direction characters"),
        ({"id": "demo:7\x1b[2J"}, "control, invisible"),
        ({"id": "demo:7\u202e"}, "direction characters"),
        ({"id": "demo:" + "7" * 196}, "201 characters, more than 200"),
    ],
)
def test_what_cannot_be_an_id_or_an_address_is_refused(
    fields: dict[str, str], says: str, folder: Folder
) -> None:
    run = begin(folder.path.parent, "2031-02-01")
    with pytest.raises(ValueError, match=says):
        PostingRecorder(run).keep(reading(posting(77).model_copy(update=fields)))
    run.close()
