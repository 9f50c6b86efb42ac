"""The store mirrors the last good run; it may be lost without harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawlers.feed.store.generations import known_under
from crawlers.feed.store.sqlite import VERSION, SqliteStore
from crawlers.feed.store.state import State, state_of
from tests.feed.board import Walk, play, posting


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


@pytest.mark.parametrize(
    "damage", ["garbage", "older version", "empty file", "another program's database"]
)
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


def test_a_store_of_version_2_is_made_anew_and_the_feed_goes_on(tmp_path: Path) -> None:
    """That version counted lines and sentences, in tables of their own."""
    all_of_them = [posting(key) for key in range(5)]
    play(tmp_path, "2031-01-01", Walk(all_of_them))
    path = tmp_path / "demo" / "state" / "store.sqlite"
    db = sqlite3.connect(path)
    db.executescript(
        "create table lines (site text, hash integer, count integer, primary key (site, hash));"
        "insert into lines values ('demo', 7, 5);"
        "create table sentences (employer text, hash integer, count integer);"
        "create table learned (kind text, owner text, key text);"
        "pragma user_version = 2;"
    )
    db.close()
    outcome = play(tmp_path, "2031-01-02", Walk(all_of_them))
    assert outcome.verdict == "published" and outcome.manifest is not None
    assert (outcome.manifest.counts.updated, outcome.manifest.counts.open) == (0, 5)
    store = SqliteStore(path)
    assert store.run_id == outcome.manifest.run_id and len(list(store.states())) == 5
    db = sqlite3.connect(path)
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    db.close()
    assert tables == {"meta", "postings"}


def test_a_key_has_named_itself_and_its_generations_and_no_neighbour(path: Path) -> None:
    store = SqliteStore(path)
    names = ("1", "1~2", "1~11", "1~x", "10", "1 ", "2~2", "2~2~2")
    store.mirror("run-1", map(State, names))
    assert [each.key for each in known_under(store, "1")] == ["1", "1~2", "1~11"]
    assert [each.key for each in known_under(store, "2~2")] == ["2~2", "2~2~2"]
    assert not known_under(store, "3")


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
        "7",
        "http://x/7",
        "sha256:1",
        "closed",
        "2031-01-01T00:00:00Z",
        "2031-01-02T00:00:00Z",
        "2031-01-03T00:00:00Z",
        "absent",
        None,
        "2031-02-01T23:59:59Z",
        "id url title",
        None,
        "2031-01-02T00:00:00Z",
        "2031-01-01T00:00:00Z",
        '"e"',
        None,
        "w",
        "0123456789abcdef",
        '{"runs":["é"]}',
        "20310102T000000Z-000000",
    )
    record = {
        "id": "demo:7",
        "url": state.url,
        "title": "x",
        "organization": {"name": "Acme"},
        "locations": [{"city": None, "raw": "Leeds"}],
        "description": None,
        "content_hash": state.content_hash,
        "status": state.status,
        "lifecycle": state.lifecycle,
        "valid_through": {"latest": state.deadline},
    }
    read = state_of(record, state.sighting("demo", "2031-01-09T00:00:00Z"), "2031-01-09T00:00:00Z")
    assert read.sighting("demo", "z") == state.sighting("demo", "z")
    assert (read.key, read.deadline, read.lifecycle) == ("7", state.deadline, state.lifecycle)


def test_fifty_runs_keep_the_size_of_the_store(tmp_path: Path) -> None:
    """A board of twenty postings, two of them new in each run, the runs ten days apart: what was
    closed 90 days ago leaves the feed, and the store with it."""
    rows, sizes = [], []
    for run in range(50):
        first, last = 2 * run, 2 * run + 20
        fresh = range(last - 2, last) if run else range(last)
        walk = Walk(
            [posting(key, f"Work for hands, number {key}, of run {run}. " * 20) for key in fresh],
            unchanged=[str(key) for key in range(first, last) if key not in fresh],
            gone={str(key): "http_410" for key in range(first - 2, first)} if run else {},
        )
        day = date(2031, 1, 1) + timedelta(days=10 * run)
        assert play(tmp_path, day.isoformat(), walk).verdict == "published"
        state = tmp_path / "demo" / "state"
        # the index of the history has every posting that ever was
        kept = (each for each in state.iterdir() if not each.name.startswith("history.sqlite"))
        sizes.append(sum(each.stat().st_size for each in kept))
        store = SqliteStore(state / "store.sqlite")
        rows.append(len(list(store.keys())))
        store.close()
    assert rows[-1] == 20 + 2 * 10
    assert max(rows[10:]) == rows[-1]
    assert max(sizes[25:]) <= max(sizes[:25])


def test_a_store_whose_postings_left_shrinks(path: Path) -> None:
    store = SqliteStore(path)
    store.mirror("run-1", [State(str(key), url="http://x/" + "a" * 900) for key in range(2_000)])
    store.close()
    full = path.stat().st_size
    store = SqliteStore(path)
    store.mirror("run-2", [], gone=[str(key) for key in range(20, 2_000)])
    store.close()
    assert path.stat().st_size < full / 10
    assert len(list(SqliteStore(path).keys())) == 20
