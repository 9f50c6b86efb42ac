"""Patience: a host that says 429 or 503 is left alone for as long as it asks, then asked one page
at a time.

Stock Scrapy retries at once. Retry-After is read in both its forms (RFC 9110 10.2.3); without one
the wait doubles from JOBWIRE_BACKOFF. All waits on one host together never exceed JOBWIRE_PATIENCE:
then the source is parked for this run, and what is left of it is given up by name. A 403 counts
too where it has a Retry-After: many sites answer so to whom they throttle.
"""

from __future__ import annotations

import logging
import math
import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from crawlers.net.reasons import Refused

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

_ASKS_TO_WAIT = (429, 503)
"""Statuses that ask to wait, with a Retry-After or without."""
_MAY_ASK_TO_WAIT = (403,)
"""Statuses that ask to wait only where they have a Retry-After."""
_MOST_DOUBLINGS = 20
"""Of the wait without Retry-After: ten seconds are four months by then."""
_FAR_YEAR = re.compile(r"\b\d{1,2}[ -][A-Za-z]{3}[ -]\d{5,}\b")
"""A day of a year that no `datetime` can hold: `Fri, 31 Dec 10000`."""


@dataclass(slots=True)
class _Host:
    """refusals: in a row. until: when the present wait ends (monotonic seconds). waited: seconds in
    all. parked: why, or ""."""

    refusals: int = 0
    until: float = 0.0
    waited: float = 0.0
    parked: str = ""


class Patience:
    """Downloader middleware. It listens to `response_downloaded`, because the next request leaves
    the queue right after it."""

    def __init__(self, crawler: Crawler, backoff: float, patience: float) -> None:
        self.crawler = crawler
        self.backoff = backoff
        self.patience = patience
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(
            crawler,
            crawler.settings.getfloat("JOBWIRE_BACKOFF", 10.0),
            crawler.settings.getfloat("JOBWIRE_PATIENCE", 3600.0),
        )
        crawler.signals.connect(made.response_downloaded, signals.response_downloaded)
        return made

    def process_request(self, request: Request) -> None:
        """Raise Refused (`parked`) for a host that asked for more patience than there is."""
        assert self.crawler.engine is not None
        host = self._hosts.get(self.crawler.engine.downloader.get_slot_key(request))
        if host is not None and host.parked:
            raise Refused("parked", host.parked)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Make the host of an answer wait where that asks for it, and park it once all waits
        together are longer than the patience."""
        key = request.meta["download_slot"]
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if not _asks_to_wait(response.status, asked):
            if key in self._hosts:
                self._hosts[key].refusals = 0
            return
        host = self._hosts.setdefault(key, _Host())
        now = monotonic()
        if now < host.until and asked is None:
            return  # it was on its way when the wait began
        doubled = self.backoff * 2 ** min(host.refusals, _MOST_DOUBLINGS)
        wait = max(doubled, asked or 0.0)  # guard: waits without Retry-After double
        # so that two crawlers that were stopped together do not come back together
        wait *= 1 + random.uniform(0.0, 0.1)
        host.refusals += now >= host.until
        host.waited += max(0.0, now + wait - max(host.until, now))
        host.until = max(host.until, now + wait)  # guard: Retry-After
        assert self.crawler.engine is not None
        slot = self.crawler.engine.downloader.slots[key]
        if host.waited > self.patience:  # guard: patience ends
            self._park(key, host, slot, f"http_{response.status}, asked to wait {wait:.0f} s")
        else:
            logger.info("%s answers %d: waiting %.0f s", key, response.status, wait)
            _pause(slot, host.until)
        self._count("refusals")

    def _park(self, key: str, host: _Host, slot: Slot, reason: str) -> None:
        logger.error("%s is parked for this run: %s", key, reason)
        host.parked = reason
        self._count("parked")
        while slot.queue:  # past process_request already
            _, answer = slot.queue.popleft()
            answer.errback(Refused("parked", reason))

    def _count(self, name: str) -> None:
        stats: Any = self.crawler.stats
        stats.inc_value(f"jobwire/patience/{name}")


def _asks_to_wait(status: int, asked: float | None) -> bool:
    """Return whether an answer asks to be left alone. asked: the seconds of its Retry-After."""
    # guard: Retry-After of a 403
    return status in (*_ASKS_TO_WAIT, *(_MAY_ASK_TO_WAIT if asked is not None else ()))


def _pause(slot: Slot, until: float) -> None:
    """Hold a download slot until then, and to one request at a time from then on. A slot waits
    `delay` after `lastseen`; without a delay it would not look."""
    slot.concurrency = 1
    slot.delay = max(slot.delay, 0.01)
    slot.lastseen = until


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or a date; None where it
    is neither. A date beyond the calendar of this program (the year 10000) is infinitely far."""
    text = value.decode("latin-1").strip() if value else ""
    if text.isdecimal() and text.isascii():
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text)
        # guard: Retry-After as a date
        return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())
    except (ValueError, OverflowError):
        # guard: Retry-After beyond any calendar
        return math.inf if _FAR_YEAR.search(text) else None
