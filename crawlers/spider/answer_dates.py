"""The clocks of the servers that answer, held against ours: a clock that is ahead would close
postings by their deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy.http import Response

from crawlers.contract.ledger import Ledger

A_DAY = timedelta(days=1)
"""How far off a `Date` may be: clocks are set to the minute, and zones are mixed up by hours."""


class AnswerDates:
    """Counts the answers whose `Date` (RFC 9110, 6.6.1) agrees with our clock. A cache sends the
    `Date` of the answer that it keeps, and its `Age` in seconds (RFC 9111, 5.1).

    clock: gives the time that the run uses as "now". machine: gives that of the machine. A run
    whose "now" was given by hand (`--as-of`) agrees with a site that lives by the machine's clock.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Callable[[], datetime],
        machine: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ledger, self._clock, self._machine = ledger, clock, machine

    def received(self, response: Response, **_: Any) -> None:
        """Note one answer; one without a date, or with one that is none, says nothing."""
        date = stated_time(response)
        if date is None:
            return
        if min(abs(clock() - date) for clock in (self._clock, self._machine)) <= A_DAY:
            self._ledger.dates_near += 1
        else:
            self._ledger.dates_far += 1


def stated_time(response: Response) -> datetime | None:
    """Return the time at which an answer left its server and its caches, in UTC; None where it
    does not state one."""
    try:
        date = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
        age = timedelta(seconds=int(response.headers.get("Age") or 0))
        return (date.replace(tzinfo=UTC) if date.tzinfo is None else date) + age
    except (ValueError, TypeError, OverflowError):
        return None
