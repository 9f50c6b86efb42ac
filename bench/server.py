"""Serves the bench's board on loopback, in a process of its own: `python -m bench.server POSTINGS SIZE` prints its port."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from bench.pages import PER_LIST, list_page, posting_page, truth


def pages_of(postings: int, size: int) -> dict[str, bytes]:
    """By address, every page of a board; made beforehand, so that serving costs next to nothing."""
    truths = [truth(number, size=size) for number in range(1, postings + 1)]
    last = -(-postings // PER_LIST)
    lists = {f"/jobs?page={n}": list_page(n, last, truths[(n - 1) * PER_LIST : n * PER_LIST]) for n in range(1, last + 1)}
    return lists | {said.path: posting_page(said.number, size=size) for said in truths}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: dict[str, bytes] = {}

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        page = parse_qs(parts.query).get("page")
        body = self.pages.get(f"{parts.path}?page={page[0]}" if page else parts.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    _Handler.pages = pages_of(int(sys.argv[1]), int(sys.argv[2]))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
