"""The bytes of the feed: one posting to one line, and the hash that changes with its content.

A line is UTF-8 without BOM, compact, keys in schema order, LF at its end; U+2028, U+2029 and U+0085
(line ends to some readers) are escaped, NaN and infinity become null, lone surrogates become
U+FFFD. The same posting gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawlers.posting.schema import JobPosting

NOT_CONTENT = frozenset({"id", "url", "lifecycle", "status", "schema_version", "content_hash"})
"""The fields that the content hash leaves out."""

LARGEST_INTEGER = 2**53
"""The largest integer that every JSON reader reads exactly."""

_REPLACED = "\ufffd"
"""Stands for a lone surrogate; pydantic writes it three times for one in a key."""
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_LINE_ENDS = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\x85", "\\u0085"))


def canonical_line(posting: JobPosting) -> bytes:
    """Return the posting as a line of the feed, its LF included."""
    try:
        text = posting.model_dump_json()
    except ValueError:  # a lone surrogate: UTF-8 has no bytes for it
        text = _REPLACED
    return line_of(posting.model_dump()) if _REPLACED in text else _line(text)


def line_of(value: Any) -> bytes:
    """Return any JSON value as a line, keys in their own order, its LF included."""
    from pydantic_core import to_json

    try:
        text = to_json(value, inf_nan_mode="null").decode()
    except ValueError:  # a lone surrogate
        text = _REPLACED
    if _REPLACED in text:
        text = to_json(_without_surrogates(value), inf_nan_mode="null").decode()
    return _line(text)


def content_hash(posting: JobPosting) -> str:
    """Return the content hash of a posting, see `record_hash`."""
    canonical = _canonical(_content_of(posting.__dict__))
    return _hash(canonical) if canonical else record_hash(posting.model_dump())


def record_hash(record: Mapping[str, Any]) -> str:
    """Return `sha256:` over the canonical JSON of a record's content, as hexadecimal digits.

    Content is every field but NOT_CONTENT. Members that are null, "", [] or {} say "not stated" and
    are left out at every depth, from the inside out: {"a": {"b": null}} has no content. So a record
    has one hash in all versions of the schema that only add optional fields. Canonical JSON: keys
    sorted, no blanks, UTF-8, nothing escaped that JSON does not require to be.
    """
    content = _content_of(record)
    return _hash(_canonical(content) or _canonical_of_any(content))


def _content_of(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in NOT_CONTENT}


def _hash(canonical: bytes) -> str:
    return f"sha256:{hashlib.sha256(canonical).hexdigest()}"


def has_exact_numbers(value: Any) -> bool:
    """Return whether JSON can write every number in a value and every reader reads it exactly."""
    if isinstance(value, dict):
        return all(map(has_exact_numbers, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(has_exact_numbers, value))
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or abs(value) <= LARGEST_INTEGER


def read_line(line: bytes) -> dict[str, Any]:
    """Return the object on a line. Raise ValueError where the line is not as the head of this
    module says."""
    if not line.endswith(b"\n") or line.startswith(b"\xef\xbb\xbf"):
        raise ValueError("the line has no LF at its end, or a BOM at its beginning")
    text = line.decode("utf-8")
    if any(end in text for end, _ in _LINE_ENDS):
        raise ValueError("an unescaped line end")
    try:
        value = json.loads(
            text,
            parse_constant=_refuse,
            parse_int=_integer,
            object_pairs_hook=_object_of,
        )
    except RecursionError:
        raise ValueError("nested too deep") from None  # guard: nested JSON
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def id_of(line: bytes) -> str:
    """Return the id of a line without parsing the rest: `id` is its first key. Raise ValueError
    where it is not."""
    if not line.startswith(b'{"id":"'):
        raise ValueError("the line does not begin with its id")
    end = line.index(b'"', 7)
    if b"\\" in line[7:end]:
        return str(read_line(line)["id"])
    return line[7:end].decode("utf-8")


def _stated(value: Any) -> Any:
    """Return a value without the members of its objects that are empty, their keys in order;
    models are objects. Raise ValueError for a number that two writers of JSON write differently."""
    if isinstance(value, (list, tuple)):
        return [each if isinstance(each, str) else _stated(each) for each in value]
    if isinstance(value, dict):
        names: Sequence[str] = sorted(value)
    elif names := _names_of(value.__class__):
        value = value.__dict__
    elif isinstance(value, float) and (not math.isfinite(value) or "e" in repr(value)):
        raise ValueError("NaN, infinity, or an exponent")
    else:
        return value
    found = {}
    for name in names:
        each = value[name]
        if each is not None and not isinstance(each, (str, bool)):
            each = _stated(each)
        if each or isinstance(each, (int, float)):
            found[name] = each
    return found


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a model in order, () for what is none."""
    return tuple(sorted(getattr(kind, "model_fields", ())))


def _canonical(content: dict[str, Any]) -> bytes:
    """Return canonical JSON; b"" for content with a lone surrogate or a number that needs care."""
    from pydantic_core import to_json

    try:
        text = to_json(_stated(content))
    except ValueError:
        return b""
    return b"" if _REPLACED.encode() in text else text


def _canonical_of_any(content: dict[str, Any]) -> bytes:
    """Return canonical JSON of plain values with any texts and numbers."""
    try:
        return _sorted_json(_emptied(content))
    except ValueError:  # a lone surrogate, NaN or infinity, which becomes null
        return _sorted_json(_emptied(_without_surrogates(content)))


def _emptied(value: Any) -> Any:
    """Return what `_stated` returns, for content with any numbers."""
    if isinstance(value, dict):
        inner = {key: _emptied(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if each not in _EMPTY}
    if isinstance(value, (list, tuple)):
        return [_emptied(each) for each in value]
    return value


def _sorted_json(value: Any) -> bytes:
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _without_surrogates(value: Any) -> Any:
    """Return a value as JSON in UTF-8 can hold it: U+FFFD for lone surrogates, null for NaN and
    infinity."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(each) for each in value]
    return value


def _line(text: str) -> bytes:
    """Return a text as a line. The text is searched and not its bytes: Python knows of a text
    without wide characters that none of these is in it."""
    for end, escape in _LINE_ENDS:
        if end in text:  # guard: line ends are escaped
            text = text.replace(end, escape)
    return f"{text}\n".encode()


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise ValueError(f"an integer beyond 2^53: {digits[:20]}")
    return int(digits)


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object that keys and values make up. Raise ValueError for a key that stands
    twice."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object has a key twice")
    return value
