"""Repair what sites do to a posting's text: inserted blanks, glued labels, lost line breaks, lost
list marks and lost headings.

Each function takes blocks or text and gives new ones; nothing is guessed that the words themselves
do not show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from crawlers.extract.header.flat_runs import split_flat_run
from crawlers.extract.header.labels import is_plain, slot_of, split_run
from crawlers.extract.sections.headings import (
    first_heading,
    heading_of,
    lead_in_of,
    may_lead_in,
    split_inline,
    split_subheadings,
)
from crawlers.text.blocks import Block, annotate
from crawlers.text.lines import Line

# Set by hand on the recorded pages of sites that do such damage.
_INSERTIONS = 3
"""Inserted blanks on a page from which the site inserts them."""
_LONG, _TAIL = 200, 40
"""Characters of a paragraph that ends in a colon, and of its rest, that are one broken sentence."""
_RUN = 160
"""Characters of a value with the next label glued behind, and of a lead-in."""
_GLUED = 20
"""Characters from which a line may have labels glued to each other."""
_VALUE = 120
"""Characters of a value; with more it runs into the text."""
_ITEMS = 3
"""Items that make a list of a sentence."""
_MAX_ITEM, _MAX_FRAGMENT, _MAX_LINE = 600, 300, 400
"""Characters of an item behind a lead-in, of one below a heading, of a line without a mark."""
_FINISHED = 0.5
"""Share of the items with a mark at their end from which those without are cut in two."""

_INSERTED = re.compile(
    r"[.:] (?:(?<=\d..)\d|(?<=\bwww\. )|(?<=https: )//|(?<=http: )//|(?<=\b[a-z]\. )[a-z]\.)"
)
_DIGITS = re.compile(r"([.:])(?<=\d.) (?=\d)")
_WWW = re.compile(r"\bwww\. (?=[a-z])")
_SCHEME = re.compile(r"\b(https?|ftp): //")
_ADDRESS = re.compile(r"(?:\bhttps?://|\bwww\.)(?:[^\s]|(?<=\.) (?=[a-z]))*")
_ABBREVIATION = re.compile(r"\b([A-Za-z])\. (?=[A-Za-z]\.)")
_SPACE_BEFORE = re.compile(r"(?<=[\w)\]”\"’'/]) +(?=[,.;:](?:\s|$|[)\]”\"’']))")
_OPEN_BRACKET = re.compile(r"([(\[]) +(?=\S)")
_CLOSE_BRACKET = re.compile(r"(?<=\S) +([)\]])")
_LISTS = (
    "responsibilities",
    "qualifications_essential",
    "qualifications_desirable",
    "qualifications",
    "competencies",
    "benefits",
)
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf€-™ -¿]|â€|ï»¿|[\x80-\x9f]")
_BEFORE_ITEMS = {"paragraph": (":",), "item": (";",)}
"""How a block ends that an item without a mark stands below."""
_SIGNS = tuple(
    (sign.strip()[0], sign)
    for sign in (
        "*",
        "_",
        "](",
        "Ã",
        "Â",
        "â€",
        "ï»¿",
        " ,",
        " .",
        " :",
        " ;",
        "( ",
        "[ ",
        " )",
        " ]",
    )
)
"""What a printable text has where its characters or marks need repair, each behind its mark: a
single character is found in a tenth of the time."""
_BETWEEN = "|"
"""Between the texts of blocks; no damage goes over it."""
_UNIT = re.compile(r"(?<=[.;!]) (?=[A-ZÀ-Ý][^\s.:;]*(?: [^\s.:;]+){0,4} ?: )")
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]{1,80})(?<=\S)\1(?!\w)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,100})\]\((?:https?://|/)[^()\s]{1,300}\)")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\U000e0000-\U000e007f]"
)


def repair_characters(text: str) -> str:
    """Return a text with mis-decoded characters repaired, control and invisible ones dropped, marks
    of Markdown taken off."""
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    if not text.isascii() and _MOJIBAKE.search(text):
        import ftfy

        text = ftfy.fix_text(text, uncurl_quotes=False)
    return text


def with_characters_repaired(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with characters and marks repaired. Most pages have none of the signs of such
    damage, so these are looked for in the whole text first."""
    whole = _BETWEEN.join([block.text for block in blocks])
    signs = [sign for mark, sign in _SIGNS if mark in whole and sign in whole]
    if not signs and whole.isprintable():
        return list(blocks)
    return [
        _with_text(block, close_marks(repair_characters(block.text)))
        if not block.text.isprintable() or any(map(block.text.__contains__, signs))
        else block
        for block in blocks
    ]


def _with_text(block: Block, text: str) -> Block:
    return block if text == block.text else block.replace(text=text)


def with_blanks_closed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks without the blanks that a site puts behind every "." and ":": it does so in
    several numbers, addresses or abbreviations of the page."""
    whole = _BETWEEN.join([block.text for block in blocks])
    if len(list(islice(_INSERTED.finditer(whole), _INSERTIONS))) < _INSERTIONS:
        return blocks
    return [_with_text(block, close_blanks(block.text)) for block in blocks]


def close_blanks(text: str) -> str:
    """Take the inserted blanks out of numbers, clocks, addresses and abbreviations."""
    if ": //" in text:
        text = _SCHEME.sub(r"\1://", text)
    if "www." in text:
        text = _WWW.sub("www.", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda m: m.group().replace(" ", ""), text)
    if ". " in text or ": " in text:
        text = _ABBREVIATION.sub(r"\1.", _DIGITS.sub(r"\1", text))
    return text


def close_marks(text: str) -> str:
    """Return a text with no blank before a comma, full stop, colon or semicolon, nor inside
    brackets."""
    if " ," in text or " ." in text or " :" in text or " ;" in text:
        text = _SPACE_BEFORE.sub("", text)
    if "(" in text or "[" in text:
        if "( " in text or "[ " in text:
            text = _OPEN_BRACKET.sub(r"\1", text)
        if " )" in text or " ]" in text:
            text = _CLOSE_BRACKET.sub(r"\1", text)
    return text


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


_MOST_HEADINGS = 100
"""Headings that begin one block, each behind the other. Set by hand: a page without line ends has
twenty; one that repeats a label would take ten seconds."""


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


def split_lists(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the items of lists that lost their marks: flattened into one paragraph
    behind a lead-in, or as lines that end in ";"."""
    out: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            out.append(block)
        elif parts := _flat_list(block.said) or _flat_below_heading(block.text, out):
            lead, items = parts
            if lead:
                out.append(block.replace(text=lead))
            out.extend(
                block.replace(kind="item", text=item, level=1, mark="•", gap=0) for item in items
            )
        elif _unmarked_item(blocks, index, out):
            out.append(block.replace(kind="item", level=1, mark="•"))
        else:
            out.append(block)
    return out


def _flat_list(line: Line) -> tuple[str, list[str]] | None:
    """(lead-in, items) of "The incumbent must: have ...; know ...; be ...": three items or more
    behind a lead-in's colon."""
    text = line.text
    colon = text.find(":")
    if not 0 < colon < min(_RUN, len(text) - 1) or not may_lead_in(line):
        return None
    if lead_in_of(text[: colon + 1]) in (None, "application_process", "contract"):
        return None
    lead, tail = text[: colon + 1], text[colon + 1 :].strip()
    units = _UNIT.split(tail)
    if len(units) >= _ITEMS and ":" in units[0][:60]:
        return lead, [u.strip() for u in units]
    items = [part.strip() for part in re.split(r";\s+", tail)]
    if len(items) >= _ITEMS and max(map(len, items)) < _MAX_ITEM:
        return lead, [i for i in items if i]
    return None


def _flat_below_heading(text: str, out: Sequence[Block]) -> tuple[str, list[str]] | None:
    """("", items) of a paragraph of fragments parted by semicolons directly below the heading of a
    list."""
    if text.count("; ") < 2 or not out or out[-1].kind == "pair":
        return None
    heading = heading_of(out[-1].said)
    if heading is None or heading.kind not in _LISTS or re.search(r"[a-z]\. [A-Z]", text):
        return None
    items = [part.strip() for part in re.split(r";\s+", text)]
    return ("", [i for i in items if i]) if max(map(len, items)) < _MAX_FRAGMENT else None


def _unmarked_item(blocks: Sequence[Block], index: int, out: Sequence[Block]) -> bool:
    """A line of a list without marks: behind a lead-in, it or its neighbour ends in ";"."""
    block, before = blocks[index], out[-1] if out else None
    if (
        before is None
        or before.text.rstrip()[-1:] not in _BEFORE_ITEMS.get(before.kind, ())
        or len(block.text) > _MAX_LINE
        or heading_of(block.said)
        or (lead_in_of(block.said) and block.text.endswith(":"))
    ):
        return False
    end = block.text.rstrip()[-1:]
    if before.kind == "paragraph":
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        return end == ";" and following is not None and following.kind == "paragraph"
    return (
        before.mark == "•"
        and (end in (";", ".") or block.text[:1].islower())
        and (index > 0 and blocks[index - 1].kind == "paragraph")
    )


def repair_items(blocks: Sequence[Block]) -> list[Block]:
    """Make paragraphs of lead-ins that were printed as items, and one item of one that was
    hard-wrapped over several marks."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        if blocks[index].kind != "item":
            out.append(blocks[index])
            index += 1
            continue
        end = index
        while end < len(blocks) and blocks[end].kind == "item":
            end += 1
        for lead, items in _lists_of(blocks[index:end]):
            out.extend([*lead, *_unwrapped(items)])
        index = end
    return out


def _lists_of(items: Sequence[Block]) -> list[tuple[list[Block], list[Block]]]:
    """Return a run of items as lists, each with the lead-in that was printed as an item before
    it."""
    leads = [
        at
        for at, item in enumerate(items[:-1])
        if item.text.rstrip()[-1:] == ":" and lead_in_of(item.said)
    ]
    return [
        (
            [items[start].replace(kind="paragraph", mark="", level=0)] if start >= 0 else [],
            list(items[start + 1 : end]),
        )
        for start, end in pairwise((-1, *leads, len(items)))
    ]


def _unwrapped(items: list[Block]) -> list[Block]:
    finished = sum(i.text.rstrip()[-1:] in ";." for i in items)
    if finished < 2 or finished < _FINISHED * len(items):
        return items  # no marks at the ends of the items: nothing shows what was wrapped
    starts = {_first_word(i.text) for p, i in pairwise(items) if p.text.rstrip()[-1:] in ";."} | {
        _first_word(items[0].text)
    }
    merged = [items[0]]
    for item in items[1:]:
        before = merged[-1]
        if (
            before.text.rstrip()[-1:] not in ";.:!?"
            and item.text[:1].islower()
            and _first_word(item.text) not in starts
        ):
            merged[-1] = before.replace(text=f"{before.text} {item.text}")
        else:
            merged.append(item)
    return merged


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].casefold()
