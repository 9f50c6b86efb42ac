"""What a list page without a posting says, for a person to judge whether it is empty."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from crawlers.text.foreign import printable
from crawlers.text.words import fold, load, phrases_in

if TYPE_CHECKING:
    from crawlers.page.page import Page

_LONGEST, _LINKED = 160, 0.5
"""Characters of a line that is quoted, and the share of its text that may be links."""
_FRAME = ("nav", "footer")


def words_of_empty_list(page: Page) -> str:
    """Return the line of a page that speaks of openings and is no menu, a sentence before a
    heading; else its first line; "" for a page without any."""
    lines = [
        block
        for block in page.blocks
        if len(block.text) <= _LONGEST and block.links < _LINKED and block.region not in _FRAME
    ]
    speaking = [block for block in lines if not _openings().isdisjoint(block.folded.split())]
    speaking.sort(key=lambda block: block.kind == "heading")
    return printable(next((block.text for block in (*speaking, *lines)), ""))


@cache
def _openings() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("vendors")["openings"])))
