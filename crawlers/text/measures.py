"""What is measured of the blocks of a page: kept with the page and its posting, since several
readers ask for it. crawlers.extract.cleaning.measured measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

State = tuple[Sequence[object], ...]
"""All that measures depend on: the lines, kinds, regions, links and boxes of the blocks."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of the blocks of a page, by the index of the block.

    state: what the blocks were like. short: the folded text of a short line outside menus, else "".
    box: the boxes that a block shares with others. weight: how many characters of running text it
    has. mass: the weight by how much it speaks of jobs, as far as it was asked for. live: whether
    it may be part of the posting, by where it stands. heads_others: whether it heads a box of other
    postings.
    """

    state: State
    short: list[str]
    box: list[tuple[int, ...]]
    weight: list[float]
    mass: dict[int, float]
    live: list[bool]
    heads_others: list[bool]
