"""Tell a title from other short lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from crawlers.extract.job import grades
from crawlers.extract.job.title_words import has_gender_mark, is_refused, word_list
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.terms import employment
from crawlers.text.lines import Line, once
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_LONGEST_LINE = 140
_MOST_WORDS = 20
_MOST_LONG_WORDS = 14
_LEAST_LETTERS = 3
_LAST = 3
"""Letters of the shortest end of compound words in ASCII."""
_DATE = re.compile(
    r"\d{1,2}[ ./-]+(?:\d{1,2}|[^\W\d_]{3,10}\.?)[ ./-]+\d{2,4}\b"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2}"
)
_ADDRESS = re.compile(
    r"(?i)https?:|www\.|\S@\S|\w\.(?:com|org|html?|eu)\b|(?<!asp)(?<!vb)(?<!ado)(?<=\w)\.net\b"
)
_SENTENCE = re.compile(r"(?P<last>[^\W\d_]{4,}[.!?])\s+\S|。.")
_ENDS_OF_SENTENCES = ".?!:;,。？！：；、，"


def _is_prose(line: str, words: list[str]) -> bool:
    lower = line.islower()  # of writing without case, no line is
    starts = words[0].casefold().rstrip(",") in word_list("prose_starts")
    starts = starts or not word_list("prose_verbs").isdisjoint(words[1:])
    return (
        (line[-1] in _ENDS_OF_SENTENCES and not _is_shortened(words[-1]))
        or (lower and len(words) > 4)
        or starts
        or any(not _is_shortened(found["last"] or "") for found in _SENTENCE.finditer(line))
    )


def _is_shortened(word: str) -> bool:
    """Return whether a word is one that titles shorten: "Sr.", "Dipl."."""
    return word[-1:] == "." and word[:-1].casefold() in word_list("shortened")


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
        or not (line.removeprefix(".")[0].isalnum() or line[0] in "\"“«'(¿¡【「『")
    ):
        return False
    if (
        _is_prose(line, words)
        or _ADDRESS.search(line)
        or _DATE.match(line)
        or is_refused(read, frozenset())
    ):
        return False
    return not (
        employment.looks_like_employment(read)
        or employment.looks_like_workplace(read)
        or employment.looks_like_seniority(read)
        or grades.looks_like_grade(line)
        or looks_like_place(line)
    )


@dataclass(frozen=True)
class _Professions:
    """What posts are called by, folded.

    words: single words. phrases: of several words, by the last. ends: of compound words, each with
    the letters that such a word has at least. parts: words found within a word, of writing that
    parts none by blanks. part_letters: of such a word, at least.
    """

    words: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    ends: dict[str, int]
    parts: frozenset[str]
    part_letters: int

    @cached_property
    def end_sizes(self) -> tuple[int, ...]:
        return tuple(sorted(set(map(len, self.ends))))

    @cached_property
    def last_letters(self) -> frozenset[str]:
        """The last letters of ends in ASCII: few other words end in them."""
        return frozenset(end[-_LAST:] for end in self.ends if end.isascii())

    @cached_property
    def part_sizes(self) -> tuple[int, ...]:
        return tuple(sorted(set(map(len, self.parts))))

    @cached_property
    def part_starts(self) -> frozenset[str]:
        return frozenset(part[0] for part in self.parts)

    def name(self, word: str) -> bool:
        """Return whether a word names a post."""
        if word in self.words:
            return True
        if word.isascii() and word[-_LAST:] not in self.last_letters:
            return False  # most words
        return self._ends(word) or self._has_part(word)

    def _ends(self, word: str) -> bool:
        letters, ends = len(word), self.ends
        for size in self.end_sizes:
            if letters < size:
                return False
            if letters >= ends.get(word[-size:], letters + 1):
                return True
        return False

    def _has_part(self, word: str) -> bool:
        if len(word) < self.part_letters or self.part_starts.isdisjoint(word):
            return False
        return any(
            word[at : at + size] in self.parts and not _other_word().match(word, at + size)
            for at, letter in enumerate(word)
            if letter in self.part_starts
            for size in self.part_sizes
        )


@cache
def _other_word() -> re.Pattern[str]:
    """Return what behind a part makes it the beginning of another word or of a sentence."""
    data = load("titles")
    return re.compile("|".join((data["goes_on"], *phrases_in(data["no_professions_before"]))))


@cache
def _professions() -> _Professions:
    data = load("titles")
    letters = data["compound_letters"]
    folded = set(map(fold, phrases_in(data["professions"])))
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(phrase.split()) for phrase in folded if " " in phrase):
        phrases[words[-1]] = (*phrases.get(words[-1], ()), words)
    return _Professions(
        words=frozenset(phrase for phrase in folded if " " not in phrase),
        phrases=phrases,
        ends={
            fold(end): letters.get(language, letters["any"])
            for language, found in data["profession_ends"].items()
            for end in found
        },
        parts=frozenset(map(fold, phrases_in(data["profession_parts"]))),
        part_letters=min(letters[language] for language in data["profession_parts"]),
    )


@once
def posts_in(line: Line) -> list[tuple[int, int]]:
    """Return the first and the last index of each word or phrase that posts are called by."""
    known, words = _professions(), line.words
    found = []
    for last, word in enumerate(words):
        if known.name(word):
            found.append((last, last))
            continue
        for phrase in known.phrases.get(word, ()):
            first = last + 1 - len(phrase)
            if first >= 0 and tuple(words[first : last + 1]) == phrase:
                found.append((first, last))
                break
    return found


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
    line, words = read.text.strip(), read.words
    if len(line) > _LONGEST_LINE:
        return 0.0
    at = posts_in(read)
    marked = has_gender_mark(line)
    if not (at or marked) or not looks_like_title(read):
        return 0.0
    score = _PROFESSION * bool(at) + _GENDER_MARK * marked
    score += _AT_AN_END * bool(at and (at[0][0] == 0 or at[-1][1] == len(words) - 1))
    score += _RANK * (words[0] in word_list("ranks")) + _USUAL_LENGTH * (len(words) in _USUAL_WORDS)
    return round(min(score, 1.0), 2)


@once
def names_profession(line: Line) -> bool:
    """Return whether a line has a word that posts are called by, or a mark like "(m/f/x)"."""
    return bool(posts_in(line)) or has_gender_mark(line.text)
