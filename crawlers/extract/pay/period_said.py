"""Read the period of pay that a text names without a figure: "a gross monthly salary as shown
above"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, cast

from crawlers.extract.pay.patterns import PERIOD, PERIOD_OF_NOUN, any_whole_word
from crawlers.extract.pay.plain_words import PlainWords, runs_of_letters
from crawlers.extract.pay.words import Period
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT, LETTER, compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

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


def period_said(lines: Iterable[Line]) -> Period | None:
    """Return the one period that lines name beside a word for pay; not in "annual salary review".

    The patterns have hundreds of words. So they are tried only where the letters of a word for pay
    stand near those of a period."""
    found: set[str | None] = set()
    for line in lines:
        low = plain(line.text)
        is_simple = line.text.isascii() and not DIGIT.search(low)
        letters = line.words if is_simple else runs_of_letters(low)
        for at in _pays().places_in(low, letters) if _may_name_period(low, letters) else ():
            start, end = max(0, at - _NEAR), at + _NEAR
            near = low[start:end]
            if _may_name_period(near, runs_of_letters(near)):
                found |= {m.lastgroup for each in _PATTERNS for m in each.finditer(low, start, end)}
    return cast("Period", found.pop()) if len(found) == 1 else None


def _may_name_period(near: str, letters: Collection[str]) -> bool:
    """Return whether a plain text may name a period: by a word of its own, or by one that stands
    behind "per". letters: its runs of letters."""
    words, nouns, per = _periods()
    return words.may_be_in(near, letters) or (
        nouns.may_be_in(near, letters) and per.may_be_in(near, letters)
    )


@cache
def _pays() -> PlainWords:
    return PlainWords(_DATA["pay_words"])


@cache
def _periods() -> tuple[PlainWords, PlainWords, PlainWords]:
    """Return the words of periods, the nouns, and what stands before these."""
    kinds = _DATA["periods"].values()
    words, nouns, glued = (
        [word for kind in kinds for word in kind[name]] for name in ("words", "nouns", "glued")
    )
    marks = [per for per in _DATA["per"] if not per[-1].isalpha()]
    per = PlainWords(set(_DATA["per"]) - set(marks), marks)
    return PlainWords(words, glued), PlainWords(nouns), per
