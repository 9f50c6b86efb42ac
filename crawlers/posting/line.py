"""Bytes of the feed: one posting to one line, and the hash that tells whether its content changed.

A line is UTF-8 without BOM, compact, keys in schema order, LF at its end; U+2028, U+2029 and U+0085
(line ends to some readers) are escaped, NaN and infinity become null, lone surrogates become
U+FFFD. The same posting gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawlers.posting.schema import JobPosting

NOT_CONTENT = frozenset({"id", "url", "lifecycle", "status", "content_hash"})
"""The fields that `content_hash` leaves out."""

LARGEST_INTEGER = 2**53
"""The largest integer that every JSON reader reads exactly."""

_LOST = "\ufffd"
"""Also what pydantic writes, three times, for a lone surrogate in a key."""
_LINE_ENDS = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\x85", "\\u0085"))


def canonical_line(posting: JobPosting) -> bytes:
    """The posting as a line of the feed, its LF included."""
    try:
        text = posting.model_dump_json()
    except ValueError:  # a lone surrogate: UTF-8 has no bytes for it
        text = _LOST
    return line_of(posting.model_dump()) if _LOST in text else _line(text)


def line_of(value: Any) -> bytes:
    """Any JSON value as a line, keys in their own order, its LF included."""
    from pydantic_core import to_json

    try:
        text = to_json(value, inf_nan_mode="null").decode()
    except ValueError:  # a lone surrogate
        text = _LOST
    if _LOST in text:
        text = to_json(_mended(value), inf_nan_mode="null").decode()
    return _line(text)


def content_hash(posting: JobPosting) -> str:
    """`sha256:` over the JSON of all fields but NOT_CONTENT: keys sorted, no blanks, UTF-8, nothing
    escaped that need not be."""
    return (
        "sha256:"
        + hashlib.sha256(
            _sorted(posting.model_dump(mode="python", exclude=set(NOT_CONTENT)))
        ).hexdigest()
    )


def sayable(value: Any) -> bool:
    """Whether every number in a value is one that JSON can say and every reader reads exactly."""
    if isinstance(value, dict):
        return all(map(sayable, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(sayable, value))
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or abs(value) <= LARGEST_INTEGER


def read_line(line: bytes) -> dict[str, Any]:
    """The object on a line. Raises ValueError on what a line may not be: see the head of this
    module."""
    if not line.endswith(b"\n") or line.startswith(b"\xef\xbb\xbf"):
        raise ValueError("not a whole line")
    text = line.decode("utf-8")
    if any(end in text for end, _ in _LINE_ENDS):
        raise ValueError("an unescaped line end")
    value = json.loads(text, parse_constant=_refuse, parse_int=_integer, object_pairs_hook=_unique)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def id_of(line: bytes) -> str:
    """The id of a line, read without parsing the rest: `id` is its first key."""
    if not line.startswith(b'{"id":"'):
        raise ValueError("a line that does not begin with its id")
    end = line.index(b'"', 7)
    if b"\\" in line[7:end]:
        return str(json.loads(line)["id"])
    return line[7:end].decode("utf-8")


def _sorted(value: Any) -> bytes:
    def dump(value: Any) -> bytes:
        return json.dumps(
            value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        ).encode()

    try:
        return dump(value)
    except ValueError:
        return dump(_mended(value))


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mended(each) for each in value]
    return value


def _line(text: str) -> bytes:
    """In a text that has no such character these are found missing at once, which among bytes takes
    a search for each."""
    for end, escape in _LINE_ENDS:
        if end in text:  # guard: line ends are escaped
            text = text.replace(end, escape)
    return f"{text}\n".encode()


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise ValueError(f"an integer beyond 2**53: {digits[:20]}")
    return int(digits)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key twice in one object")
    return value
