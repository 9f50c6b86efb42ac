"""Read the part of a posting's header that has no labels: its title, its employer, and values that
stand alone on their line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawlers.extract.header.employer_line import (
    Around,
    employer_beside,
    employer_with_staff,
    find_employer_lines,
    poster_of,
    rated_employer,
)
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.line_parts import WEAK, Value, parts_of_line
from crawlers.extract.header.line_values import values_of_block
from crawlers.extract.header.meta_lines import is_place_line, place_beside
from crawlers.extract.header.title_block import find_title_block
from crawlers.extract.header.title_line import (
    address_words,
    find_title,
    find_title_below,
    may_be_title,
)
from crawlers.extract.header.value_of_text import is_day, is_pay, is_place, may_name_term
from crawlers.extract.job.employers import (
    cannot_be_employer,
    has_organization_word,
    split_employer,
)
from crawlers.extract.job.title_calls import called_post
from crawlers.extract.places.names import is_region_in_country
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.sections.headings import heading_of
from crawlers.extract.terms.employment import (
    looks_like_employment,
    looks_like_seniority,
    looks_like_workplace,
)
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold

_EDGES = " /|·•,;"
"""Marks that part a value from the next one, which stands on a line of its own."""
_NUMBER_OF_TITLE = re.compile(r"[-–#(]\s?(\d{5,})\)?")
_MENUS = ("nav", "footer", "form")
"""Regions that hold no part of a posting's header."""
_LONGEST_VALUE = 70
"""Characters of a line that is nothing but a value."""
_LONGEST_HEADER_LINE = 60
_MOST_WORDS_OF_TOWN = 3
"""Words of an unlisted town or site before its country."""
_BELOW_TITLE = 3
"""Blocks below the title in which a line of values has the employer, too."""
_LINKED = 0.9
"""Share of link text above which a line is a link."""
_CHIPS = 2
"""Lines between two values that stand beside each other, each on its own."""
_TITLE_AGAIN = 12
"""Blocks behind the title in which it may be printed again."""


@dataclass(slots=True)
class Header:
    """What the header says without labels.

    title_at: the index of the title's block. values: (slot, words, index of the block). used: the
    indexes of blocks that are nothing but header.
    """

    title: str | None = None
    title_at: int | None = None
    organization: str | None = None
    values: list[tuple[Slot, str, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page before its header is read.

    url: its address. head_title: the title in the HTML head. has_title: whether the title is known
    from elsewhere; then it is not looked for. title: that one, where the page prints it. linked:
    the folded names that lead to pages of employers; None for a page without a frame, where nothing
    else shows who the employer is.
    """

    url: str | None = None
    head_title: str | None = None
    has_title: bool = False
    title: str = ""
    linked: frozenset[str] | None = None


def read_header(blocks: Sequence[Block], end: int, used: set[int], known: Known) -> Header:
    """Read blocks [0, end) that no label has used. used: the indexes of blocks that are labels and
    their values."""
    return _Reader(blocks, end, used, known).read()


class _Reader:
    """Reads a header. free: the indexes of the blocks that no label has used."""

    def __init__(self, blocks: Sequence[Block], end: int, used: set[int], known: Known) -> None:
        self.blocks, self.end, self.used, self.known = blocks, end, used, known
        may_be = (i for i in range(end) if i not in used and blocks[i].kind != "pair")
        self.free = [i for i in may_be if blocks[i].region not in _MENUS]
        self.header = Header()

    def read(self) -> Header:
        """Read the values that stand alone, the title, and the employer beside it."""
        header = self.header
        _read_values(self.blocks, self.free, header)
        if self.known.title:
            _find_known_title(self.blocks[: self.end], self.known.title, header)
        elif not self.known.has_title:
            self._read_title()
        _drop_menu_values(self.blocks, header)
        self._read_organization()
        _read_repeated_title(self.blocks, header)
        return header

    def _read_title(self) -> None:
        blocks, header = self.blocks, self.header
        address = address_words(self.known.url)
        free = (i for i in self.free if i not in header.used)
        lines = [i for i in free if may_be_title(blocks[i], address)]
        values = (i for _, _, i in header.values)
        head = fold(self.known.head_title or "")
        at = find_title(blocks, lines, address, head_title=head, values=values)
        if at is None:
            at = find_title_below(blocks, self.end, self.used, address)
        if at is not None:
            said, header.title_at = blocks[at].said, at
            header.title, header.organization = split_employer(said)
            header.title = called_post(said) or header.title
            header.used.add(at)

    def _read_organization(self) -> None:
        blocks, header, linked = self.blocks, self.header, self.known.linked
        at, is_framed = header.title_at, linked is not None
        below = range(0) if at is None else range(at + 1, min(at + 1 + _BELOW_TITLE, self.end))
        lines = {i: found for i in below if (found := values_of_block(blocks[i]))}
        values = frozenset((*self.used, *lines, *(i for _, _, i in header.values)))
        others = {i for i, found in lines.items() if _is_of_values(blocks[i], found)} | header.used
        around = Around(
            title_at=at,
            title=_folded_title(blocks, header),
            places=frozenset(i for slot, _, i in header.values if slot == "location"),
            values=values if is_framed else frozenset(),
            prose_at=self.end,
            linked=linked or frozenset(),
        )
        free = [i for i in self.free if i not in others and not is_place_line(blocks, i)]
        if likely := find_employer_lines(blocks, free, around):
            header.organization = likely[0][1]
            header.used.update(i for i, name in likely if name == blocks[i].text)
        if not header.organization:
            texts = [blocks[i].text for i in below]
            beside = (employer_beside(blocks[i], found, is_framed) for i, found in lines.items())
            posters = (*map(poster_of, texts), *map(employer_with_staff, texts))
            names = (*posters, *map(rated_employer, texts), *beside)
            header.organization = next(filter(None, names), None)


def _find_known_title(blocks: Sequence[Block], title: str, header: Header) -> None:
    """Note the first block that is a title known from elsewhere, else the heading that has it."""
    folded = fold(title)
    header.title_at = next((i for i, block in enumerate(blocks) if block.folded == folded), None)
    if header.title_at is None:
        header.title_at = find_title_block(blocks, title)
    if header.title_at is not None:
        header.used.add(header.title_at)


def is_header_line(block: Block) -> bool:
    """Return whether a block is a short line that is no sentence: between labels it is a label or a
    value that no list knows."""
    ended = block.text.rstrip()[-1:] in ".;:!?"
    return (
        block.kind != "heading"
        and len(block.text) <= _LONGEST_HEADER_LINE
        and not ended
        and heading_of(block.said) is None
    )


def _read_values(blocks: Sequence[Block], free: Sequence[int], header: Header) -> None:
    """Read lines that are nothing but a value; a main heading is none."""
    for index in free:
        if blocks[index].kind == "heading" and blocks[index].level <= 2:
            continue
        if slot := _slot_of_value(blocks[index].said, first=index == free[0]):
            header.values.append((slot, blocks[index].text.strip(_EDGES), index))
            header.used.add(index)
    if any(slot == "location" for slot, _, _ in header.values):
        return
    known = {i for _, _, i in header.values if blocks[i].region not in _MENUS}
    for index in free[1:]:  # beside other values a town needs no country
        near = known.intersection(range(index - _CHIPS, index + _CHIPS + 1))
        kinds = {blocks[i].kind for i in near}
        if index not in header.used and blocks[index].kind in kinds - {"heading"}:
            place = place_beside(blocks[index])
            if place:
                header.values.append(("location", place, index))
                header.used.add(index)
                return


def _drop_menu_values(blocks: Sequence[Block], header: Header) -> None:
    """Drop the values above the title that are links among links: a menu has words that are towns
    in some language ("Türen" is Turin in one), or types of work ("Volunteering")."""
    for value in list(header.values):
        at = value[2]
        is_above = header.title_at is not None and at < header.title_at
        if is_above and all(b.links > _LINKED for b in blocks[max(0, at - 1) : at + 2]):
            header.values.remove(value)
            header.used.discard(at)


def _slot_of_value(line: Line, first: bool) -> Slot | None:
    """Return the slot of a short line that is a value by itself: a type of employment, a work
    model, a place, a date, a pay range.

    first: whether it is the page's first line, which is rather its title than an unlisted town.
    """
    text = line.text
    if len(text) > _LONGEST_VALUE or slot_of(line):
        return None
    if may_name_term(line):
        if looks_like_employment(line):
            return "employment_type"
        if looks_like_workplace(line):
            return "workplace"
    if looks_like_seniority(line):
        return "seniority"
    if is_day(line):
        return "date_posted"
    if is_pay(line):
        return "salary"
    place = text.strip(_EDGES)
    if is_place(line if place == text else Line(place)):
        return "location"
    return "location" if not first and _is_place_with_country(place) else None


def _is_place_with_country(text: str) -> bool:
    """Return whether an unlisted town or site stands before its country, or its region in that:
    "Lower Wick, United Kingdom", "Harbour House, Bergen, Norway", "Lower Wick, Kent, England"."""
    head, comma, tail = text.partition(", ")
    is_name = (
        bool(comma)
        and len(head.split()) <= _MOST_WORDS_OF_TOWN
        and head[:1].isupper()
        and not any(c.isdigit() for c in head)
    )
    if not is_name:
        return False
    name = Line(head)
    return (not has_organization_word(name) and not cannot_be_employer(name)) and (
        looks_like_place(tail) or is_region_in_country(tail)
    )


def _is_of_values(block: Block, values: Sequence[Value]) -> bool:
    """Return whether a line is nothing but values: "Permanent – Full time – Oban"."""
    parts = [p for each in parts_of_line(block) for part in WEAK.split(each) if (p := part.strip())]
    texts = [text for _, text in values]
    return len(values) > 1 and all(any(part in text for text in texts) for part in parts)


def _folded_title(blocks: Sequence[Block], header: Header) -> str:
    """Return the folded title, which is mostly a whole block."""
    if header.title_at is not None and header.title in (None, blocks[header.title_at].text):
        return blocks[header.title_at].folded
    return fold(header.title or "")


def _read_repeated_title(blocks: Sequence[Block], header: Header) -> None:
    """Read the number of a title that is printed again with a number glued to it; both lines are
    header."""
    title = _folded_title(blocks, header)
    if not title:
        return
    for index in range(min(len(blocks), (header.title_at or 0) + _TITLE_AGAIN)):
        text = blocks[index].text
        if index == header.title_at or len(text) > 3 * len(title) + 60:
            continue
        if title not in blocks[index].folded:
            continue
        if number := _NUMBER_OF_TITLE.search(text):
            header.values.append(("requisition", number.group(1), index))
            header.used.add(index)
        elif blocks[index].folded == title:
            header.used.add(index)
