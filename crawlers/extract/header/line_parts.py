"""Take a line of values apart: at its marks, and where the markup keeps its pieces apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block

Value = tuple[Slot, str]
"""A value of a header: its slot, and its words as printed."""
MENUS = ("nav", "footer", "form")
"""Regions of a page that hold no values."""
MAX_CHIP = 60
"""Characters of a line that is one value of several, each on a line of its own."""

EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff"
STRONG = re.compile(
    r"\s*[·•|¦∙⋅●▪◦‧▸›»\n]+\s*|^\s*[-–—/~,]+\s+|\s+[-–—/~,]+\s*$"
    rf"|[{EMOJI}]+"
)
"""Marks that stand between values alone."""
_AT_ENDS = "-/~,"
"""Those that count at the ends of a text alone."""
WEAK = re.compile(r"\s+[-–—/~:]+(?:\s+|$)|\((?!\d\d\))|(?<!\(\d\d)\)|[\[\]{}]")
"""Marks that stand within a value, too: "£30k - £35k", "Bergen (Norway)"; brackets around the
number of a department are none: "Brest (29)"."""
_JOINS = ",-–—/&+(:"
"""Marks at a seam of the markup with which the text goes on."""


def parts_of_line(block: Block) -> list[str]:
    """Return the parts of a line of values, as the markup or its marks keep them apart."""
    return split_at_marks(pieces_of(block) or (block.text,))


def pieces_of(block: Block) -> tuple[str, ...]:
    """Return the pieces of a block, those joined that a mark holds together ("Bergen," "Norway");
    () where its text was changed since."""
    joined: list[str] = []
    is_apart = False
    for piece in block.pieces:
        if piece not in block.text:
            return ()
        if piece == "/" and joined and not joined[-1][-1].isdigit():
            is_apart = True  # a mark in an element of its own
            continue
        if is_apart:
            joined.append(piece)
            is_apart = False
        elif joined and (piece[0] in _JOINS or joined[-1][-1] in _JOINS):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return tuple(joined)


def split_at_marks(texts: Iterable[str]) -> list[str]:
    """Return the parts of texts between marks that stand between values alone."""
    parts = (
        part for text in texts for part in (STRONG.split(text) if _has_marks(text) else (text,))
    )
    return [p for part in parts if (p := part.strip(" ,;"))]


def _has_marks(text: str) -> bool:
    """Return whether a text may have such marks: of those in ASCII all but one stand at its
    ends."""
    if not text.isascii() or "|" in text or "\n" in text:
        return True
    bare = text.strip()
    return bare[:1] in _AT_ENDS or bare[-1:] in _AT_ENDS


def has_parts(block: Block) -> bool:
    """Return whether a line with a label may have more values: "Ref 44 | 4 May | Full time"."""
    return len(split_at_marks((block.text,))) > 1 or block.text.count(":") > 1


def is_sentence(text: str) -> bool:
    """Return whether a line is a sentence: it has more words than a value, and its end."""
    return text.endswith((".", "!", "?")) and len(text.split()) > 8
