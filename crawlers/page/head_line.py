"""Find the title of a page's head in its text: programs that turn a page into text put it first
("Lamp Keeper | Quay Ltd"), and the page's own title stands below it once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.text.blocks import Block

_MARKS = re.compile(r"\s+[|–—·»:-]\s+|\s+::\s+|\s+at\s+")
_REACH = 80
"""Lines below in which the title stands again."""
_LONGEST, _LEAST = 200, 4
"""The most characters of the line, and the least of a part that is printed again."""


def head_line(blocks: Sequence[Block]) -> str:
    """Return the first line where one of its parts is a line of its own below, else ""."""
    first = blocks[0].text if blocks else ""
    if len(first) > _LONGEST or blocks[0].kind not in ("paragraph", "heading"):
        return ""
    parts = {part.casefold() for part in _MARKS.split(first) if len(part) >= _LEAST}
    if len(parts) < 2:
        return ""
    below = (block.text.casefold() for block in blocks[1 : _REACH + 1])
    return first if any(text in parts for text in below) else ""
