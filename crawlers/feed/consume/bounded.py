"""The bytes of one file of a feed, in a folder, on a web server or in an object store, read within
the time that the consumer allows."""

from __future__ import annotations

import os
import socket
import stat
import time
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from crawlers.feed.format.check import Unsound

SILENCE = 60.0
"""Seconds that a web server may say nothing."""
_BLOCK = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 1 << 16  # of an answer: what a server sends slowly is looked at as it comes


class OutOfTime(Exception):
    """A feed was not read within the time limit; the message says what was being read."""


class Deadline:
    """The instant at which a consumer gives up. seconds: from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, what: str) -> float:
        """Return the seconds that are left to read something. Raise OutOfTime where none are."""
        left = self._end - time.monotonic()
        if left <= 0:  # guard: time of a consumer
            raise OutOfTime(f"{what}: not read within {self.seconds:g} s (--seconds allows more)")
        return left


def blocks(where: str, name: str, deadline: Deadline) -> Iterator[bytes]:
    """Yield the bytes of a file of a feed, block by block. where: a folder, or an address of http,
    https or of an object store that fsspec knows. Raise OSError, ValueError, ImportError or
    HTTPException where it cannot be read; OutOfTime."""
    if where.startswith(("http://", "https://")):
        from urllib.parse import quote

        source = _from_web(f"{where}/{quote(name)}", deadline)
    elif "://" in where:
        source = _from_store(f"{where}/{name}")
    else:
        source = _from_folder(Path(where) / name)
    what = f"{where}/{name}"
    deadline.left(what)
    with closing(source):
        for block in source:
            yield block
            deadline.left(what)


def unpacked(name: str, packed: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a gzip file, a block at a time however far it unpacks. name: of the file.
    Raise Unsound where it is none, or is cut."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for block in packed:
            left = block
            while left and not unpacker.eof:
                yield unpacker.decompress(left, _BLOCK)
                left = unpacker.unconsumed_tail
            if unpacker.unused_data:
                raise Unsound(f"{name} has more behind its end")
    except zlib.error:
        raise Unsound(f"{name} is damaged: it cannot be unpacked") from None
    if not unpacker.eof:
        raise Unsound(f"{name} is cut")


def _from_folder(path: Path) -> Generator[bytes]:
    # a pipe in a folder would be waited for without an end
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):  # guard: files are files
            raise OSError("not a file")
        while block := file.read(_BLOCK):
            yield block


def _from_store(address: str) -> Generator[bytes]:
    import fsspec

    try:
        fs, path = fsspec.core.url_to_fs(address, use_listings_cache=False)
        with fs.open(path, "rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except (OSError, ValueError, ImportError):
        raise
    except Exception as error:
        # each driver has its own: botocore refuses the name of a bucket with one of no common kind
        # guard: errors of a driver
        raise OSError(" ".join(str(error).split()) or type(error).__name__) from None


def _from_web(address: str, deadline: Deadline) -> Generator[bytes]:
    with _cut_off_at(deadline, address) as sockets:
        request = Request(address, headers={"User-Agent": "jobwire-consumer"})
        seconds = min(SILENCE, deadline.left(address))
        with _opener(sockets).open(request, timeout=seconds) as answer:
            encoding = answer.headers.get("Content-Encoding", "identity")
            if encoding.lower() not in ("", "identity"):  # guard: answers are not packed
                raise ValueError(f"the answer is packed ({encoding}); it was asked for as it is")
            while block := answer.read1(_PIECE):
                yield block
            if answer.length:
                raise ConnectionError(f"{answer.length} bytes of the answer are missing")
    deadline.left(address)


@contextmanager
def _cut_off_at(deadline: Deadline, what: str) -> Iterator[list[socket.socket]]:
    """Yield a list; at the deadline, the connections in it end. A server that sends a byte now and
    then is never silent for long, whatever is being read of it."""
    sockets: list[socket.socket] = []

    def cut() -> None:
        for each in sockets:
            with suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    timer = Timer(deadline.left(what), cut)
    timer.daemon = True
    timer.start()
    try:
        yield sockets
    except (OSError, HTTPException):
        deadline.left(what)
        raise
    finally:
        timer.cancel()


class _Http(HTTPConnection):
    """A connection that adds its socket to a list."""

    def __init__(self, host: str, *, sockets: list[socket.socket], **more: Any) -> None:
        super().__init__(host, **more)
        self._sockets = sockets

    def connect(self) -> None:
        super().connect()
        self._sockets.append(self.sock)


class _Https(_Http, HTTPSConnection):
    """The same over TLS."""


class _Open(HTTPHandler, HTTPSHandler):
    """Opens addresses of both kinds with such a connection."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__()
        self._sockets = sockets

    def http_open(self, req: Request) -> Any:
        return self.do_open(partial(_Http, sockets=self._sockets), req)

    def https_open(self, req: Request) -> Any:
        return self.do_open(partial(_Https, sockets=self._sockets), req)


class _SameHost(HTTPRedirectHandler):
    """Follows redirects on one host, also from http to https."""

    max_redirections = 5

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        # the body of a redirect may have no end, and would be read to it
        fp.close()
        ours, theirs = urlsplit(req.full_url), urlsplit(newurl)
        secured = (ours.scheme, theirs.scheme) == ("http", "https")
        is_ours = theirs.netloc == ours.netloc and theirs.scheme == ours.scheme
        if not is_ours and not (secured and theirs.hostname == ours.hostname):  # guard: one host
            raise ConnectionError(f"redirects to {newurl}; give that address if it is the feed's")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(sockets: list[socket.socket]) -> OpenerDirector:
    """Return what opens addresses of http and https, and of nothing else."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        _Open(sockets),
        HTTPDefaultErrorHandler(),
        _SameHost(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
