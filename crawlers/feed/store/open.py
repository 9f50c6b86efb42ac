"""Opens the store of a feed: in a file (SQLite) or on a server (PostgreSQL)."""

from __future__ import annotations

from crawlers.feed.format.folder import Folder
from crawlers.feed.store.store import Store, StoreTrouble


def open_store(folder: Folder, where: str = "") -> Store:
    """The store of a feed. where: the address of a PostgreSQL database (`postgresql://...`); "": a
    file beside the feed. Raises OSError or sqlite3.Error when it cannot be had."""
    if where:
        try:
            from crawlers.feed.store.postgres import PostgresStore
        except ImportError as error:
            raise StoreTrouble(f"{error.name} is not installed (requirements-dev.txt)") from None
        return PostgresStore(where, folder.name)
    from crawlers.feed.store.sqlite import SqliteStore

    return SqliteStore(folder.work / "store.sqlite")
