"""The words of titles (`data/titles.yaml`)."""

from __future__ import annotations

import re
from functools import cache

from crawlers.text.lines import Line
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xAD, 0xFEFF]
)
"""Characters without width, for `str.translate`."""

_SIGNS, _SIGNS_OF_ENDS = frozenset("([/|"), frozenset(":*/·•")


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list as written."""
    return frozenset(phrases_in(load("titles")[name]))


@cache
def folded_list(name: str) -> frozenset[str]:
    """Return a word list, folded."""
    return frozenset(filter(None, map(fold, phrases_in(load("titles")[name]))))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a regular expression of the data."""
    return re.compile(load("titles")[name], re.IGNORECASE)


def has_gender_mark(text: str) -> bool:
    """Return whether a text has a mark for all genders: "(m/f/x)", "Wärter:in"."""
    if not _SIGNS.isdisjoint(text) and pattern("gender_mark").search(text):
        return True
    return not _SIGNS_OF_ENDS.isdisjoint(text) and pattern("gender_end").search(text) is not None


def is_refused(line: Line, names: frozenset[str]) -> bool:
    """Return whether a text is no title: without letters, one of the names, the title of an error
    page."""
    title, folded = line.text.strip(), line.folded
    return (
        not any(c.isalpha() for c in title)
        or folded in names
        or folded in folded_list("refused")
        or bool(pattern("error").fullmatch(title))
    )
