"""The blocks of an HTML page in the making: what is open while its tree is walked, and how the text
that was collected becomes a block."""

from __future__ import annotations

from typing import Any

from crawlers.page.attributes import region_of
from crawlers.page.block_text import BlockText
from crawlers.page.html_state import Boxes, HiddenText, Lists, Regions, Rows, Terms
from crawlers.page.html_tree import visible_text
from crawlers.page.tables import MAX_LABEL, MAX_VALUE
from crawlers.page.text_blocks import BULLETS
from crawlers.text.blocks import BOLD_LEVEL, MAX_HEADING, Block, BlockKind
from crawlers.text.clean import clean

_MARKS = BULLETS | set("-–—*")
_CLOSED = frozenset({"nav", "dialog", "alertdialog", "menu", "navigation", "tabpanel", "tooltip"})


class BlockMaker:
    """Makes blocks of what a walk over a tree meets (crawlers.page.html_elements says what each
    element does to it).

    blocks: those that are finished. text: of the block in the making. heading: its level, 0 outside
    headings. days: of the time elements in it. meanings: of the open elements whose attributes say
    something, what (crawlers.page.attributes.meaning_of). lists, terms, rows, regions, boxes,
    hidden: see crawlers.page.html_state.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text = BlockText()
        self.heading = 0
        self.days: set[str] = set()
        self.meanings: dict[Any, str] = {}
        self.lists = Lists()
        self.terms = Terms()
        self.rows = Rows()
        self.regions = Regions()
        self.boxes = Boxes()
        self.hidden = HiddenText()

    def flush(self) -> None:
        """End the block in the making."""
        text, links, in_bold, pieces, runs = self.text.finish()
        if not text:
            return
        terms, lists = self.terms, self.lists
        if terms.is_open:
            terms.add(text)
            return
        # the kind by what is open around the text, else by how it begins or looks
        kind: BlockKind = "paragraph"
        level, mark = 0, ""
        if self.heading:
            kind, level = "heading", self.heading
        elif lists.mark:  # only the first block of an item has it
            kind, mark, level = "item", lists.mark, lists.depth
            lists.mark = ""
        elif text[0] in _MARKS and (bare := _without_mark(text)):
            kind, mark, level, text = "item", text[0], lists.depth, bare
        elif in_bold and _heads(text):
            kind, level = "heading", BOLD_LEVEL
        blocks = self.blocks  # as `append` does: half of all blocks of a page are links in menus
        at, region, box = len(blocks) + 1, self.regions.current, self.boxes.path
        # by position, which is faster than by name
        block = Block(
            kind, text, "", level, mark, 0, at, region, links, box, "", "", "", runs, pieces
        )
        if self.days:
            block.day = self.days.pop() if len(self.days) == 1 else ""
            self.days.clear()
        if terms.label:
            self._pair_with_label(block)
            block.line = len(blocks) + 1
        blocks.append(block)
        if self.hidden.pending:
            block.hidden = self.hidden.take_pending()

    def append(self, block: Block) -> None:
        """Add a finished block."""
        blocks = self.blocks
        blocks.append(block)
        block.line = len(blocks)
        if self.hidden.pending:
            block.hidden = self.hidden.take_pending()

    def _pair_with_label(self, block: Block) -> None:
        """Make a dd behind its dt a pair, or the text under a heading where it is long."""
        label = self.terms.take_label()
        if not label.strip(":： "):
            return  # a term of nothing but a colon labels nothing
        if block.kind == "paragraph" and len(label) <= MAX_LABEL and len(block.text) <= MAX_VALUE:
            block.kind, block.label = "pair", label.rstrip(":： ")
        else:
            self._append_line("heading", label, BOLD_LEVEL)

    def drop_label(self) -> None:
        """Make a dt without a dd a line of its own."""
        if self.terms.label:
            self._append_line("paragraph", self.terms.take_label(), 0)

    def _append_line(self, kind: BlockKind, text: str, level: int) -> None:
        region, box = self.regions.current, self.boxes.path
        self.append(Block(kind, text, level=level, region=region, box=box))

    def hide(self, element: Any, how: str) -> None:
        """Keep the text of a hidden element; a block keeps what is hidden within it."""
        if self.hidden.room <= 0 and how != "aria":
            return
        text = clean("".join(visible_text(element)))
        kept = self.hidden.add(text, how, len(self.blocks))
        if not kept or (how == "hidden" and _is_closed(element)):
            return
        if self.text.parts or not self.blocks:
            self.hidden.put_ahead(text)
        else:
            last = self.blocks[-1]
            last.hidden = f"{last.hidden} {text}".strip()

    def open_box(self, element: Any) -> None:
        """Open a box, and the region that it is, if any."""
        self.boxes.open()
        self.open_region_of(element)

    def close_box(self, element: Any) -> None:
        """Close the box and the region that an element opened."""
        self.regions.close(element, len(self.blocks))
        self.boxes.close()

    def open_region_of(self, element: Any) -> None:
        """Open a region by tag, else by the words of class and id."""
        name, sure = region_of(element.tag, element.get("class"), element.get("id"))
        if name:
            self.regions.open(element, name, sure, len(self.blocks))


def _without_mark(text: str) -> str:
    """Return the text behind a list mark; "" where the first character is none or nothing
    follows."""
    if text[0] in BULLETS or text[1:2] == " ":
        return text[1:].lstrip("\ufe0f ")
    return ""


def _is_closed(element: Any) -> bool:
    """Return whether a hidden element is one that a page opens when it is asked to: a menu, a
    dialog, another tab."""
    return element.tag in _CLOSED or (element.get("role") or "").strip().lower() in _CLOSED


def _heads(text: str) -> bool:
    """Return whether a line in bold is a heading: short, no sentence, no label with its value."""
    if len(text) > MAX_HEADING or text[-1] in ".,;" or not any(map(str.isalpha, text)):
        return False
    _, colon, value = text.partition(":")
    return not (colon and value.strip())
