"""Turn the bytes of a response into text that is safe to parse: what they are, their charset, and
what is refused unparsed.

Every check is linear in the size of the body. What is refused leaves a problem code and no text.
"""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from typing import Any, Literal

from crawlers.page.legacy_charsets import legacy_text

Kind = Literal["html", "text", "json"]

MAX_BYTES = 8_000_000
"""No posting is longer; a body above it is not looked at."""
MAX_TAGS = 100_000
"""The parser's time grows with tags times depth; a large page has 10,000."""
MAX_LINES = 50_000
"""A long posting has 500, the markup of a large page 5,000."""
MAX_PARTS = 500_000
"""Members of a JSON body; each takes up to 70 bytes of memory, however short it is written."""
MAX_ATTRIBUTES = 256
"""On one tag; the parser compares each attribute with all before it."""
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SMALL = 100_000  # bytes; below it no number of attributes can cost a second

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

# One attribute as the parser reads it; every quantifier is possessive, so that a scan never goes
# back.
_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_START_TAG = re.compile(
    rb"<[a-zA-Z][^\s/>]*+(?:%b){0,%d}+(%b)?" % (_ATTRIBUTE, MAX_ATTRIBUTES - 1, _ATTRIBUTE)
)
_SCRIPT = re.compile(rb"<(script|style)\b", re.IGNORECASE)


class Refused(Exception):
    """The body is not parsed; the message is the problem: code, colon, sentence."""


def kind_of(body: bytes, content_type: str | None) -> Kind:
    """Return what a body is. Its own first bytes are trusted more than the header, which servers
    often get wrong.

    Raises Refused for an empty or binary body and for one that is too large.
    """
    if len(body) > MAX_BYTES:
        raise Refused(f"too_large: the body has {len(body):,} bytes, more than {MAX_BYTES:,}")
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused("empty_page: the body is empty")
    head = body[:_HEAD]
    if head.startswith(_BINARY) or _is_binary(head):
        raise Refused("binary: the body is a PDF, an image, an archive or another binary file")
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


def safe_markup(body: bytes) -> bytes:
    """Return the markup (UTF-8) as the parser may have it: what looks like a tag with too many
    attributes inside a script is blunted.

    Raises Refused where the markup would cost the parser more than linear time.
    """
    size = len(body)  # none has more tags or lines than bytes
    if size > MAX_TAGS and (tags := body.count(b"<")) > MAX_TAGS:  # guard: few tags
        raise Refused(f"too_large: the page has {tags:,} tags, more than {MAX_TAGS:,}")
    if size > MAX_LINES:
        _refuse_lines(body.count(b"\n"))
    if size < _SMALL or not any(_START_TAG.findall(body)):  # guard: few attributes
        return body
    pieces, last, script = [], 0, b""
    for match in _START_TAG.finditer(body):
        if not match.group(1):
            continue
        script = _script_at_end(body[last : match.start()], script)
        if not script:
            raise Refused(f"hostile_markup: a tag has more than {MAX_ATTRIBUTES} attributes")
        pieces += [body[last : match.start()], match.group().replace(b"<", b" ")]
        last = match.end()
    return b"".join([*pieces, body[last:]])


def _script_at_end(piece: bytes, inside: bytes) -> bytes:
    """Return the script or style element (its name) that is open behind a piece of markup; `inside`
    is the one open before it."""
    lower, at = piece.lower(), 0
    while True:
        if inside:
            at = lower.find(b"</" + inside, at)
            if at < 0:
                return inside
            inside = b""
        opened = _SCRIPT.search(lower, at)
        if opened is None:
            return b""
        inside, at = opened.group(1), opened.end()


def safe_text(text: str) -> str:
    """Return a plain text as it may be read. Raises Refused for more lines than any page has."""
    if len(text) > MAX_LINES:  # none has more lines than characters
        for end in _LINE_ENDS:
            _refuse_lines(text.count(end))
    return text


def _refuse_lines(lines: int) -> None:
    if lines > MAX_LINES:
        raise Refused(f"too_large: the page has {lines:,} lines, more than {MAX_LINES:,}")


def read_json(text: str) -> Any:
    """Return the value of a JSON body. Raises Refused where it is none, is nested too deeply, or is
    all marks and no words."""
    if (parts := sum(map(text.count, "[{,"))) > MAX_PARTS:
        raise Refused(f"too_large: the body has {parts:,} members, more than {MAX_PARTS:,}")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise Refused(f"json_broken: the body is not JSON ({type(error).__name__})") from None
