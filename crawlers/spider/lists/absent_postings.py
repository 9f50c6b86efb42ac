"""Known postings that the list does not name: each is asked for by its own page, to decide whether
the list is right.

A list that is empty, or gives fewer postings than it states, may be broken. The page of each known
posting that it leaves out shows it: the page is there, or it is gone. An empty list is believed if
all pages are gone on two nights, or if it was empty in the last good run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scrapy import Request

from crawlers.contract.ledger import SOFT_404
from crawlers.spider.lists.listing import Listing
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.site import WalkedSite

MAX_ASKED = 50
"""The most postings whose pages are asked for in place of a list (docs/feed.md)."""


class AbsentPostings:
    """Asks for the known open postings that a walk did not list. address_of: gives the address that
    a posting's page is asked at, from its key and the address that it is known by."""

    def __init__(
        self,
        site: WalkedSite,
        outcomes: Outcomes,
        listing: Listing,
        address_of: Callable[[str, str], str],
    ) -> None:
        self._site, self._outcomes, self._listing = site, outcomes, listing
        self._address_of = address_of
        self._asked: list[str] = []
        self._instead_of_list = False
        self._beside_list = False

    def keys(self) -> list[str]:
        """Return the keys of the known open postings that the walk did not list; one more than
        MAX_ASKED where there are too many to ask."""
        listed, found = self._site.ledger.listed, []
        for key, known in self._site.known.items():
            if known.is_open and key not in listed and not known.done:
                found.append(key)
                if len(found) > MAX_ASKED:
                    break
        return found

    def ask(self, keys: list[str]) -> Iterator[Request]:
        """Yield the request for the page of each."""
        self._asked = keys
        for key in keys:
            known = self._site.known[key].url or ""
            yield from self._listing.list_posting(key, self._address_of(key, known))

    def ask_beside_list(self, reason: str) -> Iterator[Request]:
        """Ask for all known postings that a doubtful list does not name, where they are few; else
        the list failed. reason: why it is not believed."""
        keys = self.keys()
        if len(keys) > MAX_ASKED:
            self._outcomes.fail_list("", reason)
            return
        self._outcomes.count("absent_asked")
        self._beside_list = True
        yield from self.ask(keys)

    def decide_empty(self, reason: str = "no_postings") -> Iterator[Request]:
        """Ask for all known postings where the list has none; `conclude` says what comes of it.
        reason: of the list failure where none is known."""
        ledger = self._site.ledger
        if self._site.list_before.accepts_empty:
            ledger.verified_empty, ledger.proof = True, "accepted"
            return
        if self._site.list_before.was_empty:
            ledger.verified_empty, ledger.proof = True, "asked_each"
            return
        keys = self.keys()
        if not 0 < len(keys) <= MAX_ASKED:
            self._outcomes.fail_list("", "no_postings" if keys else reason)
            return
        self._instead_of_list = True
        yield from self.ask(keys)

    def conclude(self) -> None:
        """Say, once all answers are in, whether the empty list is proved, or what a doubtful one
        left out."""
        if self._beside_list:
            self._conclude_beside_list()
        if not self._instead_of_list:
            return
        ledger = self._site.ledger
        # what a site says on every page while it is broken proves no empty list
        ledger.gone_all = all(ledger.gone.get(key) not in (None, SOFT_404) for key in self._asked)
        if not ledger.gone_all:
            self._outcomes.fail_list("", "no_postings")
        elif self._site.list_before.was_gone:  # guard: empty on two nights
            ledger.verified_empty, ledger.proof = True, "asked_each"
        else:
            self._outcomes.fail_list("", "empty_once")

    def _conclude_beside_list(self) -> None:
        """A list that left out postings which are there is wrong: the next run compares its own
        with the one before. A page that could not be read says nothing."""
        ledger = self._site.ledger
        unread = (ledger.gone, ledger.given_up)
        ledger.unlisted = sum(not any(key in each for each in unread) for key in self._asked)
        if ledger.unlisted:  # guard: lists that were refuted
            ledger.shape = self._site.list_before.shape
