"""Say whether a page shows its posts as cards only, as a list with one or two entries does: it is
called a list, each heading that names a post is a link, and the text below it ends with a link to
more of it."""

from __future__ import annotations

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.job.title_lines import names_profession
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.kind_of_page.page_words import phrases

_MOST = 15
"""Blocks of a card."""
_CONTROL = 40
"""Characters of the link at its end."""


def shows_cards_only(look: PageLook) -> bool:
    """Return whether a page is called a list, and each heading that names a post is a link and
    opens a card with such an end."""
    is_card = False
    if not any(map(phrases("list_names").begin, look.own_titles)):
        return False
    for i, (block, line) in enumerate(zip(look.blocks, look.said, strict=True)):
        if block.kind == "heading" and look.live[i] and names_profession(line):
            if block.links <= LINK or not _is_card(look, i):
                return False
            is_card = True
    return is_card


def _is_card(look: PageLook, at: int) -> bool:
    """Return whether the blocks below a heading end with a link to more."""
    ends, level = phrases("card_ends"), look.blocks[at].level
    for i in range(at + 1, min(at + _MOST, len(look.blocks))):
        block = look.blocks[i]
        if block.kind == "heading" and block.level <= level:
            return False
        if block.links > LINK and len(block.text) <= _CONTROL and ends.begin(look.said[i].folded):
            return True
    return False
