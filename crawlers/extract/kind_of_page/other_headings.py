"""Look at the headings of the main part that neither name a post nor open a section of a posting: a
page about other things has more of them."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

_SEVERAL = 3
"""Headings of other topics that are several."""
_LOWEST = 4
"""Level of the lowest heading that names a topic: those below are bold lines, and controls."""
_CARDS = 2
"""Headings that are links, of a page that shows others."""
_QUOTES = '“„«"”'
_QUOTE = 40
"""Characters of a quotation: a title may stand in quotes, too."""


def has_other_topics(look: PageLook) -> bool:
    """Return whether several headings are of other topics, and more than open a section. Labels of
    a job with values, demands, or a control to apply with make up for it: each board has boxes of
    its own."""
    if look.facts.are_stated or look.demands.are_made or look.applies:
        return False
    known = sum([heading_of(line) is not None for _, line in _headings(look)])
    return count_other_topics(look) >= max(_SEVERAL, known + 1)


def count_other_topics(look: PageLook) -> int:
    """Return how many headings name no post, open no section and are no part of the title."""
    return sum(
        [
            heading_of(line) is None and title_score(line) <= 0 and not is_in_title(look, line)
            for _, line in _headings(look)
        ]
    )


def has_linked_heading(look: PageLook) -> bool:
    """Return whether headings in the first half of the text are links, and no part of the title:
    cards of other pages. One that names a post is enough. Cards below a posting are others, and a
    control to apply with makes up for those above it."""
    if look.applies:
        return False
    half = sum([len(block.text) for block, _ in look.own if block.links <= LINK]) / 2
    above = cards = 0
    for block, line in look.own:
        if block.links <= LINK:
            above += len(block.text)
        elif _is_of_topic(block) and not is_in_title(look, line):
            cards += _CARDS if names_profession(line) else 1
        if above > half or cards >= _CARDS:
            break
    return above <= half and cards >= _CARDS


def quotes_somebody(look: PageLook) -> bool:
    """Return whether a paragraph begins with a quotation mark."""
    return any(
        len(block.text) >= _QUOTE and block.text.lstrip()[:1] in _QUOTES for block, _ in look.own
    )


def is_in_title(look: PageLook, line: Line) -> bool:
    """Return whether the head's title has a line."""
    return f" {line.folded} " in f" {look.head.text} "


def _headings(look: PageLook) -> Iterator[tuple[Block, Line]]:
    return (each for each in look.own if _is_of_topic(each[0]))


def _is_of_topic(block: Block) -> bool:
    return block.kind == "heading" and block.level <= _LOWEST
