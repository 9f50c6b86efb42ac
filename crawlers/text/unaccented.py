"""Text made plain for matching: lower case, no accents, one kind of blank, dash and quote; every
character keeps its place."""

from __future__ import annotations

import unicodedata
from functools import cache

_SAME = {"ł": "l", "ø": "o", "æ": "a", "œ": "o", "ß": "s", "đ": "d", "ı": "i", "ð": "d", "þ": "t"}
_BLANKS = "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u201b\u2032\u00b4\u0060\uff07"
TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"}
)
"""How addresses spell letters that they do not have: "mueller" for "müller"."""


@cache
def _table() -> dict[int, str]:
    table = {ord(c): c.lower() for c in map(chr, range(0x41, 0x5B))}
    for letter in map(chr, (*range(0xAA, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F))):
        base = unicodedata.normalize("NFKD", letter)[0].lower()[0]
        base = _SAME.get(base, base)
        if base.isascii() and (letter.isalpha() or letter > "\uff00"):  # no "½" to "1"
            table[ord(letter)] = base
    table |= {ord(c): c.lower() for c in map(chr, range(0x370, 0x530)) if len(c.lower()) == 1}
    table |= (
        {ord(c): " " for c in _BLANKS}
        | {ord(c): "-" for c in _DASHES}
        | {ord(c): "'" for c in _QUOTES}
    )
    return table


def compose(text: str) -> str:
    """Return a text with its accents joined to their letters (NFC): what `plain` keeps the places
    of."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Return composed text in lower case, of the same length, Latin letters without accents, so
    that a match can be cut from the original."""
    return text.lower() if text.isascii() else text.translate(_table())
