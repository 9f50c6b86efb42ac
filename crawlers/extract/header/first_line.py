"""Take the first line of a plain text as its title, where nothing else says the title: a posting
that is copied as text begins with it, and its facts stand right below."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.remarks import is_remark
from crawlers.extract.header.title_page import names_no_post
from crawlers.extract.job.employers import names_employer
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import Block

_WORDS = range(1, 11)
_LONGEST = 90
"""Words and characters of such a line. Set by hand."""
_FACTS, _REACH = 2, 6
"""How many facts must begin in the lines below, and how far below."""


def first_line_title(
    blocks: Sequence[Block], end: int, used: AbstractSet[int], facts: AbstractSet[int]
) -> int | None:
    """Return the index of the title among blocks [0, end), None where the first line is none. It
    needs facts below it, or a word for a posting above it: "Vacancy", "Night Nurse".

    used: the indexes of blocks that are labels, values or names. facts: of those at which a label
    with its value begins, or that are a value by themselves.
    """
    called = end > 0 and names_no_post(blocks[0].text)
    first = next((i for i in range(called, end) if i not in used), None)
    if first is None or not _may_be_title(blocks[first]) or min(used - {0}, default=end) < first:
        return None
    if called and first == 1:
        return first
    below = sum(i in facts for i in range(first + 1, min(first + 1 + _REACH, end)))
    return first if below >= _FACTS else None


def _may_be_title(block: Block) -> bool:
    text = block.text
    return (
        block.kind in ("paragraph", "heading")
        and len(text) <= _LONGEST
        and len(text.split()) in _WORDS
        and text[:1].isalpha()
        and text[-1] not in ".!?:;,"
        and "|" not in text
        and not slot_of(block.said)
        and heading_of(block.said) is None
        and not is_remark(block.said)
        and not names_employer(block.said)
    )
