"""Lines that a site or a printer counts on by itself: "Viewed 310 times", "Page 1 of 2". They say
nothing of the post."""

from __future__ import annotations

import re
from functools import cache

from crawlers.text.patterns import DIGIT
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_LONGEST = 60
"""Characters of such a line."""
_NUMBER = re.compile(r"\d(?:[\d.,' ]*\d)?\+?")


def is_counter(text: str) -> bool:
    """Return whether a whole line is a counter (`counters` in furniture.yaml), with the address
    behind it that a printed page has."""
    text = text.partition(" http")[0]
    if len(text) > _LONGEST or not DIGIT.search(text):
        return False
    return fold(_NUMBER.sub("0", text)) in _counters()


@cache
def _counters() -> frozenset[str]:
    lines = phrases_in(load("furniture")["counters"])
    return frozenset(fold(line.replace("#", "0")) for line in lines)
