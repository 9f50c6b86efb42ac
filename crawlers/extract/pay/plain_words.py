"""Words of pay that plain text may have: a cheap look before a pattern of hundreds of them is
tried."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from crawlers.text.patterns import LETTER
from crawlers.text.unaccented import plain

_LETTERS = re.compile(f"[{LETTER}]+")


def runs_of_letters(low: str) -> list[str]:
    """Return the runs of letters of a plain text."""
    return _LETTERS.findall(low)


class PlainWords:
    """Words to look for in plain text, a star in them for more letters.

    by_key: whole ones, under the longest run of letters of each. anywhere: letters that may stand
    within a word, or of other writing; in_ascii: those of them that an ASCII text can have.
    """

    __slots__ = ("anywhere", "by_key", "in_ascii")

    def __init__(self, words: Iterable[str], within: Iterable[str] = ()) -> None:
        """within: words that may stand within another."""
        self.by_key: dict[str, list[str]] = {}
        anywhere = dict.fromkeys(map(plain, within))
        for word in map(plain, words):
            letters = runs_of_letters(word)
            if "*" in word or not letters:
                anywhere[max(word.split("*"), key=len)] = None
            else:
                self.by_key.setdefault(max(letters, key=len), []).append(word)
        self.anywhere = tuple(anywhere)
        self.in_ascii = tuple(filter(str.isascii, anywhere))

    def may_be_in(self, low: str, letters: Collection[str]) -> bool:
        """Return whether a plain text has a key, or the letters of one of the others. letters: its
        runs of letters."""
        anywhere = self.in_ascii if low.isascii() else self.anywhere
        return not self.by_key.keys().isdisjoint(letters) or any(map(low.__contains__, anywhere))

    def places_in(self, low: str, letters: Iterable[str]) -> Iterator[int]:
        """Yield where a plain text has the letters of one of the words."""
        anywhere = self.in_ascii if low.isascii() else self.anywhere
        whole = (word for key in self.by_key.keys() & letters for word in self.by_key[key])
        for word in (*whole, *anywhere):
            at = low.find(word)
            while at >= 0:
                yield at
                at = low.find(word, at + 1)
