"""Read the period of pay that a text names without a figure: "a gross monthly salary as shown
above"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from crawlers.extract.pay.patterns import PERIOD, PERIOD_OF_NOUN, any_whole_word
from crawlers.extract.pay.words import Period
from crawlers.text.patterns import LETTER
from crawlers.text.unaccented import plain
from crawlers.text.words import load_merged

_DATA: dict[str, Any] = load_merged("money")
_PAYS = any_whole_word(_DATA["pay_words"])
_NOT_PAID = rf"(?! {any_whole_word(_DATA['not_the_period_of'])})"
_PATTERNS = (
    re.compile(rf"(?:{PERIOD})(?: [{LETTER}]{{2,12}})? {_PAYS}{_NOT_PAID}"),
    re.compile(rf"{_PAYS} (?:{PERIOD_OF_NOUN})"),
)
"""A period in front of a word for pay ("gross monthly salary") and behind it ("salary per
month")."""
_NEAR = 100
"""Characters in which both stand: more than the longest of them have together."""
_LETTERS = re.compile(f"[{LETTER}]+")


def period_said(texts: Iterable[str]) -> Period | None:
    """Return the one period that texts name beside a word for pay; not in "annual salary review".

    The patterns have hundreds of words. So they are tried only where the letters of a word for pay
    stand near those of a period."""
    low = "\n".join(map(plain, texts))
    words = _LETTERS.findall(low)
    periods = _places(low, words, _periods())
    found: set[str | None] = set()
    for at in _places(low, words, _pays()) if periods else ():
        if any(abs(at - period) <= _NEAR for period in periods):
            near = max(0, at - _NEAR), at + _NEAR
            found |= {m.lastgroup for pattern in _PATTERNS for m in pattern.finditer(low, *near)}
    return cast("Period", found.pop()) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Words:
    """Plain words to look for. by_key: whole ones, under the longest run of letters of each.
    anywhere: letters that may stand within a word, or of other writing."""

    by_key: dict[str, list[str]]
    anywhere: tuple[str, ...]


def _words(whole: Iterable[str], within: Iterable[str] = ()) -> _Words:
    by_key: dict[str, list[str]] = {}
    anywhere = [max(plain(word).split("*"), key=len) for word in within]
    for word in map(plain, whole):
        letters = _LETTERS.findall(word)
        if "*" in word or not letters:
            anywhere.append(max(word.split("*"), key=len))
        else:
            by_key.setdefault(max(letters, key=len), []).append(word)
    return _Words(by_key, tuple(anywhere))


def _places(low: str, letters: Iterable[str], words: _Words) -> list[int]:
    """Return where a plain text has the letters of one of the words. letters: its runs of them."""
    whole = [word for key in words.by_key.keys() & letters for word in words.by_key[key]]
    found: list[int] = []
    for word in (*whole, *words.anywhere):
        at = low.find(word)
        while at >= 0:
            found.append(at)
            at = low.find(word, at + 1)
    return found


@cache
def _pays() -> _Words:
    return _words(_DATA["pay_words"])


@cache
def _periods() -> _Words:
    kinds = _DATA["periods"].values()
    whole = [word for kind in kinds for name in ("nouns", "words") for word in kind[name]]
    return _words(whole, [word for kind in kinds for word in kind["glued"]])
