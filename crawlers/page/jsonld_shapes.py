"""The words of a JSON-LD value, whatever shape it comes in: text, number, list, typed object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from crawlers.text.clean import clean
from crawlers.text.word_lists import load_merged

_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_MAX_VALUES = 50  # of one member
_MAX_DEPTH = 4  # lists within lists
_MAX_TEXT = 2000  # characters of a value that is shown
MAX_DIGITS = 30  # characters of a figure
_NAMES = (
    "name",
    "@value",
    "value",
    "description",
    "credentialCategory",
    "codeValue",
    "termCode",
    "legalName",
)
ADDRESS_PARTS = ("addressLocality", "addressRegion", "addressCountry", "streetAddress")


def listed(value: Any) -> list[Any]:
    """Return the values of a member: lists within lists and JSON-LD's own containers taken apart,
    none for null."""
    return list(_each(value, 0))[:_MAX_VALUES]


def _each(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, dict) and len(value) == 1:
        value = value.get("@list", value.get("@set", value))
    if not isinstance(value, list):
        if value is not None:
            yield value
    elif depth < _MAX_DEPTH:
        for one in value[:_MAX_VALUES]:
            yield from _each(one, depth + 1)


def words(value: Any) -> str:
    """Return the words of a value: of an object its name or value, of a list the first that has
    words. "" where they say nothing."""
    return _words(value, 0)


def _words(value: Any, depth: int) -> str:
    if isinstance(value, (dict, list)):
        if depth > _MAX_DEPTH:
            return ""
        parts = [value.get(name) for name in _NAMES] if isinstance(value, dict) else listed(value)
        return next((text for part in parts if (text := _words(part, depth + 1))), "")
    if isinstance(value, str):
        text = value[:_MAX_TEXT]
        text = clean(unescape(text) if "&" in text else text)
        return "" if is_nothing(text) else text
    return digits(value)


def digits(value: Any) -> str:
    """Return a JSON number as digits, "" for 0, for one that no page means, and for anything
    else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if not 1e-6 <= abs(value) < 1e21:
        return ""
    return str(int(value)) if value == int(value) else str(value)


def term(value: Any) -> str:
    """Return the words of a value of a list that has addresses too: `{"@id":
    "https://schema.org/FULL_TIME"}` is `FULL_TIME`."""
    return words(value) or re.split(r"[/#:]", address_of(value))[-1]


def address_of(value: Any) -> str:
    """Return the address that a value is or has, "" for none."""
    return words(value) or (words(value.get("@id")) if isinstance(value, dict) else "")


def is_nothing(text: str) -> bool:
    """Return whether words say that there is nothing to say: none at all, "N/A", "not
    specified"."""
    return text.strip(" .").lower() in _nothing() or not any(map(str.isalnum, text))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(str(word) for word in load_merged("jsonld")["nothing"])


def is_a(value: Any, kind: str) -> bool:
    """Return whether an object is of a type: its name in small letters, with or without the address
    of its vocabulary."""
    kinds = listed(value.get("@type")) if isinstance(value, dict) else []
    names = (re.split(r"[/#:]", each)[-1].lower() for each in kinds if isinstance(each, str))
    return kind in names


def shown(value: Any) -> str:
    """Return a value that has words or numbers somewhere as JSON, cut; "" for one that has none."""
    try:
        text = _AS_JSON(value)
    except (RecursionError, ValueError):
        return ""
    found = re.findall(
        r'"((?:[^"\\]|\\.)*)"(?!\s*:)|(-?[\d.]+)',
        re.sub(r'"@\w+":\s*"[^"]*"', "", text[:_MAX_TEXT]),
    )
    return text[:200] if any(not is_nothing(string or number) for string, number in found) else ""


def markup(value: Any) -> str:
    """Return the text of a description as written, of a list line by line; "" for no text."""
    pieces = []
    for one in listed(value):
        piece = one.get("@value", one.get("text")) if isinstance(one, dict) else one
        pieces += [piece] if isinstance(piece, str) else []
    return "\n".join(pieces)
