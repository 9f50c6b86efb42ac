"""What a walk over an HTML tree has to remember, one object for each duty: the text of the block in
the making, the landmarks, the boxes, lists, terms, table rows and hidden text that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from crawlers.page.tables import Cell
from crawlers.page.text_blocks import clean
from crawlers.text.blocks import ICON, SITE_REGIONS, Block

_MAX_PATH = 64
"""Boxes in the path of a block; deeper ones count as one."""
_MAX_HIDDEN = 20_000
"""Characters of hidden text that are kept of a page."""
_PROSE = 60
"""Characters from which on a block is running text."""
_MOST = 0.6
"""Share of a page's running text from which a guessed landmark around it is none. Set by hand."""
_MAX_RUNS, _MAX_TEXT_OF_RUNS = 24, 400
"""Pieces and characters of a block that may be labels with their values. Set by hand."""
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


FinishedText = tuple[str, float, bool, tuple[str, ...], tuple[str, ...]]
"""The text of a block, the share of its characters that are link text (0.0 to 1.0), whether all of
it is in bold, its pieces and its runs (Block). A plain tuple: there is one for each block of each
page."""
_NOTHING: FinishedText = ("", 0.0, False, (), ())
_CURRENCIES = "£$€¥₹"
_MAX_PIECED = 200
"""Characters of a block whose inline elements are pieces of their own; a longer one is prose."""


class BlockText:
    """The text of the block in the making, glued as a browser shows it.

    parts: its pieces. special: whether the next piece is in bold, in a link or behind a glued mark;
    then it must go through `add`, else it may be appended to `parts`. links: the links closed so
    far, each address as written with the pieces of its text. icons: where among the parts an icon
    stands, with its name; one before any text waits for it.
    """

    __slots__ = ("_bold", "_bolded", "_glue", "_href", "_link_text", "_linked", "_seams", "icons",
                 "links", "parts", "special")  # fmt: skip

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.icons: list[tuple[int, str]] = []
        self.special = False
        self.links: list[tuple[str, list[str]]] = []
        self._linked = 0  # characters in links
        self._bolded = 0  # characters in bold, without blanks
        self._bold = 0  # open elements in bold
        self._seams: list[int] = []  # where in `parts` an inline element follows another
        # why the next text may stand apart from the last: `style`, both are a `link`, or it is a
        # `label` in bold
        self._glue = ""
        self._href: str | None = None
        self._link_text: list[str] = []

    def add(self, text: str) -> None:
        """Add a text that is in bold, in a link, or glued to the last one."""
        glue = self._glue
        if glue:
            last = self.parts[-1][-1:] if self.parts else ""
            if glue == "label" or self._stand_apart(last, text[0]):
                self.parts.append(" ")
        self.parts.append(text)
        if self._href is not None:
            self._linked += len(text.strip())
            self._link_text.append(text)
        if self._bold:
            self._bolded += len("".join(text.split()))
        if glue:
            self._forget_glue()

    def _stand_apart(self, last: str, first: str) -> bool:
        """Return whether the last letter of one element and the first of the next are of two words,
        or of two links."""
        if self._href is not None and self._glue == "link":
            return last.isalnum() and first.isalnum()
        return (first.isupper() and (last.islower() or last == ":")) or (
            first in _CURRENCIES and last.isalpha()
        )

    def finish(self) -> FinishedText:
        """Return the text and begin an empty block."""
        parts = self.parts
        if self._glue:
            self._forget_glue()
        if not parts:
            return _NOTHING
        runs: tuple[str, ...] = ()
        pieces: tuple[str, ...] = ()
        if len(parts) == 1 and not self.icons:  # most blocks: no runs, and no two pieces
            text = clean(parts.pop())
            if self._seams:
                self._seams.clear()
        else:
            text = clean("".join(parts))
            runs = self._take_runs() if len(text) <= _MAX_TEXT_OF_RUNS else ()
            pieces = self._take_pieces(len(text)) if self._seams else ()
            self.icons.clear()
            parts.clear()
        links, in_bold = 0.0, False
        if linked := self._linked:
            self._linked = 0
            if text:
                links = round(linked / len(text), 2) if linked < len(text) else 1.0
        if bolded := self._bolded:
            self._bolded = 0
            in_bold = bolded >= len(text) - text.count(" ")
        return text, links, in_bold, pieces, runs

    def add_icon(self, name: str) -> None:
        """Add an icon with a name in words."""
        if (name := clean(name)) and len(self.icons) < _MAX_RUNS:
            self.icons.append((len(self.parts), name))

    def _take_runs(self) -> tuple[str, ...]:
        """Return the texts between tags and the names of icons; () for one alone, or too many."""
        parts = self.parts
        if len(parts) > 2 * _MAX_RUNS:
            return ()
        if not self.icons:
            words = [part for part in parts if not part.isspace()]
            found = [run for part in words if (run := clean(part))] if len(words) > 1 else []
            return tuple(found) if 1 < len(found) <= _MAX_RUNS else ()
        before = 0
        found = []
        for at, name in (*self.icons, (len(parts), "")):
            found += [run for part in parts[before:at] if (run := clean(part))]
            found += [ICON + name] if name else []
            before = at
        return tuple(found)

    def _take_pieces(self, size: int) -> tuple[str, ...]:
        """Return the texts between the seams, () for fewer than two or those of a long text."""
        seams, parts = self._seams, self.parts
        found: list[str] = []
        if size <= _MAX_PIECED:
            ends = zip([0, *seams], [*seams, len(parts)], strict=True)
            found = [piece for a, b in ends if (piece := clean("".join(parts[a:b])))]
        seams.clear()
        return tuple(found) if len(found) > 1 else ()

    def part_next(self) -> None:
        """Begin an inline element that follows another with nothing but a blank between."""
        if self.parts:
            self._seams.append(len(self.parts))

    def glue_next(self, are_links: bool = False) -> None:
        """Begin an inline element that follows another without a blank: styles keep them apart."""
        self._glue, self.special = "link" if are_links else "style", True

    def open_bold(self, is_label: bool = False) -> None:
        """Begin bold text. is_label: whether it ends in a colon."""
        if is_label:
            self._glue = "label"
        self._bold += 1
        self.special = True

    def close_bold(self) -> None:
        self._bold -= 1
        self._forget_glue()

    def open_link(self, href: str | None) -> None:
        self._href = href
        self._link_text = []
        self.special = self.special or href is not None

    def add_link(self, href: str, text: str) -> None:
        """Add a link of one piece of text that is not `special`."""
        if text:
            self.parts.append(text)
            self._linked += len(text.strip())
        self.links.append((href, [text] if text else []))

    def close_link(self) -> None:
        if self._href is not None:
            self.links.append((self._href, self._link_text))
            self._href = None
            self._glue, self.special = "", self._bold > 0

    def _forget_glue(self) -> None:
        self._glue = ""
        self.special = self._bold > 0 or self._href is not None


@dataclass(slots=True)
class _Region:
    """A landmark, from its first block to its last. outer: the region around it; element: the one
    that opened it."""

    element: Any
    name: str
    outer: str
    start: int
    end: int = 0


class Regions:
    """The open landmarks. current: the innermost, its name or the key of a guess; "" for none."""

    __slots__ = ("_guesses", "_open", "current")

    def __init__(self) -> None:
        self.current = ""
        self._open: list[_Region] = []
        self._guesses: dict[str, _Region] = {}

    def open(self, element: Any, name: str, sure: bool, at: int) -> None:
        """Open a landmark before the block with index `at`, unless it belongs to the one around
        it: a header within the main part is no header of the page."""
        within_main = name in ("header", "footer") and self.current in ("main", "article")
        if self.current in SITE_REGIONS or within_main:
            return
        region = _Region(element, name, self.current, at)
        self._open.append(region)
        self.current = name if sure else f"{name} {len(self._guesses)}"
        if not sure:
            self._guesses[self.current] = region

    def close(self, element: Any, at: int) -> None:
        """Close the landmark that an element opened, if it did, before the block with index
        `at`."""
        if self._open and self._open[-1].element is element:
            closed = self._open.pop()
            closed.end = at
            self.current = closed.outer

    def name_guesses(self, blocks: Sequence[Block]) -> None:
        """Give the blocks in guessed landmarks the name of the landmark.

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
