"""The ledger of a walk: what a site's list named, and what became of each posting.

The spider writes the first half (what was listed, whether the list was complete, what each page
answered), the feed the second (what was published, rejected, lost). The gate reads both:
listed = published + unchanged + rejected + gone + given up + lost.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from crawlers.contract.list_shape import ListShape
from crawlers.contract.on_disk import OnDisk

Proof = Literal[
    "stated_total",
    "last_page",
    "sitemap_exhausted",
    "one_call",
    "links_exhausted",
    "saved_pages",
    "asked_each",
    "accepted",
]
"""`asked_each`: the list is empty, and the page of each known posting was gone on two nights.
`accepted`: the list is empty, and the operator says that it is (`--accept-empty`)."""

OVER_BUDGET = "page_budget"
"""The reason of postings that were not asked for because the run had no more pages to ask for: they
wait for the next run."""

ROBOTS_FORBIDDEN = "robots_forbidden"
"""The reason of postings that were not asked for because robots.txt forbids their pages: no fault
of the site."""

SOFT_404 = "soft_404"
"""The reason of a page that was found and says that there is none: gone, if a second night finds
the same."""

OFFLINE = "No host could be reached; is this machine offline?"
"""What is said where no request of a command reached a host."""

_SETS = ("not_modified", "revalidated")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came with a page that was read.

    at: when it was fetched, RFC 3339 with Z; None for a saved page whose day is not known. etag,
    last_modified: the validators of the answer, as sent. lastmod: as in Ledger. answer: the
    fingerprint of the answer, None for a saved page and where it has none.
    """

    at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    lastmod: str | None = None
    answer: str | None = None


@dataclass(slots=True)
class Ledger:
    """What one walk of one site saw.

    The list. listed: by posting key, the address the list gave. lastmod: by posting key, what the
    list gave for its last change: a date as printed, or the fingerprint of its card. proof: how the
    walk knows that the list was complete, None while it does not. list_failures: address and reason
    of each list page that failed. stated_total: the total the site itself states. shape: how the
    list pages looked, for the next run. unlisted: known postings that a doubtful list left out and
    whose page is there. verified_empty: the site itself says that it has no postings. gone_all: the
    list gave no posting, and the page of each known one was gone. list_says: what a list page
    without a posting shows, in sentences. of_records: the list is one of records, which no
    declaration of addresses can correct.

    What became of each posting, by key. fetched: what came with the page that was read; once its
    posting is in the journal, kept has the key instead. gone: the page answered 404 or 410 or says
    that there is none or that the posting is closed, with the reason. given_up: the page could not
    be fetched or read, with the reason. not_modified: the page answered 304 or what the same code
    has read before, or the list shows no change. revalidated: those of them whose page answered.

    The site. asked: how many posting pages were asked for. robots_unsettled: robots.txt could not
    be fetched, so its host was not crawled; robots_reason: why. no_host: every request failed
    before it reached a host. dates_near, dates_far: answers whose `Date` is within a day of our
    clock, and answers whose is not.

    Of the postings that a walk names, memory holds what is in flight, what failed, and the keys of
    those that are unchanged."""

    listed: MutableMapping[str, str] = field(default_factory=OnDisk)
    lastmod: MutableMapping[str, str] = field(default_factory=OnDisk)
    proof: Proof | None = None
    stated_total: int | None = None
    list_failures: list[tuple[str, str]] = field(default_factory=list)
    fetched: dict[str, Fetched] = field(default_factory=dict)
    kept: MutableMapping[str, None] = field(default_factory=OnDisk)
    gone: dict[str, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    not_modified: set[str] = field(default_factory=set)
    revalidated: set[str] = field(default_factory=set)
    asked: int = 0
    verified_empty: bool = False
    robots_unsettled: bool = False
    gone_all: bool = False
    shape: ListShape | None = None
    unlisted: int = 0
    no_host: bool = False
    robots_reason: str = ""
    list_says: str = ""
    of_records: bool = False
    dates_near: int = 0
    dates_far: int = 0

    @property
    def clock_is_off(self) -> bool:
        """Whether the answers contradict our clock: most of their dates are over a day off."""
        return self.dates_far > self.dates_near  # guard: the clock of the answers

    def keep(self, key: str) -> None:
        """Note that a posting is in the journal, with what came with its page."""
        self.fetched.pop(key, None)
        self.kept[key] = None

    def was_read(self, key: str) -> bool:
        """Return whether the page of a posting was read."""
        return key in self.fetched or key in self.kept

    def as_json(self) -> dict[str, Any]:
        """Return what the walk saw as JSON values, without what came with single pages."""
        said = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.name not in ("fetched", "kept")
        }
        maps = {name: dict(value) for name, value in said.items() if isinstance(value, Mapping)}
        sets = {name: sorted(said[name]) for name in _SETS}
        shape = self.shape.as_dict() if self.shape else None
        return {**said, **maps, **sets, "shape": shape}

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Ledger:
        """Return the ledger that `as_json` gave. Raise KeyError or TypeError where it is none."""
        failures = [(url, reason) for url, reason in said["list_failures"]]
        sets = {name: set(said[name]) for name in _SETS}
        shape = ListShape.of(said["shape"]) if said["shape"] else None
        return cls(**said | sets | {"list_failures": failures, "shape": shape})

    @property
    def complete(self) -> bool:
        """Whether every list page was read and the walk can say that it saw the whole list."""
        return self.proof is not None and not self.list_failures and not self.robots_unsettled
