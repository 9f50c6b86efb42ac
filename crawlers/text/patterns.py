"""Make regular expressions of word lists, and of letters beyond ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

_LATIN = [chr(code) for code in range(0xC0, 0x250)]
UPPER = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper()) + "ΆΈ-ΊΌΎΏΑ-ΩЀ-ЯҐ"
"""The capitals of Latin, Greek and Cyrillic script, for a character class: rf"[{UPPER}]". "À-Ý" has
no "Ł" and no "Š"."""
LOWER = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
"""The small letters of Latin script, for a character class."""

LETTER = "a-zа-яёіїєґα-ωάέήίόύώϊϋΐΰא-תء-ي"
"""The letters of plain text that make words with blanks between, for a character class. Japanese,
Chinese and Korean are written without: their words end where they end."""


DIGIT = re.compile("[0-9]")
"""Looked for before a number is read: nearly all text has none."""


class _Late:
    """Stands for a regular expression until it is used; then it has the compiled one's methods."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._pattern)
        for method in ("match", "search", "fullmatch", "finditer", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compiled_late(pattern: str) -> re.Pattern[str]:
    """Return a regular expression that is compiled when it is first used: one of hundreds of words
    takes 5 to 30 milliseconds, and many commands start without a need for it."""
    return cast("re.Pattern[str]", _Late(pattern))


def any_of(words: Iterable[object]) -> str:
    """Return a pattern for any of the words, literally, the longest first; without a group around
    it. What begins alike stands together, so that a text is not compared with every word of a long
    list: `any_of(["ab", "abc", "b"])` is `ab(?:c|)|b`."""
    return _any_of(sorted(dict.fromkeys(map(str, words)), key=len, reverse=True))


def _any_of(words: Sequence[str]) -> str:
    """Return the pattern of words by what they begin with, the longest of each beginning first."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        # letters that a pattern may take for the same stay in one group, in their order
        by_letter.setdefault("i" if word[:1] == "ı" else word[:1].casefold(), []).append(word)
    return "|".join(map(_with_beginning, by_letter.values()))


def _with_beginning(words: Sequence[str]) -> str:
    """Return the pattern of words that begin alike, or with the same letter in two cases."""
    begin, last = min(words), max(words)
    while not last.startswith(begin):  # what begins these two begins all that sort between them
        begin = begin[:-1]
    if len(words) == 1 or not begin:
        return "|".join(map(re.escape, words))
    return f"{re.escape(begin)}(?:{_any_of([word[len(begin) :] for word in words])})"
