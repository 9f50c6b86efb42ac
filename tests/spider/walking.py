"""A site on loopback for tests, and crawls of it inside the test process."""

from __future__ import annotations

import asyncio
import inspect
import json
import runpy
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner
from scrapy.settings import Settings

from crawlers import settings as project
from crawlers.spider import PostingSpider


@dataclass
class Answer:
    """body: bytes or text. drop: close the connection instead of answering. headers: as they are
    sent."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    wait: float = 0.0


@dataclass
class Asked:
    """A request as the site saw it."""

    path: str
    at: float
    headers: Mapping[str, str]


Route = Answer | Callable[[Asked], Answer]


class Site:
    """routes: by path with query. Everything else is 404; so is robots.txt, unless it is given.
    log: what was asked, in order. sent: bytes of bodies, in steps of 64 KiB."""

    def __init__(self, routes: Mapping[str, Route | str]) -> None:
        self.routes = dict(routes)
        self.log: list[Asked] = []
        self.sent = 0
        self.origin = ""

    def paths(self, *, robots: bool = False) -> list[str]:
        return [asked.path for asked in self.log if robots or asked.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Answer:
        route = self.routes.get(asked.path, Answer(status=404))
        route = route(asked) if callable(route) else route
        return (
            Answer(route, headers={"Content-Type": "text/html; charset=utf-8"})
            if isinstance(route, str)
            else route
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        pass  # the crawler hung up


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    """Return what answers a request as the site does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, time.monotonic(), dict(self.headers))
            site.log.append(asked)
            answer = site.answer(asked)
            time.sleep(answer.wait)
            if answer.drop:
                self.close_connection = True
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the crawler may hang up when it has had enough
                for start in range(0, len(body), 65536):
                    self.wfile.write(body[start : start + 65536])
                    site.sent += 65536

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def served(routes: Mapping[str, Route | str], certificate: str = "") -> Iterator[Site]:
    """Serves the routes on a free port of 127.0.0.1. certificate: a PEM file with its key, for
    https."""
    site = Site(routes)

    server = _Server(("127.0.0.1", 0), _handler(site))
    site.origin = f"http://127.0.0.1:{server.server_port}"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        site.origin = site.origin.replace("http:", "https:")
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


FAST: dict[str, Any] = {
    "TWISTED_REACTOR_ENABLED": False,  # several crawls in one process
    # the one for http needs the reactor
    "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_TIMEOUT": 5,
    "RETRY_TIMES": 1,
    "JOBWIRE_BACKOFF": 0.02,
    "JOBWIRE_PATIENCE": 5.0,
    "LOG_LEVEL": "CRITICAL",
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
}


@dataclass
class Walk:
    """What a crawl left: the spider with its ledger, the postings it gave, the stats."""

    spider: Any
    items: list[Any]
    stats: Mapping[str, Any]

    @property
    def ledger(self) -> Any:
        return self.spider.ledger


def crawl(
    spider: type[PostingSpider],
    settings: Mapping[str, Any] | None = None,
    prepare: Callable[[Any], None] | None = None,
    seconds: float = 60,
    **kwargs: str,
) -> Walk:
    """Runs one crawl with the project's settings, made fast. prepare: called with the spider before
    it starts. seconds: after which it is taken to hang."""
    made = Settings()
    made.setmodule(project)
    made.setdict({**FAST, "SPIDER_MODULES": [], **(settings or {})}, priority="cmdline")
    items: list[Any] = []

    def collect(item: Any) -> None:
        items.append(item)

    async def run() -> Any:
        crawler = AsyncCrawlerRunner(made).create_crawler(spider)
        crawler.signals.connect(collect, signals.item_scraped)
        if prepare:
            create = crawler._create_spider

            def prepared(*args: Any, **given: Any) -> Any:
                made = create(*args, **given)
                prepare(made)
                return made

            crawler._create_spider = prepared  # type: ignore[method-assign]
        await asyncio.wait_for(crawler.crawl_async(**kwargs), seconds)
        return crawler

    crawler = asyncio.run(run())
    return Walk(crawler.spider, items, crawler.stats.get_stats())


def crawl_apart(
    spider: type[PostingSpider], settings: Mapping[str, Any] | None = None, **kwargs: str
) -> dict[str, Any]:
    """Runs one crawl in a process of its own, with the reactor and the download handler of a real
    run; return the ledger and the stats."""
    given = json.dumps([inspect.getfile(spider), spider.__name__, settings or {}, kwargs])
    done = subprocess.run(
        [sys.executable, "-m", "tests.spider.walking", given],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _crawl_here() -> None:
    file, name, more, kwargs = json.loads(sys.argv[1])
    made = Settings()
    made.setmodule(project)
    real = {
        "TWISTED_REACTOR_ENABLED": True,
        "DOWNLOAD_HANDLERS": project.DOWNLOAD_HANDLERS,
        "ITEM_PIPELINES": {},
        "SPIDER_MODULES": [],
    }
    made.setdict({**FAST, **real, **more}, priority="cmdline")
    process = AsyncCrawlerProcess(made)
    crawler = process.create_crawler(runpy.run_path(file)[name])
    process.crawl(crawler, **kwargs)
    process.start()
    ledger = crawler.spider.ledger.as_json()  # type: ignore[union-attr]
    print(json.dumps({"ledger": ledger, "stats": crawler.stats.get_stats()}, default=str))


if __name__ == "__main__":
    _crawl_here()
