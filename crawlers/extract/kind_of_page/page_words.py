"""The words of data/page_kinds.yaml, folded, ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from crawlers.text.words import fold, load, phrases_in

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages whose words are not parted by blanks, or have endings glued to them."""
_BEGIN = 4
"""Letters by which nearly all texts that begin with no phrase are known."""


class Phrases:
    """Folded phrases that are looked for in folded texts.

    words: those of one word. several: those of more, with a blank at both ends. unspaced: those in
    languages without blanks, found anywhere.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = dict.fromkeys(filter(None, map(fold, phrases)))
        self.whole = frozenset(folded)
        self.unspaced = tuple(p for p in folded if _UNSPACED.search(p))
        spaced = [p for p in folded if p not in self.unspaced]
        self.words = frozenset(p for p in spaced if " " not in p)
        self.several = tuple(f" {p} " for p in spaced if " " in p)
        self._first_words = frozenset(p.split()[0] for p in self.several)
        self._begins = frozenset(p[:_BEGIN] for p in folded)
        # a text with a phrase has its longest word, and then all its words
        self._by_word: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for phrase in self.several:
            words = phrase.split()
            entry = (phrase, frozenset(words))
            self._by_word.setdefault(max(words, key=len), []).append(entry)
        self._longest = frozenset(self._by_word)

    def are_in(self, folded: str, words: AbstractSet[str]) -> bool:
        """Return whether a folded text, whose words these are, has one of the phrases."""
        if not self.words.isdisjoint(words):
            return True
        return any(True for _ in self._several_in(folded, words)) or (
            not folded.isascii() and any(p in folded for p in self.unspaced)
        )

    def count(self, folded: str, words: AbstractSet[str]) -> int:
        """Return how many of the phrases a folded text has, whose words these are."""
        unspaced = self.unspaced if not folded.isascii() else ()
        return (
            len(self.words & words)
            + len(list(self._several_in(folded, words)))
            + sum([p in folded for p in unspaced])
        )

    def _several_in(self, folded: str, words: AbstractSet[str]) -> Iterator[str]:
        """Yield the phrases of several words that a folded text has."""
        spaced = f" {folded} "
        for word in self._longest & words:
            for phrase, parts in self._by_word[word]:
                if parts <= words and phrase in spaced:
                    yield phrase

    def in_line(self, folded: str) -> bool:
        """Return whether a folded line has one of the phrases."""
        return self.are_in(folded, set(folded.split()))

    def where_may_begin(self, texts: Sequence[str]) -> list[int]:
        """Return which of some texts as printed may begin with one of the phrases. Most may not,
        and their first letters say so; only the others need folding."""
        begins = [text[:_BEGIN] for text in texts]
        return [
            i
            for i, begin in enumerate(begins)
            if begin
            and (begin.lower() in self._begins or not (begin.isascii() and begin.isalnum()))
        ]

    def lead(self, folded: str) -> bool:
        """Return whether a folded line begins with one of the phrases."""
        return folded.partition(" ")[0] in self.words or self.begin(folded)

    def begin(self, folded: str) -> bool:
        """Return whether a folded line is one of the phrases, or begins with one of two words or
        more."""
        return folded in self.whole or (
            folded.partition(" ")[0] in self._first_words and f" {folded} ".startswith(self.several)
        )


@cache
def phrases(name: str) -> Phrases:
    """Return an entry of data/page_kinds.yaml, all languages together."""
    return Phrases(phrases_in(load("page_kinds")[name]))


@cache
def calls() -> Phrases:
    """Return how lines begin that call for somebody: "We're hiring"."""
    return Phrases(phrases_in(load("titles")["calls"]))


@cache
def apply_phrases() -> Phrases:
    """Return what controls to apply with say, those of data/chrome.yaml among them."""
    both = (load("page_kinds")["apply_controls"], load("chrome")["apply_lines"])
    return Phrases(phrase for part in both for phrase in phrases_in(part))


@cache
def languages_of_requirements() -> dict[str, tuple[str, ...]]:
    """Return the languages of each word that lines of requirements have."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in load("page_kinds")["requirement_words"].items():
        for word in map(fold, words):
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def words_of_requirements() -> frozenset[str]:
    """Return these words alone."""
    return frozenset(languages_of_requirements())


@cache
def other_types() -> frozenset[str]:
    """Return the schema.org types of pages that are about something else."""
    return frozenset(load("page_kinds")["other_types"])
