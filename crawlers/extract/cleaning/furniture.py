"""Cut the furniture that every job site has, by its words (data/furniture.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.extract.cleaning import cutting_rules as rules
from crawlers.extract.cleaning.counters import is_counter
from crawlers.extract.cleaning.cut import Cut
from crawlers.extract.cleaning.furniture_words import furniture_lines
from crawlers.extract.cleaning.line_notices import MAX_LINE, closed_lines, is_closing_line
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import Block, annotate
from crawlers.text.patterns import any_of
from crawlers.text.phrases import Beginnings
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

# Set by hand; each is above what the furniture of the recorded sites has.
_SUSPECT = 6
"""Characters by which a line is suspected; no phrase that furniture begins with has fewer."""
_BOX_LINE = 60
"""Characters of a line in a data box."""
_BOX_WORDS = 6
"""Words of the first lines in a data box."""
_BEGINS_NOTICE = 40
"""Words of a block that a phrase at its beginning makes a notice of the site."""
_HAS_NOTICE = 60
"""Words of a block that a phrase anywhere in it makes a notice of the site."""
_TRAIL = re.compile(r"[^>›»:]{1,40}(?: [>›»] [^>›»:]{1,60}){2,6}")
"""A trail of links: "Home > Jobs > Harbour"; not "Steps: interview > test > offer"."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of data/furniture.yaml, folded.

    lines: whole lines of furniture. starts, contains: how notices of a site begin, and what stands
    in them, each with a part that is looked for first; stems: these parts. other_postings: headings
    of boxes about other postings. boxes: headings of data boxes, each with its slot. glued:
    furniture as printed, in front of a sentence; may_be_glued: how it begins. suspect: the first
    characters of all of these.
    """

    lines: frozenset[str]
    starts: Beginnings
    contains: Mapping[str, str]
    stems: frozenset[str]
    other_postings: frozenset[str]
    boxes: Mapping[str, str]
    glued: re.Pattern[str]
    may_be_glued: Beginnings
    suspect: frozenset[str]


@cache
def _words() -> _Words:
    data = load("furniture")
    boxes = {
        fold(name): slot for slot, names in data["boxes"].items() for name in phrases_in(names)
    }
    lines = tuple(furniture_lines())
    starts, ends = tuple(phrases_in(data["starts"])), tuple(phrases_in(data["ends"]))
    phrases = [*starts, *(line for line in lines if " " in line)]
    contains = _with_stems(map(fold, phrases_in(data["contains"])))
    return _Words(
        lines=frozenset(map(fold, lines)),
        starts=Beginnings(map(fold, starts)),
        contains=contains,
        stems=frozenset(contains.values()),
        other_postings=frozenset(map(fold, ends)),
        boxes=boxes,
        glued=re.compile(rf"(?:{any_of(phrases)})[.!]?(?=[A-ZÀ-Ý][a-zà-ÿ])"),
        may_be_glued=Beginnings(phrases),
        suspect=frozenset(
            phrase[:_SUSPECT]
            for phrase in (
                *map(fold, (*lines, *starts, *ends)),
                *boxes,
                *closed_lines(),
            )
        ),
    )


def _with_stems(phrases: Iterable[str]) -> dict[str, str]:
    """Return phrases with a part of each that is looked for first: its longest word, or the one of
    another phrase within it, so that few words stand for all."""
    longest = {phrase: max(phrase.split(), key=len) for phrase in phrases}
    words = sorted(set(longest.values()), key=len)
    return {phrase: next(w for w in words if w in word) for phrase, word in longest.items()}


def cut_known(blocks: Sequence[Block]) -> Cut:
    """Cut furniture that every job site has: known lines, notices, and the boxes about other
    postings at the end."""
    return _KnownFurniture(blocks).cut_all()


class _KnownFurniture:
    """One pass over the blocks of a page.

    contains: those of the phrases inside notices that the page has. ended: whether the heading of
    other postings stands above. slot, lines: of the data box that is open.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        lines = annotate(blocks)
        self.texts = [line.folded for line in lines]
        self.words = _words()
        whole = "\n".join([line.folded for line in lines if len(line.words) <= _HAS_NOTICE])
        stems = set(filter(whole.__contains__, self.words.stems))
        phrases = self.words.contains.items() if stems else ()
        self.contains = [p for p, stem in phrases if stem in stems and p in whole]
        self.cut = Cut([])
        self.ended = False
        self.slot = ""
        self.lines: list[Block] = []

    def cut_all(self) -> Cut:
        for index, (block, text) in enumerate(zip(self.blocks, self.texts, strict=True)):
            if self.ended or (block.kind != "pair" and self._is_suspect(block.text, text)):
                self._look_at(index, block, text)
            else:
                self.cut.blocks.append(block)
        self._close_box()
        return self.cut

    def _is_suspect(self, printed: str, text: str) -> bool:
        """Return whether there is reason to look closer at a block: most are of the posting, and
        this costs a tenth of the whole look."""
        if self.slot or not text or text[:_SUSPECT] in self.words.suspect:
            return True
        if ">" in printed or "›" in printed or "»" in printed:
            return True
        if (text[0].isdigit() and is_closing_line(text)) or is_counter(printed):
            return True
        return bool(self.contains) and any(phrase in text for phrase in self.contains)

    def _look_at(self, index: int, block: Block, text: str) -> None:
        cut, words = self.cut, self.words
        if text in words.other_postings and index > 0:
            self._close_box()
            self.ended = True
            cut.removed.append(rules.OTHER_POSTINGS.cut(block))
        elif text in words.boxes and _is_box(self.blocks, index):
            self._close_box()
            self.slot = words.boxes[text]
            cut.removed.append(rules.DATA_BOX.cut(block))
        elif self.slot and self._is_of_box(block, text):
            self.lines.append(block)
            cut.removed.append(rules.DATA_BOX.cut(block, self.slot))
        elif self.ended:
            cut.removed.append(rules.BELOW_OTHER_POSTINGS.cut(block))
        else:
            self._close_box()
            _keep_or_cut(cut, block, text, self.contains)

    def _is_of_box(self, block: Block, text: str) -> bool:
        return _is_short(block) and text not in self.words.lines and not heading_of(block.said)

    def _close_box(self) -> None:
        self.cut.add_box(self.slot, self.lines)
        self.slot, self.lines = "", []


def _is_short(block: Block) -> bool:
    return len(block.text) <= _BOX_LINE and block.text.rstrip()[-1:] not in ".;:"


def _is_box(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a data box stands below its heading: at least two short lines."""
    below = blocks[index + 1 : index + 3]
    return len(below) == 2 and all(
        _is_short(b) and len(b.text.split()) <= _BOX_WORDS for b in below
    )


def _keep_or_cut(cut: Cut, block: Block, text: str, contains: Sequence[str]) -> None:
    """Keep a block that no rule cuts. contains: those of the phrases inside notices that the page
    has."""
    words = _words()
    # a platform's member and an item of a list hold no trail of links
    may_be_trail = not block.section and block.kind != "item"
    while True:  # not one call for each glued phrase: a page may repeat one ten thousand times
        if len(block.text) <= MAX_LINE and is_closing_line(text):
            cut.removed.append(rules.CLOSED_NOTICE.cut(block))
            return
        is_trail = may_be_trail and _TRAIL.fullmatch(block.text)
        if not text or text in words.lines or is_trail or is_counter(block.text):
            cut.removed.append(rules.FURNITURE_LINE.cut(block))
            return
        glued = words.glued.match(block.text) if words.may_be_glued.begin(block.text) else None
        if not glued:
            break
        cut.removed.append(rules.GLUED_FURNITURE.cut(block.replace(text=glued.group())))
        block = block.replace(text=block.text[glued.end() :].strip())
        text = block.folded
    if phrase := _notice_phrase(text, text.count(" ") + 1, contains):
        cut.removed.append(rules.FURNITURE_NOTICE.cut(block, phrase))
    else:
        cut.blocks.append(block)


def _notice_phrase(text: str, size: int, contains: Sequence[str]) -> str | None:
    """Return the phrase that makes a folded text a notice of the site. size: its number of
    words."""
    starts = _words().starts
    if size <= _BEGINS_NOTICE and starts.begin(text):
        return next(filter(text.startswith, starts.texts))
    if size <= _HAS_NOTICE:
        return next((phrase for phrase in contains if phrase in text), None)
    return None
