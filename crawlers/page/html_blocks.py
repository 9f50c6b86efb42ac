"""Turn a parsed HTML tree into blocks, in one pass: what a reader sees, in reading order.

Inline markup is glued as a browser shows it, each block-level element and line break starts a new
block. Lists, headings, definition lists and tables keep what their markup says; a table that only
lays out the page is read as its parts. What the walk remembers is crawlers.page.html_state and
crawlers.page.block_text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from crawlers.page.attributes import SURE, meaning_of, region_of
from crawlers.page.block_text import BlockText
from crawlers.page.html_state import (
    Boxes,
    Hidden,
    HiddenText,
    Lists,
    Regions,
    Rows,
    Terms,
)
from crawlers.page.html_tree import first_child, visible_text
from crawlers.page.tables import MAX_LABEL, MAX_VALUE, read_row
from crawlers.page.text_blocks import BULLETS, blocks_of_text
from crawlers.text.blocks import BOLD_LEVEL, MAX_HEADING, Block, BlockKind
from crawlers.text.clean import clean

MAX_DEPTH = 1_000
"""Elements nested deeper are hostile; the parser itself stops at 2,048."""

_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "head", "option", "optgroup"),
        *("datalist", "object", "embed", "canvas", "video", "audio", "map", "math"),
        *("progress", "meter", "rp", "rt"),
    )
)
_FIELDS = frozenset(("input", "select", "textarea"))
_BLOCKS = frozenset(
    (
        *("p", "legend", "blockquote", "figure", "figcaption", "address", "summary", "dl", "dd"),
        *("hgroup", "hr", "caption", "thead", "tbody", "tfoot", "menuitem", "body", "search"),
    )
)
_BOXES = frozenset(
    (
        *("div", "section", "article", "main", "aside", "nav", "header", "footer", "form"),
        *("fieldset", "center", "table", "details"),
    )
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("td", "th")
_BOLD = frozenset(("b", "strong", "u"))
_TYPED = frozenset(("pre", "xmp", "listing"))
# side by side and without a blank, styles keep them apart
_PARTED = frozenset(("span", "small", "label", "time"))
_PARTING = _PARTED | _BOLD | {"a", "em", "i"}
_MARKS = BULLETS | set("-–—*")
_CLOSED = frozenset({"nav", "dialog", "alertdialog", "menu", "navigation", "tabpanel", "tooltip"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TELLING = frozenset(("style", "hidden", "role", "aria-hidden"))
"""The attributes that may say how an element is seen."""
_DIALOG = 200
"""Characters hidden from screen readers from which a page may have hidden itself."""


@dataclass(slots=True)
class Walked:
    """What a walk found.

    links: addresses as written, each with the pieces of its text. hidden: what the markup hides.
    too_deep: whether elements are nested deeper than a walk follows.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[tuple[str, list[str]]] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    too_deep: bool = False


def walk(root: Any) -> Walked:
    """Return the blocks, links and hidden text of a tree."""
    reader = _Walk(root)
    walked = reader.run()
    if reader.hides_itself():
        walked = _Walk(root, aria=False).run()
    if not walked.blocks:
        walked.blocks = _without_script(root)
    return walked


def _without_script(root: Any) -> list[Block]:
    """Return what a page that is nothing without JavaScript says in its place."""
    texts = [clean("".join(element.itertext())) for element in root.iter("noscript")]
    return [
        Block("paragraph", text, line=number) for number, text in enumerate(filter(None, texts), 1)
    ]


class _Walk:
    """One pass over a tree. aria: whether what is hidden from screen readers counts as hidden."""

    def __init__(self, root: Any, aria: bool = True) -> None:
        body = first_child(root, "body")
        self.body = body if body is not None else root
        self.aria = aria
        self.meanings: dict[Any, str] = {}  # of the open elements whose attributes say something
        self.blocks: list[Block] = []
        self.text = BlockText()
        self.heading = 0  # its level, 0 outside headings
        self.lists = Lists()
        self.terms = Terms()
        self.rows = Rows()
        self.regions = Regions()
        self.boxes = Boxes()
        self.hidden = HiddenText()
        self.too_deep = False
        self.days: set[str] = set()  # of the time elements in the block in the making

    def run(self) -> Walked:
        """Walk the tree once. The loop is written out: a call for each element costs a quarter."""
        text, parts, meanings, flush = self.text, self.text.parts, self.meanings, self.flush
        append = parts.append
        coming: Any = next(elements := self.body.iter("*"))
        outermost = parent = inner = coming.getparent()
        end, skipped = _AS_TEXT, None  # skipped: the open element that is passed over
        around: list[tuple[Any, _End]] = []  # the open elements but for the innermost
        while coming is not None or inner is not outermost:
            if inner is not parent:  # it ends before the one to come
                if skipped is None:
                    breaks, handler = end
                    if breaks and parts:
                        flush()
                    if handler is not None:
                        handler(self, inner)
                    if meanings and inner in meanings:
                        self._close_meaning(inner)
                elif inner is skipped:
                    skipped = None
                piece = inner.tail if skipped is None else None
                inner, end = around.pop()
            else:
                around.append((inner, end))
                inner, coming = coming, next(elements, None)
                parent = outermost if coming is None else coming.getparent()
                if skipped is not None:
                    continue
                breaks, handler, end = _RULES.get(inner.tag, _INLINE)
                if breaks and parts:
                    flush()
                tells = len(around) > 1 and not _TELLING.isdisjoint(inner.keys())
                if (tells and self._read_meaning(inner)) or (handler and handler(self, inner)):
                    skipped = inner
                    continue
                self.too_deep = self.too_deep or len(around) > MAX_DEPTH
                piece = inner.text
            if piece and (parts or not piece.isspace()):
                (text.add if text.special else append)(piece)
        return self._finish()

    def _finish(self) -> Walked:
        self.flush()
        self._drop_label()
        self.regions.name_guesses(self.blocks)
        return Walked(self.blocks, self.text.links, self.hidden.found, self.too_deep)

    def hides_itself(self) -> bool:
        """Return whether the page has hidden itself from screen readers: behind an open dialog
        sites do, and the page is still seen."""
        size = self.hidden.aria_size
        return size > _DIALOG and size > sum(len(b.text) for b in self.blocks)

    # --- Blocks -----------------------------------------------------------------------------------

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
        blocks = self.blocks  # as _append does: half of all blocks of a page are links in menus
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

    def _append(self, block: Block) -> None:
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

    def _drop_label(self) -> None:
        """Make a dt without a dd a line of its own."""
        if self.terms.label:
            self._append_line("paragraph", self.terms.take_label(), 0)

    def _append_line(self, kind: BlockKind, text: str, level: int) -> None:
        region, box = self.regions.current, self.boxes.path
        self._append(Block(kind, text, level=level, region=region, box=box))

    # --- What the attributes say ------------------------------------------------------------------

    def _read_meaning(self, element: Any) -> bool:
        """Act on the attributes that say something; True where the element is to be passed
        over."""
        get = element.get
        hidden = get("aria-hidden") if self.aria else None
        meaning = meaning_of(get("style"), get("role"), hidden, get("hidden") is not None)
        if not meaning:
            return False
        if self._open_meaning(element, meaning):
            return True
        self.meanings[element] = meaning
        return False

    def _open_meaning(self, element: Any, meaning: str) -> bool:
        if meaning in ("hidden", "furtive", "aria"):
            self._hide(element, meaning)
            return True
        if meaning == "typed":
            return self.typed(element)
        if meaning == "bold":
            self.text.open_bold()
        elif meaning == "heading":
            self.flush()
            level = element.get("aria-level") or "2"
            self.heading = min(int(level), 6) if level in "123456789" else 2
        else:
            self.flush()
            self.regions.open(element, meaning, meaning in SURE, len(self.blocks))
        return False

    def _close_meaning(self, element: Any) -> None:
        meaning = self.meanings.pop(element)
        if meaning == "bold":
            self.text.close_bold()
        elif meaning == "heading":
            self.flush()
            self.heading = 0
        elif meaning != "typed":
            self.flush()
            self.regions.close(element, len(self.blocks))

    def _hide(self, element: Any, how: str) -> None:
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

    # --- Elements: True where an element is to be passed over -------------------------------------

    def skip(self, element: Any) -> bool:
        return True

    def form_field(self, element: Any) -> bool:
        """Pass over a field of a form; what is seen of it stands between two words."""
        if self.text.parts and element.get("type") != "hidden":
            self.text.parts.append(" ")
        return True

    def icon(self, element: Any) -> bool:
        """Pass over a drawing, and keep the name that it has for those who cannot see it."""
        name = element.get("aria-label") or element.get("alt") or element.findtext("title") or ""
        if name and len(name) <= MAX_LABEL:
            self.text.add_icon(name)
        return True

    def typed(self, element: Any) -> bool:
        """Read preformatted text: its lines are blocks. Left to the markup where that has blocks of
        its own."""
        if any(_RULES.get(child.tag, _INLINE)[0] or child.tag == "br" for child in element):
            return False
        self.flush()
        for block in blocks_of_text("".join(element.itertext())):
            block.region, block.box = self.regions.current, self.boxes.path
            self._append(block)
        return True

    def open_box(self, element: Any) -> None:
        self.boxes.open()
        self._open_region_of(element)

    def close_box(self, element: Any) -> None:
        self.regions.close(element, len(self.blocks))
        self.boxes.close()

    def _open_region_of(self, element: Any) -> None:
        """Open a landmark by tag, else by the words of class and id."""
        name, sure = region_of(element.tag, element.get("class"), element.get("id"))
        if name:
            self.regions.open(element, name, sure, len(self.blocks))

    def line_break(self, element: Any) -> None:
        if self.heading:
            self.text.parts.append(" ")
        else:
            self.flush()

    def button(self, element: Any) -> bool:
        """Pass over the label of a button, but for the buttons that open the part below a
        heading."""
        return not self.heading

    def dialog(self, element: Any) -> bool:
        if element.get("open") is None:
            self._hide(element, "hidden")
            return True
        self.open_box(element)
        return False

    def open_heading(self, element: Any) -> None:
        self.heading = int(element.tag[1])

    def close_heading(self, element: Any) -> None:
        self.heading = 0

    def open_italic(self, element: Any) -> None:
        """Read an empty element with a name as the icon that styles make of it."""
        if element.text is None and len(element) == 0:
            name = element.get("aria-label") or element.get("title") or ""
            if name and len(name) <= MAX_LABEL:
                self.text.add_icon(name)

    def open_inline(self, element: Any) -> None:
        if element.text is None:
            self.open_italic(element)
        before = element.getprevious()
        if before is None or before.tag not in _PARTING:
            return
        tail = before.tail
        if not tail or tail.isspace():
            self.text.part_next()
            if not tail:
                self.text.glue_next(are_links=element.tag == before.tag == "a")

    def open_time(self, element: Any) -> None:
        """Keep the day that a time element names for programs."""
        self.open_inline(element)
        if match := _DAY.match(element.get("datetime") or ""):
            self.days.add(match[0])

    def open_link(self, element: Any) -> bool:
        """Open a link; one of nothing but text, as nearly all are, is read at once."""
        self.open_inline(element)
        href, text = element.get("href"), self.text
        if href is None or text.special or len(element) or element in self.meanings:
            text.open_link(href)
            return False
        piece = element.text
        text.add_link(href, piece if piece and (text.parts or not piece.isspace()) else "")
        return True

    def close_link(self, element: Any) -> None:
        self.text.close_link()

    def open_bold(self, element: Any) -> None:
        self.text.open_bold(is_label=(element.text or "").rstrip().endswith(":"))

    def close_bold(self, element: Any) -> None:
        self.text.close_bold()

    def open_list(self, element: Any) -> None:
        self.lists.open(element.tag == "ol", element.get("start") or "")
        self._open_region_of(element)

    def close_list(self, element: Any) -> None:
        self.regions.close(element, len(self.blocks))
        self.lists.close()

    def open_item(self, element: Any) -> None:
        lists = self.lists
        lists.mark = "•"
        if lists.numbered:
            lists.number_item(lists.numbered)

    def close_item(self, element: Any) -> None:
        self.lists.mark = ""

    def open_term(self, element: Any) -> None:
        self._drop_label()
        self.terms.is_open = True

    def close_term(self, element: Any) -> None:
        self.terms.is_open = False

    def close_terms(self, element: Any) -> None:
        self._drop_label()

    def open_row(self, element: Any) -> None:
        self.rows.open()

    def close_row(self, element: Any) -> None:
        cells = self.rows.close()
        if len(cells) > 1:
            read_row(self.blocks, cells)

    def open_cell(self, element: Any) -> None:
        self.open_box(element)
        self.rows.open_cell(len(self.blocks))

    def close_cell(self, element: Any) -> None:
        self.close_box(element)
        self.rows.close_cell(element.tag == "th", self.blocks)


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


_Handler = Callable[[_Walk, Any], bool | None]
_End = tuple[bool, _Handler | None]
"""Whether the tag ends the block in the making, and what else it does; a handler returns True where
the element is to be passed over."""
_AS_TEXT: _End = (False, None)
_Rule = tuple[bool, _Handler | None, _End]
"""The same of the start of an element, and of its end."""


def _rules(breaking: dict[Any, _Handler | None], inline: dict[Any, _Handler]) -> dict[str, _End]:
    return {
        tag: (breaks, handler)
        for breaks, group in ((False, inline), (True, breaking))
        for tags, handler in group.items()
        for tag in ([tags] if isinstance(tags, str) else tags)
    }


_STARTS = _rules(
    {
        _BLOCKS: None,
        _BOXES: _Walk.open_box,
        _LISTS: _Walk.open_list,
        _HEADINGS: _Walk.open_heading,
        _CELLS: _Walk.open_cell,
        _TYPED: _Walk.typed,
        "dialog": _Walk.dialog,
        "li": _Walk.open_item,
        "dt": _Walk.open_term,
        "tr": _Walk.open_row,
    },
    {
        _SKIPPED: _Walk.skip,
        _FIELDS: _Walk.form_field,
        ("svg", "img"): _Walk.icon,
        "i": _Walk.open_italic,
        _BOLD: _Walk.open_bold,
        _PARTED - {"time"}: _Walk.open_inline,
        "time": _Walk.open_time,
        "a": _Walk.open_link,
        "br": _Walk.line_break,
        "button": _Walk.button,
    },
)
_ENDS = _rules(
    {
        _BLOCKS: None,
        _BOXES: _Walk.close_box,
        _LISTS: _Walk.close_list,
        _HEADINGS: _Walk.close_heading,
        _CELLS: _Walk.close_cell,
        "dialog": _Walk.close_box,
        "li": _Walk.close_item,
        "dt": _Walk.close_term,
        "dl": _Walk.close_terms,
        "tr": _Walk.close_row,
    },
    {_BOLD: _Walk.close_bold, "a": _Walk.close_link},
)
_RULES: dict[str, _Rule] = {
    tag: (*_STARTS.get(tag, _AS_TEXT), _ENDS.get(tag, _AS_TEXT)) for tag in (*_STARTS, *_ENDS)
}
_INLINE: _Rule = (*_AS_TEXT, _AS_TEXT)
