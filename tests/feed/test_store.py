"""The store mirrors the last good run and counts what recurs; it may be lost without harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.feed.state import State, state_of
from crawlers.feed.store_sqlite import VERSION, SqliteStore
from crawlers.text.words import text_hash


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def test_the_mirror_survives_a_restart(path: Path) -> None:
    store = SqliteStore(path)
    store.mirror("run-1", [State("a", url="http://x/a"), State("b")])
    store.mirror("run-2", [State("a", url="http://x/a2", etag='"1"')], gone=["b"])
    store.close()
    again = SqliteStore(path)
    assert again.run_id == "run-2"
    assert list(again.states()) == [State("a", url="http://x/a2", etag='"1"')]


def test_a_run_read_anew_replaces_the_mirror(path: Path) -> None:
    store = SqliteStore(path)
    store.mirror("run-1", [State("a"), State("b")])
    store.mirror("run-2", [State("c")], anew=True)
    assert list(store.keys()) == ["c"]


def test_lines_are_counted_once_a_posting_and_known_from_the_next_run_on(path: Path) -> None:
    store = SqliteStore(path)
    for key in "abc":
        store.learn_lines("demo", key, ["about us", "about us", f"only {key}"])
    assert store.known_lines("demo", least=1) == {}
    store.mirror("run-1", [], learned=[(key, store.taught_by(key)) for key in "abc"])
    store.learn_lines("demo", "a", ["about us", "only a"])  # the same posting, read again
    store.mirror("run-2", [], learned=[("a", store.taught_by("a"))])
    assert store.known_lines("demo") == {text_hash("about us"): 3}
    assert store.known_lines("demo", least=1)[text_hash("only a")] == 1
    assert store.known_lines("other") == {}
    assert store.postings_learned("lines", "demo") == 3


def test_sentences_are_counted_by_employer() -> None:
    store = SqliteStore()
    for number in range(4):
        store.learn_sentences("Acme", str(number), ["we care"])
        store.learn_sentences("Bolt", str(number), ["we care not"])
    store.mirror("run-1", [], learned=[(key, store.taught_by(key)) for key in "0123"])
    assert store.recurring_sentences("Acme") == {text_hash("we care"): 4}


def test_what_an_unpublished_run_learned_is_forgotten(path: Path) -> None:
    store = SqliteStore(path)
    store.learn_lines("demo", "a", ["x"])
    store.close()
    assert SqliteStore(path).known_lines("demo", least=1) == {}


@pytest.mark.parametrize("damage", ["garbage", "older version", "empty file", "another program's database"])
def test_a_store_that_cannot_be_read_begins_anew(path: Path, damage: str) -> None:
    store = SqliteStore(path)
    store.mirror("run-1", [State("a")])
    store.close()
    if damage == "garbage":
        path.write_bytes(b"not a database at all" * 500)
    elif damage == "empty file":
        path.write_bytes(b"")
    else:
        db = sqlite3.connect(path)
        db.execute(f"pragma user_version = {VERSION + 7 if damage == 'older version' else 0}")
        db.close()
    again = SqliteStore(path)
    assert again.run_id is None and list(again.states()) == []
    again.mirror("run-2", [State("b")])
    assert list(again.keys()) == ["b"]


def test_a_failed_mirror_leaves_the_one_before(path: Path) -> None:
    store = SqliteStore(path)
    store.mirror("run-1", [State("a")])
    with pytest.raises(RuntimeError):
        store.mirror("run-2", _breaks_off(), gone=["a"])
    assert store.run_id == "run-1" and list(store.keys()) == ["a"]


def _breaks_off() -> Iterator[State]:
    yield State("b")
    raise RuntimeError


def test_a_state_is_read_back_from_the_published_lines() -> None:
    state = State(
        "7", "http://x/7", "sha256:1", "closed", "2031-01-01T00:00:00Z", "2031-01-02T00:00:00Z", "2031-01-03T00:00:00Z",
        "absent", None, "2031-02-01T23:59:59Z", "id url title", None, "2031-01-02T00:00:00Z", "2031-01-01T00:00:00Z",
        '"e"', None, "w", '{"runs":["é"]}',
    )  # fmt: skip
    record = {
        "id": "demo:7", "url": state.url, "title": "x", "content_hash": state.content_hash, "status": state.status,
        "lifecycle": state.lifecycle, "valid_through": {"latest": state.deadline},
    }  # fmt: skip
    read = state_of(record, state.sighting("demo", "2031-01-09T00:00:00Z"), "2031-01-09T00:00:00Z")
    assert read.sighting("demo", "z") == state.sighting("demo", "z")
    assert (read.key, read.deadline, read.lifecycle) == ("7", state.deadline, state.lifecycle)
