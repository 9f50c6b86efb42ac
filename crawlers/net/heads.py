"""SmallHeads: an answer whose head has no end, or more lines than anybody sends, is given up.

Twisted limits the length of a line and not their number, so that a server could fill the memory
without a byte of a body, and that is all that DOWNLOAD_MAXSIZE counts. Scrapy has no place for such
a limit; this takes the place of its protocol's factory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ParseError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import HTTP11ClientProtocol, Request
    from twisted.web.iweb import IResponse

MAX_BYTES = 256 * 1024  # guard: longest head
"""Of a head, with interim answers (100 Continue) and the beginning of the body that came with it. A
usual one has 1 kB, and browsers take no more than this."""


class SmallHeads(HTTP11DownloadHandler):
    """The download handler of http and https (setting DOWNLOAD_HANDLERS)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


class _Protocol(_LenientHTTP11ClientProtocol):
    _head = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(bytes)
            if self._head > MAX_BYTES:
                words = f"a head of more than {MAX_BYTES} bytes"
                error = ParseError(words, b"")  # type: ignore[no-untyped-call]
                self._giveUp(Failure(error))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
