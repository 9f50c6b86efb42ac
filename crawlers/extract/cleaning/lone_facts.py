"""Find facts of a posting that stand where a page has its furniture: a box of labels and values in
the markup of a menu, one label with its value in a box beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from crawlers.extract.cleaning.posting_page import PostingPage
from crawlers.extract.cleaning.weights import MENU_LINKS
from crawlers.extract.header.labels import fits, is_everyday, slot_of, slot_of_label, split_colon
from crawlers.posting.raw import Slot
from crawlers.text.blocks import SITE_REGIONS, Block
from crawlers.text.words import fold

_MAX_LABEL = 90
"""Characters of a line that is a label and nothing else; most lines are longer."""
_LEAST = 3
"""Different labels of a posting, each with a value, that no menu has."""
_OF_POSTINGS: frozenset[Slot] = frozenset(
    ("location", "employment_type", "date_posted", "valid_through", "salary", "contract_type")
)
"""Slots whose values can be told from other words."""
_ALONE: frozenset[Slot] = frozenset(("location", "employment_type", "date_posted", "valid_through"))
"""Those of which one label with its value says something of the posting."""


def boxes_in_menus(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the runs of blocks in the markup of menus that are labels of a posting with a value
    each. A label with several values is a filter of a list."""
    menus = [block.region == "nav" for block in blocks]
    for is_menu, run in groupby(range(len(blocks)), menus.__getitem__):
        plain = [i for i in run if blocks[i].links <= MENU_LINKS] if is_menu else []
        if len(plain) < _LEAST:
            continue
        found = [one for i in plain if (one := _label_at(blocks, i))]
        labels = {at for at, _, _ in found}
        single = [one for one in found if one[2] + 1 not in plain or _is_label(blocks, one[2] + 1)]
        slots = {slot for _, slot, _ in single} & _OF_POSTINGS
        if len(slots) >= _LEAST and len(single) == len(labels):
            yield range(single[0][0], single[-1][2] + 1)


def lone_labels(page: PostingPage, taken: AbstractSet[int]) -> Iterator[range]:
    """Yield label and value of each slot that one label of the page alone names, above the first
    box of other postings. taken: blocks that are read anyway."""
    labels: dict[Slot, list[int]] = {}
    for i, block in enumerate(page.blocks):
        if page.heads_others[i]:
            break
        if block.links > 0 or block.region in SITE_REGIONS or block.region == "form":
            continue
        if (slot := _slot_at(block)[0]) in _ALONE:
            labels.setdefault(slot, []).append(i)
    for slot in sorted(labels):
        if set(labels[slot]) <= taken:
            continue  # their values need not be read
        found = [one for i in labels[slot] if (one := _label_at(page.blocks, i))]
        whole = range(found[0][0], found[0][2] + 1) if len(found) == 1 else None
        if whole and taken.isdisjoint(whole) and not _is_everyday(page.blocks[whole[0]]):
            yield whole


def _label_at(blocks: Sequence[Block], i: int) -> tuple[int, Slot, int] | None:
    """Return where a label stands, its slot, and where its value ends, if a block is one with a
    value that fits."""
    block = blocks[i]
    slot, value = _slot_at(block)
    if slot is None:
        return None
    if block.kind == "pair":
        return (i, slot, i) if fits(slot, block.said, marked=True) else None
    if value:
        return (i, slot, i) if fits(slot, value) else None
    if value is None and slot not in _OF_POSTINGS:
        return None
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if below is None or below.region != block.region:
        return None
    is_value = below.kind != "pair" and below.links == 0 and fits(slot, below.said)
    return (i, slot, i + 1) if is_value else None


def _is_label(blocks: Sequence[Block], i: int) -> bool:
    return blocks[i].kind == "pair" or _slot_at(blocks[i])[0] is not None


def _slot_at(block: Block) -> tuple[Slot | None, str | None]:
    """Return the slot that a block is the label of, with what stands behind its colon, None without
    one."""
    if block.kind == "pair":
        return slot_of_label(block.label), block.text
    label, *value = split_colon(block.text)
    if value:
        return slot_of_label(label), value[0]
    return slot_of(block.said) if len(label) <= _MAX_LABEL else None, None


def _is_everyday(block: Block) -> bool:
    label = block.label or split_colon(block.text)[0]
    return is_everyday(block.folded if label == block.text else fold(label))
