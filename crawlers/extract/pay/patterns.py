"""Patterns of the words of pay: of any of some words, and of the periods that a figure is paid for.

All are for plain text (`crawlers.text.unaccented`). The words are data (`data/money.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from crawlers.text.patterns import LETTER, any_of, compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

_PARTLY_WILD = f"[{LETTER}]{{0,20}}"


def any_word(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, made plain, the longest first; a star in a word stands
    for up to 20 letters."""
    read = set(map(plain, words))
    wild = {re.escape(word).replace(r"\*", _PARTLY_WILD) for word in read if "*" in word}
    whole = any_of(word for word in read if "*" not in word)
    return f"(?:{'|'.join([*sorted(wild, key=len, reverse=True), *filter(None, [whole])])})"


def any_whole_word(words: Iterable[str]) -> str:
    """Return a pattern for any of the words with no letter before and behind."""
    return rf"(?<![{LETTER}]){any_word(words)}(?![{LETTER}])"


def unnamed(pattern: str) -> str:
    """Return a pattern without the names of its groups."""
    return _GROUP.sub("?:", pattern)


_GROUP = re.compile(r"\?P<\w+>")
_DATA: dict[str, Any] = load_merged("money")
_PERIODS: dict[str, dict[str, list[str]]] = _DATA["periods"]
_MARKS = [per for per in _DATA["per"] if not per[-1].isalpha()]
_PER = (
    rf"(?:{any_word(_MARKS)} ?|{any_whole_word(per for per in _DATA['per'] if per[-1].isalpha())} )"
)
PERIOD = "|".join(
    rf"(?P<{period}>{_PER}{any_word(words['nouns'])}(?![{LETTER}])"
    rf"|{any_whole_word(words['words'])}|{any_word(words['glued'])})"
    for period, words in _PERIODS.items()
)
"""A period, as `per` with a noun or as a word of its own; the group that matches is its name."""
PERIOD_OF_NOUN = "|".join(
    rf"(?P<{period}>{_PER}{any_word(words['nouns'])}(?![{LETTER}]))"
    for period, words in _PERIODS.items()
)
"""The same, as `per` with a noun only: "per month"."""
PER_PIECE = compiled_late(rf" ?{_PER}{any_word(_DATA['pieces'])}(?![{LETTER}])")
"""Behind a figure that is paid for pieces: " per drop"."""
PER_WORK = compiled_late(rf" ?{any_whole_word(_DATA['paid_work'])}")
"""Behind a figure that is paid for a work: " per course"."""
SHORT_PERIOD = "|".join(
    rf"(?P<{period}>{any_word(words['short'])}(?![{LETTER}]))" for period, words in _PERIODS.items()
)
"""Short forms, that count directly behind a figure only: "ph", "p.a."."""
MAXIMUM = compiled_late(rf"{any_whole_word(_DATA['maximum'])}[ :(]*$")
MINIMUM = compiled_late(rf"{any_whole_word(_DATA['minimum'])}[ :(]*$")
"""Words for a bound in front of a figure."""
BETWEEN = compiled_late(rf"{any_whole_word(_DATA['between'])} ?$")
"""A word in front of a range."""
LEAST_PAY = compiled_late(
    rf"(?<![{LETTER}]){any_word(_DATA['least_pay'])}(?: [{LETTER}]{{1,12}}){{0,2}}[ :]*$"
)
"""A name of the least pay in front of a figure: "the minimum salary is"."""
REACH_OF_LEAST = 48
"""Characters before a figure that "minimum salary" and a verb take at most."""
OTHER_MONEY = compiled_late(any_whole_word(_DATA["other_money"]))
OTHER_PAY = compiled_late(any_whole_word(_DATA["other_pay"]))
"""Names of payments that are no pay, although they have a word for it: "holiday pay"."""
PAY_WORD = compiled_late(any_whole_word(_DATA["pay_words"]))
NOT_OF_THE_POST = compiled_late(any_whole_word(_DATA["not_of_the_post"]))
"""In front of what others are paid, or what this post once was."""
TOTAL = compiled_late(any_whole_word(_DATA["totals"]))
BASE_PAY = compiled_late(rf"{any_whole_word(_DATA['base_pay'])}[ :(]*$")
"""Words for pay right in front of a figure: "basic £27,500"."""
BOUND_REACH = 30
"""Characters before a figure that a word for a bound takes at most."""
