"""Repair the lines of a posting's text: join a sentence that was cut in two, part labels and
headings that are glued to each other or to the prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.extract.cleaning.repair_characters import close_marks
from crawlers.extract.header.flat_runs import split_flat_run
from crawlers.extract.header.labels import is_plain, slot_of, split_run
from crawlers.extract.sections.headings import (
    first_heading,
    heading_of,
    split_inline,
    split_subheadings,
)
from crawlers.extract.sections.lead_ins import lead_in_of
from crawlers.text.blocks import Block, annotate

# Set by hand on the recorded pages of sites that do such damage.
_LONG, _TAIL = 200, 40
"""Characters of a paragraph that ends in a colon, and of its rest, that are one broken sentence."""
_RUN = 160
"""Characters of a value with the next label glued behind."""
_GLUED = 20
"""Characters from which a line may have labels glued to each other."""
_VALUE = 120
"""Characters of a value; with more it runs into the text."""
_MOST_HEADINGS = 100
"""Headings that begin one block, each behind the other. Set by hand: a page without line ends has
twenty; one that repeats a label would take ten seconds."""


def join_broken(blocks: Sequence[Block]) -> list[Block]:
    """Join a block that starts in the middle of a sentence, or follows an open bracket, to the one
    before it."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and before.kind == block.kind == "paragraph" and _broken(before.text, block.text):
            joined[-1] = before.replace(text=close_marks(f"{before.text} {block.text}"))
        else:
            joined.append(block)
    return joined


def _broken(before: str, after: str) -> bool:
    if after[:1] in ",;:.)" and after[:3] != "...":
        return True
    # a list in one run, cut by the length of the line
    if before.endswith(";") and after[:1].islower():
        return "; " in before or lead_in_of(before[: before.find(":") + 1]) is not None
    # only long paragraphs: "Label:" and its value on the next line are no broken sentence
    return (
        len(before) > _LONG
        and len(after) > _TAIL
        and before[-1] == ":"
        and before[:-1].rstrip(" ")[-1:].isalpha()
        and not lead_in_of(_last_sentence(before))
    )


def _last_sentence(text: str) -> str:
    return re.split(r"[.;!?] ", text)[-1]


def split_glued(blocks: Sequence[Block]) -> list[Block]:
    """Cut blocks at glued header labels (into pairs) and at headings that stand inside or in front
    of the prose."""
    out: list[Block] = []
    lines = annotate(blocks)
    inline = [
        line
        for block, line in zip(blocks, lines, strict=True)
        if block.kind != "pair" and not line.text[1:].islower() and len(split_inline(line)) > 1
    ]
    for block, line in zip(blocks, lines, strict=True):
        if block.kind in ("pair", "row") or is_plain(line):
            out.append(block)
            continue
        for part in _split_headings(block, len(inline) > 1):
            if part.kind == "heading":
                out.append(part)
            elif (
                out
                and len(part.text) <= _RUN
                and slot_of(out[-1].said)
                and (pairs := _value_and_labels(out[-1], part))
            ):
                out[-1:] = pairs
            else:
                out += _split_labels(part)
    return out


def _value_and_labels(label: Block, block: Block) -> list[Block]:
    """Below a label: its value with the next label glued behind ("2,310.50 EURMonthlyGradeG9"), as
    pairs; else none."""
    value, pairs = split_run(block.said, least=1)
    if not pairs or not value:
        return []
    whole = [(label.text.strip(" :"), value), *pairs]
    return [block.replace(kind="pair", label=name, text=text, mark="") for name, text in whole]


def _split_headings(block: Block, flattened: bool) -> list[Block]:
    """Return a block as its headings and what stands below each of them."""
    out: list[Block] = []
    while (heading := heading_of(block.said)) and heading.rest:
        if len(out) == _MOST_HEADINGS:  # guard: headings in one block
            return [*out, block]
        out.append(block.replace(kind="heading", text=heading.printed, level=2, mark=""))
        block = block.replace(kind="paragraph", text=heading.rest, mark="", gap=0)
    if heading or not flattened:
        return [*out, block]
    parts = split_inline(block.said)
    if len(parts) == 1 and not parts[0][0]:
        return [
            *out,
            *(
                block.replace(kind="heading", level=3, text=t, mark="")
                if k
                else block
                if t == block.text
                else block.replace(text=t)
                for k, t in split_subheadings(block.text)
            ),
        ]
    for kind, text in parts:
        if kind:
            out.append(block.replace(kind="heading", text=text, level=2, mark=""))
        else:
            part = block.replace(kind="paragraph", text=text, mark="", gap=0)
            out.extend(_split_headings(part, flattened))
    return out


def _split_labels(block: Block) -> list[Block]:
    if len(block.text) < _GLUED:
        return [block]
    before, pairs = split_run(block.said)
    if not pairs:
        before, pairs = split_flat_run(block.said)
    if not pairs or len(before) > _VALUE:
        return [block]
    out = [block.replace(text=before)] if before else []
    for label, value in pairs:
        rest = ""
        if cut := first_heading(value):  # the last value runs into a section
            value, rest = value[:cut].strip(), value[cut:]
        elif len(value) > _VALUE:  # or into the text: a line of its own, judged later
            value, rest = "", value
        out.append(block.replace(kind="pair", label=label, text=value, mark=""))
        if rest:
            out.extend(_split_headings(block.replace(text=rest), True))
    return out
