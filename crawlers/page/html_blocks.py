"""From a parsed HTML tree to blocks, in one pass: what a reader sees, in reading order.

Inline markup is glued as a browser shows it, each block-level element and line break starts a new
block. Lists, headings, definition lists and tables keep what their markup says; a table that only
lays out the page is read as its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from lxml import etree

from crawlers.page.attributes import FURNITURE, SURE, region_of, remark
from crawlers.page.tables import MAX_LABEL, MAX_VALUE, WEAK, Cell, reduce
from crawlers.page.text_blocks import BULLETS, blocks_of_text, clean
from crawlers.text.blocks import Block, BlockKind

MAX_DEPTH = 1_000
"""Elements nested deeper are hostile; the parser itself stops at 2,048."""

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "head", "select", "option", "optgroup", "datalist", "object",
     "embed", "canvas", "video", "audio", "map", "math", "textarea", "progress", "meter", "rp", "rt")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "legend", "blockquote", "figure", "figcaption", "address", "summary", "dl", "dd", "hgroup", "hr", "caption", "thead",
     "tbody", "tfoot", "menuitem", "body", "search")
)  # fmt: skip
_BOXES = frozenset(
    (
        "div",
        "section",
        "article",
        "main",
        "aside",
        "nav",
        "header",
        "footer",
        "form",
        "fieldset",
        "center",
        "table",
        "details",
    )
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BOLD = frozenset(("b", "strong", "u"))
_TYPED = frozenset(("pre", "xmp", "listing"))
# side by side and without a blank, styles keep them apart
_PARTED = frozenset(("span", "small", "label", "time"))
_PARTING = _PARTED | _BOLD | {"a", "em", "i"}
_MARKS = BULLETS | set("-–—*")
_MAX_HEADING = 120
_CLOSED = frozenset({"nav", "dialog", "alertdialog", "menu", "navigation", "tabpanel", "tooltip"})
_MAX_HIDDEN = 20_000
_MAX_PATH = 64

_visible_text: Any = etree.XPath(
    "descendant-or-self::*[not(self::script or self::style)]/text()", smart_strings=False
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that the markup keeps from a reader's eye.

    how: `hidden` as menus and dialogs are, `aria` from screen readers only, `furtive` where it
    stands on the page but cannot be seen (crawlers.page.attributes). line: how many blocks stand
    before it.
    """

    text: str
    how: str
    line: int


@dataclass(slots=True)
class Walked:
    """What a walk found.

    links: addresses as written, each with the pieces of its text. hidden: what the markup hides.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[tuple[str, list[str]]] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    too_deep: bool = False


def parse(markup: bytes) -> tuple[Any, bool]:
    """The root of the tree (None for markup without content) and whether the parser stopped at its
    depth limit.

    markup: UTF-8, checked by crawlers.page.decoding.safe_markup.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = etree.fromstring(markup, parser)
    last = parser.error_log.last_error
    return root, last is not None and last.type_name == "ERR_RESOURCE_LIMIT"


def blocks_of_html(markup: str) -> list[Block]:
    """The blocks of a piece of HTML, such as the description in a JSON answer. Nothing hidden, no
    links."""
    root, _ = parse(markup.encode("utf-8", "replace"))
    return walk(root).blocks if root is not None else []


def walk(root: Any) -> Walked:
    """The blocks of a tree."""
    walked = _Walk(root).run()
    if _hides_itself(walked):
        walked = _Walk(root, aria=False).run()
    if not walked.found.blocks:
        walked.found.blocks = _without_script(root)
    return walked.found


def _without_script(root: Any) -> list[Block]:
    """What a page that is nothing without JavaScript says in its place."""
    texts = [clean("".join(element.itertext())) for element in root.iter("noscript")]
    return [
        Block("paragraph", text, line=number) for number, text in enumerate(filter(None, texts), 1)
    ]


def _hides_itself(walk: _Walk) -> bool:
    """Behind an open dialog a site marks its whole page as hidden from screen readers: it is still
    seen."""
    return walk.aria_hidden > 200 and walk.aria_hidden > sum(len(b.text) for b in walk.found.blocks)


@dataclass(slots=True)
class _Region:
    """A landmark, from its first block to its last. outer: the region around it; element: the one
    that opened it."""

    element: Any
    name: str
    outer: str
    start: int
    end: int = 0


class _Walk:
    """The state of one pass. `parts` is the text of the block in the making."""

    def __init__(self, root: Any, aria: bool = True) -> None:
        body = root.find("body")
        self.body = body if body is not None else root
        self.aria = aria
        self.aria_hidden = 0
        self.hidden_room = _MAX_HIDDEN
        self.unseen = ""  # hidden text of the block to come
        self.found = Walked()
        self.parts: list[str] = []
        self.linked = 0
        self.bolded = 0  # characters of the block in bold, without blanks
        self.bold = 0
        self.special = False  # whether the next text is in bold, in a link or behind a glued mark
        # why the next text may stand apart from the last: `style`, or it is a `label` in bold
        self.glue = ""
        self.heading = 0
        self.lists: list[list[Any]] = []  # open lists: whether numbered, the last number
        self.mark = ""  # of the item whose first block is to come
        self.in_label = False
        self.label = ""  # dt whose dd is to come
        self.rows: list[list[Cell]] = []  # open table rows with their finished cells
        self.cells: list[int] = []  # where open cells begin
        self.regions: list[_Region] = []  # open landmarks
        self.region = ""  # the innermost: its name, or the key of a guess
        self.guesses: dict[str, _Region] = {}
        self.box: tuple[int, ...] = ()
        self.boxes: list[tuple[int, ...]] = []
        self.box_count = 0
        self.href: str | None = None
        self.link_text: list[str] = []
        self.remarks: dict[Any, str] = {}

    def run(self) -> _Walk:
        self.remarks = self._remarks()
        parts, add, flush, remarks, starts, ends = (
            self.parts,
            self.add,
            self.flush,
            self.remarks,
            _STARTS,
            _ENDS,
        )
        skipped: Any = None
        depth = 0
        walker = etree.iterwalk(self.body, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                depth += 1
                breaks, handler = starts.get(element.tag, _INLINE)
                if breaks and parts:
                    flush()
                if (element in remarks and self._open_remark(element)) or (
                    handler is not None and handler(self, element)
                ):
                    skipped = element
                    walker.skip_subtree()
                    continue
                if depth > MAX_DEPTH:
                    self.found.too_deep = True
                text = element.text
            else:
                depth -= 1
                if element is skipped:
                    skipped = None
                else:
                    breaks, handler = ends.get(element.tag, _INLINE)
                    if breaks and parts:
                        flush()
                    if handler is not None:
                        handler(self, element)
                    if element in remarks:
                        self._close_remark(element)
                text = element.tail
            if text and (parts or not text.isspace()):
                if self.special:
                    add(text)
                else:
                    parts.append(text)
        self.flush()
        self._drop_label()
        self._lift_guesses()
        return self

    # --- Text -------------------------------------------------------------------------------------

    def add(self, text: str) -> None:
        """Adds a text that is in bold, in a link, or glued to the last one."""
        if self.glue:
            last = self.parts[-1][-1:] if self.parts else ""
            if self.glue == "label" or (text[0].isupper() and (last.islower() or last == ":")):
                self.parts.append(" ")
        self.parts.append(text)
        if self.href is not None:
            self.linked += len(text.strip())
            self.link_text.append(text)
        if self.bold:
            self.bolded += len("".join(text.split()))
        self.settle()

    def settle(self) -> None:
        self.glue = ""
        self.special = self.bold > 0 or self.href is not None

    def flush(self) -> None:
        """Ends the block in the making."""
        parts, linked, bolded = self.parts, self.linked, self.bolded
        text = clean("".join(parts) if len(parts) > 1 else parts[0]) if parts else ""
        parts.clear()
        if self.special:
            self.settle()
        self.linked = self.bolded = 0
        if not text:
            return
        if self.in_label:
            self.label = f"{self.label} {text}".strip()
            return
        kind: BlockKind = "paragraph"
        level, mark, links = 0, "", 0.0
        if linked:
            links = round(linked / len(text), 2) if linked < len(text) else 1.0
        if self.heading:
            kind, level = "heading", self.heading
        elif self.mark:
            kind, mark, level = "item", self.mark, len(self.lists) or 1
            self.mark = ""
        elif (
            text[0] in _MARKS
            and (bare := text[1:].lstrip("\ufe0f "))
            and (text[0] in BULLETS or text[1:2] == " ")
        ):
            kind, mark, level, text = "item", text[0], len(self.lists) or 1, bare
        elif bolded and bolded >= len(text) - text.count(" ") and _heads(text):
            kind, level = "heading", WEAK
        block = Block(kind, text, "", level, mark, 0, 0, self.region, links, self.box)
        if self.label:
            self._label(block)
        self._append(block)

    def _append(self, block: Block) -> None:
        blocks = self.found.blocks
        block.line = len(blocks) + 1
        if self.unseen:
            block.hidden, self.unseen = self.unseen, ""
        blocks.append(block)

    def _label(self, block: Block) -> None:
        """A dd behind its dt: a pair, or the text under a heading where it is long."""
        label, self.label = self.label, ""
        if block.kind == "paragraph" and len(label) <= MAX_LABEL and len(block.text) <= MAX_VALUE:
            block.kind, block.label = "pair", label.rstrip(":： ")
        else:
            self._append(Block("heading", label, level=WEAK, region=self.region, box=self.box))

    def _drop_label(self) -> None:
        """A dt without a dd is a line of its own."""
        if self.label:
            label, self.label = self.label, ""
            self._append(Block("paragraph", label, region=self.region, box=self.box))

    # --- What the attributes say ------------------------------------------------------------------

    def _remarks(self) -> dict[Any, str]:
        """The elements whose attributes say something, of the few that have such attributes."""
        found = {}
        for element in self.body.iterdescendants():
            names = element.keys()
            if names and (
                "style" in names or "hidden" in names or "role" in names or "aria-hidden" in names
            ):
                get = element.get
                aria = get("aria-hidden") if self.aria else None
                if said := remark(get("style"), get("role"), aria, "hidden" in names):
                    found[element] = said
        return found

    def _open_remark(self, element: Any) -> bool:
        """Acts on a remark; True where the element is to be passed over."""
        remark = self.remarks[element]
        if remark in ("hidden", "furtive", "aria"):
            self._hide(element, remark)
            return True
        if remark == "typed":
            return self._as_typed(element)
        if remark == "bold":
            self.bold += 1
            self.special = True
        elif remark == "heading":
            self.flush()
            level = element.get("aria-level") or "2"
            self.heading = min(int(level), 6) if level in "123456789" else 2
        else:
            self.flush()
            self._open_region(element, remark, sure=remark in SURE)
        return False

    def _close_remark(self, element: Any) -> None:
        remark = self.remarks[element]
        if remark == "bold":
            self.close_bold(element)
        elif remark == "heading":
            self.flush()
            self.heading = 0
        elif remark != "typed":
            self.flush()
            self._close_region(element)

    def _hide(self, element: Any, remark: str) -> None:
        if self.hidden_room <= 0 and remark != "aria":
            return
        text = clean("".join(_visible_text(element)))
        if remark == "aria":
            self.aria_hidden += len(text)
        if text and self.hidden_room > 0:
            self.found.hidden.append(
                Hidden(text[: self.hidden_room], remark, len(self.found.blocks))
            )
            self.hidden_room -= len(text)
            if remark == "hidden" and _is_closed(element):
                return
            if self.parts or not self.found.blocks:
                self.unseen = f"{self.unseen} {text}".strip()
            else:
                last = self.found.blocks[-1]
                last.hidden = f"{last.hidden} {text}".strip()

    def _as_typed(self, element: Any) -> bool:
        """Preformatted text: its lines are blocks. Left to the markup where that has blocks of its
        own."""
        if any(
            (child.tag in _STARTS and _STARTS[child.tag][0]) or child.tag == "br"
            for child in element
        ):
            return False
        self.flush()
        for block in blocks_of_text("".join(element.itertext())):
            block.region, block.box = self.region, self.box
            self._append(block)
        return True

    # --- Landmarks and boxes ----------------------------------------------------------------------

    def _open_region(self, element: Any, name: str, sure: bool) -> None:
        if self.region in FURNITURE or (
            name in ("header", "footer") and self.region in ("main", "article")
        ):
            return
        region = _Region(element, name, self.region, len(self.found.blocks))
        self.regions.append(region)
        self.region = name if sure else f"{name} {len(self.guesses)}"
        if not sure:
            self.guesses[self.region] = region

    def _close_region(self, element: Any) -> None:
        if self.regions and self.regions[-1].element is element:
            closed = self.regions.pop()
            closed.end = len(self.found.blocks)
            self.region = closed.outer

    def _lift_guesses(self) -> None:
        """A landmark around most of the page's prose is none: a class on a wrapper, a form around
        the whole page."""
        if not self.guesses:
            return
        blocks = self.found.blocks
        upto = [
            0,
            *accumulate(len(b.text) if len(b.text) >= 60 and b.links < 0.5 else 0 for b in blocks),
        ]
        settled: dict[str, str] = {}
        for key, region in self.guesses.items():  # outer ones first
            around = settled.get(region.outer, region.outer)
            # a table may have made its rows fewer
            start, end = (min(at, len(blocks)) for at in (region.start, region.end))
            settled[key] = around if upto[end] - upto[start] > 0.6 * upto[-1] else region.name
        for block in blocks:
            if block.region in settled:
                block.region = settled[block.region]

    def open_box(self, element: Any) -> None:
        self.boxes.append(self.box)
        if len(self.box) < _MAX_PATH:
            self.box_count += 1
            self.box = (*self.box, self.box_count)
        self.openregion_of(element)

    def close_box(self, element: Any) -> None:
        if self.regions:
            self._close_region(element)
        self.box = self.boxes.pop()

    def openregion_of(self, element: Any) -> None:
        """A landmark by tag, else by the words of class and id."""
        name, sure = region_of(element.tag, element.get("class"), element.get("id"))
        if name:
            self._open_region(element, name, sure)

    # --- Elements ---------------------------------------------------------------------------------

    def skip(self, element: Any) -> bool:
        return True

    def line_break(self, element: Any) -> None:
        if self.heading:
            self.parts.append(" ")
        else:
            self.flush()

    def button(self, element: Any) -> bool:
        """The label of a button is no text of the page, but for the buttons that open the part
        below a heading."""
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

    def open_inline(self, element: Any) -> None:
        before = element.getprevious()
        if before is not None and not before.tail and before.tag in _PARTING:
            self.glue, self.special = "style", True

    def open_link(self, element: Any) -> None:
        self.open_inline(element)
        self.href = element.get("href")
        self.link_text = []
        self.special = self.special or self.href is not None

    def close_link(self, element: Any) -> None:
        if self.href is not None:
            self.found.links.append((self.href, self.link_text))
            self.href = None
            self.settle()

    def open_bold(self, element: Any) -> None:
        if (element.text or "").rstrip().endswith(":"):
            self.glue = "label"
        self.bold += 1
        self.special = True

    def close_bold(self, element: Any) -> None:
        self.bold -= 1
        self.settle()

    def typed(self, element: Any) -> bool:
        return self._as_typed(element)

    def open_list(self, element: Any) -> None:
        first = element.get("start") or ""
        self.lists.append(
            [element.tag == "ol", int(first) - 1 if first.isdecimal() and len(first) < 6 else 0]
        )
        self.openregion_of(element)

    def close_list(self, element: Any) -> None:
        self.mark = ""
        self._close_region(element)
        self.lists.pop()

    def open_item(self, element: Any) -> None:
        self.mark = "•"
        if self.lists and self.lists[-1][0]:
            self.lists[-1][1] += 1
            self.mark = f"{self.lists[-1][1]}."

    def close_item(self, element: Any) -> None:
        self.mark = ""

    def open_term(self, element: Any) -> None:
        self._drop_label()
        self.in_label = True

    def close_term(self, element: Any) -> None:
        self.in_label = False

    def close_terms(self, element: Any) -> None:
        self._drop_label()

    def open_row(self, element: Any) -> None:
        self.rows.append([])

    def close_row(self, element: Any) -> None:
        cells = [cell for cell in self.rows.pop() if cell.end > cell.start]
        if len(cells) > 1:
            reduce(self.found.blocks, cells)

    def open_cell(self, element: Any) -> None:
        self.open_box(element)
        self.cells.append(len(self.found.blocks))

    def close_cell(self, element: Any) -> None:
        self.close_box(element)
        start, blocks = self.cells.pop(), self.found.blocks
        if len(blocks) == start + 1 and blocks[-1].text == ":":  # some tables give it a column
            blocks.pop()
        if self.rows:
            self.rows[-1].append(Cell(element.tag == "th", start, len(blocks)))


def _is_closed(element: Any) -> bool:
    """Whether a hidden element is one that a page opens when it is asked to: a menu, a dialog,
    another tab."""
    return element.tag in _CLOSED or (element.get("role") or "").strip().lower() in _CLOSED


def _heads(text: str) -> bool:
    """Whether a line in bold is a heading: short, no sentence, no label with its value."""
    if len(text) > _MAX_HEADING or text[-1] in ".,;" or not any(map(str.isalpha, text)):
        return False
    _, colon, value = text.partition(":")
    return not (colon and value.strip())


_Handler = Callable[[_Walk, Any], bool | None]
_Rule = tuple[bool, _Handler | None]
"""Whether the tag ends the block in the making, and what else it does; a handler says True where
the element is passed over."""


def _rules(breaking: dict[Any, _Handler | None], inline: dict[Any, _Handler]) -> dict[str, _Rule]:
    return {
        tag: (breaks, handler)
        for breaks, group in ((False, inline), (True, breaking))
        for tags, handler in group.items()
        for tag in ([tags] if isinstance(tags, str) else tags)
    }


_INLINE: _Rule = (False, None)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("td", "th")
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
        _BOLD: _Walk.open_bold,
        _PARTED: _Walk.open_inline,
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
        "li": _Walk.close_item,
        "dt": _Walk.close_term,
        "dl": _Walk.close_terms,
        "tr": _Walk.close_row,
    },
    {_BOLD: _Walk.close_bold, "a": _Walk.close_link},
)
