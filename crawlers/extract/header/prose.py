"""Find where the prose of a posting begins and ends among the blocks of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.extract.header.labels import label_of, slot_of
from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.patterns import LOWER, UPPER

_LEAST_PROSE = 60
"""Characters of the shortest block that can be prose."""
_LEAST_WORDS = 10
"""Words of a block with a full stop that is prose."""
_LONG, _LONG_WITH_SENTENCES = 220, 110
"""Characters from which a block is prose anyway, and where a sentence ends within. Set by hand."""
_LEAST_ITEM = 4
"""Words of a list item that is more than a value."""
_SENTENCE = re.compile(rf"[{LOWER})][.;:!?] [{UPPER}\d(]")


def prose_span(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the posting's prose as [start, end): from its first section heading or long block to
    its last long block or list item.

    Before it stands the header, behind it the boxes at the end of the page.
    """
    start = next((i for i, b in enumerate(blocks) if _opens_prose(blocks, i)), len(blocks))
    end = next(
        (
            i + 1
            for i in range(len(blocks) - 1, start - 1, -1)
            if _is_prose(blocks[i]) or _closes_prose(blocks, i)
        ),
        start,
    )
    return start, end


def _is_prose(block: Block) -> bool:
    length = len(block.text)
    if block.kind == "pair" or length < _LEAST_PROSE:
        return False
    if block.text.rstrip()[-1:] in ".;:!?" and len(block.text.split()) >= _LEAST_WORDS:
        return True
    return length >= _LONG or (
        length >= _LONG_WITH_SENTENCES and _SENTENCE.search(block.text) is not None
    )


def _opens_prose(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.kind == "pair":
        return False
    if _is_prose(block):
        return not _slot_before_colon(block)
    heading = heading_of(block.said)
    if heading is None or heading.kind == "frame":
        return False
    if heading.rest:
        return True
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if index == 0 and following is not None and not (_is_prose(following) or following.mark):
        return False  # the name of a list above all: "Recruitment"
    if following is None:
        return slot_of(block.said) is None
    if slot_of(block.said):  # "Languages" is a label before "English", a heading before a list
        return (following.kind == "item" and block.kind != "item") or (
            _is_prose(following) and not slot_of(following.said)
        )
    return True


def _closes_prose(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.kind == "pair" or _slot_before_colon(block):
        return False
    if block.kind == "item":
        return len(block.text.split()) >= _LEAST_ITEM
    heading = heading_of(block.said)
    return heading is not None and heading.kind != "frame" and slot_of(block.said) is None


def _slot_before_colon(block: Block) -> Slot | None:
    """Return the slot of the label before the first colon, or of the whole text."""
    label = label_of(block.text)
    return slot_of(block.said if label == block.text else label)
