"""Who is called for in the sentences of a page, and whom to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crawlers.extract.job.title_calls import calls_behind
from crawlers.extract.job.title_lines import posts_in
from crawlers.text.blocks import Block
from crawlers.text.kept import kept
from crawlers.text.lines import Line
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_AHEAD, _NEAR, _BACK = 8, 5, 5
"""Words behind a call among which a post stands, an inflected one, and those before a call that
stands behind: "Cook for our ferry wanted"."""
_STEM, _ENDING = 4, 2
"""Letters that a stem has at least, and an ending at most."""
_VOWELS = "aeiouyаеиоуыэюяіαεηιουω"
_CONTACT = re.compile(r"\S@\S|(?<!\d)\+?\d(?:[ /().-]{0,2}\d){6,}")
"""A mail address, or a number to ring."""

Words = tuple[str, ...]


class PageCalls:
    """The calls of the main part of a page. own: its blocks with their lines."""

    def __init__(self, own: Sequence[tuple[Block, Line]]) -> None:
        self._own = own

    @kept
    def posts(self) -> frozenset[str]:
        """The posts that somebody is called for by, without article and mark: of "We need a cook
        and a driver" both, of "szukamy piekarza" the word as it stands."""
        return frozenset(post for _, line in self._own for post in _posts_called_for(line))

    @kept
    def name_contact(self) -> bool:
        """Whether there is a mail address or a number to ring."""
        return any(_CONTACT.search(block.text) for block, _ in self._own)


def _posts_called_for(line: Line) -> Iterator[str]:
    words = line.words
    for begin, end, is_behind in _calls_in(words):
        if is_behind:
            found = [post for post in posts_in(line) if begin - _BACK <= post[1] < begin]
        else:
            found = [post for post in posts_in(line) if end <= post[0] < end + _AHEAD]
            found = found or _inflected_in(words, end)
        yield from (" ".join(words[first : last + 1]) for first, last in found[:1])


def _calls_in(words: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield where calls begin and end, and whether they stand behind the post."""
    by_last = _calls_by_last()
    if by_last.keys().isdisjoint(words):
        return
    for end, word in enumerate(words, 1):
        for call, is_behind in by_last.get(word, ()):
            begin = end - len(call)
            if begin >= 0 and tuple(words[begin:end]) == call:
                yield begin, end, is_behind


def _inflected_in(words: Sequence[str], at: int) -> list[tuple[int, int]]:
    near = range(at, min(at + _NEAR, len(words)))
    return [(i, i) for i in near if _is_inflected_post(words[i])]


def _is_inflected_post(word: str) -> bool:
    """Return whether a word without its ending is the stem of one that posts are called by."""
    stems = (word[: len(word) - cut] for cut in range(_ENDING + 1))
    return any(len(stem) >= _STEM and stem in _stems_of_posts() for stem in stems)


@cache
def _stems_of_posts() -> frozenset[str]:
    """Return the words of posts in languages that inflect them, without a vowel at the end."""
    professions = load("titles")["professions"]
    words = (
        fold(p)
        for language in load("page_kinds")["inflected"]
        for p in professions.get(language, ())
    )
    stems = (word.rstrip(_VOWELS) for word in words if " " not in word)
    return frozenset(stem for stem in stems if len(stem) >= _STEM)


@cache
def _calls_by_last() -> dict[str, tuple[tuple[Words, bool], ...]]:
    """Return the words of each call, and whether it stands behind the post, by the last word."""
    titles = load("titles")
    before = (titles["calls"], load("organizations")["seeking"], load("page_kinds")["seeking"])
    behind = {tuple(call.split()) for call in calls_behind()}
    calls = [(tuple(fold(call).split()), False) for call in phrases_in(before)]
    found: dict[str, tuple[tuple[Words, bool], ...]] = {}
    for call in dict.fromkeys([*calls, *((words, True) for words in behind)]):
        if call[0]:
            found[call[0][-1]] = (*found.get(call[0][-1], ()), call)
    return found
