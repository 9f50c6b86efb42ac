"""A page as a flat run of blocks: what every reader after the parser works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal

from crawlers.text.lines import Line
from crawlers.text.words import folded_words_of

ICON = "\x00"
"""What the name of an icon begins with among the runs of a block; no page has it as text."""

CELL = " | "
"""Between the cells of a row."""

SITE_REGIONS = frozenset(("nav", "footer"))
"""Regions that are the site's, on each of its pages, and none of the text."""

BOLD_LEVEL = 6
"""The heading level of a line that is only set in bold, or that stands in front of a part of a page
as a label does."""
MAX_HEADING = 120
"""Characters of a line in bold that may be a heading."""

BlockKind = Literal["heading", "paragraph", "item", "pair", "row"]


@dataclass(slots=True)
class Block:
    """One visible block of a page, in reading order.

    kind: `heading`, `paragraph`, `item` (of a list), `pair` (a label with its value, where the
        markup says so: dl, two-column table) or `row` (a table row of more than two cells, joined
        by CELL).
    text: the visible text, white space collapsed; of a pair, the value.
    label: of a pair, its label as printed; else "".
    level: 1 to 6 for a heading, the depth from 1 for an item, else 0.
    mark: the list mark as printed (`•`, `-`, `1.`, `a)`) of an item in plain text; of an HTML item
    "•" or its number.
    gap: blank lines above it in plain text; 0 in HTML.
    line: its line (plain text, from 1) or its order (HTML, from 1).
    region: the part of the page it stands in, by its markup: `nav`, `header`, `footer`, `aside`,
    `main`, `article`, `form`, or "".
    links: the share of its characters that are link text, 0.0 to 1.0.
    box: the HTML boxes (div, section, cell ...) it stands in, outermost first, each a number of its
        own on the page; () in plain text.
    hidden: text in it or right behind it that the markup hides from the reader.
    day: of an HTML block with one time element, its `datetime`: the day that "3 days ago" is.
    runs: of an HTML block, the text between any two tags, and the name of each icon
        (an svg, an image) behind ICON; () for one that is a single piece or too long to be labels
        and values.
    pieces: of a short HTML block, the texts of inline elements that stand in it one behind the
        other ("<span>Bergen</span> <span>Full time</span>"), which styles keep apart; () for fewer
        than two.
    section: the kind of section that the member of a platform's record is for which it stands in
        (`qualifications`); "" where nothing says so.
    """

    kind: BlockKind
    text: str
    label: str = ""
    level: int = 0
    mark: str = ""
    gap: int = 0
    line: int = 0
    region: str = ""
    links: float = 0.0
    box: tuple[int, ...] = ()
    hidden: str = ""
    section: str = ""
    day: str = ""
    runs: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    _said: Line | None = field(default=None, repr=False, compare=False)

    def replace(self, **changes: Any) -> Block:
        """Return a copy with other values: what `dataclasses.replace` does, in a fifth of the
        time."""
        copy = Block(*_values_of(self))
        if "text" in changes:
            copy._said = None  # or a hundred parts of a long block would each keep its line
        for name, value in changes.items():
            setattr(copy, name, value)
        return copy

    @property
    def said(self) -> Line:
        """What the words of its text say, for all readers: the text is folded once, and each reader
        looks at it once."""
        said = self._said
        if said is None or said.text is not self.text:
            said = self._said = Line(self.text)
        return said

    @property
    def folded(self) -> str:
        """The words of its text only, in lower case (crawlers.text.words.fold)."""
        said = self._said
        if said is None or said.text is not self.text:
            said = self._said = Line(self.text)
        return said.folded


_values_of = attrgetter(*(each.name for each in fields(Block)))


def is_longer(blocks: Iterable[Block], size: int) -> bool:
    """Return whether blocks have more characters than this, with their labels. Counts no
    further."""
    for block in blocks:
        size -= len(block.text) + len(block.label)
        if size < 0:
            return True
    return False


def annotate(blocks: Sequence[Block]) -> list[Line]:
    """Give every block that has none its line, all folded in one go; return the lines of all."""
    new = [b for b in blocks if b._said is None or b._said.text is not b.text]
    for block, words in zip(new, folded_words_of([b.text for b in new]), strict=True):
        block._said = Line(block.text, words)
    return [b._said for b in blocks]  # type: ignore[misc]  # all have one


def share_lines(blocks: Sequence[Block], others: Sequence[Block]) -> None:
    """Give blocks the lines of others with the same text: a page mostly shows what its JobPosting
    object states, and no text is looked at twice."""
    known = {block.text: line for block, line in zip(others, annotate(others), strict=True)}
    for block in blocks:
        if line := known.get(block.text):
            block.text, block._said = line.text, line
