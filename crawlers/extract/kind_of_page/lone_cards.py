"""Say whether a page shows its posts as cards only, as a list with few entries does: the text below
each heading that names a post ends with a link to more of it."""

from __future__ import annotations

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.job.title_lines import names_profession
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.kind_of_page.page_words import phrases

_FEW = 2
"""Cards of a page that is called no list."""
_MOST = 15
"""Blocks of a card."""
_CONTROL = 40
"""Characters of the link at its end."""


def shows_cards_only(look: PageLook) -> bool:
    """Return whether each heading that names a post opens a card with such an end. One heading must
    be a link on a page that is called a list, two may stand on a page without a section of duties,
    demands or an offer."""
    cards, links = 0, True
    for i, (block, line) in enumerate(zip(look.blocks, look.said, strict=True)):
        if block.kind == "heading" and look.live[i] and names_profession(line):
            if not _is_card(look, i):
                return False
            cards, links = cards + 1, links and block.links > LINK
    is_list = links and any(map(phrases("list_names").begin, look.own_titles))
    return cards > 0 if is_list else cards >= _FEW and not look.sections.main_kinds


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
