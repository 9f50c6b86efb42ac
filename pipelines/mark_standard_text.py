"""Stage 7: the employer's recurring text is marked, not deleted (facts were read before)."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawlers.feed.attach import store_of
from crawlers.feed.store import Store
from crawlers.posting import RawPosting
from crawlers.text.standard import employer_key, mark, sentences, shipped


class MarkStandardText:
    """Sets `standard` on blocks of known sentences: those shipped with the program, and those the store saw on other postings of
    the employer. What this posting says is taught to the store, which believes it once the run is published."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store
        self._known: dict[str, frozenset[int]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(store_of(crawler))

    def process_item(self, item: RawPosting) -> RawPosting:
        said = item.said.get("organization")
        employer = employer_key(said[0].raw if said else None)
        known = self._recurring(employer)
        if self.store is not None and employer:
            blocks = [b for s in item.sections for b in s.blocks]
            self.store.learn_sentences(employer, item.key, (each for b in blocks for each in sentences(b.text)))
        if known:
            item.sections = mark(item.sections, known)
        return item

    def _recurring(self, employer: str) -> frozenset[int]:
        """Asked once a run and employer: the store answers from earlier runs only."""
        if employer not in self._known:
            learned = self.store.recurring_sentences(employer) if self.store is not None and employer else ()
            self._known[employer] = shipped(employer).union(learned)
        return self._known[employer]
