"""WholeBodies: a compressed page that is cut short or damaged is an error, not a shorter page, and
what unpacks to far more than it is gets refused, as is a site that sends more than any needs.

Scrapy's own middleware keeps what could be unpacked. A posting whose second half is missing looks
like a posting.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, cast

import brotli
from scrapy import signals
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest

from crawlers.net.reasons import Refused

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

RATIO = 100
"""A body may unpack to this many times its size; pages reach 30."""
SMALL = 1 << 20
"""Bytes to which any body may unpack."""
MAX_STREAMS = 100
"""Compressed streams in one body; servers send one."""
MAX_ENCODINGS = 2
"""Encodings of one body, one over the other."""
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_GZIP_MAGIC = b"\x1f\x8b"


class Damaged(ValueError):
    """A compressed body that ends early, is broken, or is not what it says."""


class TooLarge(IgnoreRequest):
    """A body that unpacks to more than is accepted."""


class WholeBodies(HttpCompressionMiddleware):
    """Downloader middleware; stands where HttpCompressionMiddleware would."""

    crawler: Crawler
    budget = 0
    """Bytes that one run takes, as they came and as they were unpacked (setting
    JOBWIRE_BYTE_BUDGET); 0 is no limit."""
    taken = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = super().from_crawler(crawler)
        made.crawler = crawler
        made.budget = crawler.settings.getint("JOBWIRE_BYTE_BUDGET")
        crawler.signals.connect(made.bytes_received, signals.bytes_received)
        return made

    def bytes_received(self, data: bytes) -> None:
        """Also of bodies that are given up before their end."""
        self.taken += len(data)

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Raise Refused (`byte_budget`) when the site has sent all that one run accepts."""
        if 0 < self.budget < self.taken:
            raise Refused("byte_budget", f"more than {self.budget:,} bytes in this run")
        super().process_request(request)

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Request a damaged body again. Raise Refused: `damaged` where asking again does not
        help, `too_large`, and `encoding` where the server used one that was not offered."""
        encodings = b",".join(response.headers.getlist("Content-Encoding"))
        if encodings.count(b",") >= MAX_ENCODINGS:  # guard: few encodings
            raise Refused("encoding", repr(encodings[:100]))
        try:
            answer = cast("Response", super().process_response(request, response))
        except Damaged as error:
            assert self.crawler.spider is not None
            again = get_retry_request(request, spider=self.crawler.spider, reason="damaged_body")
            if again is None:
                raise Refused("damaged", str(error)) from error
            return again
        except IgnoreRequest as error:
            raise Refused("too_large", str(error)) from error
        if encodings:
            self.taken += len(answer.body)
        if answer.body and b"Content-Encoding" in answer.headers:  # guard: known encodings
            raise Refused("encoding", repr(answer.headers["Content-Encoding"]))
        return answer

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return unpack(body, encoding.decode(), max_size)


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """Return a whole body unpacked, up to `limit` bytes (0: no limit) and RATIO. encoding: `gzip`,
    `x-gzip`, `deflate`, `br` or `zstd`. Raise Damaged or TooLarge."""
    if not body:
        return body
    try:
        # guard: bodies unpack to a hundred times
        return _READERS[encoding](body, min(limit or 1 << 40, max(SMALL, RATIO * len(body))))
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise Damaged(f"{encoding}: {error}") from error


def _streams(make: Callable[[], Any], magic: bytes = b"") -> Callable[[bytes, int], bytes]:
    """Return a reader of one stream, and of the further ones of a format that may put several in a
    file (each begins with `magic`)."""

    def read(body: bytes, limit: int) -> bytes:
        out = b""
        more, streams = body, 0
        while more is body or (magic and more.startswith(magic)):
            stream, streams = make(), streams + 1
            if streams > MAX_STREAMS:  # guard: few streams
                raise TooLarge(f"more than {MAX_STREAMS} streams")
            out += stream.decompress(more, min(limit + 1 - len(out), _MOST))
            if len(out) > limit:
                raise TooLarge(f"more than {limit} bytes unpacked")
            if not stream.eof:
                raise Damaged("ends early")  # guard: whole streams
            more = stream.unused_data
        return out

    return read


def _inflate(body: bytes, limit: int) -> bytes:
    try:
        return _streams(zlib.decompressobj)(body, limit)
    except zlib.error:  # some servers send the stream without its zlib frame
        return _streams(lambda: zlib.decompressobj(wbits=-15))(body, limit)


def _unbrotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    out = bytearray(stream.process(body, output_buffer_limit=65536))
    while not stream.is_finished():
        chunk = stream.process(b"", output_buffer_limit=65536)
        out += chunk
        if not chunk:
            raise Damaged("ends early")
        if len(out) > limit:
            raise TooLarge(f"more than {limit} bytes unpacked")
    return bytes(out)


_MOST = (1 << 31) - 1
"""The most bytes that a decompressor can be asked for at once."""
_READERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _streams(lambda: zlib.decompressobj(wbits=31), _GZIP_MAGIC),
    "x-gzip": _streams(lambda: zlib.decompressobj(wbits=31), _GZIP_MAGIC),
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _streams(zstd.ZstdDecompressor, _ZSTD_MAGIC),
}
