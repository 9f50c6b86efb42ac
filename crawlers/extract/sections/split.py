"""Split blocks into sections of known kinds. Every block is in exactly one; an unknown heading
makes `other`, never loses text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, cast

from pydantic import TypeAdapter, ValidationError

from crawlers.extract.sections.headings import (
    Heading,
    heading_of,
    kind_by_words,
    looks_like_subheading,
    strip_number,
)
from crawlers.extract.sections.lead_ins import lead_in_of, may_lead_in
from crawlers.posting.parts.text import Section, SectionBlock, SectionBlockKind, SectionKind
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

_BLOCKS = TypeAdapter(list[SectionBlock])
_LIST_KINDS = (
    "qualifications_essential",
    "qualifications_desirable",
    "competencies",
    "responsibilities",
)
_SHORT_LINE = 60
"""Characters of a line below a frame heading that is no text of its own. Set by hand."""
_LONG_TEXT, _TIMES_LONGER = 40, 2
"""A text below a short line, in characters, that makes the line a subheading: longer than this, and
than this many times the line. Set by hand."""
_MAX_HEADING = 500
"""Characters of a heading in the schema."""
_LIST_MARK = re.compile(r"^(?:[•▪◦‣·●○■✓✔✅➢➤*+–-]|\(?[a-z\d]{1,2}[.)])\s+")


class _Text(NamedTuple):
    """A block of a section in the making."""

    kind: SectionBlockKind
    text: str


@dataclass(slots=True)
class _Section:
    """A section in the making. known: whether a vocabulary has its heading."""

    kind: str
    heading: str | None
    known: bool = False
    blocks: list[_Text] = field(default_factory=list)


class _Sections:
    """The sections built so far. container: the heading that only holds the next ones."""

    def __init__(self) -> None:
        self.done: list[_Section] = []
        self.container: str | None = None

    @property
    def kind(self) -> str | None:
        return self.done[-1].kind if self.done and self.container is None else None

    @property
    def heading(self) -> str | None:
        return self.done[-1].heading if self.done else None

    @property
    def is_empty(self) -> bool:
        """Whether the section that is open has no text."""
        return bool(self.done) and not self.done[-1].blocks

    @property
    def ends_in_list(self) -> bool:
        """Whether the last block is an item of a list of duties or qualifications."""
        return (
            self.kind in _LIST_KINDS
            and not self.is_empty
            and self.done[-1].blocks[-1].kind == "item"
        )

    def open(self, kind: str, heading: str | None, *, known: bool = False) -> None:
        self.container = None
        self.done.append(_Section(kind, heading, known))

    def add(self, kind: SectionBlockKind, text: str) -> None:
        if self.container is not None:
            self.open("qualifications", self.container)
        elif not self.done:
            self.open("summary", None)
        self.done[-1].blocks.append(_Text(kind, text))

    def add_subheading(self, text: str) -> None:
        """Add a subheading: those that are known stand among duties."""
        if self.kind != "responsibilities":
            self.open("responsibilities", None)
        self.add("subheading", text)


def split_sections(blocks: Sequence[Block]) -> list[Section]:
    """Return the sections of a posting in order. Text before the first heading is its summary."""
    out = _Sections()
    member = ""
    for index, block in enumerate(blocks):
        if block.section != member:
            member = block.section
            if _enters_member(out, block):
                continue
        if block.kind == "pair":
            out.add("paragraph", f"{block.label}: {block.text}" if block.text else block.label)
            continue
        heading = heading_of(block.said) if block.kind != "row" else None
        if heading and _is_heading(blocks, index, heading, out):
            _add_heading(out, heading)
            if heading.kind == "frame" and _lists_next(blocks, index):
                out.open("responsibilities", heading.printed)
        elif (kind := _kind_of_lead_in(blocks, index, out)) is not None:
            if block.kind == "heading":
                out.open(kind, strip_number(block.text).rstrip(":"))
            else:
                out.open(kind, None)
                out.add(_kind_of(block), block.text)
        elif block.kind == "heading":
            _add_unknown_heading(out, block)
        elif _is_subheading(blocks, index, out) or _begins_duties(blocks, index, out):
            out.add_subheading(strip_number(block.text).rstrip(":"))
        else:
            out.add(
                _kind_of(block),
                _LIST_MARK.sub("", block.text) if block.kind == "item" else block.text,
            )
    return _finished(out)


def _enters_member(out: _Sections, block: Block) -> bool:
    """Open the section of another member of a platform's record; a heading that is known counts
    more. Return whether the block was its heading."""
    heading = heading_of(block.said) if block.kind == "heading" else None
    if not block.section or (heading and heading.kind not in ("frame", "container")):
        return False
    title = strip_number(block.text).rstrip(":") if block.kind == "heading" else None
    if title is None:
        if block.section != "summary" or out.done:
            out.open(block.section, None)
        return False
    out.open((None if heading else kind_by_words(_line(block, title))) or block.section, title)
    return True


def _line(block: Block, title: str) -> Line | str:
    """Return the block's own line where the title is the whole of it."""
    return block.said if title == block.text else title


def _kind_of(block: Block) -> SectionBlockKind:
    return "item" if block.kind == "item" else "paragraph"


def _is_heading(blocks: Sequence[Block], index: int, heading: Heading, out: _Sections) -> bool:
    """One word in a list ("Communication", "Benefits") is an item, not a heading, unless prose
    stands behind it."""
    block = blocks[index]
    if block.kind != "item" or heading.rest or strip_number(block.text).isupper():
        return True
    before = blocks[index - 1] if index else None
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    numbered = block.mark[:1].isdigit() and not any(
        b and b.mark[:1].isdigit() for b in (before, following)
    )
    return numbered or (
        not (before and before.kind == "item")
        and following is not None
        and following.kind != "item"
    )


def _add_heading(out: _Sections, heading: Heading) -> None:
    if heading.kind == "frame":
        pass  # the site's own "here it comes"
    elif heading.kind == "container":
        out.container = heading.printed
    elif heading.kind == "subheading":
        out.add_subheading(heading.printed)
    elif out.kind == heading.kind and out.is_empty:
        if out.heading and not out.done[-1].known:
            out.add("subheading", heading.printed)
        # else the same heading printed twice
    else:
        out.open(heading.kind, heading.printed, known=True)
    if heading.rest:
        out.add("paragraph", heading.rest)


def _lists_next(blocks: Sequence[Block], index: int) -> bool:
    """A list directly behind a frame heading, or below one subheading: the posting begins with its
    duties."""
    kinds = [b.kind for b in blocks[index + 1 : index + 4]]
    return kinds[:2] == ["item", "item"] or (
        kinds[1:] == ["item", "item"] and len(blocks[index + 1].text) < _SHORT_LINE
    )


def _kind_of_lead_in(blocks: Sequence[Block], index: int, out: _Sections) -> str | None:
    """Return the kind of section that a lead-in opens because its heading was lost; None where the
    block goes with those before it."""
    block = blocks[index]
    line = block.said
    kind = lead_in_of(line) if may_lead_in(line) else None
    if kind is None or kind == out.kind:
        return None
    if kind in _LIST_KINDS:
        return kind if _opens_list(blocks, index, kind, out) else None
    # prose: only where the site lost the heading of the section before as well, or behind the end
    # of a list
    if not out.done or out.kind == "summary":
        return None
    behind_list = kind != "interrelationships" and out.ends_in_list
    return kind if out.heading is None or behind_list else None


def _opens_list(blocks: Sequence[Block], index: int, kind: str, out: _Sections) -> bool:
    """Return whether a lead-in opens a list of its own kind: "You must:" below "Qualifications"
    does not."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    leads = blocks[index].text.rstrip()[-1:] == ":" or (
        following is not None and following.kind == "item"
    )
    goes_on = kind == "qualifications_essential" and out.kind in (
        "qualifications_essential",
        "qualifications",
        "competencies",
    )
    return leads and not goes_on


def _add_unknown_heading(out: _Sections, block: Block) -> None:
    """A heading that no vocabulary knows: a subheading below a known section, else a section of its
    own."""
    text = strip_number(block.text).rstrip(":") or block.text
    # below a known heading that has no text yet it is a part of that
    named = None if out.is_empty and out.heading else kind_by_words(_line(block, text))
    part_of_essential = (out.kind, named) == ("qualifications_essential", "qualifications")
    if named and named != out.kind and not part_of_essential:
        out.open(named, text)
    elif (
        named
        or (block.level >= 3 and out.done)
        or (out.kind in (None, "summary") and not any(section.blocks for section in out.done))
    ):
        out.add("subheading", text)
    else:
        out.open("other" if block.section in ("", "summary") else block.section, text)


def _is_subheading(blocks: Sequence[Block], index: int, out: _Sections) -> bool:
    """A short line in title case with a paragraph behind it, inside a section of duties."""
    if (
        out.kind != "responsibilities"
        or blocks[index].kind != "paragraph"
        or index + 1 >= len(blocks)
    ):
        return False
    line, following = blocks[index].text, blocks[index + 1]
    has_text = following.kind == "item" or _is_text_of(line, following.text)
    return has_text and looks_like_subheading(line)


def _is_text_of(line: str, text: str) -> bool:
    """Return whether a text is long enough to stand below a short line as its heading."""
    return len(text) > max(_LONG_TEXT, _TIMES_LONGER * len(line))


def _begins_duties(blocks: Sequence[Block], index: int, out: _Sections) -> bool:
    """Duties whose heading was lost: behind a list without a heading, short titles and paragraphs
    by turns."""
    if out.heading is not None or not out.ends_in_list:
        return False
    four = blocks[index : index + 4]
    if len(four) < 4 or any(b.kind != "paragraph" for b in four):
        return False
    return all(
        looks_like_subheading(line.text) and _is_text_of(line.text, text.text)
        for line, text in (four[:2], four[2:])
    )


def _finished(out: _Sections) -> list[Section]:
    """Return the sections. An empty one in the middle stays, since its list was lost; one at the
    end is left out."""
    while out.is_empty:
        out.done.pop()
    blocks = iter(_checked([text for section in out.done for text in section.blocks]))
    return [
        Section.model_construct(
            kind=cast(SectionKind, section.kind),
            heading=section.heading[:_MAX_HEADING] if section.heading else None,
            blocks=list(islice(blocks, len(section.blocks))),
        )
        for section in out.done
    ]


def _checked(texts: Sequence[_Text]) -> list[SectionBlock]:
    """Return the blocks of all sections, checked in one go."""
    fields = [{"kind": kind, "text": text, "standard": False} for kind, text in texts]
    try:
        return _BLOCKS.validate_python(fields)
    except ValidationError:  # BuildPosting judges the whole posting
        construct = SectionBlock.model_construct
        return [construct(kind=kind, text=text, standard=False) for kind, text in texts]
