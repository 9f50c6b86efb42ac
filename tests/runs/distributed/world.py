"""Sites on loopback for tests of many machines: so many sites of so many invented postings, as
plugins and as pages."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.trades import TRADES

PER_LIST = 50

_PLUGIN = '''
import os
from crawlers.spider import Healthy, PostingSpider

class {cls}Spider(PostingSpider):
    """An invented employer."""
    name = "{name}"
    home = "http://{host}"
    allowed_domains = ("{host}",)
    source_kind = "origin"
    list_urls = {lists}
    next_page = r"[?]page=\\d+$"
    posting_url = r"/{name}/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=1)
    custom_settings = {{
        "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "ROBOTSTXT_OBEY": True
    }}

    def __init__(self, **kwargs):
        super().__init__(**{{"origin": os.environ["JOBWIRE_TEST_SITE"], **kwargs}})
'''


class World:
    """sites: their names. postings: how many each has, from 1 on. lists: in how many lists. asked:
    how often each path was asked for. pages: how many pages of postings were asked for. origin:
    where it is served. hosts: what the sites name as theirs, in order; by default each its own.
    times: when the first and the last page of each site was asked for."""

    def __init__(
        self, sites: int, postings: int, lists: int = 1, hosts: Sequence[str] = ()
    ) -> None:
        self.sites = [f"site{number}" for number in range(1, sites + 1)]
        self.hosts = dict(
            zip(self.sites, hosts or [f"{name}.example" for name in self.sites], strict=True)
        )
        self.times: dict[str, tuple[float, float]] = {}
        self.postings, self.lists = postings, lists
        self.asked: Counter[str] = Counter()
        self.pages = 0
        self.origin = ""
        self.wait = 0.0

    def write_plugins(self, folder: Path) -> str:
        """Writes a plugin for each site; the setting SPIDER_MODULES that names them."""
        package = folder / "yards"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        for name in self.sites:
            host = self.hosts[name]
            lists = tuple(
                f"http://{host}/{name}/list{number}?page=1" for number in range(self.lists)
            )
            text = _PLUGIN.format(name=name, cls=name.capitalize(), lists=lists, host=host)
            (package / f"{name}.py").write_text(text, encoding="utf-8")
        return ",".join(f"yards.{name}" for name in self.sites)

    def forget(self) -> None:
        """Nothing was asked for yet."""
        self.asked.clear()
        self.times.clear()
        self.pages = 0

    def note(self, path: str) -> None:
        """A page was asked for now."""
        self.asked[path] += 1
        self.pages += "/jobs/" in path
        name = path.split("/")[1]
        now = time.monotonic()
        self.times[name] = (self.times.get(name, (now, now))[0], now)

    def overlap(self, one: str, two: str) -> bool:
        """Whether two sites were crawled at the same time."""
        (begin, end), (other, last) = self.times[one], self.times[two]
        return begin <= last and other <= end

    def starts(self) -> dict[str, int]:
        """How often a crawl of each site began."""
        return {name: self.asked[f"/{name}/list0?page=1"] for name in self.sites}

    def ids(self, name: str) -> set[str]:
        """The ids of all postings of a site."""
        return {f"{name}:{number}" for number in range(1, self.postings + 1)}

    def page(self, path: str) -> bytes | None:
        """What is at an address; None for nothing."""
        _, name, *rest = path.split("/")
        if name not in self.sites or not rest:
            return None
        if rest[0] == "jobs":
            return _posting(name, int(rest[1]))
        which, _, page = rest[0].removeprefix("list").partition("?page=")
        numbers = range(1 + int(which), self.postings + 1, self.lists)
        at = (int(page) - 1) * PER_LIST
        links = "".join(
            f'<li><a href="/{name}/jobs/{number}">Job {number}</a></li>'
            for number in numbers[at : at + PER_LIST]
        )
        more = (
            f'<a href="/{name}/list{which}?page={int(page) + 1}">Next</a>'
            if at + PER_LIST < len(numbers)
            else ""
        )
        return (
            f"<html><head><title>Jobs</title></head><body><ul>{links}</ul>{more}</body></html>"
        ).encode()


def _posting(name: str, number: int) -> bytes:
    trade = TRADES[number % len(TRADES)]
    duties = "".join(
        f"<li>Keep bench {number * 7 + each} of hall {each} in order</li>" for each in range(3)
    )
    return (
        f"<html><head><title>{trade} {number}</title></head><body><main><h1>{trade} {number}</h1>"
        f"<p>{name} works wood and cloth, and looks for a {trade.lower()} for workshop "
        f"{number}.</p>"
        f"<h2>Your tasks</h2><ul>{duties}</ul></main></body></html>"
    ).encode()


@contextmanager
def serve(world: World) -> Iterator[World]:
    """Serves the world on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            world.note(self.path)
            if world.wait:
                threading.Event().wait(world.wait)
            body = world.page(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a killed crawl leaves its connections open

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    world.origin = f"http://127.0.0.1:{server.server_port}"
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
