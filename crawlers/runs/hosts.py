"""Which hosts each site is read from, so that sites of one host are crawled in turn: Crawl-delay
and the requests at once are a host's, however many sites it has.

`python -m crawlers.runs.hosts` answers for many sites, in a process of its own: a plugin that
breaks or hangs while it is imported must not take a refresh with it. A site without an answer
counts with all others of its platform.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from crawlers.contract.boards import Board, SiteToCrawl

SECONDS = 20.0
"""The longest that all plugins together may take to be imported."""
MOST_HOSTS = 20
"""Of one site."""


def hosts_of_sites(
    sites: Sequence[SiteToCrawl], modules: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return by site its hosts, each with its port where that is not the usual one. modules: the
    setting SPIDER_MODULES."""
    lines = [json.dumps(list(modules)), *(json.dumps(asdict(site)) for site in sites)]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "crawlers.runs.hosts"],
            input="\n".join(lines).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        printed = done.stdout
    except subprocess.TimeoutExpired as late:
        printed = late.stdout or b""
    known = dict(_answers(printed))
    return {
        site.name: known.get(site.name) or (site.board.platform if site.board else site.name,)
        for site in sites
    }


class Turns:
    """Which sites are crawled now. hosts: by site. at_once: how many sites."""

    def __init__(self, hosts: Mapping[str, tuple[str, ...]], at_once: int) -> None:
        self._hosts = hosts
        self._places = asyncio.Semaphore(at_once)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def of(self, site: str) -> AsyncIterator[None]:
        """Wait until no other site of the same hosts is crawled, and there is a place. All take the
        hosts in one order, so that no two wait for each other."""
        hosts = sorted(self._hosts.get(site, ()))  # guard: sites of one host in turn
        async with AsyncExitStack() as held:
            for host in hosts:
                await held.enter_async_context(self._locks[host])
            await held.enter_async_context(self._places)
            yield


def hosts_of_plugin(plugin: Any) -> tuple[str, ...]:
    """Return the hosts that a plugin names: of its home, its lists and its sitemaps."""
    named = (
        getattr(plugin, "home", ""),
        *getattr(plugin, "list_urls", ()),
        *getattr(plugin, "sitemap_urls", ()),
    )
    return tuple(sorted(set(map(_host, named)) - {""})[:MOST_HOSTS])


def _host(url: str) -> str:
    """Return the host of an address, in ASCII, with its port where that is not the usual one; ""
    where it has none that can be asked. A user name does not make another host of it."""
    split = urlsplit(url)
    name = (split.hostname or "").rstrip(".")
    try:
        name = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return ""
    usual = {"http": 80, "https": 443}.get(split.scheme)
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{split.port}" if name and split.port not in (None, usual) else name


def _answers(printed: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what was answered; a plugin may have printed something, or ended the process."""
    for line in printed.splitlines():
        try:
            answer = json.loads(line)
            name, hosts = answer["site"], answer["hosts"]
        except (ValueError, TypeError, KeyError):
            continue
        if isinstance(hosts, list):
            yield str(name), tuple(map(str, hosts))


def main() -> None:
    """Answer for the sites on stdin, a line each; the first line has the modules."""
    from crawlers.plugins.discovery import Spiders

    first, *rest = sys.stdin.read().splitlines()
    loader = Spiders(json.loads(first))
    for line in rest:
        site = json.loads(line)
        board = Board(**site["board"]) if site["board"] else None
        try:
            plugin = loader.of_board(board) if board else loader.load(site["name"])
            answer = {"site": site["name"], "hosts": hosts_of_plugin(plugin)}
        except Exception:  # the crawl of the site says what is wrong with its plugin
            continue
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
