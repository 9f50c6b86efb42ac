"""What RSS and Atom feeds prove as lists. Most hold the newest postings only: an older one leaves
the feed when newer ones come, and is still open. So a known posting that the feeds lack is taken
for removed only where it is newer than what they still name; the page of each other one is asked.

Formats: RSS 2.0 (rssboard.org/rss-specification), Atom (RFC 4287); neither promises that a feed is
whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request

from crawlers.spider.lists.absent_postings import MAX_ASKED
from crawlers.spider.lists.listing import Listing
from crawlers.spider.lists.sitemaps import Entry
from crawlers.spider.site import WalkedSite
from crawlers.spider.turns import PAUSE, STEP


class FeedWindows:
    """Collects the feeds of a walk, and asks for the postings that may have left them.

    beside_list: whether the walk also read a sitemap or list page that names postings; that is
    whole, and says what was removed.
    """

    def __init__(self, site: WalkedSite, listing: Listing) -> None:
        self.beside_list = False
        self._site, self._listing = site, listing
        self._oldest: list[datetime | None] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in the entries of a feed, in its order."""
        days = [instant_of(entry.lastmod) for entry in entries]
        known = [day for day in days if day]
        in_order = len(known) == len(days) and known == sorted(known, reverse=True)
        self._oldest.append(known[-1] if known and in_order else None)

    def ask_for_left(self) -> Iterator[Request]:
        """Ask for the known open postings that the feeds may have lost to newer ones: all of them
        where they are few, else those whose turn it is; the others stay as they are."""
        is_window = bool(self._oldest) and not self.beside_list
        left = [*self._left()] if is_window else []  # guard: feeds of the newest postings
        for number, key in enumerate(left):
            if not number % STEP:
                yield PAUSE
            known = self._site.known[key]
            seen = known.lastmod or "" if len(left) > MAX_ASKED else ""
            yield from self._listing.list_posting(key, known.url or "", seen)

    def _left(self) -> Iterator[str]:
        listed = self._site.ledger.listed
        for key, known in self._site.known.items():
            if known.is_open and key not in listed and self._may_have_left(known.lastmod):
                yield key

    def _may_have_left(self, lastmod: str | None) -> bool:
        """Return whether a posting may have been the oldest of its feed. lastmod: its date in the
        feed. Only a feed in the order of its dates can say that it was not."""
        day = instant_of(lastmod or "")
        oldest = [each for each in self._oldest if each]
        if day is None or len(oldest) < len(self._oldest):
            return True
        return day <= max(oldest)


def instant_of(text: str) -> datetime | None:
    """Return the instant of a date of a feed (RFC 822 or RFC 3339); None where it is neither."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(text.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
