"""Many phrases looked for at once: whether one of them stands in a text (PhraseSet; InText as a
cheap check before a pattern), is a whole line (LinePhrases), or begins a text (Beginnings;
ByBeginning with a pattern for each)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from crawlers.text.patterns import any_of
from crawlers.text.words import fold

UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages whose words are not parted by blanks, or have endings glued to them."""
_BEGIN = 4
"""Letters by which nearly all texts that begin with no phrase are known."""


class InText:
    """Phrases that may stand in a text, as whole words: a cheap check before a pattern of them all
    is tried, with what stands around them. A phrase is looked for where its longest word is."""

    def __init__(self, phrases: Iterable[str]) -> None:
        by_word: dict[str, set[str]] = {}
        for phrase in map(fold, phrases):
            by_word.setdefault(max(phrase.split(), key=len), set()).add(phrase)
        self._words = frozenset(by_word)
        self._by_word = {word: tuple(phrases) for word, phrases in by_word.items()}

    def may_be_in(self, folded: str, words: Iterable[str] | None = None) -> bool:
        """Return whether a folded text has one of them. words: its words, where they are known."""
        words = folded.split() if words is None else words
        if self._words.isdisjoint(words):
            return False
        return next(self.found_in(folded, words), None) is not None

    def found_in(self, folded: str, words: Iterable[str] | None = None) -> Iterator[str]:
        """Yield those that a folded text has, in no order; a text may have but the beginning of
        the last word."""
        for word in self._words.intersection(folded.split() if words is None else words):
            for phrase in self._by_word[word]:
                if phrase in folded:
                    yield phrase


class PhraseSet:
    """Folded phrases that are looked for in folded texts.

    whole: all of them. words: those of one word. several: those of more, with a blank at both ends.
    unspaced: those in languages without blanks, found anywhere.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = dict.fromkeys(filter(None, map(fold, phrases)))
        self.whole = frozenset(folded)
        self.unspaced = tuple(p for p in folded if UNSPACED.search(p))
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


class Beginnings:
    """Texts that others may begin with. Nearly all others differ in their first few characters
    already: `begins`, of `size`."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self.size = min(map(len, self.texts))
        self.begins = frozenset(text[: self.size] for text in self.texts)

    def may_begin_any(self, texts: Iterable[str]) -> bool:
        """Return whether one of several texts begins as one of them does."""
        size = self.size
        return not self.begins.isdisjoint([text[:size] for text in texts])

    def begin(self, text: str) -> bool:
        """Return whether a text begins with one of them."""
        return text[: self.size] in self.begins and text.startswith(self.texts)


class LinePhrases:
    """Folded phrases that are a whole line; those of several words may also begin one.

    alone: further ones that may not, however many words they have.
    """

    def __init__(self, phrases: Iterable[str], alone: frozenset[str] = frozenset()) -> None:
        folded = frozenset(phrases)
        self._whole = folded | alone
        self._beginnings = Beginnings(f"{phrase} " for phrase in folded if " " in phrase)

    def __contains__(self, line: str) -> bool:
        return line in self._whole or self._beginnings.begin(line)


class ByBeginning:
    """Patterns for texts that begin alike: one pattern for hundreds of texts would try each of
    them.

    pattern: makes one of alternatives, the longest text first. Each is made when a text first
    begins so: most never do.
    """

    def __init__(
        self, texts: Iterable[str], size: int, pattern: Callable[[str], re.Pattern[str]]
    ) -> None:
        self._size = size
        self._pattern = pattern
        self._made: dict[str, re.Pattern[str]] = {}
        self._texts: dict[str, list[str]] = {}
        for text in sorted(set(texts), key=lambda each: (-len(each), each)):
            self._texts.setdefault(text[:size].lower(), []).append(text)

    def begins(self, text: str) -> bool:
        """Return whether one of the texts begins as this one does."""
        return text[: self._size].lower() in self._texts

    def starts(self, text: str, places: re.Pattern[str]) -> list[int]:
        """Return the offsets, of those that a pattern finds, at which one of the texts may
        begin."""
        size, texts = self._size, self._texts
        return [
            at
            for place in places.finditer(text)
            if text[(at := place.start()) : at + size].lower() in texts
        ]

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match of the pattern for what begins at an offset."""
        begin = text[start : start + self._size].lower()
        texts = self._texts.get(begin)
        if texts is None:
            return None
        if begin not in self._made:
            self._made[begin] = self._pattern(any_of(texts))
        return self._made[begin].match(text, start)
