"""Pairs of a header: labels with their values, as they were found on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

Shape = Literal[
    "pair", "colon", "next_line", "heading", "label_behind", "next_label_behind", "spaced", "row"
]
_DATES: tuple[Slot, ...] = ("date_posted", "date_updated", "valid_through", "start_date")


@dataclass(frozen=True, slots=True)
class Pair:
    """A header label and its value.

    blocks: the indexes it was read from. shape: how label and value stand."""

    slot: Slot
    label: str
    value: str
    blocks: tuple[int, ...]
    shape: Shape


@dataclass(slots=True)
class Labels:
    """What the labels of a page say.

    used: indexes of blocks that are labels and values and nothing else. unread: pairs with an
    unknown label that stand among known ones."""

    pairs: list[Pair]
    used: set[int]
    unread: list[tuple[str, str]]

    def drop(self, pair: Pair) -> None:
        """Take a pair for text."""
        self.pairs.remove(pair)
        self.used.difference_update(pair.blocks)


_OwnOrDay = TypeVar("_OwnOrDay", str, Line)


def day_of(slot: Slot, value: _OwnOrDay, block: Block) -> _OwnOrDay:
    """Return the day that the markup names for a date that the words do not ("3 days ago", "May
    4"), else the value as it is."""
    if not block.day or slot not in _DATES:
        return value
    from crawlers.extract.dates.printed_date import read_date

    text = value if isinstance(value, str) else value.text
    found = read_date(text)
    if found and found.when.date:
        return value
    return block.day if isinstance(value, str) else Line(block.day)


def values_of_pair(pair: Pair) -> list[tuple[Slot, str]]:
    """Return what a pair says: of a period of posting both ends ("Posting period: 5 Nov - 19 Dec
    2025"), of one of applying the last day, of any other pair its value."""
    if pair.slot in ("date_posted", "valid_through"):
        from crawlers.extract.dates.periods import ends_of_period

        if ends := ends_of_period(pair.value):
            both: list[tuple[Slot, str]] = [("date_posted", ends[0]), ("valid_through", ends[1])]
            return both if pair.slot == "date_posted" else both[1:]
    return [(pair.slot, pair.value)]
