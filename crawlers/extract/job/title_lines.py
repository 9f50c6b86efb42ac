"""Tell a title from other short lines."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.job import grades
from crawlers.extract.job.title_words import is_refused, pattern, word_list
from crawlers.extract.places import printed_places
from crawlers.extract.terms import employment
from crawlers.text.lines import Line, once
from crawlers.text.words import fold, load, phrases_in

_LONGEST_LINE = 140
_MOST_WORDS = 20
_MOST_LONG_WORDS = 14
_LEAST_LETTERS = 3
_COMPOUND = 8
"""Letters of a compound word that ends in a profession ("Verkehrsplaner"), not a shorter word that
happens to end like one."""
_DATE = re.compile(
    r"\d{1,2}[ ./-]+(?:\d{1,2}|[^\W\d_]{3,10}\.?)[ ./-]+\d{2,4}\b"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2}"
)
_ADDRESS = re.compile(
    r"(?i)https?:|www\.|\S@\S|\w\.(?:com|org|html?|eu)\b|(?<!asp)(?<!vb)(?<!ado)(?<=\w)\.net\b"
)
_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]\s+\S")


def _is_prose(line: str, words: list[str]) -> bool:
    if line.isascii():
        lower = line == line.lower()
    else:  # some scripts have no small letters
        lower = any(map(str.islower, line)) and not any(map(str.isupper, line))
    starts = words[0].casefold().rstrip(",") in word_list("prose_starts")
    return (
        line[-1] in ".?!:;," or (lower and len(words) > 4) or starts or bool(_SENTENCE.search(line))
    )


@once
def looks_like_title(read: Line) -> bool:
    """Return whether a short line can be a title: no sentence, date, address or other value. Labels
    and headings are the caller's."""
    line = read.text.strip()
    if not 2 < len(line) <= _LONGEST_LINE:
        return False
    words = line.split()
    letters, digits = sum(map(str.isalpha, line)), sum(map(str.isdigit, line))
    long_words = len(words) - sum(word.casefold() in word_list("small_words") for word in words)
    if (
        len(words) > _MOST_WORDS
        or long_words > _MOST_LONG_WORDS
        or letters < _LEAST_LETTERS
        or digits > letters
        or not (line[0].isalnum() or line[0] in "\"“«'(¿¡")
    ):
        return False
    if (
        _is_prose(line, words)
        or _ADDRESS.search(line)
        or _DATE.match(line)
        or is_refused(read, frozenset())
    ):
        return False
    values = (
        employment.looks_like_employment,
        employment.looks_like_workplace,
        employment.looks_like_seniority,
    )
    return not (
        any(check(read) for check in values)
        or grades.looks_like_grade(line)
        or printed_places.looks_like_place(line)
    )


@cache
def _professions() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load("titles")
    words, ends = phrases_in(data["professions"]), phrases_in(data["profession_ends"])
    return frozenset(map(fold, words)), tuple(map(fold, ends))


def _is_profession(word: str) -> bool:
    words, ends = _professions()
    if word in words or (len(word) >= _COMPOUND and word.endswith(ends) and " " not in word):
        return True
    return not word.isascii() and word.endswith(_unspaced_ends())


@cache
def _unspaced_ends() -> tuple[str, ...]:
    """The ends of words in writing without blanks, where a word has no capitals and no end."""
    return tuple(map(fold, phrases_in(load("titles")["unspaced_profession_ends"])))


# What a title's words count, up to 1 together. Set by hand.
_PROFESSION = 0.55
"""A word that posts are called by."""
_AT_AN_END = 0.2
"""That word is the first or the last."""
_GENDER_MARK = 0.25
_RANK = 0.1
"""The first word ranks a post: "senior"."""
_USUAL_LENGTH, _USUAL_WORDS = 0.1, range(2, 10)


@once
def title_score(read: Line) -> float:
    """Return how much a line is like a title, 0 to 1; 0 without a word that posts are called by and
    without a mark like "(m/f/x)"."""
    if not looks_like_title(read):
        return 0.0
    line, words = read.text.strip(), read.folded.split()
    at = [
        i
        for i, word in enumerate(words)
        if _is_profession(word) or (i and _is_profession(f"{words[i - 1]} {word}"))
    ]
    marked = bool(pattern("gender_mark").search(line))
    if not at and not marked:
        return 0.0
    score = _PROFESSION * bool(at) + _GENDER_MARK * marked
    score += _AT_AN_END * bool(at and (at[0] == 0 or at[-1] == len(words) - 1))
    score += _RANK * (words[0] in word_list("ranks")) + _USUAL_LENGTH * (len(words) in _USUAL_WORDS)
    return round(min(score, 1.0), 2)


@once
def names_profession(line: Line) -> bool:
    """Return whether a line has a word that posts are called by, or a mark like "(m/f/x)"."""
    words = line.words
    return any(
        _is_profession(word) or (at and _is_profession(f"{words[at - 1]} {word}"))
        for at, word in enumerate(words)
    ) or bool(pattern("gender_mark").search(line.text))
