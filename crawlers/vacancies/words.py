"""A person's word: which postings are of one vacancy, and which are not, whatever the rules say. It
stands in the lists `same` and `not_same` of corrections.yaml (crawlers.feed.run.corrections)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

Said = tuple[tuple[str, ...], str]
"""Two or more ids, and who says so and why."""


@dataclass(frozen=True, slots=True)
class Words:
    """By two ids in order, who said so and why."""

    same: dict[tuple[str, str], str]
    not_same: dict[tuple[str, str], str]

    def packed(self) -> str:
        """Return all of them as one text, to see whether any changed."""
        return repr((sorted(self.same.items()), sorted(self.not_same.items())))

    def ids(self) -> set[str]:
        """Return the postings that they name."""
        return {each for pair in (*self.same, *self.not_same) for each in pair}


NO_WORDS = Words({}, {})


def words_of(same: Iterable[Said], not_same: Iterable[Said]) -> Words:
    """Return a person's words."""
    return Words(dict(_pairs(same)), dict(_pairs(not_same)))


def _pairs(said: Iterable[Said]) -> Iterator[tuple[tuple[str, str], str]]:
    for ids, words in said:
        for one, two in combinations(sorted(set(ids)), 2):
            yield (one, two), words
