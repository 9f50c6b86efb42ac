"""The text of the block in the making, glued as a browser shows it."""

from __future__ import annotations

from crawlers.text.blocks import ICON
from crawlers.text.clean import clean

_MAX_RUNS, _MAX_TEXT_OF_RUNS = 24, 400
"""Pieces and characters of a block that may be labels with their values. Set by hand."""
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
