"""Open pairs that are no header: a section of the posting that the site laid out as a table row or
as a term with its definition ("Requirements" | "You have trained as a mechanic.")."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.cleaning.measured import width
from crawlers.extract.header.labels import slot_of_label
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import BOLD_LEVEL, Block

_PROSE = 60
"""Letters from which a value is a text; a Japanese sentence has fewer characters. Set by hand."""
_SENTENCE = 5
"""Words from which a value with a full stop is one."""


def open_prose_pairs(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each such pair as its heading and the text below it."""
    opened: list[Block] = []
    if "pair" not in [block.kind for block in blocks]:
        return list(blocks)
    for block in blocks:
        if block.kind == "pair" and _is_section(block):
            opened.append(Block("heading", block.label, level=BOLD_LEVEL, line=block.line))
            opened[-1].region, opened[-1].box = block.region, block.box
            block.kind, block.label = "paragraph", ""
        opened.append(block)
    return opened


def _is_section(block: Block) -> bool:
    """Return whether a pair is a section: its label is the heading of one, its value a text."""
    heading = heading_of(block.label) if _is_text(block.text) else None
    if heading is None:
        return False
    return slot_of_label(block.label) is None or len(block.text) >= _PROSE


def _is_text(text: str) -> bool:
    return width(text) >= _PROSE or (text[-1:] in ".!?;" and len(text.split()) >= _SENTENCE)
