"""What became of each posting of a walk: every key that the list named, in exactly one class, so that nothing is lost
unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawlers.ledger import Ledger

ON_PURPOSE = frozenset({"duplicate"})
"""Codes of dropped items that are no fault: their posting is in the feed under another id."""

CLOSED = frozenset({"closed_notice", "expired_notice", "gone"})
"""Codes of dropped items whose page says that the posting is no more."""


@dataclass(slots=True)
class Account:
    """listed = read + unchanged + dropped + rejected + gone + given_up + lost; by key, with the reason where there is one."""

    read: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)
    dropped: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)

    def present(self) -> set[str]:
        """The postings that are on the list and can be read."""
        return self.read | self.unchanged

    def seen(self) -> set[str]:
        """The postings that are on the list and may be open, read or not. What was dropped on purpose is another's second
        address."""
        return self.present() | self.rejected.keys() | self.given_up.keys() | self.lost.keys()

    def listed(self) -> int:
        """How many the list named."""
        return sum(map(len, (self.read, self.unchanged, self.dropped, self.rejected, self.gone, self.given_up, self.lost)))


def account(ledger: Ledger, read: Iterable[str], known: Iterable[str], rejects: Mapping[str, Mapping[str, Any]]) -> Account:
    """Sorts the keys. read: the keys whose posting came through. known: the keys of the last good run. rejects: by key, the
    items that did not come through, with `kind` (dropped, lost) and `reason`."""
    found = Account(read=set(read))
    left = (ledger.listed.keys() | rejects.keys() | ledger.gone.keys() | ledger.given_up.keys()) - found.read
    known = set(known)
    for key in sorted(left):
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
        elif key in ledger.given_up:
            found.given_up[key] = ledger.given_up[key]
        elif key in ledger.not_modified and key in known:
            found.unchanged.add(key)
        else:
            found.lost[key] = "lost: the crawl never said what became of it"
    return found
