"""What of a body may be parsed: no more tags, lines, attributes and members than any page has.

Every check is linear in the size of the body. What is refused leaves a problem code and no text.
"""

from __future__ import annotations

import json
import re
from typing import Any

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

# One attribute as the parser reads it; every quantifier is possessive, so that a scan never goes
# back.
_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_START_TAG = re.compile(
    rb"<[a-zA-Z][^\s/>]*+(?:%b){0,%d}+(%b)?" % (_ATTRIBUTE, MAX_ATTRIBUTES - 1, _ATTRIBUTE)
)
_SCRIPT = re.compile(rb"<(script|style)\b", re.IGNORECASE)


class BadBody(Exception):
    """A body that is not parsed; the message is the problem: code, colon, sentence."""


def safe_markup(body: bytes) -> bytes:
    """Return the markup (UTF-8) as the parser may have it: what looks like a tag with too many
    attributes inside a script is blunted.

    Raise BadBody where the markup would cost the parser more than linear time.
    """
    size = len(body)  # none has more tags or lines than bytes
    if size > MAX_TAGS and (tags := body.count(b"<")) > MAX_TAGS:  # guard: few tags
        raise BadBody(f"too_large: the page has {tags:,} tags, more than {MAX_TAGS:,}")
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
            raise BadBody(f"hostile_markup: a tag has more than {MAX_ATTRIBUTES} attributes")
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
    """Return a plain text as it may be read. Raise BadBody for more lines than any page has."""
    if len(text) > MAX_LINES:  # none has more lines than characters
        for end in _LINE_ENDS:
            _refuse_lines(text.count(end))
    return text


def _refuse_lines(lines: int) -> None:
    if lines > MAX_LINES:
        raise BadBody(f"too_large: the page has {lines:,} lines, more than {MAX_LINES:,}")


def read_json(text: str) -> Any:
    """Return the value of a JSON body. Raise BadBody where it is none, is nested too deeply, or is
    all marks and no words."""
    if (parts := sum(map(text.count, "[{,"))) > MAX_PARTS:
        raise BadBody(f"too_large: the body has {parts:,} members, more than {MAX_PARTS:,}")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise BadBody(f"json_broken: the body is not JSON ({type(error).__name__})") from None
