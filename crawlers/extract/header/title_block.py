"""Find the block of a page that is the title, and the postings that are listed above it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.line_parts import MAX_CHIP, MENUS
from crawlers.text.blocks import Block
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_MAX_MORE = 60
"""Characters that a heading may have beside the title."""


def find_title_block(blocks: Sequence[Block], title: str) -> int | None:
    """Return the index of the block that is the title: a heading that is nothing else, else a line,
    else a heading that has it ("Clerk, Bergen" for "Clerk"). title: as printed."""
    folded = fold(title)
    if not folded:
        return None
    ranked: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.region in MENUS or len(block.text) > len(title) + _MAX_MORE:
            continue
        said, is_heading = block.folded, block.kind == "heading"
        # a list above it may name it, too
        if said == folded:
            ranked[2 + is_heading] = index
        elif is_heading and (f" {folded} " in f" {said} " or _has_run(block, title)):
            ranked[1] = index
    return ranked[max(ranked)] if ranked else None


def _has_run(block: Block, title: str) -> bool:
    """Return whether a heading has a title in an element of its own, with no blank before it:
    "<span>Job</span><span>Clerk</span>"."""
    return len(block.runs) > 1 and title in block.runs


def others_above(blocks: Sequence[Block], title_at: int | None) -> range:
    """Return the blocks above the title that belong to other postings, listed above it under
    headings like its own, or under a heading for them ("Similar jobs")."""
    if title_at is None:
        return range(0)
    headings = _headings_of_others()
    for first, block in enumerate(blocks[:title_at]):
        if len(block.text) <= MAX_CHIP and block.folded in headings:
            return range(first, title_at)
    if blocks[title_at].kind != "heading":
        return range(0)
    level = blocks[title_at].level
    listed = any(
        b.kind == "heading"
        and b.level == level
        and b.region not in ("header", "nav")
        # asked last: few lines are such headings
        and not _is_label(b)
        for b in blocks[:title_at]
    )
    return range(title_at) if listed else range(0)


def _is_label(block: Block) -> bool:
    """Return whether a heading is a label in bold, of values below it: "Job type:"."""
    return block.text[-1:] in (":", "：") or slot_of(block.said) is not None


@cache
def _headings_of_others() -> frozenset[str]:
    """Return the folded headings of boxes of other postings."""
    return frozenset(map(fold, phrases_in((load("body")["ends"], load("furniture")["ends"]))))
