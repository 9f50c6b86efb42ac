"""What each element of HTML does to the blocks in the making, at its start and at its end: RULES.

A handler returns True where the element is to be passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from crawlers.page.block_maker import BlockMaker
from crawlers.page.tables import MAX_LABEL, read_row
from crawlers.page.text_blocks import blocks_of_text

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
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _skip(maker: BlockMaker, element: Any) -> bool:
    return True


def _form_field(maker: BlockMaker, element: Any) -> bool:
    """Pass over a field of a form; what is seen of it stands between two words."""
    if maker.text.parts and element.get("type") != "hidden":
        maker.text.parts.append(" ")
    return True


def _icon(maker: BlockMaker, element: Any) -> bool:
    """Pass over a drawing, and keep the name that it has for those who cannot see it."""
    name = element.get("aria-label") or element.get("alt") or element.findtext("title") or ""
    if name and len(name) <= MAX_LABEL:
        maker.text.add_icon(name)
    return True


def read_typed(maker: BlockMaker, element: Any) -> bool:
    """Read preformatted text: its lines are blocks. Left to the markup where that has blocks of
    its own."""
    if any(RULES.get(child.tag, INLINE)[0] or child.tag == "br" for child in element):
        return False
    maker.flush()
    for block in blocks_of_text("".join(element.itertext())):
        block.region, block.box = maker.regions.current, maker.boxes.path
        maker.append(block)
    return True


def _line_break(maker: BlockMaker, element: Any) -> None:
    if maker.heading:
        maker.text.parts.append(" ")
    else:
        maker.flush()


def _button(maker: BlockMaker, element: Any) -> bool:
    """Pass over the label of a button, but for the buttons that open the part below a
    heading."""
    return not maker.heading


def _dialog(maker: BlockMaker, element: Any) -> bool:
    if element.get("open") is None:
        maker.hide(element, "hidden")
        return True
    maker.open_box(element)
    return False


def _open_heading(maker: BlockMaker, element: Any) -> None:
    maker.heading = int(element.tag[1])


def _close_heading(maker: BlockMaker, element: Any) -> None:
    maker.heading = 0


def _open_italic(maker: BlockMaker, element: Any) -> None:
    """Read an empty element with a name as the icon that styles make of it."""
    if element.text is None and len(element) == 0:
        name = element.get("aria-label") or element.get("title") or ""
        if name and len(name) <= MAX_LABEL:
            maker.text.add_icon(name)


def _open_inline(maker: BlockMaker, element: Any) -> None:
    if element.text is None:
        _open_italic(maker, element)
    before = element.getprevious()
    if before is None or before.tag not in _PARTING:
        return
    tail = before.tail
    if not tail or tail.isspace():
        maker.text.part_next()
        if not tail:
            maker.text.glue_next(are_links=element.tag == before.tag == "a")


def _open_time(maker: BlockMaker, element: Any) -> None:
    """Keep the day that a time element names for programs."""
    _open_inline(maker, element)
    if match := _DAY.match(element.get("datetime") or ""):
        maker.days.add(match[0])


def _open_link(maker: BlockMaker, element: Any) -> bool:
    """Open a link; one of nothing but text, as nearly all are, is read at once."""
    _open_inline(maker, element)
    href, text = element.get("href"), maker.text
    if href is None or text.special or len(element) or element in maker.meanings:
        text.open_link(href)
        return False
    piece = element.text
    text.add_link(href, piece if piece and (text.parts or not piece.isspace()) else "")
    return True


def _close_link(maker: BlockMaker, element: Any) -> None:
    maker.text.close_link()


def _open_bold(maker: BlockMaker, element: Any) -> None:
    maker.text.open_bold(is_label=(element.text or "").rstrip().endswith(":"))


def _close_bold(maker: BlockMaker, element: Any) -> None:
    maker.text.close_bold()


def _open_list(maker: BlockMaker, element: Any) -> None:
    maker.lists.open(element.tag == "ol", element.get("start") or "")
    maker.open_region_of(element)


def _close_list(maker: BlockMaker, element: Any) -> None:
    maker.regions.close(element, len(maker.blocks))
    maker.lists.close()


def _open_item(maker: BlockMaker, element: Any) -> None:
    lists = maker.lists
    lists.mark = "•"
    if lists.numbered:
        lists.number_item(lists.numbered)


def _close_item(maker: BlockMaker, element: Any) -> None:
    maker.lists.mark = ""


def _open_term(maker: BlockMaker, element: Any) -> None:
    maker.drop_label()
    maker.terms.is_open = True


def _close_term(maker: BlockMaker, element: Any) -> None:
    maker.terms.is_open = False


def _close_terms(maker: BlockMaker, element: Any) -> None:
    maker.drop_label()


def _open_row(maker: BlockMaker, element: Any) -> None:
    maker.rows.open()


def _close_row(maker: BlockMaker, element: Any) -> None:
    cells = maker.rows.close()
    if len(cells) > 1:
        read_row(maker.blocks, cells)


def _open_cell(maker: BlockMaker, element: Any) -> None:
    maker.open_box(element)
    maker.rows.open_cell(len(maker.blocks))


def _close_cell(maker: BlockMaker, element: Any) -> None:
    maker.close_box(element)
    maker.rows.close_cell(element.tag == "th", maker.blocks)


Handler = Callable[[BlockMaker, Any], bool | None]
End = tuple[bool, Handler | None]
"""Whether the tag ends the block in the making, and what else it does; a handler returns True where
the element is to be passed over."""
AS_TEXT: End = (False, None)
Rule = tuple[bool, Handler | None, End]
"""The same of the start of an element, and of its end."""


def _rules(breaking: dict[Any, Handler | None], inline: dict[Any, Handler]) -> dict[str, End]:
    """Return the rules by tag. breaking: by tags that end the block in the making; inline: by those
    that do not."""
    return {
        tag: (breaks, handler)
        for breaks, group in ((False, inline), (True, breaking))
        for tags, handler in group.items()
        for tag in ([tags] if isinstance(tags, str) else tags)
    }


_STARTS = _rules(
    {
        _BLOCKS: None,
        _BOXES: BlockMaker.open_box,
        _LISTS: _open_list,
        _HEADINGS: _open_heading,
        _CELLS: _open_cell,
        _TYPED: read_typed,
        "dialog": _dialog,
        "li": _open_item,
        "dt": _open_term,
        "tr": _open_row,
    },
    {
        _SKIPPED: _skip,
        _FIELDS: _form_field,
        ("svg", "img"): _icon,
        "i": _open_italic,
        _BOLD: _open_bold,
        _PARTED - {"time"}: _open_inline,
        "time": _open_time,
        "a": _open_link,
        "br": _line_break,
        "button": _button,
    },
)
_ENDS = _rules(
    {
        _BLOCKS: None,
        _BOXES: BlockMaker.close_box,
        _LISTS: _close_list,
        _HEADINGS: _close_heading,
        _CELLS: _close_cell,
        "dialog": BlockMaker.close_box,
        "li": _close_item,
        "dt": _close_term,
        "dl": _close_terms,
        "tr": _close_row,
    },
    {_BOLD: _close_bold, "a": _close_link},
)
RULES: dict[str, Rule] = {
    tag: (*_STARTS.get(tag, AS_TEXT), _ENDS.get(tag, AS_TEXT)) for tag in (*_STARTS, *_ENDS)
}
"""By tag. An element that is not there is INLINE."""
INLINE: Rule = (*AS_TEXT, AS_TEXT)
