"""Read a table row of labels: their values stand behind them, or below them in one row more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from crawlers.extract.header.labels import fits, slot_of_label
from crawlers.posting.raw import Slot
from crawlers.text.blocks import CELL, Block

_MOST_FIT = 0.75
"""The share of known labels that have a value of their kind."""
_LEAST = 2
"""Known labels of a row that make it one of labels."""


def read_row(blocks: Sequence[Block], index: int) -> tuple[list[tuple[Slot, str, str]], int]:
    """Return slot, label and value of the cells of a row that is one of labels, and how many rows
    they were read from: "Grade | G5 | Closing | 4 May", or "Grade | Closing" over "G5 | 4 May".
    Nothing for any other row, and for one with several rows below it, which are of several posts.
    """
    cells = blocks[index].text.split(CELL)
    if found := _values_of(cells[::2], cells[1::2]):
        return found, 1
    below = [row.text.split(CELL) for row in _rows_behind(blocks, index)]
    return (_values_of(cells, below[0]), 2) if len(below) == 1 else ([], 1)


def _rows_behind(blocks: Sequence[Block], index: int) -> list[Block]:
    """Return the first two rows of the same table right behind a row."""
    behind = takewhile(lambda block: block.kind == "row", blocks[index + 1 : index + 3])
    return list(behind)


def _values_of(labels: list[str], values: list[str]) -> list[tuple[Slot, str, str]]:
    """Return what the labels of a row say, where half of them or more are known and nearly all of
    these have a value of their kind; else nothing."""
    known = [
        (slot, label, value)
        for label, value in zip(labels, values, strict=False)
        if (slot := slot_of_label(label))
    ]
    is_row = len(labels) == len(values) and len(known) >= max(_LEAST, len(labels) / 2)
    if not is_row or any(map(slot_of_label, values)):
        return []
    fitting = [each for each in known if fits(each[0], each[2], marked=True)]
    return fitting if len(fitting) >= max(_LEAST, _MOST_FIT * len(known)) else []
