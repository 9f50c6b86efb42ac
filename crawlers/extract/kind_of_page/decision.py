"""Decide what a page is before it is read: one posting, a list of them, closed, or something else.

In this order: what says nothing but a notice (log in, not found); what says that its posting is
over; an empty page; a page that declares one JobPosting; then the points of
crawlers.extract.kind_of_page.signals. Where neither question has a clear answer, the page is in
doubt, and is no posting: a plugin, or the site's list, may settle it.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.cleaning.closing import (
    is_marked_closed,
    is_only_closing,
    says_closed,
    says_how_long_ago,
    where_may_say_closed,
)
from crawlers.extract.cleaning.notices import ON_ANY_PAGE, WALLS, notice_in
from crawlers.extract.cleaning.weights import EMPTY, POSTING
from crawlers.extract.kind_of_page import signals as table
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.kind_of_page.signals import KNOWN_ADDRESS, SIGNALS
from crawlers.page.page import Page
from crawlers.posting.raw import Decision, PageKind
from crawlers.text.hostile_text import too_long

_HEADINGS = 3
"""Headings that may be the title of the posting, with a mark for "closed"."""


def decide(page: Page, known: bool = False) -> Decision:
    """Return what a page is, with the reason and the names of the signals that hold.

    known: whether a plugin names the address, by its list or by its pattern of addresses.
    """
    if page.kind == "json":
        return Decision("posting", "record")
    if too_long(page.blocks):  # the first stage refuses it with its length
        return Decision("posting", "too_long")
    return Decider(PageLook(page), known).decide()


def wall_on(page: Page) -> str | None:
    """Return the notice that a page says in place of a posting or a list; None for none. Ask
    it of pages of up to LONG characters (crawlers.extract.cleaning.weights): a longer one may have
    such words beside text of its own."""
    return Decider(PageLook(page), False).wall(WALLS)


class Decider:
    """Decides on one page."""

    def __init__(self, look: PageLook, known: bool) -> None:
        self.look, self.known = look, known
        self.job, self.one = KNOWN_ADDRESS if known else (0, 0)
        self.lacks = 0
        self.names: list[str] = ["known_address"] if known else []

    def decide(self) -> Decision:
        look = self.look
        if wall := self.wall(WALLS if look.is_short else ()):
            closed = wall == "closed_notice"
            return Decision("closed" if closed else "other", wall, is_wall=not closed)
        if look.declared == 1:
            if is_closed(look):
                return self._decision("closed", "closed_notice")
            return self._decision("posting", "one_jobposting")
        self._count()
        if self._is_closed():
            return self._decision("closed", "closed_notice")
        # a page that the site's list leads to may be as short as its title and a line
        has_title = self.known and look.headings
        if look.text_size < EMPTY and not look.declared and not has_title:
            return self._decision("other", "empty_page")
        if look.prose < POSTING and (wall := self.wall(ON_ANY_PAGE)):
            return self._decision("list" if wall == "list_of_jobs" else "other", wall)
        return self._by_points()

    def wall(self, kinds: tuple[str, ...]) -> str | None:
        """Return which of these notices the page is, None for none."""
        title, stated = self.look.page.head_title, self.look.is_stated
        return notice_in(self.look, title=title, stated=stated, kinds=kinds) if kinds else None

    def _count(self) -> None:
        for signal in SIGNALS:
            if (signal.at_known_address or not self.known) and signal.holds(self.look):
                self.names.append(signal.name)
                self.job += signal.job
                self.one += signal.one
                self.lacks += signal.lacks

    def _is_closed(self) -> bool:
        return (self.known or self.job >= table.OF_JOBS) and is_closed(self.look)

    def _by_points(self) -> Decision:
        least_job, least_one = table.ABOUT_A_JOB, table.ONE_POST
        if self.look.page.kind == "text":
            least_job, least_one = table.ABOUT_A_JOB_IN_TEXT, table.ONE_POST_IN_TEXT
        if self.known:
            least_one = table.ONE_POST_AT_KNOWN_ADDRESS
        elif self.job - self.lacks >= table.SURELY_ABOUT_A_JOB:
            least_one = min(least_one, table.ONE_POST_OF_A_JOB)
        if self.job - self.lacks >= least_job and self.one >= least_one:
            return self._decision("posting", "points")
        if self.job >= table.OF_JOBS and self.one <= 0:
            return self._decision("list", "list_of_jobs")
        is_near = self.job >= table.OF_JOBS
        return self._decision("other", "in_doubt" if is_near else "no_posting_words")

    def _decision(self, kind: PageKind, reason: str) -> Decision:
        return Decision(kind, reason, self.job, self.one, tuple(self.names))


def is_closed(look: PageLook) -> bool:
    """Return whether a page says that its posting is over: its title, its status, or a line above
    the middle of its text that stands in no form. An archive's remark how long ago it expired says
    what a deadline says, and is none."""
    page = look.page
    titles = [page.head_title, *(block.text for block, _ in look.headings[:_HEADINGS])]
    if page.kind == "text":
        titles += [block.text for block in look.blocks[:1]]  # the subject of a letter
    if any(map(is_marked_closed, titles)) or look.has_closed_status:
        return True
    stand = look.where_notices_stand()
    for at in where_may_say_closed([look.said[i] for i in stand]):
        i = stand[at]
        line = look.said[i]
        if says_how_long_ago(line):
            continue
        says = says_closed(line)
        if (says or look.is_mark_at_title(i)) and _is_in_first_half(look, stand[:at]):
            return True
        if says and look.blocks[i].kind != "item" and is_only_closing(line):
            return True
    return False


def _is_in_first_half(look: PageLook, above: Sequence[int]) -> bool:
    """Return whether at most half of the page's text stands in the blocks above a line."""
    return sum(len(look.blocks[i].text) for i in above if look.live[i]) <= look.text_size / 2
