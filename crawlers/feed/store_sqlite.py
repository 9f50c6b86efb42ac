"""The store in a file: SQLite (WAL), beside its feed. See crawlers.feed.store.

Tables `lines` and `sentences` count on how many postings a text was seen, once for each posting however often it is read; losing
them costs no more than a run that has to learn them again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import starmap
from operator import attrgetter, itemgetter
from pathlib import Path

from crawlers.feed.state import State
from crawlers.feed.store import AT_ONCE, STEADY, Learned, Learning, batched

VERSION = 2
COLUMNS = tuple(each.name for each in fields(State))

SCHEMA = f"""
create table meta (name text primary key, value text) without rowid;
create table postings ({", ".join(f"{name} text{' primary key' if name == 'key' else ''}" for name in COLUMNS)}) without rowid;
create index contents on postings (content_hash);
create table lines (site text, hash integer, count integer, primary key (site, hash)) without rowid;
create table sentences (employer text, hash integer, count integer, primary key (employer, hash)) without rowid;
create table learned (kind text, owner text, key text, primary key (kind, owner, key)) without rowid;
pragma user_version = {VERSION};
"""

_UPSERT = f"insert or replace into postings ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})"
_SELECT = f"select {', '.join(COLUMNS)} from postings"
_AS_ROW = attrgetter(*COLUMNS)
_OWNERS = {"lines": "site", "sentences": "employer"}


class SqliteStore(Learning):
    """One feed's store. path: its file, or None for one that forgets (tests, single pages). Raises sqlite3.Error."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._db = self._opened(path)

    @staticmethod
    def _opened(path: Path | None) -> sqlite3.Connection:
        """The database, empty where there is none, or one that cannot be read or is of another version."""
        for attempt in (1, 2):
            db = sqlite3.connect(str(path or ":memory:"), isolation_level=None)
            try:
                db.execute("pragma journal_mode = wal")
                db.execute("pragma synchronous = normal")  # a lost commit is made again from the published run
                version = db.execute("pragma user_version").fetchone()[0]
                if version == VERSION:
                    return db
                if version == 0 and not db.execute("select count(*) from sqlite_master").fetchone()[0]:
                    db.executescript(f"begin; {SCHEMA} commit;")
                    return db
            except sqlite3.DatabaseError as error:
                if attempt == 2 or isinstance(error, sqlite3.OperationalError):  # full disk, no permission: not ours to heal
                    db.close()
                    raise
            db.close()
            if path:
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise sqlite3.DatabaseError(f"{path} is not a store")

    def close(self) -> None:
        """Folds the write-ahead log into the file and lets go of it."""
        self._db.close()

    # --- The mirror of the last good run

    @property
    def run_id(self) -> str | None:
        row = self._db.execute("select value from meta where name = 'run_id'").fetchone()
        return row[0] if row else None

    def states(self) -> Iterator[State]:
        return self._states("true")

    def state(self, key: str) -> State | None:
        return next(self._states("key = ?", key), None)

    def keys(self) -> Iterator[str]:
        return map(itemgetter(0), self._db.execute("select key from postings order by key"))

    def steady(self, now: str) -> Iterator[tuple[str, str]]:
        return self._db.execute(f"select key, filled from postings where {STEADY.format(now='?')}", (now,))

    def unsteady(self, now: str) -> Iterator[State]:
        return self._states(f"not ({STEADY.format(now='?')})", now)

    def _states(self, where: str, *values: str) -> Iterator[State]:
        return starmap(State, self._db.execute(f"{_SELECT} where {where} order by key", values))

    def open_contents(self) -> Iterator[tuple[str, str]]:
        return self._db.execute("select key, content_hash from postings where status = 'open' order by key")

    def open_with(self, content_hash: str) -> str | None:
        query = "select max(key) from postings where content_hash = ? and status = 'open'"
        found: str | None = self._db.execute(query, (content_hash,)).fetchone()[0]
        return found

    def mirror(
        self,
        run_id: str,
        changed: Iterable[State],
        gone: Iterable[str] = (),
        learned: Iterable[tuple[str, Learned]] = (),
        anew: bool = False,
    ) -> None:
        with self._transaction():
            if anew:
                self._db.execute("delete from postings")
            self._db.executemany(_UPSERT, map(_AS_ROW, changed))
            self._db.executemany("delete from postings where key = ?", ((key,) for key in gone))
            for lessons in batched(learned, AT_ONCE):
                self._keep(lessons)
            self._db.execute("insert or replace into meta values ('run_id', ?)", (run_id,))

    # --- What recurs on the pages of a site, in the postings of an employer

    def known_lines(self, site: str, least: int = 3) -> dict[int, int]:
        return self._counts("lines", site, least)

    def recurring_sentences(self, employer: str, least: int = 3) -> dict[int, int]:
        return self._counts("sentences", employer, least)

    def postings_learned(self, kind: str, owner: str) -> int:
        query = "select count(*) from learned where kind = ? and owner = ?"
        return int(self._db.execute(query, (kind, owner)).fetchone()[0])

    def _keep(self, learned: Iterable[tuple[str, Learned]]) -> None:
        """Counts what postings taught that had not taught it before. Many of their lines are the same: they are summed up."""
        counts: dict[str, Counter[tuple[str, int]]] = {kind: Counter() for kind in _OWNERS}
        for key, lessons in learned:
            for kind, taught in lessons.items():
                for owner, hashes in taught:
                    if self._db.execute("insert or ignore into learned values (?, ?, ?)", (kind, owner, key)).rowcount:
                        counts[kind].update((owner, each) for each in hashes)
        for kind, found in counts.items():
            self._db.executemany(
                f"insert into {kind} ({_OWNERS[kind]}, hash, count) values (?, ?, ?)"
                f" on conflict do update set count = count + excluded.count",
                sorted((owner, each, count) for (owner, each), count in found.items()),
            )

    def _counts(self, kind: str, owner: str, least: int) -> dict[int, int]:
        query = f"select hash, count from {kind} where {_OWNERS[kind]} = ? and count >= ?"
        return dict(self._db.execute(query, (owner, least)).fetchall())

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")
