"""Stage 7: the employer's recurring text is marked, not deleted (facts were read before)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from crawlers.posting import RawPosting
from crawlers.text.standard import employer_key, mark, shipped


class MarkStandardText:
    """Sets `standard` on blocks of known sentences: those shipped with the program and those learned in the store.

    recurring: gives the fingerprints learned for an employer's key; none without a store.
    """

    def __init__(self, recurring: Callable[[str], Collection[str]] | None = None) -> None:
        self.recurring = recurring

    def process_item(self, item: RawPosting) -> RawPosting:
        said = item.said.get("organization")
        employer = employer_key(said[0].raw if said else None)
        known = set(shipped(employer))
        if self.recurring is not None:
            known.update(self.recurring(employer))
        if known:
            item.sections = mark(item.sections, known)
        return item
