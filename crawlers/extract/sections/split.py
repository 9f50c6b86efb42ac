"""Blocks to sections of known kinds. Every block is in exactly one; an unknown heading makes
`other`, never loses text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Literal, cast

from crawlers.extract.sections.headings import (
    Heading,
    heading_of,
    lead_in_of,
    looks_like_subheading,
    strip_number,
)
from crawlers.posting.schema import Section, SectionBlock, SectionKind
from crawlers.text.blocks import Block

BlockKind = Literal["paragraph", "item", "subheading"]
_LIST_KINDS = (
    "qualifications_essential",
    "qualifications_desirable",
    "competencies",
    "responsibilities",
)
_LIST_MARK = re.compile(r"^(?:[•▪◦‣·●○■✓✔✅➢➤*+–-]|\(?[a-z\d]{1,2}[.)])\s+")


class _Sections:
    """The sections built so far; `container` is the heading that only holds the next ones."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str | None, list[SectionBlock]]] = []
        self.container: str | None = None

    @property
    def kind(self) -> str | None:
        return self.done[-1][0] if self.done and self.container is None else None

    @property
    def heading(self) -> str | None:
        return self.done[-1][1] if self.done else None

    def open(self, kind: str, heading: str | None) -> None:
        self.container = None
        self.done.append((kind, heading, []))

    def add(self, kind: BlockKind, text: str) -> None:
        if self.container is not None:
            self.open("qualifications", self.container)
        elif not self.done:
            self.open("summary", None)
        self.done[-1][2].append(SectionBlock.model_construct(kind=kind, text=text, standard=False))


def split_sections(blocks: Sequence[Block]) -> list[Section]:
    """Return the sections of a posting in order. Text before the first heading is its summary."""
    out = _Sections()
    for index, block in enumerate(blocks):
        if block.kind == "pair":
            out.add("paragraph", f"{block.label}: {block.text}" if block.text else block.label)
            continue
        heading = heading_of(block.text) if block.kind != "row" else None
        if heading and _is_heading(blocks, index, heading, out):
            _head(out, heading)
            if heading.kind == "frame" and _lists_next(blocks, index):
                out.open("responsibilities", heading.printed)
        elif (kind := _opened(blocks, index, out)) is not None:
            out.open(kind, None)
            out.add(_kind(block), block.text)
        elif block.kind == "heading":
            _unknown_head(out, block)
        elif _is_subheading(blocks, index, out) or _begins_duties(blocks, index, out):
            if out.kind != "responsibilities":
                out.open("responsibilities", None)
            out.add("subheading", strip_number(block.text).rstrip(":"))
        else:
            out.add(
                _kind(block), _LIST_MARK.sub("", block.text) if block.kind == "item" else block.text
            )
    return _finished(out)


def _kind(block: Block) -> BlockKind:
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


def _head(out: _Sections, heading: Heading) -> None:
    if heading.kind == "frame":
        pass  # the site's own "here it comes"
    elif heading.kind == "container":
        out.container = heading.printed
    elif heading.kind == "subheading":
        if out.kind != "responsibilities":
            out.open("responsibilities", None)
        out.add("subheading", heading.printed)
    elif out.kind == heading.kind and out.done and not out.done[-1][2]:
        pass  # the same heading printed twice
    else:
        out.open(heading.kind, heading.printed)
    if heading.rest:
        out.add("paragraph", heading.rest)


def _lists_next(blocks: Sequence[Block], index: int) -> bool:
    """A list directly behind a frame heading, or below one subheading: the posting begins with its
    duties."""
    kinds = [b.kind for b in blocks[index + 1 : index + 4]]
    return kinds[:2] == ["item", "item"] or (
        kinds[1:] == ["item", "item"] and len(blocks[index + 1].text) < 60
    )


def _opened(blocks: Sequence[Block], index: int, out: _Sections) -> str | None:
    """The kind of section that a lead-in opens because its heading was lost; None where the block
    goes with those before it."""
    block = blocks[index]
    kind = lead_in_of(block.text)
    if kind is None or kind == out.kind:
        return None
    if kind in _LIST_KINDS:
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        opens_list = block.text.rstrip()[-1:] == ":" or (
            following is not None and following.kind == "item"
        )
        same_family = (
            out.kind in ("qualifications_essential", "qualifications")
            and kind == "qualifications_essential"
        )
        return (
            kind
            if opens_list
            and not same_family
            and not (out.kind == "competencies" and kind == "qualifications_essential")
            else None
        )
    # prose: only where the site lost the heading of the section before as well, or behind the end
    # of a list
    if not out.done or out.kind == "summary":
        return None
    behind_list = (
        kind != "interrelationships"
        and out.kind in _LIST_KINDS
        and out.done[-1][2]
        and out.done[-1][2][-1].kind == "item"
    )
    return kind if out.heading is None or behind_list else None


def _unknown_head(out: _Sections, block: Block) -> None:
    """A heading that no vocabulary knows: a subheading below a known section, else a section of its
    own."""
    text = strip_number(block.text).rstrip(":") or block.text
    if (block.level >= 3 and out.done) or (
        out.kind in (None, "summary") and not any(b for _, _, b in out.done)
    ):
        out.add("subheading", text)
    else:
        out.open("other", text)


def _is_subheading(blocks: Sequence[Block], index: int, out: _Sections) -> bool:
    """A short line in title case with a paragraph behind it, inside a section of duties."""
    if (
        out.kind != "responsibilities"
        or blocks[index].kind != "paragraph"
        or index + 1 >= len(blocks)
    ):
        return False
    following = blocks[index + 1]
    long_behind = following.kind == "item" or len(following.text) > max(
        40, 2 * len(blocks[index].text)
    )
    return long_behind and looks_like_subheading(blocks[index].text)


def _begins_duties(blocks: Sequence[Block], index: int, out: _Sections) -> bool:
    """Duties whose heading was lost: behind a list without a heading, short titles and paragraphs
    by turns."""
    if (
        out.heading is not None
        or out.kind not in _LIST_KINDS
        or not out.done[-1][2]
        or out.done[-1][2][-1].kind != "item"
    ):
        return False
    four = blocks[index : index + 4]
    if len(four) < 4 or any(b.kind != "paragraph" for b in four):
        return False
    return all(
        looks_like_subheading(four[i].text)
        and len(four[i + 1].text) > max(40, 2 * len(four[i].text))
        for i in (0, 2)
    )


def _finished(out: _Sections) -> list[Section]:
    """An empty section in the middle stays, since its list was lost; empty headings at the end are
    none."""
    while out.done and not out.done[-1][2]:
        out.done.pop()
    return [
        Section.model_construct(kind=cast(SectionKind, k), heading=h[:500] if h else None, blocks=b)
        for k, h, b in out.done
    ]


def as_text(sections: Sequence[Section]) -> str:
    """Return the sections as plain text: each under its heading as printed, items with "- "; this
    is the posting's `description`."""
    lines: list[str] = []
    for section in sections:
        if lines:
            lines.append("")
        if section.heading:
            lines.append(section.heading)
        lines.extend(("- " if b.kind == "item" else "") + b.text for b in section.blocks)
    return "\n".join(lines)


def as_html(sections: Sequence[Section]) -> str:
    """Return the same as safe HTML: h2, h3, p, ul and li without attributes; every text escaped."""
    out: list[str] = []
    in_list = False
    for section in sections:
        if section.heading:
            out.append(f"<h2>{html.escape(section.heading, quote=False)}</h2>")
        for block in section.blocks:
            if (block.kind == "item") != in_list:
                in_list = not in_list
                out.append("<ul>" if in_list else "</ul>")
            tag = {"item": "li", "subheading": "h3", "paragraph": "p"}[block.kind]
            out.append(f"<{tag}>{html.escape(block.text, quote=False)}</{tag}>")
        if in_list:
            in_list = False
            out.append("</ul>")
    return "".join(out)
