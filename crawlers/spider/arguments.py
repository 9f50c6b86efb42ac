"""The arguments of a crawl (`-a`) that every site has."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from inspect import Parameter, signature
from pathlib import Path

from crawlers.contract.shard import MAX_SHARDS, Shard
from crawlers.output.near_misses import did_you_mean
from crawlers.spider.site_addresses import is_origin

ORIGIN = "give http://HOST or http://HOST:PORT"


def wrong_argument(
    *, origin: str | None = None, pages: str | None = None, shard: str = "", **_: str
) -> str:
    """Return what is wrong with the arguments, in words; "" where nothing is. An origin or pages
    that are given and empty (`-a origin=$MIRROR`, and MIRROR is not set) would be the live site."""
    if origin is not None and not is_origin(origin):  # guard: an origin is an address
        return f"origin={origin}: {ORIGIN}"
    if pages is not None and not (pages and _exists(pages)):
        return f"pages={pages}: no such page, folder or list"
    with suppress(ValueError):
        if not shard or Shard.read(shard):
            return ""
    return f"shard={shard}: give NUMBER/ALL, like 2/4, with at most {MAX_SHARDS} shards"


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # a name that no file can have
        return False


def unknown_argument(plugin: type, names: Iterable[str], of_board: Iterable[str] = ()) -> str:
    """Return a sentence for the first name that a plugin does not take; "" where it takes all. It
    takes the named parameters of its constructors and of those that it builds on. of_board: what
    the plugin of a board takes besides."""
    known = {*of_board, *({*_parameters(plugin)} - {"self", "cls", "name"})}
    strange = [name for name in names if name not in known]
    takes = f"there are {', '.join(sorted(known))}"
    if not strange:  # guard: arguments that nothing takes
        return ""
    return f"there is no argument {strange[0] or '``'}{did_you_mean(strange[0], known, takes)}"


def _parameters(plugin: type) -> Iterable[str]:
    for kind in plugin.__mro__:
        if kind.__module__.partition(".")[0] in ("scrapy", "builtins"):
            continue
        for made in filter(None, map(vars(kind).get, ("__init__", "__new__"))):
            for name, each in signature(made).parameters.items():
                if each.kind in (Parameter.KEYWORD_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
                    yield name
