"""Read the period of pay that a text names without a figure: "a gross monthly salary as shown
above"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from crawlers.extract.pay.patterns import PERIOD, PERIOD_OF_NOUN, any_whole_word
from crawlers.extract.pay.words import Period
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT, LETTER, compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.words import load_merged

_DATA: dict[str, Any] = load_merged("money")
_PAYS = any_whole_word(_DATA["pay_words"])
_NOT_PAID = rf"(?! {any_whole_word(_DATA['not_the_period_of'])})"
_PATTERNS = (
    compiled_late(rf"(?:{PERIOD})(?: [{LETTER}]{{2,12}})? {_PAYS}{_NOT_PAID}"),
    compiled_late(rf"{_PAYS} (?:{PERIOD_OF_NOUN})"),
)
"""A period in front of a word for pay ("gross monthly salary") and behind it ("salary per
month")."""
_NEAR = 100
"""Characters in which both stand: more than the longest of them have together."""
_LETTERS = re.compile(f"[{LETTER}]+")


def period_said(lines: Iterable[Line]) -> Period | None:
    """Return the one period that lines name beside a word for pay; not in "annual salary review".

    The patterns have hundreds of words. So they are tried only where the letters of a word for pay
    stand near those of a period."""
    found: set[str | None] = set()
    for line in lines:
        low = plain(line.text)
        is_simple = line.text.isascii() and not DIGIT.search(low)
        letters = line.words if is_simple else _LETTERS.findall(low)
        for at in _places_of_pay(low, letters) if _may_name_period(low, letters) else ():
            start, end = max(0, at - _NEAR), at + _NEAR
            near = low[start:end]
            if _may_name_period(near, _LETTERS.findall(near)):
                found |= {m.lastgroup for each in _PATTERNS for m in each.finditer(low, start, end)}
    return cast("Period", found.pop()) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Words:
    """Plain words to look for. by_key: whole ones, under the longest run of letters of each.
    anywhere: letters that may stand within a word, or of other writing; in_ascii: those that an
    ASCII text can have."""

    by_key: dict[str, list[str]]
    anywhere: tuple[str, ...]
    in_ascii: tuple[str, ...]

    def may_be_in(self, near: str, letters: Collection[str]) -> bool:
        """Return whether a plain text has a key, or the letters of one of the others. letters: its
        runs of letters."""
        anywhere = self.in_ascii if near.isascii() else self.anywhere
        return not self.by_key.keys().isdisjoint(letters) or any(map(near.__contains__, anywhere))


def _words(words: Iterable[str], within: Iterable[str] = ()) -> _Words:
    """Return words, those with a star by their longest part. within: those that may stand within
    another."""
    by_key: dict[str, list[str]] = {}
    anywhere = [plain(word) for word in within]
    for word in map(plain, words):
        letters = _LETTERS.findall(word)
        if "*" in word or not letters:
            anywhere.append(max(word.split("*"), key=len))
        else:
            by_key.setdefault(max(letters, key=len), []).append(word)
    return _Words(by_key, tuple(anywhere), tuple(filter(str.isascii, anywhere)))


def _places_of_pay(low: str, letters: Iterable[str]) -> Iterator[int]:
    """Yield where a plain text has the letters of a word for pay. letters: its runs of letters."""
    words = _pays()
    keys = words.by_key.keys() & letters
    anywhere = words.in_ascii if low.isascii() else words.anywhere
    for word in (*(word for key in keys for word in words.by_key[key]), *anywhere):
        at = low.find(word)
        while at >= 0:
            yield at
            at = low.find(word, at + 1)


def _may_name_period(near: str, letters: Collection[str]) -> bool:
    """Return whether a plain text may name a period: by a word of its own, or by one that stands
    behind "per". letters: its runs of letters."""
    words, nouns, per = _periods()
    return words.may_be_in(near, letters) or (
        nouns.may_be_in(near, letters) and per.may_be_in(near, letters)
    )


@cache
def _pays() -> _Words:
    return _words(_DATA["pay_words"])


@cache
def _periods() -> tuple[_Words, _Words, _Words]:
    """Return the words of periods, the nouns, and what stands before these."""
    kinds = _DATA["periods"].values()
    words, nouns, glued = (
        [word for kind in kinds for word in kind[name]] for name in ("words", "nouns", "glued")
    )
    marks = [per for per in _DATA["per"] if not per[-1].isalpha()]
    return _words(words, glued), _words(nouns), _words(set(_DATA["per"]) - set(marks), marks)
