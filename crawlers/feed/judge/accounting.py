"""What became of each posting of a walk: every key that the list named, in exactly one class, so
that nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from crawlers.contract.ledger import Ledger

ON_PURPOSE = frozenset({"duplicate"})
"""Codes of dropped items that are no fault: their posting is in the feed under another id."""

CLOSED = frozenset({"closed_notice", "gone"})
"""Codes of dropped items whose page says that the posting is no more."""


@dataclass(slots=True)
class Account:
    """listed = read + unchanged + dropped + rejected + gone + given_up + lost; by key, with the
    reason where there is one. unchanged may be the ledger's own set: of a large feed it is nearly
    all."""

    read: set[str] = field(default_factory=set)
    unchanged: Set[str] = field(default_factory=set)
    dropped: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)

    def present(self, key: str) -> bool:
        """Whether a posting is on the list and can be read."""
        return key in self.unchanged or key in self.read

    def count(self) -> int:
        """How many are present."""
        return len(self.read) + len(self.unchanged)

    def unread(self) -> Iterable[str]:
        """The postings that are on the list and could not be read, but may be open. What was
        dropped on purpose is another's second address."""
        return chain(self.rejected, self.given_up, self.lost)

    def seen(self, key: str) -> bool:
        """Whether a posting is on the list and may be open, read or not."""
        return self.present(key) or key in self.rejected or key in self.given_up or key in self.lost

    def lose(self, keys: Iterable[str]) -> None:
        """Takes in keys of which the crawl never said what became of them."""
        self.lost |= dict.fromkeys(sorted(keys), "lost: the crawl never said what became of it")

    def listed(self) -> int:
        """How many the list named."""
        return sum(
            map(
                len,
                (
                    self.read,
                    self.unchanged,
                    self.dropped,
                    self.rejected,
                    self.gone,
                    self.given_up,
                    self.lost,
                ),
            )
        )


def account(
    ledger: Ledger, read: Iterable[str], rejects: Mapping[str, Mapping[str, Any]]
) -> Account:
    """Sorts the keys. read: the keys whose posting came through. rejects: by key, the items that
    did not come through, with `kind` (dropped, lost) and `reason`. That what is `unchanged` was
    known is left to be seen."""
    found = Account(read=set(read))
    settled = {*found.read, *rejects, *ledger.gone, *ledger.given_up}
    listed = ledger.listed
    found.unchanged = ledger.not_modified
    if not (
        settled.isdisjoint(found.unchanged)
        and sum(map(found.unchanged.__contains__, listed)) == len(found.unchanged)
    ):
        found.unchanged = {key for key in found.unchanged if key in listed and key not in settled}
    for key in sorted(settled - found.read):
        item = rejects.get(key, {})
        code = str(item.get("reason", "")).partition(":")[0]
        if code in ON_PURPOSE:
            found.dropped[key] = item["reason"]
        elif code in CLOSED:
            found.gone[key] = item["reason"]
        elif item:
            (found.lost if item["kind"] == "lost" else found.rejected)[key] = item["reason"]
        elif key in ledger.gone:
            found.gone[key] = ledger.gone[key]
        else:
            found.given_up[key] = ledger.given_up[key]
    found.lose(key for key in listed if key not in found.unchanged and key not in settled)
    return found
