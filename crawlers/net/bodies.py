"""WholeBodies: a compressed page that is cut short or damaged is an error, not a shorter page.

Scrapy's own middleware keeps what could be unpacked. A posting whose second half is missing looks like a posting.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

import brotli
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

_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_GZIP_MAGIC = b"\x1f\x8b"


class Damaged(ValueError):
    """A compressed body that ends early, is broken, or is not what it says."""


class TooLarge(IgnoreRequest):
    """A body that unpacks to more than is taken."""


class WholeBodies(HttpCompressionMiddleware):
    """Downloader middleware; stands where HttpCompressionMiddleware would."""

    crawler: Crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = super().from_crawler(crawler)
        made.crawler = crawler
        return made

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Asks again for a damaged body. Raises Refused: `damaged` where asking again does not help, `too_large`, and `encoding`
        where the server used one that was not offered."""
        try:
            answer = super().process_response(request, response)
        except Damaged as error:
            assert self.crawler.spider is not None
            again = get_retry_request(request, spider=self.crawler.spider, reason="damaged_body")
            if again is None:
                raise Refused("damaged", str(error)) from error
            return again
        except IgnoreRequest as error:
            raise Refused("too_large", str(error)) from error
        if answer.body and b"Content-Encoding" in answer.headers:
            raise Refused("encoding", repr(answer.headers["Content-Encoding"]))
        return answer

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return unpack(body, encoding.decode(), max_size)


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """A whole body unpacked, up to `limit` bytes (0: no limit). encoding: `gzip`, `x-gzip`, `deflate`, `br` or `zstd`.
    Raises Damaged or TooLarge."""
    if not body:
        return body
    try:
        return _READERS[encoding](body, limit or (1 << 40))
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise Damaged(f"{encoding}: {error}") from error


def _streams(make: Callable[[], Any], magic: bytes = b"") -> Callable[[bytes, int], bytes]:
    """A reader of one stream, and of the further ones of a format that may put several in a file (each begins with `magic`)."""

    def read(body: bytes, limit: int) -> bytes:
        out = b""
        more = body
        while more is body or (magic and more.startswith(magic)):
            stream = make()
            out += stream.decompress(more, min(limit + 1 - len(out), _MOST))
            if len(out) > limit:
                raise TooLarge(f"more than {limit} bytes unpacked")
            if not stream.eof:
                raise Damaged("ends early")
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
_READERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _streams(lambda: zlib.decompressobj(wbits=31), _GZIP_MAGIC),
    "x-gzip": _streams(lambda: zlib.decompressobj(wbits=31), _GZIP_MAGIC),
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _streams(zstd.ZstdDecompressor, _ZSTD_MAGIC),
}
