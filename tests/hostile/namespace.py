"""Request every spelling of every address that no crawler may reach, directly, by redirects and by
name; print the outcome.

    unshare -n ... python -m tests.hostile.namespace ADDRESS ...

The addresses are on the loopback interface of the namespace, and a victim listens on all of them.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawlers import settings as project
from crawlers.net.reasons import why
from tests.hostile.addresses import FORMS
from tests.hostile.names import INSIDE, REBINDS
from tests.hostile.server import Wire, not_found, served

PORT = 80
SETTINGS: dict[str, Any] = {
    "ROBOTSTXT_OBEY": False,
    "TWISTED_DNS_RESOLVER": "tests.hostile.names.Resolver",
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_TIMEOUT": 5,
    "RETRY_TIMES": 1,
    "LOG_LEVEL": "CRITICAL",
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "SPIDER_MODULES": [],
}


class Wanderer(Spider):
    """Follows every link: it owns no site, so that only the guard of addresses can stop it."""

    name = "wanderer"
    answers: dict[str, str] = {}

    def __init__(self, origin: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.origin, self.trusted = origin, (origin,)

    async def start(self) -> AsyncIterator[Request]:
        for form in FORMS.values():
            for how, url in (
                ("directly", f"http://{form}/"),
                ("redirected", f"{self.origin}/?{form}"),
            ):
                yield self.ask(f"{form} {how}", url)
        for name in (*INSIDE, REBINDS):
            yield self.ask(f"{name} by name", f"http://{name}/")

    def ask(self, key: str, url: str) -> Request:
        return Request(
            url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"key": key}
        )

    def parse(self, response: Any, key: str) -> None:
        self.answers[key] = "ANSWERED"

    def failed(self, failure: Failure) -> None:
        key = failure.request.cb_kwargs["key"]  # type: ignore[attr-defined]
        self.answers[key] = why(failure.value)


def away(wire: Wire) -> None:
    """Redirect the crawler to where the address says."""
    wire.page(b"", "302 Found", f"Location: http://{unquote(wire.asked.path[2:])}/")


def main() -> None:
    addresses = sys.argv[1:]
    with served(not_found, port=PORT) as victim, served(away) as server:
        for address in addresses:
            socket.create_connection((address, PORT), timeout=5).close()
        socket.create_connection(("127.0.0.1", PORT), timeout=5).close()
        reached = wait_for(victim, len(addresses) + 1)
        made = Settings()
        made.setmodule(project)
        made.setdict(SETTINGS, priority="cmdline")
        process = CrawlerProcess(made)
        process.crawl(Wanderer, origin=server.origin)
        process.start()
        print(
            json.dumps(
                {
                    "reached": reached,
                    "connections": victim.connections - reached,
                    "answers": Wanderer.answers,
                }
            )
        )


def wait_for(victim: Any, connections: int) -> int:
    """Wait until the victim has seen this many connections; return their number."""
    while victim.connections < connections:
        pass
    return int(victim.connections)


if __name__ == "__main__":
    main()
