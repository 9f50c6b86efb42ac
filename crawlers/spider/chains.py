"""How many postings each chain of list pages has named, so that a chain that goes in circles is
noticed."""

from __future__ import annotations

from collections import Counter

from crawlers.contract.on_disk import OnDisk


class Chains:
    """Counts each posting once for its chain. A chain is named by the address it began with."""

    def __init__(self) -> None:
        self._seen: OnDisk[None] = OnDisk()  # chain and key
        self._named: Counter[str] = Counter()

    def note(self, chain: str, key: str) -> None:
        """Count a posting that a list page of the chain names."""
        if (seen := f"{chain} {key}") not in self._seen:
            self._seen[seen] = None
            self._named[chain] += 1

    def named(self, chain: str) -> int:
        """Return how many postings the chain has named."""
        return self._named[chain]
