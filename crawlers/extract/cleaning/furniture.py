"""The furniture of job sites, by its words (data/chrome.yaml) and by what a site's plugin
declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

from crawlers.extract.cleaning.notices import says_over
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import Block
from crawlers.text.phrases import Beginnings
from crawlers.text.words import fold, folded, load

_SUSPECT = 6  # characters; no phrase that a notice begins with has fewer
_TRAIL = re.compile(r"[^>›»]{1,40}(?: [>›»] [^>›»]{1,60}){2,6}")
"""A trail of links: "Home > Jobs > Harbour"."""
_PROSE = 200
"""Characters of a block that is no line of a box."""


class SitePhrases(Protocol):
    """What a plugin declares of its site's furniture (crawlers.spider.posting_spider.Chrome)."""

    @property
    def before(self) -> tuple[str, ...]: ...
    @property
    def after(self) -> tuple[str, ...]: ...
    @property
    def boxes(self) -> Mapping[str, str]: ...
    @property
    def lines(self) -> tuple[str, ...]: ...


@dataclass(slots=True)
class Cut:
    """The blocks that stay, what went with the rule, and the data boxes (slot, lines)."""

    blocks: list[Block]
    removed: list[tuple[Block, str]] = field(default_factory=list)
    boxes: list[tuple[str, list[Block]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Words:
    lines: frozenset[str]
    starts: Beginnings
    contains: tuple[str, ...]
    ends: frozenset[str]
    boxes: Mapping[str, str]
    glued: re.Pattern[str]
    may_be_glued: Beginnings
    suspect: frozenset[str]


@cache
def _words() -> _Words:
    data = load("chrome")
    boxes = {fold(name): slot for slot, names in data["boxes"].items() for name in names}
    phrases = [*data["starts"], *(line for line in data["lines"] if " " in line)]
    glued = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
    return _Words(
        lines=frozenset(map(fold, data["lines"])),
        starts=Beginnings(map(fold, data["starts"])),
        contains=tuple(map(fold, data["contains"])),
        ends=frozenset(map(fold, data["ends"])),
        boxes=boxes,
        glued=re.compile(rf"(?:{glued})[.!]?(?=[A-ZÀ-Ý][a-zà-ÿ])"),
        may_be_glued=Beginnings(phrases),
        suspect=frozenset(
            fold(phrase)[:_SUSPECT]
            for part in ("lines", "starts", "ends", "expired")
            for phrase in data[part]
        ).union(name[:_SUSPECT] for name in boxes),
    )


def cut_site(blocks: Sequence[Block], site: SitePhrases) -> Cut:
    """Cuts by a site's own phrases: boxes before the posting, the tail behind it (its data boxes
    are kept apart), lines."""
    cut = Cut([])
    lines = _folded(site.lines)
    for block in blocks:
        if (start := _starting(fold(block.text), lines)) is None:
            cut.blocks.append(block)
        else:
            cut.removed.append((block, f"site line: {start}"))
    _cut_before(cut, _folded(site.before))
    _cut_tail(cut, _folded(site.after), {fold(name): slot for name, slot in site.boxes.items()})
    return cut


def _folded(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(p) for p in phrases)


def _starting(text: str, phrases: Sequence[str]) -> str | None:
    return next((p for p in phrases if text == p or text.startswith(p + " ")), None)


def _cut_before(cut: Cut, phrases: Sequence[str]) -> None:
    """Everything up to the last phrase that stands before the first long block, and the list behind
    it."""
    end = 0
    for index, block in enumerate(cut.blocks):
        if _starting(fold(block.text), phrases):
            end = index + 1
        elif len(block.text) > _PROSE:
            break
    if end and cut.blocks[end - 1].text.rstrip()[-1:] == ":":
        while (
            end < len(cut.blocks)
            and cut.blocks[end].kind == "item"
            and len(cut.blocks[end].text) < 90
        ):
            end += 1
    cut.removed.extend((b, "site boxes before the posting") for b in cut.blocks[:end])
    cut.blocks = cut.blocks[end:]


def _cut_tail(cut: Cut, afters: Sequence[str], boxes: Mapping[str, str]) -> None:
    """From the first phrase that ends the posting on, everything is furniture but the data
    boxes."""
    heads = {**dict.fromkeys(afters, ""), **boxes}
    starts = [
        (i, head) for i, b in enumerate(cut.blocks) if (head := _box_head(fold(b.text), heads))
    ]
    if not starts:
        return
    body, tail = cut.blocks[: starts[0][0]], cut.blocks[starts[0][0] :]
    slot, lines = "", list[Block]()
    for block in tail:
        head = _box_head(fold(block.text), heads)
        if head is not None:
            if slot and lines:
                cut.boxes.append((slot, lines))
            slot, lines = heads[head], []
        elif slot:
            lines.append(block)
        cut.removed.append((block, f"site box: {slot or 'furniture'}"))
    if slot and lines:
        cut.boxes.append((slot, lines))
    cut.blocks = body


def _box_head(text: str, heads: Mapping[str, str]) -> str | None:
    if text in heads:
        return text
    return next(
        (h for h in heads if len(h) > 12 and text.startswith(h + " ") and not heads[h]), None
    )


def cut_known(blocks: Sequence[Block]) -> Cut:
    """Cuts furniture that every job site has: known lines, notices, and the boxes about other
    postings at the end."""
    words = _words()
    texts = [folded(block.text) for block in blocks]
    said = "\n".join(texts)
    contains = [phrase for phrase in words.contains if phrase in said]
    cut = Cut([])
    ended = False
    slot, lines = "", list[Block]()
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if not ended and (
            block.kind == "pair" or not (slot or contains or _is_suspect(block, text, words))
        ):
            cut.blocks.append(block)
            continue
        if text in words.ends and index > 0:
            ended = True
            slot = ""
            cut.removed.append((block, "box about other postings"))
        elif text in words.boxes and _is_box(blocks, index):
            if slot and lines:
                cut.boxes.append((slot, lines))
            slot, lines = words.boxes[text], []
            cut.removed.append((block, "box of data"))
        elif slot and _short(block) and text not in words.lines and not heading_of(block.text):
            lines.append(block)
            cut.removed.append((block, f"box of data: {slot}"))
        elif ended:
            cut.removed.append((block, "behind the posting"))
        else:
            if slot and lines:
                cut.boxes.append((slot, lines))
            slot, lines = "", []
            _keep_or_cut(cut, block, text, contains)
    if slot and lines:
        cut.boxes.append((slot, lines))
    return cut


def _short(block: Block) -> bool:
    return len(block.text) <= 60 and block.text.rstrip()[-1:] not in ".;:"


def _is_box(blocks: Sequence[Block], index: int) -> bool:
    """A data box holds short lines: at least two of them behind its heading."""
    behind = blocks[index + 1 : index + 3]
    return len(behind) == 2 and all(_short(b) and len(b.text.split()) <= 6 for b in behind)


def _is_suspect(block: Block, text: str, words: _Words) -> bool:
    """Whether there is reason to look closer at a block: most are of the posting, and this costs a
    tenth of the whole look."""
    if text[:_SUSPECT] in words.suspect or not text:
        return True
    return (
        (text[0].isdigit() and text.endswith("expired"))
        or ">" in block.text
        or "›" in block.text
        or "»" in block.text
    )


def _keep_or_cut(cut: Cut, block: Block, text: str, contains: Sequence[str]) -> None:
    """contains: those of the phrases inside notices that the page has."""
    words = _words()
    if len(block.text) <= 160 and says_over(text):
        cut.removed.append((block, "notice that the posting is over"))
        return
    if not text or text in words.lines or _TRAIL.fullmatch(block.text):
        cut.removed.append((block, "known line"))
        return
    size = text.count(" ") + 1
    glued = words.glued.match(block.text) if words.may_be_glued.begin(block.text) else None
    if glued:
        cut.removed.append((replace(block, text=glued.group()), "furniture glued to a sentence"))
        rest = replace(block, text=block.text[glued.end() :].strip())
        _keep_or_cut(cut, rest, fold(rest.text), contains)
    elif phrase := _notice_phrase(text, size, contains):
        cut.removed.append((block, f"known notice: {phrase}"))
    else:
        cut.blocks.append(block)


def _notice_phrase(text: str, size: int, contains: Sequence[str]) -> str | None:
    """The phrase that makes a folded text of so many words a notice of the site."""
    starts = _words().starts
    if size <= 40 and starts.begin(text):
        return next(filter(text.startswith, starts.texts))
    return (
        next((phrase for phrase in contains if phrase in text), None)
        if size <= 60 and contains
        else None
    )
