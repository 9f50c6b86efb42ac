"""The store on a server answers as the one in a file does, and a feed is the same bytes with
either."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.finish import finish
from crawlers.feed.run.run import CannotBegin, Run, RunOptions
from crawlers.feed.store.generations import known_under
from crawlers.feed.store.open import open_store
from crawlers.feed.store.sqlite import SqliteStore
from crawlers.feed.store.state import State
from crawlers.feed.store.store import Store, StoreError
from crawlers.spider import Healthy
from tests.feed.board import Walk, feed_in, posting
from tests.runs.distributed.machines import digests
from tests.runs.distributed.servers import Postgres, free_port

CONTENTS = ("sha256:1", "sha256:2", "")
INSTANTS = ("2031-01-01T00:00:00Z", "2031-01-02T00:00:00Z")
KEYS = ["a", "a~2", "ab", "b", "c", "ü", "ü~3", "nul\0in", "nul\0in~2", "back\\slash", "\\0"]
KEYS += ["\\0~2", "Z", "é\u2028"]


def stored(postgres: Postgres, feed: str = "demo") -> Store:
    from crawlers.feed.store.postgres import PostgresStore

    return PostgresStore(postgres.url, feed)


def everything(store: Store) -> object:
    looks = list(store.states()), list(store.keys()), sorted(store.open_alike(CONTENTS))
    steady = [(sorted(store.steady(now)), list(store.unsteady(now))) for now in INSTANTS]
    named = [
        (store.state(key), list(store.generations(key)), known_under(store, key)) for key in KEYS
    ]
    return store.run_id, looks, steady, named


def test_it_answers_as_the_file_does_whatever_is_done_to_both(postgres: Postgres) -> None:
    stored(postgres, "other").mirror("run-9", [State("a", url="http://other/")])
    dice = random.Random(5)
    file, server = SqliteStore(), stored(postgres)
    for number in range(40):
        changed = [
            State(
                key,
                url=f"http://x/{number}",
                etag=dice.choice([None, '"\\0"', ""]),
                status=dice.choice(["open", "closed"]),
                deadline=dice.choice([None, *INSTANTS]),
                missed=dice.choice([None, "run-0"]),
                content_hash=dice.choice(CONTENTS),
                last_seen=dice.choice([None, INSTANTS[0]]),
            )
            for key in dice.sample(KEYS, 3)
        ]
        gone, anew = dice.sample(KEYS, 2), dice.random() < 0.2
        for store in (file, server):
            store.mirror(f"run-{number}", changed, [] if anew else gone, anew)
        if number % 7 == 0:
            server.close()
            server = stored(postgres)
        assert everything(file) == everything(server), number
    assert list(stored(postgres, "other").keys()) == ["a"]


def test_the_generations_of_a_key_are_found_without_reading_the_feed(postgres: Postgres) -> None:
    import psycopg

    from crawlers.feed.store.postgres import SCHEMA

    store = stored(postgres)
    store.mirror("run-1", (State(f"{number}") for number in range(2_000)))
    store.mirror("run-2", [State("17~2"), State("17~3"), State("17~x")])
    assert [each.key for each in known_under(store, "17")] == ["17", "17~2", "17~3"]
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute(f"analyze {SCHEMA}.postings")
        plan = db.execute(
            f"explain select key from {SCHEMA}.postings where feed = 'demo' "
            "and (key = '17' or key >= '17~' and key < '17\x7f') order by key"
        ).fetchall()
    assert not any("Seq Scan" in line for (line,) in plan), plan


def test_a_failed_mirror_leaves_the_one_before(postgres: Postgres) -> None:
    def breaks_off() -> Iterator[State]:
        yield State("b")
        raise RuntimeError

    store = stored(postgres)
    store.mirror("run-1", [State("a")])
    with pytest.raises(RuntimeError):
        store.mirror("run-2", breaks_off(), gone=["a"])
    assert store.run_id == "run-1" and list(store.keys()) == ["a"]


def test_a_server_that_goes_away_is_said_and_the_next_run_goes_on(
    postgres: Postgres, tmp_path: Path
) -> None:
    store = stored(postgres)
    store.mirror("run-1", [State("a")])
    postgres.stop()
    try:
        with pytest.raises(StoreError):
            store.states()
        with pytest.raises(CannotBegin, match="store's server"):
            Run.begin(
                Folder(tmp_path, "demo"), Clock.at("2031-01-01"), RunOptions(store=postgres.url)
            )
    finally:
        postgres.start()
    assert list(stored(postgres).keys()) == ["a"]


def test_no_server_is_no_run_and_no_lock_stays(tmp_path: Path) -> None:
    nowhere = f"postgresql://postgres@127.0.0.1:{free_port()}/postgres"
    for _ in range(2):
        with pytest.raises(CannotBegin, match=r"127\.0\.0\.1"):
            Run.begin(Folder(tmp_path, "demo"), Clock.at("2031-01-01"), RunOptions(store=nowhere))


@pytest.mark.parametrize("lost", [False, True])
def test_the_feed_is_the_same_bytes_with_either_store(
    postgres: Postgres, tmp_path: Path, lost: bool
) -> None:
    """lost: the database forgets all before each run."""
    import psycopg

    from crawlers.feed.store.postgres import SCHEMA

    for name, where in (("file", ""), ("server", postgres.url)):
        for day in range(1, 9):
            if lost and where:
                with psycopg.connect(where, autocommit=True) as db:
                    db.execute(f"drop schema if exists {SCHEMA} cascade")
            run = Run.begin(
                Folder(tmp_path / name, "demo"),
                Clock.at(f"2031-01-{day:02}"),
                RunOptions("test", where),
            )
            walk = Walk([posting(key, f"Text {(key + day) // 3}") for key in range(day, day + 30)])
            outcome = finish(run, walk.ending, feed_in(run, walk), Healthy())
            assert outcome.verdict == "published"
    assert digests(tmp_path / "file") == digests(tmp_path / "server")


def test_the_setting_decides_which(postgres: Postgres, tmp_path: Path) -> None:
    folder = Folder(tmp_path, "demo")
    folder.make()
    assert isinstance(open_store(folder), SqliteStore)
    assert type(open_store(folder, postgres.url)).__name__ == "PostgresStore"
