"""The store in a file: SQLite (WAL), beside its feed. See crawlers.feed.store.store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from itertools import starmap
from operator import attrgetter, itemgetter
from pathlib import Path

from crawlers.feed.store.state import State
from crawlers.feed.store.store import STEADY

VERSION = 6
"""The version of the tables: a file of another one is made again from the last good run."""
LEAST_PAGES = 64
"""Pages (of 4 KB) up to which a file is not worth shrinking."""
COLUMNS = tuple(each.name for each in fields(State))


def _column(name: str) -> str:
    return f"{name} text primary key" if name == "key" else f"{name} text"


SCHEMA = f"""
create table meta (name text primary key, value text) without rowid;
create table postings ({", ".join(map(_column, COLUMNS))}) without rowid;
create index contents on postings (content_hash);
pragma user_version = {VERSION};
"""

_UPSERT = (
    f"insert or replace into postings ({', '.join(COLUMNS)}) "
    f"values ({', '.join('?' * len(COLUMNS))})"
)
_SELECT = f"select {', '.join(COLUMNS)} from postings"
_AS_ROW = attrgetter(*COLUMNS)


class SqliteStore:
    """One feed's store. path: its file; None for one in memory only (tests, single pages). Raises
    sqlite3.Error."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = self._opened(path)

    @staticmethod
    def _opened(path: Path | None) -> sqlite3.Connection:
        """Return the database at a path; an empty one where there is none, where it cannot be read,
        or where it is of another version."""
        for attempt in (1, 2):
            db = sqlite3.connect(str(path or ":memory:"), isolation_level=None)
            try:
                db.execute("pragma journal_mode = wal")
                # a lost commit is made again from the published run
                db.execute("pragma synchronous = normal")
                version = db.execute("pragma user_version").fetchone()[0]
                if version == VERSION:
                    return db
                if (
                    version == 0
                    and not db.execute("select count(*) from sqlite_master").fetchone()[0]
                ):
                    db.executescript(f"begin; {SCHEMA} commit;")
                    return db
            except sqlite3.DatabaseError as error:
                # full disk, no permission: not ours to heal
                if attempt == 2 or isinstance(error, sqlite3.OperationalError):
                    db.close()
                    raise
            db.close()
            if path:
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise sqlite3.DatabaseError(f"{path} is not a store")

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        self._db.close()

    @property
    def run_id(self) -> str | None:
        row = self._db.execute("select value from meta where name = 'run_id'").fetchone()
        return row[0] if row else None

    def states(self) -> Iterator[State]:
        return self._states("true")

    def state(self, key: str) -> State | None:
        return next(self._states("key = ?", key), None)

    def generations(self, key: str) -> Iterator[State]:
        return self._states("key = ? or key >= ? and key < ?", key, f"{key}~", f"{key}\x7f")

    def keys(self) -> Iterator[str]:
        return map(itemgetter(0), self._db.execute("select key from postings order by key"))

    def steady(self, now: str) -> Iterator[tuple[str, str]]:
        return self._db.execute(
            f"select key, filled from postings where {STEADY.format(now='?')}", (now,)
        )

    def unsteady(self, now: str) -> Iterator[State]:
        return self._states(f"not ({STEADY.format(now='?')})", now)

    def _states(self, where: str, *values: str) -> Iterator[State]:
        return starmap(State, self._db.execute(f"{_SELECT} where {where} order by key", values))

    def open_alike(self, contents: Iterable[str]) -> Iterator[tuple[str, str]]:
        query = "select key, content_hash from postings where content_hash = ? and status = 'open'"
        for content in contents:
            yield from self._db.execute(query, (content,)).fetchall()

    def mirror(
        self, run_id: str, changed: Iterable[State], gone: Iterable[str] = (), anew: bool = False
    ) -> None:
        with self._transaction():
            if anew:
                self._db.execute("delete from postings")
            self._db.executemany(_UPSERT, map(_AS_ROW, changed))
            self._db.executemany("delete from postings where key = ?", ((key,) for key in gone))
            self._db.execute("insert or replace into meta values ('run_id', ?)", (run_id,))
        self._shrink()

    def _shrink(self) -> None:
        """Give the room of postings that left back to the disk, once it is most of the file. The
        rows are committed: a disk that is too full for the copy costs nothing."""
        free, pages = (
            self._db.execute(f"pragma {name}").fetchone()[0]
            for name in ("freelist_count", "page_count")
        )
        if pages > LEAST_PAGES and 2 * free > pages:  # guard: the store shrinks
            with suppress(sqlite3.Error):
                self._db.execute("vacuum")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")
