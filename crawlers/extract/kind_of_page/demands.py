"""What a page demands of people: words of requirements in items and sentences, years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.kind_of_page.page_words import (
    languages_of_requirements,
    phrases,
    words_of_requirements,
)
from crawlers.text.blocks import Block
from crawlers.text.kept import kept
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

_DIGIT = re.compile(r"\d")
"""Looked for before a number of years is: most lines have none."""
_ITEMS, _TIMES, _DENSITY = 3, 4, 10
"""List items of requirements; words of requirements, and those by 1,000 words."""


@cache
def _years() -> re.Pattern[str]:
    """Return the pattern of a number of years: "3 years", "2-4 Jahre", "5+ let"."""
    years = any_of(word.casefold() for word in phrases_in(load("page_kinds")["years"]))
    return re.compile(rf"(?<!\d)\d{{1,2}}\s?(?:\+|[-–]\s?\d{{1,2}})?\s?\+?\s?(?:{years})(?!\w)")


class Demands:
    """The demands of the main part of a page. own: its blocks with their lines. text: their folded
    text. words: the words of that."""

    def __init__(
        self, own: Sequence[tuple[Block, Line]], text: str, words: AbstractSet[str]
    ) -> None:
        self._own, self._text, self._words = own, text, words

    @kept
    def _blocks(self) -> list[tuple[Block, list[str]]]:
        """The blocks of the main part with words of requirements, each with these."""
        known = self._words & words_of_requirements()
        return [
            (block, [word for word in line.words if word in known])
            for block, line in self._own
            if not known.isdisjoint(line.words)
        ]

    @kept
    def _items(self) -> int:
        """How many list items have a word of requirements, in one language; of languages without
        blanks, how many lines."""
        by_word = languages_of_requirements()
        count: Counter[str] = Counter()
        for block, words in self._blocks:
            if block.kind == "item" and block.links < LINK:
                count.update({language for word in words for language in by_word[word]})
        if not self._text.isascii():
            here = [word for word in phrases("requirement_words").unspaced if word in self._text]
            count["unspaced"] = sum(
                any(map(line.folded.__contains__, here))
                for block, line in (self._own if here else ())
                if not block.text.isascii()
            )
        return max(count.values(), default=0)

    @kept
    def _times_and_density(self) -> tuple[int, float]:
        """How many times the words of requirements stand in the text, and that by 1,000 words."""
        by_word = languages_of_requirements()
        count: Counter[str] = Counter()
        for word in chain.from_iterable(words for _, words in self._blocks):
            for language in by_word[word]:
                count[language] += 1
        most = max(count.values(), default=0)
        return most, 1000 * most / max(1, sum([len(line.words) for _, line in self._own]))

    @kept
    def _count_years(self) -> bool:
        """Whether a line with a word of requirements counts years."""
        return any(
            _years().search(block.text.casefold())
            for block, _ in self._blocks
            if _DIGIT.search(block.text)
        )

    @kept
    def are_made(self) -> bool:
        """Whether the page demands something: by items, by the density of such words, by years."""
        times, density = self._times_and_density
        is_dense = times >= _TIMES and density >= _DENSITY
        return self._items >= _ITEMS or is_dense or self._count_years
