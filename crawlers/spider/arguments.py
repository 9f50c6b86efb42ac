"""The arguments of a crawl (`-a`) that every site has."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from crawlers.contract.shard import MAX_SHARDS, Shard
from crawlers.spider.site_addresses import is_origin
from crawlers.text.near import meant


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


def unknown_argument(plugin: type, names: Iterable[str]) -> str:
    """Return which argument a plugin does not take, in words; "" where it takes all of them. A slip
    like `-a page=FILE` would otherwise crawl the live site."""
    known = {name for each in plugin.__mro__ for name in _parameters(each)}
    for name in names:
        if name not in known:
            near = meant(name, known)
            hint = f"did you mean {near}?" if near else f"known are {', '.join(sorted(known))}"
            return f"-a {name}: {plugin.__name__} takes no such argument; {hint}"
    return ""


def _parameters(kind: type) -> Iterator[str]:
    """Yield the names of what a class is made with."""
    for name in ("__init__", "__new__"):
        method = vars(kind).get(name)
        method = getattr(method, "__func__", method)
        if not inspect.isfunction(method):
            continue
        for each in inspect.signature(method).parameters.values():
            if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL):
                yield from () if each.name in ("self", "cls", "name") else (each.name,)
