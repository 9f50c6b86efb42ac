"""Serve the bench's board on loopback, in a process of its own: `python -m bench.server POSTINGS
SIZE` prints its port.

`/_change?every=50` gives every fiftieth posting a new version; `/_served` counts the
answers by status (JSON)."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from subprocess import PIPE
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from bench.measure import OTHERS, PYTHON, start_process
from bench.pages import PER_LIST, Truth, list_page, posting_page, truth

KEPT = 20_000
"""A board of at most this many postings makes its pages beforehand, so that serving costs next to
nothing."""


class Board:
    """The postings 1 to `postings` in pages of `size` KB."""

    def __init__(self, postings: int, size: int) -> None:
        self.postings, self.size, self.last = postings, size, -(-postings // PER_LIST)
        self.versions = dict.fromkeys(range(1, postings + 1), 0)
        self._made: dict[str, bytes] = {}
        if postings <= KEPT:
            self._made = {self._truth(number).path: self._page(number) for number in self.versions}

    def change(self, every: int) -> None:
        """Give every posting of that multiple a new version."""
        for number in range(every, self.postings + 1, every):
            self.versions[number] += 1
            if self._made:
                self._made[self._truth(number).path] = self._page(number)

    def answer(self, path: str, query: Mapping[str, list[str]]) -> tuple[bytes, str]:
        """Return the body and validator of a page; both are empty where there is none."""
        parts = path.split("/")
        if parts[1:] == ["jobs"]:
            page = int(query.get("page", ["1"])[0])
            body = self._list(page) if 1 <= page <= self.last else b""
            return body, ""
        number = (
            int(parts[2]) if parts[1] == "jobs" and len(parts) == 4 and parts[2].isdigit() else 0
        )
        if number not in self.versions:
            return b"", ""
        return self._made.get(path) or self._page(number), f'"{number}-{self.versions[number]}"'

    def _truth(self, number: int) -> Truth:
        return truth(number, self.versions[number], self.size)

    def _page(self, number: int) -> bytes:
        return posting_page(number, self.versions[number], self.size)

    def _list(self, page: int) -> bytes:
        numbers = range((page - 1) * PER_LIST + 1, min(page * PER_LIST, self.postings) + 1)
        return list_page(page, self.last, [self._truth(number) for number in numbers])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # head and body in one piece: in two, the second waits 40 ms for the first to be acknowledged
    wbufsize = -1
    disable_nagle_algorithm = True  # and so would the end of a page
    board: Board
    served: Counter[str] = Counter()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        if parts.path == "/_change":
            self.board.change(int(query["every"][0]))
            self._send(200, b"{}")
        elif parts.path == "/_served":
            self._send(200, json.dumps(self.served).encode())
        else:
            body, etag = self.board.answer(parts.path, query)
            fresh = bool(etag) and self.headers.get("If-None-Match") == etag
            status = 304 if fresh else 200 if body else 404
            self.served[str(status)] += 1
            self._send(status, b"" if fresh else body, etag)

    def _send(self, status: int, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Served:
    """A board that is being served. origin: its scheme and host."""

    origin: str

    def change(self, every: int) -> None:
        """Give every posting of that multiple a new version."""
        urlopen(f"{self.origin}/_change?every={every}").close()

    def requests(self) -> Counter[str]:
        """Return by status how often it was answered so far."""
        with urlopen(f"{self.origin}/_served") as answer:
            return Counter(json.load(answer))


@contextmanager
def serve_board(postings: int, size: int) -> Iterator[Served]:
    """Serve a board in a process of its own, while the block runs."""
    server = start_process(
        [PYTHON, "-m", "bench.server", str(postings), str(size)], {}, OTHERS, output=PIPE
    )
    try:
        assert server.stdout
        yield Served(f"http://127.0.0.1:{int(server.stdout.readline())}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    _Handler.board = Board(int(sys.argv[1]), int(sys.argv[2]))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
