"""Find the title of an HTML page by what agrees: a line of the page that its head repeats.

The head's title names the post on most pages, beside the site or a slogan, in any order; the page
prints it above its text, at any level of heading or none. Neither is enough: a board's slogan is a
heading that the head repeats, too. So a line counts that the head repeats and that is like a title,
or whose words the address has. The surest rule that finds one decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from crawlers.extract.header.frame import HEAD_MARKS
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.title_line import address_words
from crawlers.extract.job.employer_agreement import fits_folded
from crawlers.extract.job.title_lines import looks_like_title, names_profession, title_score
from crawlers.extract.job.title_words import folded_list
from crawlers.extract.places.printed_places import is_listed_place
from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.words import fold, load, phrases_in

_LONGEST = 250
_LINK = 0.8
_LEAST_LETTERS = 3
_SHARE, _SHARE_ALONE = 0.6, 0.75
"""The share of a line's words that the address has: of a line that the head repeats, and of a
heading that it does not."""
_LONG = 14
"""Words above which a heading that is a whole part of the head's title need not look like one."""
_TELLING = 3
"""Words of a line that the head hardly repeats by chance."""
_FURNITURE = ("footer",)
_PARTS = 2
_SITE = 4
"""Words of the name of a site behind a title."""
_OPENING = 60
"""Blocks of a plain text among which its title is printed again."""


@dataclass(frozen=True, slots=True)
class Title:
    """words: as printed. rule: the name of the rule that found it. is_printed: whether the page
    prints it, and not its head alone."""

    words: str
    rule: str
    is_printed: bool = True


def find_title(frame: Frame, rules: Sequence[Rule] | None = None) -> Title | None:
    """Return the title of a page, None where nothing agrees. rules: those that count, else all."""
    return _found(_Page(frame, f" {fold(frame.head_title)} | {fold(frame.og_title)} "), rules)


def _found(page: _Page, rules: Sequence[Rule] | None) -> Title | None:
    for name, find in rules or RULES:
        if words := find(page):
            return Title(words, name, name not in OF_HEAD)
    return None


def find_title_in_text(blocks: Sequence[Block]) -> Title | None:
    """Return the title of a plain text whose first line is the title of an HTML head, as text made
    of a page has it: "Baker - Acme Careers", with "Baker" as a line of its own below."""
    if not blocks or len(HEAD_MARKS.split(blocks[0].text)) < _PARTS:
        return None
    first = blocks[0]
    frame = Frame(head_title=first.text, blocks=tuple(blocks[1:_OPENING]))
    found = _found(_Page(frame, f" {first.folded} |  "), RULES[:1])
    if found is None:
        return None
    before, _, behind = first.text.partition(found.words)
    place, *site = HEAD_MARKS.split(behind)
    is_prefix = fold(before) in folded_list("prefixes") | {""}
    is_site = bool(site) and len(fold(" ".join(site)).split()) <= _SITE
    return found if is_prefix and is_site and (not place or is_listed_place(place)) else None


class _Page:
    """The lines of a page that may be its title. head: the titles in its head, folded."""

    def __init__(self, frame: Frame, head: str) -> None:
        self.frame, self.head = frame, head
        self.address = address_words(frame.address)
        names = (*frame.site_names, *frame.holders, *frame.logos)
        self.names = tuple(map(fold, names))

    @cached_property
    def parts(self) -> list[str]:
        """The parts of the head's titles, and these as a whole."""
        heads = [head for head in (self.frame.head_title, self.frame.og_title) if head]
        return [*heads, *(part for head in heads for part in HEAD_MARKS.split(head) if part)]

    @cached_property
    def lines(self) -> list[Block]:
        """The short lines outside the footer that are no links and no rows of a table."""
        return [
            block
            for block in self.frame.blocks
            if 2 < len(block.text) <= _LONGEST
            and block.kind not in ("pair", "row")
            and block.region not in _FURNITURE
            and (block.links <= _LINK or block.kind == "heading")
        ]

    @cached_property
    def headings(self) -> list[Block]:
        """The headings that are no labels and no names of lists, of sections, of the site."""
        headings = (block for block in self.lines if block.kind == "heading")
        return [block for block in headings if not self.is_generic(block.said)]

    def is_generic(self, line: Line) -> bool:
        """Whether a line is a list's name, a section, a label, or the site."""
        if not line.folded or line.folded in _generic() or slot_of(line):
            return True
        names_post = names_profession(line)
        if not names_post and _slogan().match(line.folded):
            return True
        heading = heading_of(line)
        if heading is not None and not heading.rest and not names_post:
            return True
        if not names_post and any(fits_folded(line.folded, host) for host in self.frame.hosts):
            return True
        return any(fits_folded(line.folded, name) for name in self.names)

    def share(self, line: Line) -> float:
        """The share of a line's longer words that the address has."""
        words = [word for word in line.words if len(word) >= _LEAST_LETTERS]
        return sum(word in self.address for word in words) / len(words) if len(words) > 1 else 0.0

    @cached_property
    def repeated(self) -> list[Block]:
        """The lines that the head repeats, and that are no names of something else."""
        found = (block for block in self.lines if f" {block.folded} " in self.head)
        return [block for block in found if not self.is_generic(block.said)]


def _repeated_and_alike(page: _Page) -> str:
    found = [
        block
        for block in page.repeated
        if title_score(block.said) > 0 or page.share(block.said) >= _SHARE
    ]
    return max(found, key=lambda block: len(block.folded)).text if found else ""


def _in_address(page: _Page) -> str:
    found = [b for b in page.headings if page.share(b.said) >= _SHARE_ALONE]
    return max(found, key=lambda block: page.share(block.said)).text if found else ""


def _part_of_head(page: _Page) -> str:
    parts = {fold(part) for part in page.parts}
    found = (
        b
        for b in page.headings
        if b.folded in parts and (looks_like_title(b.said) or len(b.said.words) > _LONG)
    )
    return next((block.text for block in found), "")


def _main_heading(page: _Page) -> str:
    found = (b for b in page.headings if b.level == 1 and title_score(b.said) > 0)
    return next((block.text for block in found), "")


def _heading_like_a_title(page: _Page) -> str:
    found = [b for b in page.headings if title_score(b.said) > 0]
    names = {block.folded for block in found}
    return found[0].text if len(names) == 1 else ""


def _only_repeated(page: _Page) -> str:
    found = [
        block
        for block in page.repeated
        if len(block.said.words) >= _TELLING and looks_like_title(block.said)
    ]
    longest = max(found, key=lambda block: len(block.folded), default=None)
    if longest is None or not all(block.folded in longest.folded for block in found):
        return ""
    return longest.text


def _only_main_heading(page: _Page) -> str:
    found = [b for b in page.headings if b.level == 1]
    names = {block.folded for block in found}
    return found[0].text if len(names) == 1 and looks_like_title(found[0].said) else ""


def _head_alike(page: _Page) -> str:
    parts = (cut for part in page.parts[::-1] if (cut := _behind().split(part)[0].strip(" -–—|,")))
    alike = (part for part in parts if title_score(Line(part)) > 0)
    return next((part for part in alike if not page.is_generic(Line(part))), "")


Rule = tuple[str, Callable[[_Page], str]]

RULES: tuple[Rule, ...] = (
    ("repeated by the head, and like a title or in the address", _repeated_and_alike),
    ("heading whose words the address has", _in_address),
    ("heading that is a part of the head's title", _part_of_head),
    ("main heading like a title", _main_heading),
    ("only heading like a title", _heading_like_a_title),
    ("part of the head's title like a title", _head_alike),
    ("only line of several words that the head repeats", _only_repeated),
    ("only main heading", _only_main_heading),
)
"""The rules, the surest first. On saved pages of some eighty sites the first is right wherever it
finds one; the nearest or the first heading, or the head's first part, by themselves are wrong on a
quarter of the pages."""
OF_HEAD = frozenset(("part of the head's title like a title",))


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s(?:{any_of(phrases_in(load('titles')['behind_titles']))})(?!\w)")


@cache
def _slogan() -> re.Pattern[str]:
    """The pattern of how an invitation begins, which no title does: "Join our crew"."""
    return re.compile(rf"(?:{any_of(map(fold, phrases_in(load('titles')['slogans'])))})(?!\w)")


@cache
def _generic() -> frozenset[str]:
    """The names of lists and what no title is."""
    titles, kinds, chrome = load("titles"), load("page_kinds"), load("chrome")
    lists = (titles["refused"], chrome["lines"], kinds["list_names"])
    return frozenset(map(fold, phrases_in(lists)))
