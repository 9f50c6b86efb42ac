"""The invented site on loopback: its list, its sitemap and its postings, as of one day."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.timeline.world import PER_PAGE, STALE_DAYS, Job, Night, World, day_of

HOME = "http://jobs.weirandquay.example"
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta name="csrf-token" content="{token}"></head><body><header><p>{visitors} visitors</p></header>
<main>{body}</main><footer><p>Weir &amp; Quay</p></footer></body></html>"""
LANDING = (
    "<h1>Vantole brisk</h1><p>Orim talu vesk, danor pelit. Sorva nim tel ukar, brisk olum datra "
    "pelit vesk onor. Talu brisk orim, sorva danor ukar nim tel. Olum datra pelit vesk onor talu "
    "brisk orim sorva.</p><p>Danor ukar nim tel olum datra. Pelit vesk onor talu, brisk orim sorva "
    "danor ukar. Nim tel olum datra pelit vesk onor talu brisk orim.</p>"
)
"""In the words of no language, and long enough to be read as a posting."""
NOTICE = {
    "login": "<h1>Log in</h1><p>Please log in to continue.</p><form><input name='user'></form>",
    "captcha": "<h1>Just a moment...</h1><p>Verify that you are human.</p>",
    "maintenance": "<h1>We will be back soon</h1><p>The site is down for maintenance.</p>",
}
INDEX = (
    "<sitemapindex>"
    + "".join(f"<sitemap><loc>{HOME}/sitemap.xml?{part}</loc></sitemap>" for part in (1, 2))
    + "</sitemapindex>"
)

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """Answers as the site of a world does on the day that is set."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.day = 0
        self.asked: list[str] = []

    @property
    def night(self) -> Night:
        """What happens tonight."""
        return self.world.night(self.day)

    @property
    def known_until(self) -> int:
        """The day as of which the site answers."""
        return self.day - STALE_DAYS if self.night.stale else self.day

    def answer(self, address: str) -> Answer:
        """Return status, headers and body for an address."""
        parts = urlsplit(address)
        self.asked.append(address)
        if parts.path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nAllow: /\n"
        if parts.path == "/sitemap.xml":
            return self._sitemap(int(parts.query or 0))
        if parts.path == "/jobs":
            return self._list(int(parse_qs(parts.query).get("page", ["1"])[0]))
        if parts.path.startswith("/jobs/") and parts.path[6:].isdigit():
            return self._posting(int(parts.path[6:]))
        if parts.path in ("/", "/login"):
            return self._html("Weir & Quay", NOTICE["login"])
        return 404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"

    def _html(self, title: str, body: str) -> Answer:
        dice = Random(f"{self.day} {len(self.asked)}")
        page = PAGE.format(
            title=title, token=f"{dice.getrandbits(64):x}", visitors=dice.randrange(9999), body=body
        )
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()

    # --- The list

    def _list(self, page: int) -> Answer:
        jobs = self._listed()
        pages = max(1, -(-len(jobs) // PER_PAGE))
        if page == pages and self.night.notice not in ("", "unlinked", "thin") and pages > 1:
            return self._noticed(page, pages, jobs)
        return self._html("Jobs", self._list_body(page, pages, jobs))

    def _listed(self) -> list[Job]:
        """Return the postings that the list names tonight."""
        jobs = self.world.listed(self.known_until)
        return [] if self.night.empty else jobs[: len(jobs) * self.night.share // 100]

    def _list_body(self, page: int, pages: int, jobs: list[Job]) -> str:
        first = (page - 1) * PER_PAGE
        shown = jobs[first : first + PER_PAGE]
        if self.night.repeats and page == pages:
            shown = [*shown, *jobs[:3]]
        if self.night.notice == "thin" and page == 2 < pages:
            shown = shown[: PER_PAGE // 5]
        rows = _rows(shown)
        figure = f"<p>{first + 1}-{first + len(shown)} of {len(jobs)}</p>"
        last = pages - 1 if self.night.notice == "unlinked" else pages
        more = f'<a href="/jobs?page={page + 1}">Next</a>' if page < last else ""
        printed = figure if self.world.kind == "totals" and not self.night.repeats else ""
        place = f"<p>Page {page} of {pages}</p>" if self.world.prints_pages else ""
        return f"<h1>Open positions</h1>{printed}{place}<ul>{rows}</ul><p>{more}</p>"

    def _noticed(self, page: int, pages: int, jobs: list[Job]) -> Answer:
        """Return what stands where the last page of the list was."""
        notice = self.night.notice
        if notice in ("home", "first"):
            return 302, {"Location": "/" if notice == "home" else "/jobs"}, b""
        if notice == "nothing":
            return 200, {"Content-Type": "text/html"}, b""
        if notice == "cut":
            status, headers, body = self._html("Jobs", self._list_body(page, pages, jobs))
            return status, headers, body[: int(len(body) * 0.6)]
        if notice == "unknown":  # the same on each night, without a counter
            return 200, {"Content-Type": "text/html"}, f"<html><p>{LANDING}</p></html>".encode()
        if notice == "teaser":
            shown = jobs[(page - 1) * PER_PAGE :][:2]
            return self._html("Weir & Quay", f"{NOTICE['login']}<ul>{_rows(shown)}</ul>")
        return self._html("Weir & Quay", NOTICE[notice])

    def _sitemap(self, part: int = 0) -> Answer:
        """Return the sitemap, of an index a part of it."""
        jobs = self._listed()
        if self.night.damage == "text":
            text = "\n".join(f"{HOME}/jobs/{job.key}" for job in jobs)
            return 200, {"Content-Type": "text/plain"}, text[: len(text) * 9 // 10].encode()
        if self.night.damage == "index":
            if not part:
                return 200, {"Content-Type": "application/xml"}, INDEX.encode()
            jobs = jobs[: len(jobs) * 9 // 10] if part == 1 else []
        rows = []
        for job in jobs:
            changed = day_of(job.said(self.known_until).day)
            lastmod = f"<lastmod>{changed}</lastmod>" if self.world.kind == "sitemap" else ""
            rows.append(f"<url><loc>{HOME}/jobs/{job.key}</loc>{lastmod}</url>")
        rows = self._damaged(rows)
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        text = f"{head}<urlset {names}>{''.join(rows)}</urlset>"
        if self.night.damage == "half":
            text = text[: len(text) // 2]
        return 200, {"Content-Type": "application/xml"}, text.encode()

    def _damaged(self, rows: list[str]) -> list[str]:
        middle, damage = len(rows) * 4 // 5, self.night.damage
        if not rows:
            return rows
        if damage == "stray":
            rows[middle] = rows[middle].replace("</loc>", "?a<b</loc>")
        elif damage == "ampersand":
            rows[middle] = rows[middle].replace("</url>", "<note>oak & ash</note></url>")
        elif damage == "letters":
            rows[middle] = rows[middle].replace("url>", "URL>")
        elif damage == "control":
            rows[middle] = rows[middle].replace("</url>", "<note>\x08</note></url>")
        return rows

    # --- A posting

    def _posting(self, key: int) -> Answer:
        day = self.known_until
        job = self.world.at(key, day)
        if key in self.night.failing:
            return 500, {"Content-Type": "text/html"}, b"<h1>Error</h1>"
        if job is None or key in self.night.broken or self.night.empty:
            return 404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"
        if not job.listed(day):
            if job.ends is not None and day < job.ends + job.late:
                return self._html("Job", "<h1>Job</h1><p>This job is no longer available.</p>")
            return 410, {"Content-Type": "text/html"}, b"<h1>Gone</h1>"
        if self.night.landing:
            return self._html("Vantole", LANDING)
        return self._html(job.title, self._body(job, day))

    def _body(self, job: Job, day: int) -> str:
        said = job.said(day)
        labels = [
            ("Employer", job.employer),
            ("Location", job.place),
            ("Salary", f"EUR {job.pay} per year"),
        ]
        if said.deadline is not None:
            labels.append(("Closing date", day_of(said.deadline).isoformat()))
        rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in labels)
        others = Random(f"{self.day} {job.key}").sample(self.world.listed(day), 3)
        related = "".join(f'<li><a href="/jobs/{o.key}">{o.title}</a></li>' for o in others)
        return (
            f"<h1>{job.title}</h1><dl>{rows}</dl><h2>Your tasks</h2>"
            f"<p>As a {job.trade.lower()} in {job.house} you do the work of number {job.key} with "
            f"care, in rule number {said.edition + 1} of the house, by hand and by day.</p>"
            "<h2>Your profile</h2><p>You have learned the trade and you like to work with others "
            "in a workshop that is cold in winter.</p>"
            f"<h2>Similar jobs</h2><ul>{related}</ul>"
        )


def _rows(jobs: list[Job]) -> str:
    return "".join(
        f'<li><a href="/jobs/{job.key}">{job.title}</a> <span>{job.place}</span></li>'
        for job in jobs
    )


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site on a free port of 127.0.0.1; yield its origin."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path)
            self.send_response_only(status)
            if site.world.sends_dates:
                self.send_header("Date", self.date_time_string())
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            """The site's clock is right, whatever the crawler's says."""
            noon = datetime.combine(day_of(site.day), time(6), UTC)
            return format_datetime(noon, usegmt=True)

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: Any) -> None:
            pass  # the crawler hung up

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
