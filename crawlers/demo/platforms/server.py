"""One replica of a platform on a loopback port: what was asked is kept, misbehaviours are switched
on by name."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from crawlers.demo.platforms.truth import EPOCH, Opening, board, openings
from crawlers.demo.printing.replica import Answer

MAINTENANCE = (
    "<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. path: unquoted; raw: path and query as sent; headers: names in lower case."""

    method: str
    path: str
    raw: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def form(self) -> dict[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


class Platform:
    """One platform's interface, serving the demo's board. Subclasses write `answer` and `states`.

    day, epoch, copies: which openings (see truth.openings); of them the first `most`, where it is
    not 0. board: another name for the board, as it is given to the plugin. quirks: names of
    misbehaviours; those that every platform knows are
    `maintenance` (a page with 200), `down` (500), `slow` (an answer after the client's patience),
    `killed` (no answer), `empty` (a board with no openings). `@` counts: `busy@2` means that the
    first two requests are refused as the platform does it."""

    name = ""
    host = ""
    """The live host that it stands for."""
    usual = board()["board"]
    """The board's name, as it is given to the plugin."""

    def __init__(
        self,
        *quirks: str,
        day: int = 0,
        epoch: dt.date = EPOCH,
        copies: int = 1,
        most: int = 0,
        board: str = "",
    ) -> None:
        self.quirks = frozenset(quirk.partition("@")[0] for quirk in quirks)
        self.counts = {
            name: int(count)
            for name, _, count in (quirk.partition("@") for quirk in quirks)
            if count
        }
        self.day, self.epoch, self.copies, self.most = day, epoch, copies, most
        self.board_name = board or self.usual
        self.asked: list[Asked] = []
        self._lock = threading.Lock()

    def answer(self, asked: Asked) -> Answer:
        """Return the platform's own answer."""
        raise NotImplementedError

    def states(self, opening: Opening) -> dict[str, Any]:
        """Of `opening.truth()` what this platform says: fields it has no room for are None, {} or
        []."""
        return opening.truth()

    @property
    def board(self) -> str:
        """The employer's name in addresses."""
        return self.board_name.removeprefix("eu.")

    @property
    def listed(self) -> list[Opening]:
        """The openings of the day."""
        found = [] if "empty" in self.quirks else openings(self.day, self.epoch, self.copies)
        return found[: self.most or None]

    def find(self, id: str) -> Opening | None:
        """Return a listed opening by its id or its uuid."""
        return next((opening for opening in self.listed if id in (opening.id, opening.uuid)), None)

    def times(self, quirk: str) -> bool:
        """Return whether a counted misbehaviour is still due; counts it."""
        with self._lock:
            left = self.counts.get(quirk, 0)
            self.counts[quirk] = left - 1
        return left > 0

    def respond(self, asked: Asked) -> Answer | None:
        """Return the answer; None to close the connection without one."""
        self.asked.append(asked)
        if asked.path == "/robots.txt":
            return Answer(404, b"", "text/plain")
        if "killed" in self.quirks:
            return None
        if "slow" in self.quirks:
            time.sleep(3)
        if "maintenance" in self.quirks:
            return Answer(200, MAINTENANCE.encode())
        if "down" in self.quirks:
            return Answer(500, b"<h1>Internal Server Error</h1>")
        return self.answer(asked)

    def paths(self, *, without: Iterable[str] = ("/robots.txt",)) -> list[str]:
        """Method and address of each request, in order."""
        return [f"{asked.method} {asked.raw}" for asked in self.asked if asked.path not in without]


def as_json(value: Any, status: int = 200) -> Answer:
    """Return an answer in JSON."""
    return Answer(
        status, json.dumps(value, ensure_ascii=False).encode(), "application/json;charset=UTF-8"
    )


class Served:
    """`with Served(Greenhouse()) as origin:` serves a replica on a free port of 127.0.0.1."""

    def __init__(self, platform: Platform, port: int = 0) -> None:
        self.platform = platform
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", port), type("Handler", (_Handler,), {"platform": platform})
        )
        self.server.daemon_threads = True

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self.origin

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    platform: Platform

    def _serve(self) -> None:
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        asked = Asked(
            self.command,
            unquote(target.path),
            self.path,
            dict(parse_qsl(target.query)),
            headers,
            body,
        )
        answer = self.platform.respond(asked)
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in {
            "Content-Type": answer.content_type,
            **answer.headers,
            "Content-Length": str(len(answer.body)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = _serve

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was asked is in Platform.asked."""
