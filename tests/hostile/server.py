"""A server that writes the bytes of its answers itself, so that it can break every rule; its log
has every request.

One thread a connection, one request a connection. What it does for an address is a function of a
`Wire`.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Answer = Callable[["Wire"], None]
CHUNK = bytes(65536)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in. at: monotonic seconds. number: how often this address was
    requested, from 1. visit: how many of the host's pages were, without robots.txt."""

    host: str
    path: str
    at: float
    number: int
    visit: int
    head: str


@dataclass(slots=True)
class Wire:
    """One connection with its request."""

    sock: socket.socket
    asked: Asked
    stopped: threading.Event
    shared: Mapping[str, Any]

    def raw(self, *parts: bytes) -> None:
        """Send bytes as they are."""
        for part in parts:
            self.sock.sendall(part)

    def page(
        self,
        body: bytes | str,
        status: int | str = 200,
        *headers: str,
        kind: str = "text/html; charset=utf-8",
    ) -> None:
        """Send a good answer. headers: whole lines, instead of or beside the usual ones."""
        body = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status} OK" if isinstance(status, int) else f"HTTP/1.1 {status}"]
        lines += [f"Content-Type: {kind}"] if kind else []
        lines += [f"Content-Length: {len(body)}", "Connection: close", *headers]
        self.raw("\r\n".join(lines).encode() + b"\r\n\r\n", body)

    def head(self, *headers: str, status: str = "200 OK") -> None:
        """Send only the head of an answer."""
        self.raw(
            "\r\n".join(
                [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
            ).encode()
            + b"\r\n\r\n"
        )

    def for_ever(self, part: bytes, every: float = 0.0) -> None:
        """Send the same bytes until the crawler hangs up."""
        while not self.stopped.wait(every):
            self.sock.sendall(part)

    def wait(self, seconds: float) -> None:
        """Send nothing for a while."""
        self.stopped.wait(seconds)

    def reset(self) -> None:
        """End the connection as a crash does."""
        self.sock.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
        )


@dataclass
class Server:
    """answer: what it does for a request. wrap: what it does with a new connection (TLS); None
    closes it. shared: what behaviours need to know: the site's `scheme`, its `own` port, the port
    of a `victim`."""

    answer: Answer
    wrap: Callable[[socket.socket], socket.socket | None] | None = None
    log: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    shared: dict[str, Any] = field(default_factory=dict)
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(self, path: str, host: str = "") -> list[Asked]:
        """Return the requests for an address, in order."""
        return [one for one in self.log if one.path == path and (not host or one.host == host)]

    def serve(self, listener: socket.socket) -> None:
        while not self.stopped.is_set():
            with suppress(OSError):
                sock, _ = listener.accept()
                self.connections += 1
                threading.Thread(target=self._connection, args=(sock,), daemon=True).start()

    def _connection(self, sock: socket.socket) -> None:
        sock.settimeout(30)
        with suppress(OSError), sock:
            wrapped = self.wrap(sock) if self.wrap else sock
            if wrapped is None:
                return
            with wrapped:
                head = _head(wrapped)
                if head:
                    self.answer(Wire(wrapped, self._note(head), self.stopped, self.shared))

    def _note(self, head: str) -> Asked:
        path = head.split(" ", 2)[1]
        host = next(
            (line[5:].strip() for line in head.split("\r\n") if line.lower().startswith("host:")),
            "",
        )
        host = host.rpartition(":")[0] or host
        with self._lock:
            self._counts.update(
                [(host, path), *([] if path.startswith("/robots.txt") else [(host, "")])]
            )
            asked = Asked(
                host, path, time.monotonic(), self._counts[host, path], self._counts[host, ""], head
            )
            self.log.append(asked)
        return asked


def _head(sock: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received:
        part = sock.recv(4096)
        if not part or len(received) > 100_000:
            return ""
        received += part
    return received.decode("latin-1")


@contextmanager
def served(
    answer: Answer,
    wrap: Callable[[socket.socket], socket.socket | None] | None = None,
    port: int = 0,
) -> Iterator[Server]:
    """Serve on a port (0: a free one) of every address of this machine, IPv6 too where there is
    one."""
    server = Server(answer, wrap)
    dual = socket.has_dualstack_ipv6()
    family, address = (socket.AF_INET6, "::") if dual else (socket.AF_INET, "0.0.0.0")
    listener = socket.create_server(
        (address, port), family=family, dualstack_ipv6=dual, backlog=128
    )
    server.port = listener.getsockname()[1]
    threading.Thread(target=server.serve, args=(listener,), daemon=True).start()
    try:
        yield server
    finally:
        server.stopped.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def not_found(wire: Wire) -> None:
    wire.page("<html><body><h1>Not here</h1></body></html>", 404)
