"""The list pages of a walk: each is asked for once, and the last to be settled ends the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import CloseSpider

from crawlers.net.reasons import BadAnswer, why
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_budget import PageBudget

if TYPE_CHECKING:
    from twisted.python.failure import Failure


class OpenLists:
    """Counts the list pages that were asked for and are not settled yet.

    at_end: gives the requests that follow when all are settled. renamed: reasons of failures that
    have another name on this site ({"http_404": "unknown_board"}) before the list has named a
    posting.
    """

    def __init__(
        self,
        outcomes: Outcomes,
        budget: PageBudget,
        at_end: Callable[[], Iterable[Request]],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        self.open = 0
        self._outcomes = outcomes
        self._budget = budget
        self._at_end = at_end
        self._renamed = renamed or {}
        self._asked: set[str] = set()

    def was_asked(self, mark: str) -> bool:
        """Return whether a page was asked for."""
        return mark in self._asked

    def admit(self, mark: str, url: str) -> bool:
        """Count a page that is to be asked for. Return False where it was asked for already, or the
        budget is spent. mark: what tells the page from others."""
        if mark in self._asked or not self._budget.allows(url):
            return False
        self._asked.add(mark)
        self.open += 1
        return True

    def settle(self, url: str, requests: Iterable[Request]) -> Iterator[Request]:
        """Read a list page. Whatever goes wrong with it is a list failure with a name."""
        try:
            yield from requests
        except CloseSpider:
            raise
        except BadAnswer as error:
            self._outcomes.fail_list(url, str(error))
        except Exception as error:
            self._outcomes.fail_list(url, f"error_{type(error).__name__}")
            self._outcomes.report(error, url)
        self._outcomes.count("list_pages")
        self.open -= 1
        if self.open == 0:
            yield from self._at_end()

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Settle a list page that could not be fetched."""
        url = failure.request.url  # type: ignore[attr-defined]  # Scrapy sets it
        reason = why(failure.value)
        renamed = {} if self._outcomes.ledger.listed else self._renamed
        self._outcomes.fail_list(url, renamed.get(reason, reason))
        yield from self.settle(url, ())
