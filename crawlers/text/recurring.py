"""Lines that stand on a site's other pages too, at the edges of the page: the site's own furniture, learned and not declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from crawlers.text.blocks import Block
from crawlers.text.employers import names_employer
from crawlers.text.headings import heading_of
from crawlers.text.labels import slot_of
from crawlers.text.words import folded

LONGEST = 100
"""Characters of a line that can be furniture; longer recurring text is an employer's, and stays."""


def short_lines(blocks: Iterable[Block]) -> list[str]:
    """The folded lines of a page that are short enough to be furniture: what the store learns."""
    return [folded(b.text) for b in blocks if b.kind != "pair" and len(b.text) <= LONGEST]


def recurring_edges(blocks: Sequence[Block], recurs: Callable[[str], bool]) -> set[int]:
    """The indexes of recurring lines before the first and behind the last block that is this page's own.

    Labels, headings and names of organisations stay: the header of one employer's site recurs as well.
    """
    own = [i for i, b in enumerate(blocks) if len(b.text) > LONGEST or b.kind == "pair" or not recurs(folded(b.text))]
    if not own:
        return set()
    edges = [*range(own[0]), *range(own[-1] + 1, len(blocks))]
    return {i for i in edges if _furniture(blocks[i].text)}


def _furniture(text: str) -> bool:
    return not (slot_of(text) or heading_of(text) or names_employer(text))
