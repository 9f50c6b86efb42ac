"""How many pages one run may ask for."""

from __future__ import annotations

from collections.abc import Callable

LISTED_FOR_EACH = 5
"""Postings that are listed for each page that the budget allows; a list that names more has no end.
Set by hand."""


class PageBudget:
    """Counts the pages that are asked for, and says once when there are too many.

    limit: gives the most pages of the run. at_end: called with the address that is one too many.
    """

    def __init__(self, limit: Callable[[], int], at_end: Callable[[str], None]) -> None:
        self._limit = limit
        self._at_end = at_end
        self._asked = 0
        self._postings = 0

    def allows(self, url: str) -> bool:
        """Count a list page that is about to be asked for; return whether it is within the
        budget. One that is not leaves the list unfinished, which is said once."""
        limit = self._limit()
        self._asked += 1
        if self._asked == limit + 1:
            self._at_end(url)
        return self._asked <= limit  # guard: page budget

    def allows_posting(self, while_listing: bool = False) -> bool:
        """Count the page of a posting if it is within the budget; return whether it is. A posting
        that is not waits for another run. while_listing: half of the budget is for the list."""
        limit = self._limit()
        allowed = self._postings < limit // 2 if while_listing else True
        if not allowed or self._asked >= limit:  # guard: page budget for postings
            return False
        self._asked += 1
        self._postings += 1
        return True

    def allows_listing(self, url: str, listed: int) -> bool:
        """Return whether one more posting may be listed; a list without an end ends the budget."""
        limit = self._limit()
        if listed < LISTED_FOR_EACH * limit:
            return True
        if self._asked <= limit:  # otherwise it has been said already
            self._asked = limit + 1
            self._at_end(url)
        return False
