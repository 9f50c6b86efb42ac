"""Repair the lists of a posting's text: items that lost their marks or stand in one paragraph,
lead-ins that were printed as items, items cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crawlers.extract.sections.headings import heading_of
from crawlers.extract.sections.lead_ins import lead_in_of, may_lead_in
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

# Set by hand on the recorded pages of sites that do such damage.
_LEAD_IN = 160
"""Characters of a lead-in."""
_ITEMS = 3
"""Items that make a list of a sentence."""
_MAX_ITEM, _MAX_FRAGMENT, _MAX_LINE = 600, 300, 400
"""Characters of an item behind a lead-in, of one below a heading, of a line without a mark."""
_FINISHED = 0.5
"""Share of the items with a mark at their end from which those without are cut in two."""
_LISTS = (
    "responsibilities",
    "qualifications_essential",
    "qualifications_desirable",
    "qualifications",
    "competencies",
    "benefits",
)
_BEFORE_ITEMS = {"paragraph": (":",), "item": (";",)}
"""How a block ends that an item without a mark stands below."""
_UNIT = re.compile(r"(?<=[.;!]) (?=[A-ZÀ-Ý][^\s.:;]*(?: [^\s.:;]+){0,4} ?: )")


def split_lists(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the items of lists that lost their marks: flattened into one paragraph
    behind a lead-in, or as lines that end in ";"."""
    out: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            out.append(block)
        elif parts := _flat_list(block.said) or _flat_below_heading(block.text, out):
            lead, items = parts
            if lead:
                out.append(block.replace(text=lead))
            out.extend(
                block.replace(kind="item", text=item, level=1, mark="•", gap=0) for item in items
            )
        elif _unmarked_item(blocks, index, out):
            out.append(block.replace(kind="item", level=1, mark="•"))
        else:
            out.append(block)
    return out


def _flat_list(line: Line) -> tuple[str, list[str]] | None:
    """(lead-in, items) of "The incumbent must: have ...; know ...; be ...": three items or more
    behind a lead-in's colon."""
    text = line.text
    colon = text.find(":")
    if not 0 < colon < min(_LEAD_IN, len(text) - 1) or not may_lead_in(line):
        return None
    if lead_in_of(text[: colon + 1]) in (None, "application_process", "contract"):
        return None
    lead, tail = text[: colon + 1], text[colon + 1 :].strip()
    units = _UNIT.split(tail)
    if len(units) >= _ITEMS and ":" in units[0][:60]:
        return lead, [u.strip() for u in units]
    items = [part.strip() for part in re.split(r";\s+", tail)]
    if len(items) >= _ITEMS and max(map(len, items)) < _MAX_ITEM:
        return lead, [i for i in items if i]
    return None


def _flat_below_heading(text: str, out: Sequence[Block]) -> tuple[str, list[str]] | None:
    """("", items) of a paragraph of fragments parted by semicolons directly below the heading of a
    list."""
    if text.count("; ") < 2 or not out or out[-1].kind == "pair":
        return None
    heading = heading_of(out[-1].said)
    if heading is None or heading.kind not in _LISTS or re.search(r"[a-z]\. [A-Z]", text):
        return None
    items = [part.strip() for part in re.split(r";\s+", text)]
    return ("", [i for i in items if i]) if max(map(len, items)) < _MAX_FRAGMENT else None


def _unmarked_item(blocks: Sequence[Block], index: int, out: Sequence[Block]) -> bool:
    """A line of a list without marks: behind a lead-in, it or its neighbour ends in ";"."""
    block, before = blocks[index], out[-1] if out else None
    if (
        before is None
        or before.text.rstrip()[-1:] not in _BEFORE_ITEMS.get(before.kind, ())
        or len(block.text) > _MAX_LINE
        or heading_of(block.said)
        or (lead_in_of(block.said) and block.text.endswith(":"))
    ):
        return False
    end = block.text.rstrip()[-1:]
    if before.kind == "paragraph":
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        return end == ";" and following is not None and following.kind == "paragraph"
    return (
        before.mark == "•"
        and (end in (";", ".") or block.text[:1].islower())
        and (index > 0 and blocks[index - 1].kind == "paragraph")
    )


def repair_items(blocks: Sequence[Block]) -> list[Block]:
    """Make paragraphs of lead-ins that were printed as items, and one item of one that was
    hard-wrapped over several marks."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        if blocks[index].kind != "item":
            out.append(blocks[index])
            index += 1
            continue
        end = index
        while end < len(blocks) and blocks[end].kind == "item":
            end += 1
        for lead, items in _lists_of(blocks[index:end]):
            out.extend([*lead, *_unwrapped(items)])
        index = end
    return out


def _lists_of(items: Sequence[Block]) -> list[tuple[list[Block], list[Block]]]:
    """Return a run of items as lists, each with the lead-in that was printed as an item before
    it."""
    leads = [
        at
        for at, item in enumerate(items[:-1])
        if item.text.rstrip()[-1:] == ":" and lead_in_of(item.said)
    ]
    return [
        (
            [items[start].replace(kind="paragraph", mark="", level=0)] if start >= 0 else [],
            list(items[start + 1 : end]),
        )
        for start, end in pairwise((-1, *leads, len(items)))
    ]


def _unwrapped(items: list[Block]) -> list[Block]:
    finished = sum(i.text.rstrip()[-1:] in ";." for i in items)
    if finished < 2 or finished < _FINISHED * len(items):
        return items  # no marks at the ends of the items: nothing shows what was wrapped
    starts = {_first_word(i.text) for p, i in pairwise(items) if p.text.rstrip()[-1:] in ";."} | {
        _first_word(items[0].text)
    }
    merged = [items[0]]
    for item in items[1:]:
        before = merged[-1]
        if (
            before.text.rstrip()[-1:] not in ";.:!?"
            and item.text[:1].islower()
            and _first_word(item.text) not in starts
        ):
            merged[-1] = before.replace(text=f"{before.text} {item.text}")
        else:
            merged.append(item)
    return merged


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].casefold()
