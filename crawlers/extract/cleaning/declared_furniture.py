"""Cut the furniture of one site, by the phrases that its plugin declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from crawlers.contract.declarations import Chrome
from crawlers.extract.cleaning import cutting_rules as rules
from crawlers.extract.cleaning.cut import Cut
from crawlers.text.blocks import Block
from crawlers.text.words import fold

# Set by hand; each is above what the furniture of the recorded sites has.
_TEXT = 200
"""Characters of a block that is the posting's text and no line above it."""
_LISTED = 90
"""Characters of an item in a list of the site's own."""
_SURE_HEAD = 12
"""Characters above which a declared phrase may be the beginning of a longer line."""


def cut_declared(blocks: Sequence[Block], site: Chrome) -> Cut:
    """Cut by a site's own phrases: boxes above the posting, the tail below it (its data boxes are
    kept apart), lines."""
    cut = Cut([])
    lines = _folded(site.lines)
    for block in blocks:
        if (start := _starting(block.folded, lines)) is None:
            cut.blocks.append(block)
        else:
            cut.removed.append(rules.SITE_LINE.cut(block, start))
    _cut_above(cut, _folded(site.before))
    _cut_below(cut, _folded(site.after), _folded_boxes(tuple(site.boxes.items())))
    return cut


@cache
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a plugin declares, folded once for all its pages."""
    return tuple(map(fold, phrases))


@cache
def _folded_boxes(boxes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {fold(name): slot for name, slot in boxes}


def _starting(text: str, phrases: Sequence[str]) -> str | None:
    return next((p for p in phrases if text == p or text.startswith(p + " ")), None)


def _cut_above(cut: Cut, phrases: Sequence[str]) -> None:
    """Cut everything up to the last phrase that stands above the first long block, and the list
    below it."""
    end = 0
    for index, block in enumerate(cut.blocks):
        if _starting(block.folded, phrases):
            end = index + 1
        elif len(block.text) > _TEXT:
            break
    if end and cut.blocks[end - 1].text.rstrip()[-1:] == ":":
        while end < len(cut.blocks) and _is_listed(cut.blocks[end]):
            end += 1
    cut.removed.extend(map(rules.SITE_BOX_ABOVE.cut, cut.blocks[:end]))
    cut.blocks = cut.blocks[end:]


def _is_listed(block: Block) -> bool:
    return block.kind == "item" and len(block.text) < _LISTED


def _cut_below(cut: Cut, afters: Sequence[str], boxes: Mapping[str, str]) -> None:
    """Cut everything from the first phrase on that ends the posting; lines of data boxes are kept
    apart."""
    heads = {**dict.fromkeys(afters, ""), **boxes}
    ends = (i for i, b in enumerate(cut.blocks) if _box_head(b.folded, heads))
    if (end := next(ends, None)) is None:
        return
    slot, lines = "", list[Block]()
    for block in cut.blocks[end:]:
        head = _box_head(block.folded, heads)
        if head is not None:
            cut.add_box(slot, lines)
            slot, lines = heads[head], []
        elif slot:
            lines.append(block)
        cut.removed.append(rules.SITE_BOX_BELOW.cut(block, slot))
    cut.add_box(slot, lines)
    cut.blocks = cut.blocks[:end]


def _box_head(text: str, heads: Mapping[str, str]) -> str | None:
    """Return the declared phrase that a line is; one that heads no data box may also begin the
    line."""
    if text in heads:
        return text
    return next(
        (
            head
            for head, slot in heads.items()
            if len(head) > _SURE_HEAD and text.startswith(head + " ") and not slot
        ),
        None,
    )
