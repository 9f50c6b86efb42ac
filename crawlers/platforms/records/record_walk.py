"""The walk over a list of records, and how it proves that it was complete.

The list states a total and gave as many different ids (`stated_total`); it came in one call
(`one_call`); its last page was reached (`last_page`). A total that is not stated proves nothing: a
list without postings is believed where it states the number 0, or else where the page of each known
posting is gone on two nights (crawlers.spider.lists.absent_postings). One that states more and
gives none contradicts itself: it is never believed, whatever those pages answer. Where a list gives
fewer ids than it states, it is walked again. If that brings none that is new, the total is
overstated (or postings are left out of it): then every posting that is known but was not listed is
asked for by itself, and without such knowledge the walk does not count as complete. The same is
done where a list without a total lost pages: a token that leads nowhere, a page that repeats
another or is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from crawlers.contract.ledger import Proof
from crawlers.contract.on_disk import OnDisk
from crawlers.platforms.records.record_pages import RecordPages
from crawlers.spider.lists.absent_postings import MAX_ASKED, AbsentPostings
from crawlers.spider.lists.listing import Listing
from crawlers.spider.lists.open_lists import OpenLists
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_budget import PageBudget
from crawlers.spider.site import WalkedSite

if TYPE_CHECKING:
    from scrapy import Request

ROUNDS = 3
"""How often a list that gives fewer ids than it states is walked. Set by hand."""
_NO_BOARD = {"http_404": "unknown_board", "http_410": "unknown_board"}
"""A list that is not there is a board that is not there."""


class WalkedBoard(WalkedSite, Protocol):
    """The side of ApiSpider that the walk knows."""

    listing: Listing

    @property
    def board(self) -> str: ...
    @property
    def proof_without_total(self) -> Proof: ...
    @property
    def list_url(self) -> str: ...
    @property
    def detail_url(self) -> str: ...
    @property
    def has_pages(self) -> bool: ...
    @property
    def zero_is_proof(self) -> bool: ...
    @property
    def asks_absent(self) -> bool: ...

    def first_pages(self) -> Iterator[Request]: ...
    def page_address(self, key: str, known: str) -> str: ...


class RecordWalk:
    """Walks the list of a board until it is complete, or cannot be."""

    def __init__(self, board: WalkedBoard, outcomes: Outcomes, budget: PageBudget) -> None:
        self.lists = OpenLists(outcomes, budget, self.end, renamed=_NO_BOARD)
        self.absent = AbsentPostings(board, outcomes, board.listing, board.page_address)
        self._board = board
        self._outcomes = outcomes
        self._round = 1
        self._listed_before = 0
        self._seen: OnDisk[None] = OnDisk()  # keys that this round has seen
        self._seen_before = 0
        self._pages = RecordPages(board.list_url)

    def begin(self) -> Iterable[Request]:
        """Return the first requests."""
        self._board.ledger.of_records = True
        if not self._board.board:
            self._outcomes.fail_list("", "no_board")
            return []
        return [*self._board.first_pages()]

    def admit(self, url: str, body: object) -> bool:
        """Count a page of the list that is to be asked for. Return False where this round has asked
        for it already, or the budget is spent."""
        return self.lists.admit(f"{self._round} {url} {body}", url)

    def begin_page(self) -> None:
        """Note that a page of the list is about to be read."""
        self._seen_before = len(self._seen)
        self._pages.begin()

    def see(self, key: str) -> None:
        """Note a posting that the list names."""
        self._pages.see(key, key not in self._seen)
        self._seen[key] = None

    @property
    def brought_new(self) -> bool:
        """Whether the page that is being read has brought postings that this round had not seen."""
        return len(self._seen) > self._seen_before

    def end(self) -> Iterator[Request]:
        """Say whether the list was complete; walk it again where it may not have been."""
        board, ledger = self._board, self._board.ledger
        stated = ledger.stated_total
        if ledger.list_failures:
            return
        if not ledger.listed:
            yield from self._end_empty()
        elif stated == 0:
            # it gives postings, and states that it has none
            self._outcomes.fail_list("", "changed_payload")
        elif stated is None and board.asks_absent:
            yield from self._ask_unlisted()
        elif stated is None:
            yield from self._end_without_total()
        # guard: a total that is stated
        elif len(ledger.listed) >= stated:
            ledger.proof = "stated_total"
        elif board.list_before.accepts_list:
            ledger.proof, ledger.stated_total = board.proof_without_total, None
        elif board.proof_without_total == "one_call":
            self._outcomes.fail_list("", "fewer_than_stated")
        else:
            yield from self._fewer_than_stated()

    def _end_empty(self) -> Iterator[Request]:
        """Say whether a list without postings is right."""
        board, ledger, before = self._board, self._board.ledger, self._board.list_before
        if ledger.stated_total and not (before.accepts_list or before.accepts_empty):
            # guard: a total above nothing
            self._outcomes.fail_list("", "fewer_than_stated")
        elif ledger.verified_empty:
            ledger.proof = board.proof_without_total
        else:
            is_known = board.zero_is_proof or ledger.stated_total != 0
            ledger.stated_total = None  # above nothing, a person has refuted it
            yield from self.absent.decide_empty("no_postings" if is_known else "unknown_board")

    def _end_without_total(self) -> Iterator[Request]:
        """Say that the list was complete. Where it may have lost pages, each known posting that is
        missing is asked for; where the postings have no page that can be read, nothing is proved,
        and the next run compares its list with that of the last good one."""
        board, ledger, before = self._board, self._board.ledger, self._board.list_before
        ledger.shape = self._pages.shape()
        doubt = "" if before.accepts_list else self._pages.doubt(before.shape)
        if doubt and not board.has_pages:
            ledger.shape = before.shape
        else:
            ledger.proof = board.proof_without_total
            if doubt:
                yield from self.absent.ask_beside_list(doubt)

    def _ask_unlisted(self) -> Iterator[Request]:
        """Ask for each posting that is known and that the list, which may lack some, did not name;
        more than can be asked for leave the list without a proof."""
        keys = self.absent.keys()
        if len(keys) <= MAX_ASKED:
            yield from self.absent.ask(keys)
            self._board.ledger.proof = self._board.proof_without_total

    def _fewer_than_stated(self) -> Iterator[Request]:
        """Walk the list again while it grows; then ask for what it lacks, or count it as failed."""
        listed = len(self._board.ledger.listed)
        grown, self._listed_before = listed > self._listed_before, listed
        if not grown:
            self._outcomes.count("total_overstated")
            yield from self._ask_absent()
        elif self._round < ROUNDS:
            self._round += 1
            self._seen, self._pages = OnDisk(), RecordPages(self._board.list_url)
            self._board.ledger.stated_total = None  # it may have changed with the list
            yield from self._board.first_pages()
        else:
            self._outcomes.fail_list("", "fewer_than_stated")

    def _ask_absent(self) -> Iterator[Request]:
        """Ask for each posting that is known and was not listed; then what became of every one of
        them is known."""
        board, ledger = self._board, self._board.ledger
        keys = self.absent.keys()
        if not board.detail_url or len(keys) > MAX_ASKED:
            return
        yield from self.absent.ask(keys)
        if board.known:
            # the statement is refuted
            ledger.proof, ledger.stated_total = "last_page", None
