"""Titles: the words that tell one post from another, and how two titles relate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache, lru_cache

from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_PARTS = re.compile(r"\s[-–—|/]\s|[–—|,:;()\[\]]|\s-|-\s")
_GLUED_NUMBER = re.compile(r"(?<=[^\W\d_])\d{4,}\b|\b\d{4,}(?:[/-]\d+)*\b")
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w./-]{2,}\Z")
_NUMERAL = re.compile(r"\d{1,3}|i{1,3}|iv|vi{0,3}|ix|x")

TELLING = 5
"""Words of a title that is hardly given twice: not `senior nurse`, but `head, standardisation
support and policy section`."""

CLOSE = 88
"""rapidfuzz ratio from which two words are one word with a slip. Set by hand: `analyst` and
`analysts` have 93, `plans` and `plants` 91, `portfolio` and `architecture` 19."""


class Titles(Enum):
    """How two titles relate. VAGUE: one says less than the other, and nothing else. UNLIKE: they
    share no word, as a title and its translation do."""

    UNKNOWN = "unknown"
    SAME = "same"
    VAGUE = "vague"
    DIFFERENT = "different"
    UNLIKE = "unlike"


@cache
def _phrases(name: str, part: str) -> frozenset[str]:
    return frozenset(plain(compose(each)) for each in phrases_in(load(name)[part]))


@cache
def ranks() -> frozenset[str]:
    """Return the words that rank a post, in all languages, folded."""
    return _phrases("titles", "ranks") | _phrases("vacancies", "ranks")


@cache
def _gender_mark() -> re.Pattern[str]:
    return re.compile(load("titles")["gender_mark"], re.IGNORECASE)


@cache
def _count_of_posts() -> re.Pattern[str]:
    words = "|".join(sorted(_phrases("vacancies", "counts")))
    return re.compile(rf"\(?\b\d+\s*(?:x\s*)?(?:{words})\b\)?")


@cache
def _short() -> dict[str, str]:
    by_language = load("vacancies")["short"].values()
    return {short: word for words in by_language for short, word in words.items()}


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower case, without accents and apostrophes."""
    return fold(plain(compose(text)).replace("'", "")).split()


def title_words(title: str, places: Iterable[str], employers: Iterable[str]) -> tuple[str, ...]:
    """Return the telling words of a title, each once, sorted.

    Left out: small words, marks for genders, the number of posts, reference numbers, and parts that
    only repeat the place, the employer or another part: "NATO: NATO: Officer, Plans (2 posts) –
    Brussels" gives officer, plans.
    """
    text = plain(compose(_gender_mark().sub(" ", title)))
    text = _GLUED_NUMBER.sub(" ", _count_of_posts().sub(" ", text)).replace("'", "")
    around = {word for place in places for word in words_of(place)}
    named = [set(words_of(employer)) for employer in employers]
    kept: dict[str, None] = {}
    for number, part in enumerate(_PARTS.split(text)):
        words = fold(part).split()
        is_code = number > 0 and _CODE.match(part.strip())
        if not words or is_code or around.issuperset(words) or _repeats(words, named):
            continue
        kept.update(dict.fromkeys(_short().get(word, word) for word in words))
    small = _phrases("titles", "small_words")
    return tuple(sorted(word for word in kept if word not in small))


def _repeats(words: Sequence[str], employers: Iterable[set[str]]) -> bool:
    """Return whether a part of a title only repeats the employer, or a part of its name."""
    return ranks().isdisjoint(words) and any(name.issuperset(words) for name in employers)


def is_pool(title: str) -> bool:
    """Return whether a title is of several different posts, or of posts to come."""
    words = " ".join(words_of(title))
    return any(f" {phrase} " in f" {words} " for phrase in _phrases("vacancies", "pools"))


@cache
def _english() -> frozenset[str]:
    shared = load("vacancies")["shared_small_words"]["en"]
    return frozenset((*load("function_words")["en"], *shared))


def is_foreign(title: str) -> bool:
    """Return whether a title is not English, by its small words; False where it has none."""
    small = _phrases("titles", "small_words").intersection(words_of(title))
    return any(len(word) > 1 and word not in _english() for word in small)


@lru_cache(1 << 12)
def compare_titles(one: tuple[str, ...], two: tuple[str, ...], free: tuple[str, ...]) -> Titles:
    """Return how two titles relate. free: words that tell nothing here (place and employer)."""
    if one == two:
        return Titles.SAME if one else Titles.UNKNOWN
    if not one or not two:
        return Titles.UNKNOWN
    left, right = _unmatched(one, two, free), _unmatched(two, one, free)
    if not left and not right:
        return Titles.SAME
    if any(word in ranks() or _NUMERAL.fullmatch(word) for word in (*left, *right)):
        shared = len(one) - len(left)
        return Titles.DIFFERENT if shared else Titles.UNLIKE
    if not left or not right:
        return Titles.VAGUE
    return Titles.DIFFERENT if len(one) > len(left) else Titles.UNLIKE


def _unmatched(one: Sequence[str], two: Sequence[str], free: Sequence[str]) -> list[str]:
    """Return the words of a title that the other one has not, not even with a slip."""
    from rapidfuzz import fuzz

    rest = [word for word in two if word not in one]
    return [
        word
        for word in one
        if word not in two
        and word not in free
        and not any(
            min(len(word), len(each)) > 4 and fuzz.ratio(word, each) >= CLOSE for each in rest
        )
    ]
