"""One look at a page: what its blocks and markup say it is about. Its head, its sections, its facts
and its demands have modules of their own."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.cleaning.body_words import vocabulary
from crawlers.extract.cleaning.closing import is_closed_mark, is_mark
from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.weights import (
    ARTICLE,
    KNOWN_LANGUAGE,
    LINK,
    LONG,
    MENU_LINKS,
    STRAY_WORDS,
)
from crawlers.extract.header.thread_line import lines_of_thread
from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.job.title_words import pattern
from crawlers.extract.kind_of_page.demands import Demands
from crawlers.extract.kind_of_page.page_calls import PageCalls
from crawlers.extract.kind_of_page.page_facts import PageFacts
from crawlers.extract.kind_of_page.page_head import PageHead
from crawlers.extract.kind_of_page.page_sections import PageSections
from crawlers.extract.kind_of_page.page_words import apply_phrases, phrases
from crawlers.page.page import Page
from crawlers.text.blocks import SITE_REGIONS, annotate, is_longer
from crawlers.text.kept import kept
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_SHORT = 100
"""Characters of a line that may name a post, a section or a control."""
_MAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_CRUMB_MARK = re.compile("[»›>]")
_CRUMB = re.compile(rf"\s*{_CRUMB_MARK.pattern}\s*")
_PARAGRAPH = 150
"""Characters of a long paragraph."""
_CONTROL = 60
"""Characters of a control to apply with."""
_NEAR = 2
"""Blocks between a heading and a mark beside it."""
_FIRST_LINES = 12
"""Lines of plain text among which its title stands."""
BESIDE = ("form", "aside", *SITE_REGIONS)
"""Regions that are no text of the page's own."""
_SLUG = 2
"""Words of an address that name a post."""


@cache
def _words_of_lists() -> frozenset[str]:
    """Words of addresses of lists and of advice, which may name a profession, too."""
    kinds, titles = load("page_kinds"), load("titles")
    lists = (kinds["article_headings"], titles["words_of_many_posts"])
    return frozenset(word for text in phrases_in(lists) for word in fold(text).split())


@cache
def _words_of_work() -> frozenset[str]:
    return frozenset(vocabulary().languages)


class PageLook(Measured):
    """A measured page with its head.

    head: what its title and its address say. said: the lines of its blocks. main: the indexes of
    the blocks of its main part. own: these blocks, each with its line. lines: the short ones of
    them. headings: the headings of the page, those of page headers, too.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page.blocks, page.measures)
        self.page = page
        self.head = PageHead(page)
        page.measures = self.measures
        self.said = annotate(page.blocks)
        self.main = self.living()
        self.own = [(self.blocks[i], self.said[i]) for i in self.main]
        self.lines = [(block, line) for block, line in self.own if len(block.text) <= _SHORT]
        self.headings = [
            (block, line)
            for block, line in zip(self.blocks, self.said, strict=True)
            if block.kind == "heading" and block.region not in SITE_REGIONS
        ]

    # --- The parts of the look --------------------------------------------------------------------

    @kept
    def sections(self) -> PageSections:
        """The sections of the main part."""
        return PageSections(self.own)

    @kept
    def facts(self) -> PageFacts:
        """The labels of a job in the main part, with their values."""
        return PageFacts(self.blocks, self.main, self.own)

    @kept
    def demands(self) -> Demands:
        """What the main part demands of people."""
        return Demands(self.own, self.text, self.words_of_text)

    @kept
    def calls(self) -> PageCalls:
        """Who is called for in the main part, and whom to answer."""
        return PageCalls(self.own)

    # --- The whole page ---------------------------------------------------------------------------

    @kept
    def is_short(self) -> bool:
        """Whether the whole page is so short that a notice may be all that it says."""
        return not is_longer(self.blocks, LONG)

    @kept
    def is_stated(self) -> bool:
        """Whether the page has a JobPosting object with a description."""
        return any(map(self.page.has_description, self.page.postings))

    @kept
    def declared(self) -> int:
        """How many JobPosting objects the page declares."""
        return len(self.page.postings)

    # --- The text ---------------------------------------------------------------------------------

    @kept
    def text(self) -> str:
        """The folded text of the main part, a line a block."""
        return "\n".join([line.folded for _, line in self.own])

    @kept
    def spaced(self) -> str:
        """The same with a mark between lines, so that no phrase goes over two."""
        return self.text.replace("\n", " | ")

    @kept
    def words_of_text(self) -> frozenset[str]:
        """The words of the main part."""
        return frozenset().union(*[line.words for _, line in self.own])

    @kept
    def text_size(self) -> int:
        """The number of characters of the main part."""
        return sum([len(block.text) + len(block.label) for block, _ in self.own])

    @kept
    def linked(self) -> float:
        """The share of the main part's characters that are links."""
        linked = sum([len(block.text) * block.links for block, _ in self.own if block.links])
        return linked / max(1, self.text_size)

    @kept
    def prose(self) -> float:
        """The weight of the main part's running text."""
        return self.total(self.main)

    @kept
    def paragraphs(self) -> int:
        """How many long paragraphs the main part has."""
        return sum(
            [len(block.text) >= _PARAGRAPH and block.kind == "paragraph" for block, _ in self.own]
        )

    @kept
    def main_headings(self) -> list[str]:
        """The main headings, folded."""
        return [line.folded for block, line in self.headings if block.level == 1]

    @kept
    def own_titles(self) -> list[str]:
        """What the page calls itself, folded: the main headings, the parts of its title."""
        return [*self.main_headings, *self.head.parts]

    @kept
    def titles(self) -> list[str]:
        """The same; of plain text, the lines in capitals, or like a post's title, among the
        first."""
        if self.page.kind != "text":
            return self.own_titles
        first = self.own[:_FIRST_LINES]
        return [line.folded for b, line in first if b.text.isupper() or title_score(line) > 0]

    @kept
    def crumbs(self) -> list[str]:
        """The parts of the first line that shows the way to the page: "Home › Jobs › Kitchen"."""
        found = (block.text for block, _ in self.lines if _CRUMB_MARK.search(block.text))
        first = next(found, "")
        return list(map(fold, _CRUMB.split(first))) if first else []

    def has(self, name: str) -> bool:
        """Return whether the text has one of the phrases of an entry of data/page_kinds.yaml."""
        return phrases(name).are_in(self.spaced, self.words_of_text)

    def count(self, name: str) -> int:
        """Return how many of the phrases of an entry of data/page_kinds.yaml the text has."""
        return phrases(name).count(self.spaced, self.words_of_text)

    # --- Notices ----------------------------------------------------------------------------------

    def where_notices_stand(self) -> list[int]:
        """Return the indexes of the blocks among which a notice of the page may be: the main part
        and page headers, no menu, form or box of other postings."""
        return [
            i
            for i, (block, is_live) in enumerate(zip(self.blocks, self.live, strict=True))
            if block.links <= MENU_LINKS
            if block.region != "form" and (is_live or block.region in ("header", "aside"))
        ]

    @kept
    def has_closed_status(self) -> bool:
        """Whether a label for the status of the posting has a word for "closed" as its value."""
        return any(
            slot == "status" and is_closed_mark(value) for slot, value in self.facts.label_values
        )

    def is_mark_at_title(self, i: int) -> bool:
        """Return whether a block is nothing but a word for "closed", beside a heading."""
        near = self.blocks[max(0, i - _NEAR) : i + _NEAR + 1]
        return any(b.kind == "heading" and b.level <= 2 for b in near) and is_mark(
            self.said[i].folded
        )

    # --- Posts ------------------------------------------------------------------------------------

    @kept
    def named_posts(self) -> list[str]:
        """The headings with a profession word, each name once."""
        seen: dict[str, str] = {}
        for block, line in self.headings:
            if len(block.text) <= _SHORT and names_profession(line):
                seen.setdefault(line.folded, block.text)
        return list(seen.values())

    @kept
    def address_names_post(self) -> bool:
        """Whether the address ends in the name of a post that a line of the page has, too."""
        slug = self.head.slug
        words = frozenset(slug.words)
        if len(words) < _SLUG or not names_profession(slug):
            return False
        if not words.isdisjoint(_words_of_lists()):
            return False
        return any(
            2 * len(words.intersection(line.words)) >= len(words)
            and names_profession(line)
            and _words_of_lists().isdisjoint(line.words)
            for block, line in (*self.lines, *self.headings)
            if len(block.text) <= _SHORT and block.links <= LINK
            if block.region not in BESIDE
        )

    @kept
    def repeats_post(self) -> bool:
        """Whether a line with a profession word is repeated by the head; of plain text, whether one
        of the first lines is like the title of a post."""
        if self.page.kind == "text":
            return any(title_score(line) > 0 for _, line in self.own[:_FIRST_LINES])
        spaced = f" {self.head.text} "
        return self._has_post_in_row or any(
            f" {line.folded} " in spaced and names_profession(line)
            for block, line in (*self.lines, *self.headings)
            if block.links <= LINK
        )

    @kept
    def _has_post_in_row(self) -> bool:
        """Whether a row of a table has the post that the head's title begins with."""
        if not self.head.names_post:
            return False
        post = f" {self.head.parts[0]} "
        return any(post in f" {line.folded} " for block, line in self.own if block.kind == "row")

    @kept
    def lines_of_threads(self) -> int:
        """How many lines are the first of a comment in a hiring thread."""
        return len(lines_of_thread([block for block, _ in self.own]))

    @kept
    def begins_with_post(self) -> bool:
        """Whether the first line of a plain text is like the title of a post."""
        is_text = self.page.kind == "text" and bool(self.blocks)
        return is_text and title_score(self.said[0]) > 0

    @kept
    def repeats_name(self) -> bool:
        """Whether a main heading that is no list's name is a part of the head's title."""
        names = phrases("list_names")
        spaced = f" {self.head.text} "
        return any(
            f" {line.folded} " in spaced and not names.begin(line.folded)
            for block, line in self.headings
            if block.level <= 2 and len(block.text) <= _SHORT
        )

    @kept
    def cards(self) -> int:
        """How many links name a post each."""
        links = [line for block, line in self.lines if block.links > LINK]
        return len({line.folded for line in links if names_profession(line)})

    @kept
    def is_marked(self) -> bool:
        """Whether the title or a main heading has a mark for all genders."""
        mark = pattern("gender_mark")
        heads = [self.page.head_title, *(block.text for block, _ in self.headings[:3])]
        return any(mark.search(head) for head in heads)

    @kept
    def speaks_of_no_work(self) -> bool:
        """Whether a good deal of text in a known language has next to no word of postings."""
        if self.vocabulary > STRAY_WORDS:
            return False
        words = [w for i in self.main if self.weight[i] for w in self.said[i].words]
        if len(words) < ARTICLE or any(
            self.opens_section(i) or self.is_label(i) for i in self.main
        ):
            return False
        return sum(word in self.words.common for word in words) > len(words) / KNOWN_LANGUAGE

    @kept
    def vocabulary(self) -> int:
        """How many different words of one language's postings the text has."""
        found: dict[str, int] = {}
        for word in self.words_of_text & _words_of_work():
            for language in self.words.languages[word]:
                found[language] = found.get(language, 0) + 1
        return max(found.values(), default=0)

    # --- Ways to apply ----------------------------------------------------------------------------

    @kept
    def applies(self) -> bool:
        """Whether the page has a control to apply with."""
        controls = apply_phrases()
        return any(
            controls.begin(line.folded)
            for block, line in zip(self.blocks, self.said, strict=True)
            if len(block.text) <= _CONTROL and block.region not in SITE_REGIONS
        )

    @kept
    def takes_mail(self) -> bool:
        """Whether a block has a mail address and names what an applicant sends, or the address is
        that of a hiring mailbox."""
        papers, boxes = phrases("sent_papers"), phrases("hiring_mailboxes").words
        for i, (block, _) in zip(self.main, self.own, strict=True):
            if "@" not in block.text:
                continue
            for name, _ in _MAIL.findall(block.text):
                if not boxes.isdisjoint(re.split(r"[\W\d_]+", name.casefold())):
                    return True
                near = " ".join([line.folded for line in self.said[max(0, i - 1) : i + 1]])
                if papers.in_line(near):
                    return True
        return False

    @kept
    def seeks(self) -> bool:
        """Whether an employer says that it looks for somebody."""
        return self.has("seeking")
