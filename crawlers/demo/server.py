"""The demo's web server: every site on its own loopback port, in one process, as of one day.

The day is an argument of the process (`World.day`), of a request (`X-Demo-Day: 7`), or set for all
that follow by a request for `/_day/7`. Pages carry an ETag and, where the truth knows when they
changed, Last-Modified; both are honoured with 304.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from crawlers.demo.printing.replica import Answer, Replica
from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import monday


@dataclass(slots=True)
class World:
    """What all sites of one server share. epoch: the date of day 0. served: by site, the paths
    asked for and how often."""

    epoch: dt.date
    day: int = 0
    served: dict[str, Counter[str]] = field(default_factory=dict)


class SiteServer(ThreadingHTTPServer):
    """One site on one port."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, site: Replica, world: World, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.site, self.world = site, world
        world.served.setdefault(site.name, Counter())

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class DemoServer:
    """All sites, serving while the `with` block runs. port_base: port of the first site, the others
    follow; 0 for free ports."""

    def __init__(self, world: World | None = None, port_base: int = 0) -> None:
        self.world = world or World(monday(dt.date.today()))
        sites = enumerate(replicas().values())
        self.sites = {
            site.name: SiteServer(site, self.world, port_base and port_base + number)
            for number, site in sites
        }

    def __enter__(self) -> DemoServer:
        for site in self.sites.values():
            threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for site in self.sites.values():
            site.shutdown()
            site.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SiteServer

    def do_GET(self) -> None:
        site, world = self.server.site, self.server.world
        target = urlsplit(self.path)
        if target.path.startswith("/_day/"):
            self._send(self._set_day(target.path.removeprefix("/_day/")))
            return
        world.served[site.name][target.path] += 1
        day = self.headers.get("X-Demo-Day", "")
        origin = f"http://{self.headers.get('Host') or self.server.origin.removeprefix('http://')}"
        query = dict(parse_qsl(target.query))
        self._send(
            site.respond(
                target.path, query, origin, int(day) if day.isdigit() else world.day, world.epoch
            )
        )

    do_HEAD = do_GET

    def _set_day(self, day: str) -> Answer:
        if not day.isdigit():
            return Answer(400, b"a day is a number from 0\n", "text/plain")
        self.server.world.day = int(day)
        return Answer(200, f"day {day}\n".encode(), "text/plain")

    def _send(self, answer: Answer) -> None:
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
        changed = (
            dt.datetime.combine(answer.changed, dt.time(6), dt.UTC) if answer.changed else None
        )
        unchanged = answer.status == 200 and self._has(etag, changed)
        self.send_response(304 if unchanged else answer.status)
        if answer.status == 200:
            self.send_header("ETag", etag)
            if changed:
                self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
        if not unchanged:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(answer.body)

    def _has(self, etag: str, changed: dt.datetime | None) -> bool:
        """Return whether the client's copy is this one (RFC 9110: If-None-Match goes before
        If-Modified-Since)."""
        if known := self.headers.get("If-None-Match"):
            return etag in known
        since = self.headers.get("If-Modified-Since")
        try:
            return bool(since and changed and parsedate_to_datetime(since) >= changed)
        except ValueError:
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was served is counted in World.served."""
