"""Employers: whether two names can be of one employer."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from crawlers.text.word_lists import load, phrases_in
from crawlers.vacancies.titles import words_of

ALIKE = 90
"""rapidfuzz token_set_ratio from which two names are one. Set by hand: a name and the same with
more words behind it have 100; two hospitals of one group 70 to 85."""
_BRACKETS = re.compile(r"\(([^()]*)\)")


class Employers(Enum):
    """How two employers relate. DOUBTED: they differ, but one is an aggregator's word and
    stands in no text."""

    UNKNOWN = "unknown"
    SAME = "same"
    DOUBTED = "doubted"
    DIFFERENT = "different"


@cache
def _idle() -> frozenset[str]:
    legal = phrases_in(load("organizations")["suffixes"])
    return frozenset((*legal, *phrases_in(load("titles")["small_words"])))


def employer_words(name: str) -> str:
    """Return the telling words of a name, without legal forms and small words, in order."""
    words = words_of(name)
    return " ".join([word for word in words if word not in _idle()] or words)


def names_of(name: str) -> tuple[str, ...]:
    """Return what an employer is called: the name, and what stands in brackets."""
    called = [_BRACKETS.sub(" ", name), *_BRACKETS.findall(name)]
    return tuple(dict.fromkeys(filter(None, map(employer_words, called))))


@lru_cache(1 << 13)
def is_same_employer(
    one: tuple[str, ...], two: tuple[str, ...], body: str = "", other_body: str = ""
) -> bool:
    """Return whether a name of one employer can be a name of the other, or of its outermost body
    (body, other_body): copies name the one or the other. Two bodies of one name say nothing: every
    council has a `Roads Division`."""
    if any(_alike(left, right) for left in one for right in two):
        return True
    # initials in brackets stand for the name before them, and for no other one
    if one and two and (_has_initials(one[0], two) or _has_initials(two[0], one)):
        return True
    pairs = (*((name, other_body) for name in one), *((name, body) for name in two))
    return any(_is_spelled_alike(name, other) for name, other in pairs if other)


def _is_spelled_alike(one: str, two: str) -> bool:
    return one == two or _ratios().token_sort_ratio(one, two, score_cutoff=ALIKE) > 0


def _alike(one: str, two: str) -> bool:
    return one == two or _ratios().token_set_ratio(one, two, score_cutoff=ALIKE) > 0


def _has_initials(short: str, names: tuple[str, ...]) -> bool:
    """Return whether a name is the initials of one of the others."""
    return len(short) > 2 and any(
        len(short) == name.count(" ") + 1 and short == "".join(word[0] for word in name.split())
        for name in names
    )


@cache
def _ratios() -> Any:
    """Return rapidfuzz's, which is not everywhere installed; importing it anew for each two names
    costs more than to compare them. With a cutoff, a ratio below it is 0 and soon found."""
    from rapidfuzz import fuzz

    return fuzz
