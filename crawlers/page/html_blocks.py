"""Turn a parsed HTML tree into blocks, in one pass: what a reader sees, in reading order.

Inline markup is glued as a browser shows it, each block-level element and line break starts a new
block. Lists, headings, definition lists and tables keep what their markup says; a table that only
lays out the page is read as its parts. What an element does is in crawlers.page.html_elements, what
the walk remembers in crawlers.page.block_maker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crawlers.page.attributes import SURE, meaning_of
from crawlers.page.block_maker import BlockMaker
from crawlers.page.html_elements import AS_TEXT, INLINE, RULES, End, read_typed
from crawlers.page.html_state import Hidden
from crawlers.page.html_tree import first_child
from crawlers.text.blocks import Block
from crawlers.text.clean import clean

MAX_DEPTH = 1_000
"""Elements nested deeper are hostile; the parser itself stops at 2,048."""

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
        self.maker = BlockMaker()
        self.too_deep = False

    def run(self) -> Walked:
        """Walk the tree once. The loop is written out: a call for each element costs a quarter."""
        maker, text, parts = self.maker, self.maker.text, self.maker.text.parts
        append, flush, meanings = parts.append, maker.flush, maker.meanings
        coming: Any = next(elements := self.body.iter("*"))
        outermost = parent = inner = coming.getparent()
        end, skipped = AS_TEXT, None  # skipped: the open element that is passed over
        around: list[tuple[Any, End]] = []  # the open elements but for the innermost
        while coming is not None or inner is not outermost:
            if inner is not parent:  # it ends before the one to come
                if skipped is None:
                    breaks, handler = end
                    if breaks and parts:
                        flush()
                    if handler is not None:
                        handler(maker, inner)
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
                breaks, handler, end = RULES.get(inner.tag, INLINE)
                if breaks and parts:
                    flush()
                tells = len(around) > 1 and not _TELLING.isdisjoint(inner.keys())
                if (tells and self._read_meaning(inner)) or (handler and handler(maker, inner)):
                    skipped = inner
                    continue
                self.too_deep = self.too_deep or len(around) > MAX_DEPTH
                piece = inner.text
            if piece and (parts or not piece.isspace()):
                (text.add if text.special else append)(piece)
        return self._finish()

    def _finish(self) -> Walked:
        maker = self.maker
        maker.flush()
        maker.drop_label()
        maker.regions.name_guesses(maker.blocks)
        return Walked(maker.blocks, maker.text.links, maker.hidden.found, self.too_deep)

    def hides_itself(self) -> bool:
        """Return whether the page has hidden itself from screen readers: behind an open dialog
        sites do, and the page is still seen."""
        size = self.maker.hidden.aria_size
        return size > _DIALOG and size > sum(len(b.text) for b in self.maker.blocks)

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
        self.maker.meanings[element] = meaning
        return False

    def _open_meaning(self, element: Any, meaning: str) -> bool:
        maker = self.maker
        if meaning in ("hidden", "furtive", "aria"):
            maker.hide(element, meaning)
            return True
        if meaning == "typed":
            return read_typed(maker, element)
        if meaning == "bold":
            maker.text.open_bold()
        elif meaning == "heading":
            maker.flush()
            level = element.get("aria-level") or "2"
            maker.heading = min(int(level), 6) if level in "123456789" else 2
        else:
            maker.flush()
            maker.regions.open(element, meaning, meaning in SURE, len(maker.blocks))
        return False

    def _close_meaning(self, element: Any) -> None:
        maker = self.maker
        meaning = maker.meanings.pop(element)
        if meaning == "bold":
            maker.text.close_bold()
        elif meaning == "heading":
            maker.flush()
            maker.heading = 0
        elif meaning != "typed":
            maker.flush()
            maker.regions.close(element, len(maker.blocks))
