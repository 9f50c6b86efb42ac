"""Read whom the writer of a letter works for, below the words that end it."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.header.title_page import ends_of_letters
from crawlers.extract.job.employers import cannot_be_employer, has_organization_word
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

_LINES, _LONGEST = 8, 100
"""Lines of a signature, and characters of one."""


def employer_of_writer(blocks: Sequence[Block]) -> str:
    """Return the organisation that a signature names and the letter above it, too: "Department of
    Lamps, University of Oban"; the last of a line, as a whole stands behind its parts; "" for
    none."""
    ends = [at for at, block in enumerate(blocks) if block.folded in ends_of_letters()]
    if not ends:
        return ""
    letter = f" {' '.join(block.folded for block in blocks[: ends[-1]])} "
    below = blocks[ends[-1] + 1 :][:_LINES]
    lines = (block.text for block in below if len(block.text) <= _LONGEST)
    parts = (Line(part) for line in lines for part in reversed(line.split(", ")))
    names = (part for part in parts if " " in part.text and has_organization_word(part))
    own = (name for name in names if f" {name.folded} " in letter and not cannot_be_employer(name))
    return next((name.text for name in own), "")
