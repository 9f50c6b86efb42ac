"""A mapping that takes little memory however many keys it has: a crawl notes something of each of
a hundred thousand postings.

It stands in a temporary file of SQLite's, without a name and gone with the process; a small one
never leaves memory.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, MutableMapping
from typing import Any, TypeVar

Value = TypeVar("Value", str, int, None)

_PRAGMAS = (
    "journal_mode = off",
    "synchronous = off",
    "cache_size = -256",
    "locking_mode = exclusive",
)
_TABLE = "create table held (key blob primary key, value) without rowid"


class OnDisk(MutableMapping[str, Value]):
    """Keys are any text, values texts, integers or None; iteration is in the order of the keys.
    Raises OSError where the temporary folder is full."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        for pragma in _PRAGMAS:
            self._db.execute(f"pragma {pragma}")
        self._db.execute(_TABLE)
        self._db.execute("begin")  # never committed: the file is read by this process alone
        self._size = 0

    def __getitem__(self, key: str) -> Any:  # a Value; the checker looks at each kind of it alone
        row = self._db.execute("select value from held where key = ?", (_bytes(key),)).fetchone()
        if row is None:
            raise KeyError(key)
        return _text(row[0]) if isinstance(row[0], bytes) else row[0]

    def __setitem__(self, key: str, value: Value) -> None:
        held = _bytes(key), _bytes(value) if isinstance(value, str) else value
        try:
            added = self._db.execute("insert or ignore into held values (?, ?)", held).rowcount
            if not added:
                self._db.execute("replace into held values (?, ?)", held)
        except sqlite3.OperationalError as error:
            raise OSError(errno.ENOSPC, f"the temporary folder: {error}") from None
        self._size += added

    def __delitem__(self, key: str) -> None:
        if not self._db.execute("delete from held where key = ?", (_bytes(key),)).rowcount:
            raise KeyError(key)
        self._size -= 1

    def __contains__(self, key: object) -> bool:
        query = "select 1 from held where key = ?"
        return (
            isinstance(key, str) and self._db.execute(query, (_bytes(key),)).fetchone() is not None
        )

    def __iter__(self) -> Iterator[str]:
        return (_text(key) for (key,) in self._db.execute("select key from held"))

    def __len__(self) -> int:
        return self._size


def _bytes(text: str) -> bytes:
    """Return a text as bytes. What a list names may hold half a character, which the database
    refuses as a text."""
    return text.encode("utf-8", "surrogatepass")


def _text(held: bytes) -> str:
    return held.decode("utf-8", "surrogatepass")
