"""The list pages of one walk, each with what it proves: that it is whole, that it is a list page,
that it is full unless it is the last, and what it prints of the whole list.

A walk begins with an address (`list_urls`) and goes on to further pages; those that differ from
each other by figures alone (`?page=2`, `?page=3`) are its numbered pages. What cannot be judged of
a page by itself is compared with the other pages of the walk, and with the list of the last good
run (ListShape); a site whose list was never read before is taken as it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from crawlers.contract.list_shape import ListShape
from crawlers.text.paging import PrintedPage, PrintedRange

FULL = 0.8
"""A page with a smaller share than this of what the other pages name is not full. Set by hand: on
the day of a walk some postings of a page are withdrawn, or stand in it twice."""
ALIKE = 3
"""Pages that end alike in an unknown way, from which on this is how the site's pages end."""
_EDGE, _TAIL = 4096, 400
"""Bytes at the end of a page in which its closing tag is looked for, and else its last one."""
_FIGURES = re.compile(r"\d+")
_LAST_TAG = re.compile(rb"<(/?[a-zA-Z][\w-]*)[^<>]*>\s*(?:<!--[^<>]*-->\s*)*\Z")
HTML_END = "</html>"
NO_END = "no tag"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list page as it was read.

    url: its live address. chain: the address that the walk to it began with. names: how many
    different postings it names; new: how many of them the chain had not named. ending: how it ends
    (see the function of that name). ranges, pages: what it prints of the list. goes_on: whether a
    link says "Next" and leads to a further page of the list, which the plugin's `next_page` does
    not take.
    """

    url: str
    chain: str
    names: int
    new: int
    ending: str
    ranges: tuple[PrintedRange, ...] = ()
    pages: tuple[PrintedPage, ...] = ()
    goes_on: bool = False

    @property
    def is_first(self) -> bool:
        """Whether the walk began with it."""
        return self.url == self.chain

    @property
    def is_repeat(self) -> bool:
        """Whether it is a further page, and all that it names was named by others."""
        return not self.is_first and self.names > 0 and self.new == 0

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures in its address, by which numbered pages are in order."""
        return () if self.is_first else tuple(map(int, _FIGURES.findall(self.url)))


def ending(body: bytes) -> str:
    """Return how a page ends: `</html>`, else the name of its last tag (`/div`), else `no tag`."""
    if b"</html" in body[-_EDGE:].lower():
        return HTML_END
    found = _LAST_TAG.search(body[-_TAIL:].rstrip())
    return found[1].decode("ascii", "replace").casefold() if found else NO_END


class ListPages:
    """Collects the list pages of one round of a walk. before: the shape of the list in the last
    good run; None where there is nothing to compare with."""

    def __init__(self, before: ListShape | None) -> None:
        self._before = before
        self._pages: list[ListPage] = []
        self._repeated: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, page: ListPage) -> None:
        """Take in a page."""
        self._pages.append(page)

    def note_repeated(self, chain: str, keys: Iterable[str]) -> None:
        """Note postings that a page names and an earlier page of its chain named. Not called for a
        page that names nothing else: it is the first one under a second address."""
        self._repeated[chain].update(keys)

    @property
    def endings(self) -> tuple[str, ...]:
        """How the pages end."""
        return tuple(sorted({page.ending for page in self._pages}))

    def failures(self) -> Iterator[tuple[str, str]]:
        """Yield address and reason of each page that is not all there, or that was the last one too
        early."""
        yield from self._cut()
        for chain in self._chains():
            yield from _ended_early(chain)

    def is_doubtful(self) -> bool:
        """Return whether postings may have moved from page to page while the list was read: some
        stand on two pages, so that others may have been passed over."""
        for chain in self._chains():
            pages = sum(page.new > 0 for page in chain)
            # what stands on each of many pages is a box of the site, not a line of the list
            if any(more + 1 < max(pages, 3) for more in self._repeated[chain[0].chain].values()):
                return True
        return False

    def missing(self) -> int:
        """Return how many postings the list prints that it has, beyond those that it named."""
        short = 0
        for chain in self._chains():
            total = max((each.total for each in _trusted(chain)), default=0)
            short += max(0, total - sum(page.new for page in chain))
        return short

    def has_gaps(self) -> bool:
        """Return whether a page before the last one names far fewer postings than the others, and
        nothing printed says that none is missing."""
        # guard: list pages that are not full
        return any(_has_gap(chain) for chain in self._chains())

    @property
    def counted(self) -> dict[str, int]:
        """By the address of each list's first page, how many of its pages name postings."""
        return dict(sorted(Counter(page.chain for page in self._pages if page.names).items()))

    @property
    def repeats(self) -> dict[str, int]:
        """By the address of each list's first page, how many further pages named only postings that
        other pages had named, where there are any."""
        repeating = (page.chain for page in self._pages if page.is_repeat)
        return dict(sorted(Counter(repeating).items()))

    def has_repeats(self) -> bool:
        """Return whether more pages than in the last good run repeat others: the server gives its
        first page, or the one before, in place of another. A total that is printed and reached
        speaks against it.

        Example: ten numbered pages, of which the third gives the postings of the first once more.
        """
        before = self._before.repeats if self._before else None
        if before is None:
            return False
        # guard: list pages that repeat others
        return any(
            sum(page.is_repeat for page in chain) > before.get(chain[0].chain, 0)
            and not _reaches_total(chain)
            for chain in self._chains()
        )

    def has_lost_its_end(self) -> bool:
        """Return whether fewer pages of a list name postings than in the last good run, and the
        last of them is as full as the others: the link to the next one may be missing, or that one
        is empty."""
        before = self._before.pages if self._before else {}
        naming = ([page for page in chain if page.names] for chain in self._chains())
        fewer = (each for each in naming if each and len(each) < before.get(each[0].chain, 0))
        return any(_has_full_end(chain) for chain in fewer)  # guard: lists without their end

    def _cut(self) -> Iterator[tuple[str, str]]:
        """Yield the pages that do not end as the others do."""
        found = Counter(page.ending for page in self._pages)
        known = set(self._before.page_endings) if self._before else set()
        agreed = {ending for ending, pages in found.items() if pages >= ALIKE and ending != NO_END}
        if HTML_END in found:
            right = {HTML_END}
        elif self._before and known:
            right = known | agreed
        else:  # nothing to compare with but the other pages
            right = {found.most_common(1)[0][0]} if found else set()
        for page in self._pages:
            if page.ending not in right:  # guard: list pages cut short
                yield page.url, "truncated"

    def _chains(self) -> Iterator[list[ListPage]]:
        """Yield the numbered pages of each chain in their order; a chain whose further pages are of
        several kinds (a page for each town) is not in any."""
        chains: defaultdict[str, list[ListPage]] = defaultdict(list)
        for page in self._pages:
            chains[page.chain].append(page)
        for chain in chains.values():
            kinds = {_FIGURES.sub("#", page.url) for page in chain if not page.is_first}
            if len(kinds) <= 1:
                yield sorted(chain, key=lambda page: page.figures)


def _trusted(chain: Sequence[ListPage]) -> list[PrintedRange]:
    """Return the printed ranges of a chain: those of the list, which on one page at least are of as
    many postings as the page names; a box of news may print such a range, too."""
    first_of = {page.url: page.ranges[0] for page in chain if page.ranges}
    if any(
        page.names and page.ranges and page.ranges[0].last - page.ranges[0].first + 1 == page.names
        for page in chain
    ):
        return list(first_of.values())
    return []


def _has_gap(chain: Sequence[ListPage]) -> bool:
    earlier, last = chain[:-1], chain[-1]
    if not earlier or _reaches_total(chain):
        return False
    usual = max(median(page.names for page in earlier), last.names)
    return any(page.names < FULL * usual for page in earlier)


def _has_full_end(chain: Sequence[ListPage]) -> bool:
    return not _reaches_total(chain) and chain[-1].names >= max(page.names for page in chain)


def _reaches_total(chain: Sequence[ListPage]) -> bool:
    """Return whether a chain names as many postings as it prints that it has."""
    total = max((each.total for each in _trusted(chain)), default=0)
    return 0 < total <= sum(page.new for page in chain)


def _ended_early(chain: Sequence[ListPage]) -> Iterator[tuple[str, str]]:
    """Yield the last page of a chain where it prints that others follow, and the first where it is
    the only one and has a link to the next."""
    last, ranges = chain[-1], _trusted(chain)
    reached = max((each.last for each in ranges), default=0)
    total = max((each.total for each in ranges), default=0)
    pages = [each for page in chain for each in page.pages if each.number in (page.figures or (1,))]
    most = max((each.pages for each in pages), default=0)
    read = max((each.number for each in pages), default=0)
    goes_on = len(chain) == 1 and last.goes_on
    if reached < total or read < most or goes_on:  # guard: lists that end too early
        yield last.url, "list_ends_early"
