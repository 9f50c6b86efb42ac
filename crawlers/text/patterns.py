"""Make regular expressions of word lists, and of letters beyond ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LATIN = [chr(code) for code in range(0xC0, 0x250)]
UPPER = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper())
"""The capitals of Latin script, for a character class: rf"[{UPPER}]". "À-Ý" has no "Ł" and no
"Š"."""
LOWER = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
"""The small letters of Latin script, for a character class."""

LETTER = "a-zа-яёіїєґα-ωάέήίόύώϊϋΐΰ"
"""The letters of plain text that make words with blanks between, for a character class. Japanese,
Chinese and Korean are written without: their words end where they end."""


DIGIT = re.compile("[0-9]")
"""Looked for before a number is read: nearly all text has none."""


def any_of(words: Iterable[object]) -> str:
    """Return a pattern for any of the words, literally, the longest first; without a group around
    it: `any_of(["a", "a b"])` is `a\\ b|a`."""
    return "|".join(map(re.escape, sorted(map(str, words), key=len, reverse=True)))
