"""Read table rows: pairs of a label and its value, rows of cells, or nothing but a layout of the
page."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.text.blocks import BOLD_LEVEL, CELL, Block

MAX_LABEL, MAX_VALUE = 60, 200
"""Characters of a cell that may be a label, and of one that may be its value. Set by hand."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: whether it is a th, and its blocks (from, to)."""

    head: bool
    start: int
    end: int


def read_row(blocks: list[Block], cells: list[Cell]) -> None:
    """Turn the blocks of a table row into pairs or a row, unless the table only lays out the
    page."""
    first, last = cells[0].start, cells[-1].end
    own = blocks[first:last]
    if len(own) == len(cells):  # a cell of its own for the colon behind a label
        cells = [cell for cell in cells if blocks[cell.start].text.strip(":： ")] or cells
        own = [blocks[cell.start] for cell in cells]
    if len(own) != len(cells) or any(
        b.kind not in ("paragraph", "heading") or 0 < b.level < BOLD_LEVEL for b in own
    ):
        label = blocks[cells[0].start]
        if cells[0].end - cells[0].start == 1 and len(cells) == 2 and _is_label(label, cells[0]):
            label.kind, label.level = "heading", BOLD_LEVEL
        return
    if len(own) % 2 == 0 and not all(c.head for c in cells) and _labels(own, cells):
        pairs = zip(own[::2], own[1::2], strict=True)
        made = [_pair(label, value) for label, value in pairs]
    elif max(len(b.text) for b in own) <= MAX_VALUE:
        own[0].kind, own[0].level, own[0].text = "row", 0, CELL.join(b.text for b in own)
        made = own[:1]
    else:
        return
    for block in made:
        block.line = first + 1 + made.index(block)
    blocks[first:last] = made


def _labels(own: list[Block], cells: list[Cell]) -> bool:
    """Return whether every other cell is a label."""
    if len(own) == 2:
        return _is_label(own[0], cells[0])
    return all(
        (c.head or b.text.endswith((":", "："))) and _is_label(b, c)
        for b, c in zip(own[::2], cells[::2], strict=True)
    )


def _is_label(block: Block, cell: Cell) -> bool:
    return (
        len(block.text) <= MAX_LABEL
        and bool(block.text.strip(":： "))
        and block.links < 0.5
        and (cell.head or block.text[-1] not in ".;,!")
    )


def _pair(label: Block, value: Block) -> Block:
    value.kind, value.level, value.label = "pair", 0, label.text.rstrip(":： ")
    return value
