"""The outcome of each posting that a walk listed: every key in exactly one class, so that no
posting is lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from crawlers.contract.ledger import OVER_BUDGET, ROBOTS_FORBIDDEN, Ledger

UNFIT = frozenset({"bad_id"})
"""Codes of postings that were given up for what the list says of them: rejected, not unread."""

CLOSED = frozenset({"closed_notice", "gone"})
"""Codes of dropped items whose page says that the posting is closed."""


@dataclass(slots=True)
class ListedPostings:
    """The keys that the list named, by what became of them; with the reason where there is one.

    listed = read + unchanged + rejected + gone + given_up + lost. unchanged may be the
    ledger's own set, which is not copied: in a large feed it holds nearly every key. mixed_up:
    those of `read` whose page gave another posting (crawlers.feed.judge.mixed_up).
    """

    read: set[str] = field(default_factory=set)
    unchanged: Set[str] = field(default_factory=set)
    rejected: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    mixed_up: set[str] = field(default_factory=set)

    def is_present(self, key: str) -> bool:
        """Return whether a posting is on the list and can be read."""
        return key in self.unchanged or key in self.read

    def count_present(self) -> int:
        """Return how many postings are present."""
        return len(self.read) + len(self.unchanged)

    def may_be_open(self, key: str) -> bool:
        """Return whether a posting is on the list and may be open, whatever became of its page."""
        # guard: what was dropped was seen
        unread = (self.rejected, self.given_up, self.lost)
        return self.is_present(key) or any(key in each for each in unread)

    def mark_lost(self, keys: Iterable[str]) -> None:
        """Add keys whose outcome the crawl never reported."""
        self.lost |= dict.fromkeys(sorted(keys), "lost: the crawl never reported its outcome")

    def count_given_up_as(self, reason: str) -> int:
        """Return how many were given up for a reason."""
        return sum(each == reason for each in self.given_up.values())

    def asked_in_vain(self) -> set[str]:
        """Return the keys of those given up whose page was to be asked for: robots.txt allows it,
        and the page budget was not spent."""
        not_asked = (OVER_BUDGET, ROBOTS_FORBIDDEN)
        return {key for key, reason in self.given_up.items() if reason not in not_asked}

    def given_up_as(self) -> str:
        """Return the most frequent reason of those asked for in vain; "" where none was."""
        counts = Counter(self.given_up[key] for key in self.asked_in_vain())
        return min(counts, key=lambda reason: (-counts[reason], reason), default="")

    def count_listed(self) -> int:
        """Return how many postings the list named."""
        unread = (self.rejected, self.gone, self.given_up, self.lost)
        return self.count_present() + sum(map(len, unread))


def classify_listed(
    ledger: Ledger, read: Iterable[str], rejects: Mapping[str, Mapping[str, Any]]
) -> ListedPostings:
    """Return every listed key in its class.

    read: the keys whose posting was read. rejects: by key, the items that were dropped or lost,
    with `kind` (dropped, lost) and `reason`. Whether a posting that is `unchanged` was known is for
    the caller to check.
    """
    found = ListedPostings(read=set(read))
    classified = {*found.read, *rejects, *ledger.gone, *ledger.given_up}
    found.unchanged = _unchanged(ledger, classified)
    for key in sorted(classified - found.read):
        name, reason = _class_of_unread(key, ledger, rejects.get(key, {}))
        getattr(found, name)[key] = reason
    found.mark_lost(
        key for key in ledger.listed if key not in found.unchanged and key not in classified
    )
    return found


def _unchanged(ledger: Ledger, classified: Set[str]) -> Set[str]:
    """Return the keys that the list shows unchanged; the ledger's own set where all of them are
    listed and in no other class, as they nearly always are."""
    unchanged = ledger.not_modified
    if classified.isdisjoint(unchanged):
        listed = sum(map(unchanged.__contains__, ledger.listed))
        if listed == len(unchanged):
            return unchanged
    return {key for key in unchanged if key in ledger.listed and key not in classified}


def _class_of_unread(key: str, ledger: Ledger, item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the class of a posting that was not read, and why. item: its reject, or empty."""
    if item:
        code = str(item.get("reason", "")).partition(":")[0]
        if code in CLOSED:
            return "gone", item["reason"]
        return "lost" if item["kind"] == "lost" else "rejected", item["reason"]
    if key in ledger.gone:
        return "gone", ledger.gone[key]
    reason = ledger.given_up[key]
    return "rejected" if reason.partition(":")[0] in UNFIT else "given_up", reason
