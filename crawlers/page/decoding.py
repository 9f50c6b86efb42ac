"""Turn the bytes of a response into text: what they are, and in which charset."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import Literal

from crawlers.page.legacy_charsets import legacy_text
from crawlers.page.limits import BadBody

Kind = Literal["html", "text", "json"]

MAX_BYTES = 8_000_000
"""No posting is longer; a body above it is not looked at."""

_HEAD, _END = 4096, 64
"""Bytes at the beginning and at the end that say what a body is."""
_CONTROLS = 50
"""One control character in this many characters: a text has fewer."""

_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"RIFF",
    b"\x7fELF",
    b"7z\xbc",
)
_CONTROL_BYTES = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_TAG = re.compile(rb"<(?:!doctype|!--|/?[a-z][a-z0-9:-]*(?:[\s/]|>))", re.IGNORECASE)
_DOCUMENT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)


def kind_of(body: bytes, content_type: str | None) -> Kind:
    """Return what a body is. Its own first bytes are trusted more than the header, which servers
    often get wrong.

    Raise BadBody for an empty or binary body and for one that is too large.
    """
    if len(body) > MAX_BYTES:
        raise BadBody(f"too_large: the body has {len(body):,} bytes, more than {MAX_BYTES:,}")
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise BadBody("empty_page: the body is empty")
    head = body[:_HEAD]
    if head.startswith(_BINARY) or _is_binary(head):
        raise BadBody("binary: the body is a PDF, an image, an archive or another binary file")
    declared = (content_type or "").split(";")[0].strip().lower()
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"{", b"[")) and body[-_END:].rstrip().endswith((b"}", b"]")):
        return "json"
    if _DOCUMENT.match(start):
        return "html"
    if declared.startswith("text/plain") or not _TAG.search(
        body.replace(b"\x00", b"") if b"\x00" in head else body
    ):
        return "json" if "json" in declared else "text"
    return "json" if "json" in declared else "html"


def _is_binary(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    return controls > len(head) // _CONTROLS + 4


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in Latin text every other byte is zero."""
    half = len(head) // 2
    if half < 8 or b"\x00" not in head:
        return None
    if head[1::2].count(0) > half * 0.6 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[::2].count(0) > half * 0.6 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def decode(body: bytes, content_type: str | None, encoding: str | None) -> str:
    """Return the text of a body, without NUL. Bytes that read as UTF-8 are UTF-8, whatever is
    declared; then the mark, the declared charset, and the usual one of the language that the page
    names (crawlers.page.legacy_charsets). A byte that fits nowhere becomes U+FFFD."""
    if b"\x00" not in body:  # nearly all pages
        with suppress(UnicodeDecodeError):
            return body.decode("utf-8-sig")
    return _decode(body, content_type, encoding).replace("\x00", "")


def _decode(body: bytes, content_type: str | None, encoding: str | None) -> str:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    if wide := _wide(body[:_HEAD]):
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, to_unicode

    declared = http_content_type_encoding(content_type)
    declared = declared or html_body_declared_encoding(body) or encoding or "utf-8"
    if not _like_utf8(declared):
        return to_unicode(body, declared) if _known(declared) else legacy_text(body)
    lenient = body.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    foreign = len(re.findall(r"[^\x00-\x7f\ufffd]", lenient))
    return lenient if foreign >= broken else legacy_text(body)


def is_utf8(body: bytes) -> bool:
    """Return whether a body reads as UTF-8 from end to end."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _like_utf8(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in (
        "utf-8",
        "utf8",
        "utf-7",
        "ascii",
        "us-ascii",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
    )


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False
