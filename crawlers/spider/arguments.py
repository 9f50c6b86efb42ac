"""The arguments of a crawl (`-a`) that every site has."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from crawlers.contract.shard import MAX_SHARDS, Shard
from crawlers.spider.site_addresses import is_origin


def wrong_argument(*, origin: str = "", pages: str = "", shard: str = "", **_: str) -> str:
    """Return what is wrong with the arguments, in words; "" where nothing is."""
    if origin and not is_origin(origin):
        return f"origin={origin}: give http://HOST or http://HOST:PORT"
    if pages and not Path(pages).exists():
        return f"pages={pages}: no such page, folder or list"
    with suppress(ValueError):
        if not shard or Shard.read(shard):
            return ""
    return f"shard={shard}: give NUMBER/ALL, like 2/4, with at most {MAX_SHARDS} shards"
