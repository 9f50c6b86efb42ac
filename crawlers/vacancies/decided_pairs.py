"""The pairs of postings that a person decided on, whatever the rules say: the lists `same` and
`not_same` of corrections.yaml (crawlers.feed.run.corrections)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

Entry = tuple[tuple[str, ...], str]
"""Two or more ids, and who says so and why."""


@dataclass(frozen=True, slots=True)
class DecidedPairs:
    """By two ids in order, who said so and why: of one vacancy (same), and of two (not_same)."""

    same: dict[tuple[str, str], str]
    not_same: dict[tuple[str, str], str]

    def packed(self) -> str:
        """Return all of them as one text, to see whether any changed."""
        return repr((sorted(self.same.items()), sorted(self.not_same.items())))

    def ids(self) -> set[str]:
        """Return the postings that they name."""
        return {each for pair in (*self.same, *self.not_same) for each in pair}


def decided_pairs(same: Iterable[Entry], not_same: Iterable[Entry]) -> DecidedPairs:
    """Return the pairs of lists of ids. Each entry: two or more ids, and who says so and why."""
    return DecidedPairs(dict(_pairs(same)), dict(_pairs(not_same)))


def _pairs(entries: Iterable[Entry]) -> Iterator[tuple[tuple[str, str], str]]:
    for ids, who_and_why in entries:
        for one, two in combinations(sorted(set(ids)), 2):
            yield (one, two), who_and_why
