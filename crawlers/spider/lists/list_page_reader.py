"""Read one list page: the postings that it links to, the further pages, and what it is worth."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from crawlers.contract.list_shape import ListShape
from crawlers.extract.cleaning.weights import LONG
from crawlers.net.reasons import BadAnswer
from crawlers.spider.lists.cards import fingerprints
from crawlers.spider.lists.chains import Chains
from crawlers.spider.lists.empty_lists import describe_empty_list
from crawlers.spider.lists.list_pages import ListPage, ListPages, ending
from crawlers.spider.lists.list_redirects import asked_for, is_permanent, is_same_page, leads_away
from crawlers.spider.lists.listing import Listing
from crawlers.spider.lists.next_links import goes_on
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_problems import box_on, notice_on, unreadable
from crawlers.spider.site import WalkedSite
from crawlers.spider.turns import PAUSE, STEP
from crawlers.text.blocks import SITE_REGIONS, is_longer
from crawlers.text.hashes import text_hash
from crawlers.text.paging import printed_page, printed_range, prints_postings
from crawlers.text.urls import LONGEST_ADDRESS, tidy
from crawlers.text.words import fold

if TYPE_CHECKING:  # the parser costs start-up time that `scrapy list` should not pay
    from crawlers.page.page import Page

LINKS_HELD = 1_000
"""Links whose posting is remembered: menus lead to the same from each list page, and cards name a
posting several times."""
_BOX = "box"
"""Before the reason, where a page has an element for it."""
_WALLS = ("login_wall", "captcha", "maintenance")
"""Notices that a page does not say beside postings of its own, unless it always does."""


@dataclass(slots=True)
class Links:
    """What the links of a list page lead to. names: the postings, by key. new: those of them that
    the chain had not named. further: addresses of list pages. unfit: other addresses of the
    site. elsewhere: those of other sites. goes_on: see ListPage."""

    names: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    further: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    goes_on: bool = False

    @property
    def brought_new(self) -> bool:
        """Whether the page brings a posting that its chain had not named."""
        return bool(self.new)


class ListPageReader:
    """Reads the list pages of a walk, round by round, and collects what they prove."""

    def __init__(self, site: WalkedSite, outcomes: Outcomes, listing: Listing) -> None:
        self.has_doubtful_page = (
            False  # one without a posting, which the last good run did not have
        )
        self.prints_postings = False  # a page that names none prints that there are some
        self._site, self._outcomes, self._listing = site, outcomes, listing
        self._key_at = lru_cache(LINKS_HELD)(self._key_of)
        self._landed: dict[str, str] = {}
        self._notices: set[str] = set()
        self._empty_pages: set[str] = set()
        self.begin_round()

    def begin_round(self) -> None:
        """Forget the pages that were read: they are read again."""
        self.pages = ListPages(self._site.list_before.shape)
        self._chains = Chains()
        self.has_doubtful_page = False

    def read(self, response: Response, chain: str) -> Generator[Request, None, Links]:
        """List the postings of a page, yield the requests for theirs, and return what its links
        lead to. Raise BadAnswer where it is no list page, or not all of one."""
        from crawlers.page.page import Page

        self._check_address(response, chain)
        page = Page.from_response(response)
        if wrong := unreadable(page):
            raise BadAnswer(wrong)
        links = Links()
        yield PAUSE
        yield from self._follow(page, response.url, chain, links)
        self._check_words(page, response, links, chain)
        if links.new:
            self.pages.note_repeated(chain, links.names - links.new)
        self.pages.add(self._page(page, response, chain, links))
        return links

    def shape(self) -> ListShape:
        """Return how the pages looked."""
        return ListShape(
            page_endings=self.pages.endings,
            landed=dict(sorted(self._landed.items())),
            notices=tuple(sorted(self._notices)),
            empty_pages=tuple(sorted(self._empty_pages)),
            pages=self.pages.counted,
            repeats=self.pages.repeats,
        )

    def _page(self, page: Page, response: Response, chain: str, links: Links) -> ListPage:
        lines = [f"{block.label} {block.text}".strip() for block in page.blocks]
        if not links.names:
            said = (
                line
                for line, b in zip(lines, page.blocks, strict=True)
                if b.region not in SITE_REGIONS
            )
            self.prints_postings |= any(map(prints_postings, said))
        return ListPage(
            url=tidy(self._site.live(asked_for(response))),
            chain=chain,
            names=len(links.names),
            new=len(links.new),
            ending=ending(response.body),
            ranges=tuple(filter(None, map(printed_range, lines))),
            pages=tuple(filter(None, map(printed_page, lines))),
            goes_on=links.goes_on and not links.further,
        )

    def _check_address(self, response: Response, chain: str) -> None:
        """Raise BadAnswer where a redirect led away from the page that was asked for."""
        asked = tidy(self._site.live(asked_for(response)))
        reached = tidy(self._site.live(response.url))
        if asked == chain:
            self._landed[asked] = reached
        if asked == reached:
            return
        if away := leads_away(asked, reached, self._site.owns):
            raise BadAnswer(away)
        if is_same_page(asked, reached):
            return
        before = self._site.list_before.shape
        landed = before.landed.get(asked) if before else None
        is_first = asked == chain
        # guard: lists that were redirected
        if not is_first or (landed not in (None, reached) and not is_permanent(response)):
            raise BadAnswer("redirected_away")

    def _follow(self, page: Page, base: str, chain: str, links: Links) -> Iterator[Request]:
        """List the postings that a list page links to, and note where its links lead."""
        by_link, here = partial(self._key_of_link, base), self._site.live(base)
        all_links = page.links
        yield PAUSE
        cards = {} if page.root is None else (yield from fingerprints(page.root, by_link))
        for number, (link, words) in enumerate(all_links):
            if not number % STEP:
                yield PAUSE
            url = self._site.live(link)
            if key := self._key_at(url):
                if self._chains.note(chain, key):
                    links.new.add(key)
                links.names.add(key)
                yield from self._listing.list_address(url, cards.get(key, ""))
            elif self._site.owns(url):
                further = self._site.leads_on(url, words)
                (links.further if further else links.unfit).append(url)
                links.goes_on |= not further and goes_on(url, words, here)
            elif url.startswith("http"):
                links.elsewhere.append(url)

    def _key_of(self, url: str) -> str:
        """Return the key of the posting of a live address; "" where it is none of the site's."""
        return self._site.key(tidy(url)) if self._site.owns(url) else ""

    def _key_of_link(self, base: str, href: str) -> str:
        if len(href) > LONGEST_ADDRESS:
            return ""
        try:
            return self._key_at(self._site.live(urljoin(base, href)))
        except ValueError:  # no address at all
            return ""

    def _check_words(self, page: Page, response: Response, links: Links, chain: str) -> None:
        """Raise BadAnswer where a page says a notice instead of a list, or is a page without a
        posting that nothing shows to be one of the list."""
        before = self._site.list_before.shape
        if not links.new and self._says_empty(page):
            if not self._chains.named(chain):
                self._site.ledger.verified_empty = True
            return
        if not links.new and not self._site.ledger.list_says:
            self._site.ledger.list_says = describe_empty_list(page, links.unfit, links.elsewhere)
        wall = notice_on(page)
        if wall and links.new and (before is None or wall in before.notices):
            self._notices.add(wall)
        elif wall and (wall in _WALLS or not links.new):  # guard: walls instead of lists
            raise BadAnswer(wall)
        elif links.new and (box := box_on(page)):
            self._notices.add(f"{_BOX} {box}")
        elif not links.new and not self._leads_back(links, response, chain):
            self._note_empty_page(page, before)
            if not links.names:
                self._check_box(page, before)

    def _says_empty(self, page: Page) -> bool:
        sentence = fold(self._site.declared.expect.may_be_empty)
        return bool(sentence) and any(sentence in block.folded for block in page.blocks)

    def _leads_back(self, links: Links, response: Response, chain: str) -> bool:
        """Return whether a page links to further list pages, as a last page without postings
        does."""
        own = {tidy(self._site.live(response.url)), chain}
        return any(tidy(url) not in own for url in links.further)

    def _check_box(self, page: Page, before: ListShape | None) -> None:
        """Raise BadAnswer where a short page without a posting is one to log in on, or to prove to
        be human on; unless pages with postings have the same box, the last good run had the page,
        or a person says that the list is right."""
        box = "" if is_longer(page.blocks, LONG) else box_on(page)
        at = self._site.list_before
        usual = {*self._notices, *(before.notices if before else ())}
        is_known = before is not None and _words_of(page) in before.empty_pages
        if not box or f"{_BOX} {box}" in usual or is_known:
            return
        if not (at.accepts_list or at.accepts_empty):  # guard: boxes instead of lists
            raise BadAnswer(box)

    def _note_empty_page(self, page: Page, before: ListShape | None) -> None:
        """Note a page that names no new posting and leads nowhere: as in the last good run, or in
        doubt."""
        words = _words_of(page)
        self._empty_pages.add(words)
        self.has_doubtful_page |= before is not None and words not in before.empty_pages


def _words_of(page: Page) -> str:
    """Return the fingerprint of a page's words."""
    return f"{text_hash(fold(' '.join(block.text for block in page.blocks))):x}"
