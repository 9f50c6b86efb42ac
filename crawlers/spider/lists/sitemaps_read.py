"""The sitemaps of one walk, held against those of the last good run: which ones were lost."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from crawlers.contract.list_shape import ListShape


@dataclass(slots=True)
class SitemapsRead:
    """What the sitemaps of a walk were like.

    empty: the addresses of those that named nothing, or were answered by another one. unended:
    those of text sitemaps whose last line does not end. contents: a number for the postings of each
    that names some; two that name the same have one.
    """

    empty: set[str] = field(default_factory=set)
    unended: set[str] = field(default_factory=set)
    contents: set[int] = field(default_factory=set)

    def add(self, postings: Set[str]) -> None:
        """Take in the keys of the postings that a sitemap names."""
        if postings:
            self.contents.add(hash(frozenset(postings)))

    def shape(self) -> ListShape:
        """Return how the sitemaps looked, for the next run."""
        return ListShape(
            sitemaps=len(self.contents),
            unended_sitemaps=tuple(sorted(self.unended)),
            empty_sitemaps=tuple(sorted(self.empty)),
        )

    def lost_some_since(self, before: ListShape) -> bool:
        """Return whether one names nothing that did not do so before, or fewer of them name
        postings of their own: an index may have lost one, or a server gives one in place of
        another. Parts that are only renamed are as many as before."""
        # guard: sitemaps that were lost
        is_lost = len(self.contents) < before.sitemaps
        # guard: sitemaps without entries
        names_nothing = bool(self.empty - {*before.empty_sitemaps})
        return names_nothing or is_lost
