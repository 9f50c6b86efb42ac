"""Open the store of a feed: in a file (SQLite) or on a server (PostgreSQL)."""

from __future__ import annotations

from crawlers.contract.extras import DISTRIBUTED
from crawlers.feed.format.folder import Folder
from crawlers.feed.store.store import Store, StoreError


def open_store(folder: Folder, where: str = "") -> Store:
    """Return the store of a feed. where: the address of a PostgreSQL database (`postgresql://...`);
    "" for a file beside the feed. Raise OSError or sqlite3.Error where it cannot be opened."""
    if where:
        try:
            from crawlers.feed.store.postgres import PostgresStore
        except ImportError as error:
            raise StoreError(f"{error.name} is not installed: {DISTRIBUTED}") from None
        return PostgresStore(where, folder.name)
    from crawlers.feed.store.sqlite import SqliteStore

    return SqliteStore(folder.work / "store.sqlite")
