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

    def note(self, chain: str, key: str) -> bool:
        """Count a posting that a list page of the chain names. Return whether it is the first to
        name it."""
        if (seen := f"{chain} {key}") in self._seen:
            return False
        self._seen[seen] = None
        self._named[chain] += 1
        return True

    def named(self, chain: str) -> int:
        """Return how many postings the chain has named."""
        return self._named[chain]
