"""What a walk over an HTML tree has to remember, one object for each duty: the regions, boxes,
lists, terms, table rows and hidden text that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from crawlers.page.tables import Cell
from crawlers.text.blocks import SITE_REGIONS, Block

_MAX_PATH = 64
"""Boxes in the path of a block; deeper ones count as one."""
_MAX_HIDDEN = 20_000
"""Characters of hidden text that are kept of a page."""
_PROSE = 60
"""Characters from which on a block is running text."""
_MOST = 0.6
"""Share of a page's running text from which a guessed region around it is none. Set by hand."""
_FEW_LINKS = 0.5
"""Share of link text below which a block is text and no menu."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that the markup keeps from a reader's eye.

    how: `hidden` as menus and dialogs are, `aria` from screen readers only, `furtive` where it
    stands on the page but cannot be seen (crawlers.page.attributes), `characters` that no reader
    sees (crawlers.text.hostile_text). line: how many blocks stand before it.
    """

    text: str
    how: str
    line: int


@dataclass(slots=True)
class _Region:
    """A region of a page, from its first block to its last. outer: the region around it; element:
    the one that opened it."""

    element: Any
    name: str
    outer: str
    start: int
    end: int = 0


class Regions:
    """The open regions. current: the innermost, its name or the key of a guess; "" for none."""

    __slots__ = ("_guesses", "_open", "current")

    def __init__(self) -> None:
        self.current = ""
        self._open: list[_Region] = []
        self._guesses: dict[str, _Region] = {}

    def open(self, element: Any, name: str, sure: bool, at: int) -> None:
        """Open a region before the block with index `at`, unless it belongs to the one around
        it: a header within the main part is no header of the page, an article within an aside is
        a card of it."""
        within_main = name in ("header", "footer") and self.current in ("main", "article")
        if self.current in SITE_REGIONS or within_main:
            return
        sure = sure and not (name == "article" and self.current.startswith("aside"))
        region = _Region(element, name, self.current, at)
        self._open.append(region)
        self.current = name if sure else f"{name} {len(self._guesses)}"
        if not sure:
            self._guesses[self.current] = region

    def close(self, element: Any, at: int) -> None:
        """Close the region that an element opened, if it did, before the block with index
        `at`."""
        if self._open and self._open[-1].element is element:
            closed = self._open.pop()
            closed.end = at
            self.current = closed.outer

    def name_guesses(self, blocks: Sequence[Block]) -> None:
        """Give the blocks in guessed regions the name of the region.

        One around most of the page's prose is none: a class on a wrapper, a form around the whole
        page.
        """
        if not self._guesses:
            return
        prose = [
            len(b.text) if len(b.text) >= _PROSE and b.links < _FEW_LINKS else 0 for b in blocks
        ]
        upto = [0, *accumulate(prose)]
        names: dict[str, str] = {}
        for key, region in self._guesses.items():  # outer ones first
            around = names.get(region.outer, region.outer)
            if region.name == "article":
                names[key] = around if around == "aside" else "article"
                continue
            # a table may have made its rows fewer
            start, end = (min(at, len(blocks)) for at in (region.start, region.end))
            names[key] = around if upto[end] - upto[start] > _MOST * upto[-1] else region.name
        for block in [block for block in blocks if block.region in names]:
            block.region = names[block.region]


class Boxes:
    """The open boxes. path: their numbers, outermost first."""

    __slots__ = ("_count", "_outer", "path")

    def __init__(self) -> None:
        self.path: tuple[int, ...] = ()
        self._outer: list[tuple[int, ...]] = []
        self._count = 0

    def open(self) -> None:
        self._outer.append(self.path)
        if len(self.path) < _MAX_PATH:
            self._count += 1
            self.path = (*self.path, self._count)

    def close(self) -> None:
        self.path = self._outer.pop()


@dataclass(slots=True)
class _List:
    numbered: bool
    number: int


class Lists:
    """The open lists. mark: of the item whose first block is to come, else "". depth: how deep an
    item stands, from 1; an item outside any list is of the first. numbered: the innermost list,
    where its items have numbers."""

    __slots__ = ("_open", "depth", "mark", "numbered")

    def __init__(self) -> None:
        self.mark = ""
        self.numbered: _List | None = None
        self.depth = 1
        self._open: list[_List] = []

    def open(self, numbered: bool, start: str) -> None:
        """Open a list. start: the attribute of that name."""
        first = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
        self._open.append(_List(numbered, first))
        self.numbered = self._open[-1] if numbered else None
        self.depth = len(self._open)

    def close(self) -> None:
        self.mark = ""
        self._open.pop()
        outer = self._open[-1] if self._open else None
        self.numbered = outer if outer and outer.numbered else None
        self.depth = len(self._open) or 1

    def number_item(self, numbered: _List) -> None:
        """Count the next item of a numbered list."""
        numbered.number += 1
        self.mark = f"{numbered.number}."


class Terms:
    """The terms of definition lists. is_open: whether the text is of a dt. label: the dt whose dd
    is to come."""

    __slots__ = ("is_open", "label")

    def __init__(self) -> None:
        self.is_open = False
        self.label = ""

    def add(self, text: str) -> None:
        self.label = f"{self.label} {text}".strip()

    def take_label(self) -> str:
        label, self.label = self.label, ""
        return label


class Rows:
    """The open table rows with their finished cells, and where open cells begin."""

    __slots__ = ("_cells", "_open")

    def __init__(self) -> None:
        self._open: list[list[Cell]] = []
        self._cells: list[int] = []

    def open(self) -> None:
        self._open.append([])

    def close(self) -> list[Cell]:
        """Return the cells of the row that are not empty."""
        return [cell for cell in self._open.pop() if cell.end > cell.start]

    def open_cell(self, at: int) -> None:
        """Open a cell before the block with index `at`."""
        self._cells.append(at)

    def close_cell(self, head: bool, blocks: list[Block]) -> None:
        """Close a cell behind the last block. head: whether it is a th."""
        start = self._cells.pop()
        if len(blocks) == start + 1 and blocks[-1].text == ":":  # some tables give it a column
            blocks.pop()
        if self._open:
            self._open[-1].append(Cell(head, start, len(blocks)))


@dataclass(slots=True)
class HiddenText:
    """The hidden text of a page, up to a limit. aria_size: characters hidden from screen readers.
    pending: hidden text in front of the block to come."""

    found: list[Hidden] = field(default_factory=list)
    aria_size: int = 0
    pending: str = ""
    room: int = _MAX_HIDDEN

    def add(self, text: str, how: str, at: int) -> bool:
        """Keep a hidden text in front of the block with index `at`; False where nothing is
        kept."""
        if how == "aria":
            self.aria_size += len(text)
        if not text or self.room <= 0:
            return False
        self.found.append(Hidden(text[: self.room], how, at))
        self.room -= len(text)
        return True

    def put_ahead(self, text: str) -> None:
        """Leave a hidden text to the block to come."""
        self.pending = f"{self.pending} {text}".strip()

    def take_pending(self) -> str:
        text, self.pending = self.pending, ""
        return text
