"""The store on a server: PostgreSQL, one database for all feeds and machines. See
crawlers.feed.store.store.

All tables stand in a schema that is named after its version, so programs of two versions do not
disturb each other; an old schema may be dropped. Texts with a NUL, which PostgreSQL cannot hold,
are escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import starmap
from operator import attrgetter
from typing import Any

import psycopg

from crawlers.feed.store.state import State
from crawlers.feed.store.store import AT_ONCE, STEADY, StoreError, batched
from crawlers.output.secrets import without_secrets

SCHEMA = "jobwire_v6"
COLUMNS = tuple(each.name for each in fields(State))
CONNECT_SECONDS = 10
_AS_ROW = attrgetter(*COLUMNS)
_BYTEWISE = 'collate "C"'
"""Texts in the order of their bytes, as the files of a feed have them; a range of keys is then
found by the index."""
_MAKING = 0x6A6F6277  # two machines that begin at once do not make the tables both


def _column(name: str) -> str:
    return f"{name} text {_BYTEWISE if name == 'key' else ''}"


_TABLES = f"""
create schema if not exists {SCHEMA};
create table if not exists {SCHEMA}.runs (feed text primary key, run_id text not null);
create table if not exists {SCHEMA}.postings (
    feed text, {", ".join(map(_column, COLUMNS))}, primary key (feed, key));
create index if not exists contents on {SCHEMA}.postings (feed, content_hash);
"""
_STEADY = STEADY.format(now=f"%s {_BYTEWISE}")
_UPSERT = f"""
insert into postings (feed, {", ".join(COLUMNS)}) values (%s{", %s" * len(COLUMNS)})
on conflict (feed, key) do update set {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
"""
_SET_RUN = """
insert into runs values (%s, %s) on conflict (feed) do update set run_id = excluded.run_id
"""


class PostgresStore:
    """One feed's rows. where: the address of the database. Every method raises StoreError where the
    server does not answer."""

    def __init__(self, where: str, feed: str) -> None:
        self._feed = feed
        with _store_errors(where):
            self._db = psycopg.connect(where, autocommit=True, connect_timeout=CONNECT_SECONDS)
            with self._db.transaction():
                self._db.execute("select pg_advisory_xact_lock(%s)", (_MAKING,))
                self._db.execute(_TABLES)
            self._db.execute(f"set search_path to {SCHEMA}")

    def close(self) -> None:
        self._db.close()

    @property
    def run_id(self) -> str | None:
        found = self._rows("select run_id from runs where feed = %s", self._feed)
        return found[0][0] if found else None

    def states(self) -> Iterator[State]:
        return starmap(State, self._postings(COLUMNS))

    def state(self, key: str) -> State | None:
        return next(starmap(State, self._postings(COLUMNS, "and key = %s", _written(key))), None)

    def generations(self, key: str) -> Iterator[State]:
        where = "and (key = %s or key >= %s and key < %s)"
        between = map(_written, (key, f"{key}~", f"{key}\x7f"))
        return starmap(State, self._postings(COLUMNS, where, *between))

    def keys(self) -> Iterator[str]:
        return (row[0] for row in self._postings(("key",)))

    def steady(self, now: str) -> Iterator[tuple[str, str]]:
        return (
            (key, filled)
            for key, filled in self._postings(("key", "filled"), f"and {_STEADY}", now)
        )

    def unsteady(self, now: str) -> Iterator[State]:
        return starmap(State, self._postings(COLUMNS, f"and not ({_STEADY})", now))

    def open_alike(self, contents: Iterable[str]) -> Iterator[tuple[str, str]]:
        where = "and content_hash = any(%s) and status = 'open'"
        found = self._postings(("key", "content_hash"), where, list(contents))
        return ((key, text) for key, text in found)

    def mirror(
        self, run_id: str, changed: Iterable[State], gone: Iterable[str] = (), anew: bool = False
    ) -> None:
        with _store_errors(), self._db.transaction(), self._db.cursor() as rows:
            if anew:
                rows.execute("delete from postings where feed = %s", (self._feed,))
            for some in batched(changed, AT_ONCE):
                rows.executemany(
                    _UPSERT, [(self._feed, *map(_written, _AS_ROW(state))) for state in some]
                )
            for keys in batched(gone, AT_ONCE):
                query = "delete from postings where feed = %s and key = %s"
                rows.executemany(query, [(self._feed, _written(key)) for key in keys])
            rows.execute(_SET_RUN, (self._feed, run_id))

    def _postings(
        self, names: tuple[str, ...], where: str = "", *values: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Return columns of the feed's postings, in the order of the keys."""
        query = f"select {', '.join(names)} from postings where feed = %s {where} order by key"
        return (tuple(map(_read, row)) for row in self._rows(query, self._feed, *values))

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with _store_errors():
            return self._db.execute(query, values).fetchall()


@contextmanager
def _store_errors(where: str = "") -> Iterator[None]:
    """Raise the errors of the driver as StoreError. where: the address, of which no secret is
    said."""
    try:
        yield
    except psycopg.Error as error:
        words = " ".join(without_secrets(str(error), where).split())
        raise StoreError(f"the store's server: {words or type(error).__name__}") from None


def _written(text: str | None) -> str | None:
    """Return a text as the database can hold it."""
    return (
        text.replace("\\", "\\\\").replace("\0", "\\0")
        if text and ("\0" in text or "\\" in text)
        else text
    )


def _read(text: Any) -> Any:
    """Return the text that `_written` escaped."""
    if not text or "\\" not in text:
        return text
    return "\\".join(part.replace("\\0", "\0") for part in text.split("\\\\"))
