"""T: what a server can do to the bytes of an answer. Every page is a good posting; what arrives may
not be."""

from __future__ import annotations

import gzip
import zlib
from functools import cache

import brotli

from crawlers.net.bodies import zstd
from tests.hostile.behaviours import item, quarantined
from tests.hostile.pages import posting
from tests.hostile.server import Answer, Wire

PAGE = posting(number="T").encode()
HALF = PAGE[: len(PAGE) // 2]
MB = 1 << 20


def good(key: str) -> bytes:
    """Return a good posting that differs from all others: two with the same text are one."""
    return posting(number=key).encode()


# --- Slow, silent, without an end


def slow_headers(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\n")
    wire.for_ever(b"X-Later: 1\r\n", 0.3)


def slow_body(wire: Wire) -> None:
    wire.head(f"Content-Length: {len(PAGE)}")
    wire.for_ever(b"x", 0.3)


def silence(wire: Wire) -> None:
    wire.wait(30)


def never_ending_body(wire: Wire) -> None:
    wire.head()
    wire.for_ever(b"<p>more</p>" * 6000)


def never_ending_chunked_compressed(wire: Wire) -> None:
    wire.head("Transfer-Encoding: chunked", "Content-Encoding: gzip")
    packer = zlib.compressobj(0, wbits=31)
    part = packer.compress(PAGE * 30) + packer.flush(zlib.Z_FULL_FLUSH)
    wire.for_ever(b"%x\r\n%b\r\n" % (len(part), part))


# --- Cut short


def close_now(wire: Wire) -> None:
    pass


def reset_in_the_body(wire: Wire) -> None:
    wire.head(f"Content-Length: {len(PAGE)}")
    wire.raw(HALF)
    wire.reset()


def packed(body: bytes, encoding: str) -> Answer:
    return lambda wire: wire.page(body, 200, f"Content-Encoding: {encoding}")


def corrupt_sum() -> bytes:
    body = gzip.compress(PAGE)
    return body[:-8] + bytes(8)


def says_longer(wire: Wire) -> None:
    wire.head(f"Content-Length: {len(PAGE) + 1000}")
    wire.raw(PAGE)


def says_shorter(wire: Wire) -> None:
    wire.head(f"Content-Length: {len(HALF)}")
    wire.raw(PAGE)


def length(*values: str) -> Answer:
    def answer(wire: Wire) -> None:
        wire.head(*(f"Content-Length: {value}" for value in values))
        wire.raw(PAGE)

    return answer


def no_length_and_closed_early(wire: Wire) -> None:
    wire.head()
    wire.raw(HALF)


def chunked(tail: bytes) -> Answer:
    def answer(wire: Wire) -> None:
        wire.head("Transfer-Encoding: chunked")
        wire.raw(b"%x\r\n%b\r\n" % (len(HALF), HALF), tail)

    return answer


# --- Bombs


@cache
def zeros(mb: int) -> bytes:
    """Return a gzip file of this many MB of zeros, made by repeating one MB. Its checksum is wrong,
    which no reader should reach."""
    packer = zlib.compressobj(9, wbits=-15)
    one = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + one * mb + b"\x03\x00" + bytes(8)


@cache
def brotli_bomb() -> bytes:
    return bytes(brotli.compress(bytes(200 * MB), quality=1))


@cache
def zstd_bomb() -> bytes:
    return bytes(zstd.compress(bytes(200 * MB), 1))


# --- Not HTTP


def raw(*parts: bytes) -> Answer:
    return lambda wire: wire.raw(*parts)


def header_flood(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\n")
    for start in range(0, 100_000, 1000):
        wire.raw(b"".join(b"X-%d: 1\r\n" % number for number in range(start, start + 1000)))
    wire.raw(b"Content-Length: %d\r\n\r\n" % len(PAGE), PAGE)


def headers_without_end(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\n")
    wire.for_ever(b"X-Rope: 1\r\n" * 5000)


def many_headers(wire: Wire) -> None:
    wire.page(good("T28c"), 200, *(f"X-{number}: 1" for number in range(2000)))


def header_line(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(20):
        wire.raw(b"a" * MB)
    wire.raw(b"\r\nContent-Length: %d\r\n\r\n" % len(PAGE), PAGE)


def continue_for_ever(wire: Wire) -> None:
    wire.for_ever(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def status(line: str, body: bytes = b"") -> Answer:
    return lambda wire: wire.page(body, line)


def of_kind(kind: str, key: str) -> Answer:
    return lambda wire: wire.page(good(key), kind=kind)


def good_every_other_time(wire: Wire) -> None:
    if wire.asked.number % 2:
        wire.reset()
    else:
        wire.page(good("T41"))


def large(wire: Wire) -> None:
    wire.page(posting(body="<p>Rope and twine.</p>" * (50 * MB // 22)).encode())


TRANSPORT = [
    quarantined("T01 slow headers", slow_headers, "timeout"),
    quarantined("T02 slow body", slow_body, "timeout"),
    quarantined("T03 silence", silence, "timeout"),
    quarantined("T04 body without an end", never_ending_body, "too_large"),
    quarantined(
        "T05 chunks without an end, compressed", never_ending_chunked_compressed, "too_large"
    ),
    quarantined("T06 closed at once", close_now, "connection"),
    quarantined("T07 reset in the body", reset_in_the_body, "truncated"),
    quarantined("T08 gzip cut short", packed(gzip.compress(PAGE)[:-200], "gzip"), "damaged"),
    quarantined("T09 gzip with a wrong sum", packed(corrupt_sum(), "gzip"), "damaged"),
    quarantined("T10 says gzip, is not", packed(PAGE, "gzip"), "damaged"),
    quarantined("T11 says deflate, is not", packed(PAGE, "deflate"), "damaged"),
    quarantined("T12 unknown encoding", packed(PAGE, "snappy"), "encoding"),
    quarantined(
        "T13 gzip bomb of 300 MB",
        lambda w: w.page(zeros(300), 200, "Content-Encoding: gzip"),
        "too_large",
    ),
    quarantined(
        "T14 gzip bomb of 2 GB",
        lambda w: w.page(zeros(2000), 200, "Content-Encoding: gzip"),
        "too_large",
    ),
    quarantined(
        "T15 brotli bomb", lambda w: w.page(brotli_bomb(), 200, "Content-Encoding: br"), "too_large"
    ),
    quarantined(
        "T16 zstd bomb", lambda w: w.page(zstd_bomb(), 200, "Content-Encoding: zstd"), "too_large"
    ),
    quarantined(
        "T17 bomb in a bomb",
        lambda w: w.page(gzip.compress(zeros(3000)), 200, "Content-Encoding: gzip, gzip"),
        "too_large",
    ),
    quarantined(
        "T17b encodings upon encodings", packed(PAGE, ", ".join(["gzip"] * 500)), "encoding"
    ),
    quarantined("T17c 300,000 streams", packed(gzip.compress(b"") * 300_000, "gzip"), "too_large"),
    quarantined("T18 Content-Length too long", says_longer, "truncated"),
    quarantined("T19 Content-Length too short", says_shorter, "truncated", most=3),
    quarantined("T20 Content-Length no number", length("many"), "connection"),
    quarantined("T21 two Content-Lengths", length(str(len(PAGE)), str(len(HALF))), "connection"),
    quarantined("T22 no length, closed early", no_length_and_closed_early, "truncated", most=3),
    quarantined("T23 chunks cut off", chunked(b"400\r\nabc"), "truncated"),
    quarantined("T24 chunk of no size", chunked(b"zz\r\nabc\r\n0\r\n\r\n"), "truncated"),
    quarantined("T25 chunks without the last", chunked(b""), "truncated"),
    quarantined("T26 garbage for a status", raw(b"ROPE 7 twine\r\n\r\n", PAGE), "connection"),
    quarantined("T27 HTTP/0.9", raw(PAGE), "connection"),
    quarantined("T28 100,000 headers", header_flood, "connection"),
    quarantined("T28b headers without an end", headers_without_end, "connection"),
    item("T28c 2,000 headers", many_headers, most=1),
    quarantined("T29 header of 20 MB", header_line, "connection"),
    quarantined("T30 100 Continue for ever", continue_for_ever, "connection"),
    quarantined("T31 empty 200", status("200 OK"), "empty_page"),
    quarantined("T32 204", status("204 No Content"), "empty_page"),
    item("T33 299", status("299 Perhaps", good("T33"))),
    quarantined("T34 999", status("999 No"), "http_999"),
    quarantined("T35 page of 50 MB", large, "too_large"),
    item("T36 HTML as octet-stream", of_kind("application/octet-stream", "T36")),
    item("T37 HTML as an image", of_kind("image/png", "T37")),
    quarantined(
        "T38 broken PDF as HTML",
        lambda w: w.page(b"%PDF-1.7\n" + bytes(range(256)) * 40),
        "pdf_broken",
    ),
    item("T39 HTML as PDF", of_kind("application/pdf", "T39")),
    item("T40 no content type", of_kind("", "T40")),
    item("T41 bad and good in turn", good_every_other_time),
]
