"""Many phrases looked for at once, by how they begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from crawlers.text.patterns import any_of
from crawlers.text.words import fold


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


class Beginnings:
    """Texts that others may begin with. Nearly all others differ in their first few characters
    already: `begins`, of `size`."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self.size = min(map(len, self.texts))
        self.begins = frozenset(text[: self.size] for text in self.texts)

    def may_begin(self, text: str) -> bool:
        """Return whether a text begins as one of them does."""
        return text[: self.size] in self.begins

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
