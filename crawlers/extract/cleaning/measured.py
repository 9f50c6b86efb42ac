"""Measure the blocks of a page: how much running text each is, what its words say it is, and where
it stands.

The words are crawlers.extract.cleaning.body_words, the weights crawlers.extract.cleaning.weights.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, pairwise
from typing import Final

from crawlers.extract.cleaning.body_words import vocabulary
from crawlers.extract.cleaning.weights import (
    ALL_IN_MENUS,
    BESIDE_MAIN,
    BURIED_BOX,
    BURY_REST,
    BURY_REST_LEAST,
    ENOUGH_TO_SAY_SO,
    ITEM,
    ITEM_WEIGHT,
    LABEL,
    MAIN_PART,
    MAX_BURIED,
    MENU_LINKS,
    OF_THE_JOB,
    PLAIN_MASS,
    PROSE,
    SHORT,
    SUBSTANCE,
    WORDS_OF_WORK,
)
from crawlers.text.blocks import SITE_REGIONS, Block, annotate
from crawlers.text.lines import Line
from crawlers.text.measures import Measures, State
from crawlers.text.words import fold


class Measured:
    """The blocks of a page with their measures (crawlers.text.measures).

    known: measures of an earlier look, which are not taken again where the blocks are as they were.
    """

    def __init__(self, blocks: Sequence[Block], known: Measures | None = None) -> None:
        lines = annotate(blocks)
        self.blocks = blocks
        self.words = vocabulary()
        if known is None or known.state != _state_of(blocks, lines):
            known = self._measure(blocks, lines)
        self.measures, self.short, self.box = known, known.short, known.box
        self.weight, self._mass, self.live = known.weight, known.mass, known.live
        self.heads_others = known.heads_others

    def _measure(self, blocks: Sequence[Block], lines: Sequence[Line]) -> Measures:
        _free_sections(blocks, self.words.headings)
        self.short = [
            line.folded if len(line.text) <= SHORT and b.region not in SITE_REGIONS else ""
            for line, b in zip(lines, blocks, strict=True)
        ]
        others = self.words.other_postings
        self.heads_others = [short != "" and short in others for short in self.short]
        self.box = _shared_boxes(blocks)
        self.weight = [_weight(b) if b.links <= MENU_LINKS else 0.0 for b in blocks]
        self.live = self._in_main_part()
        self._bury_other_postings()
        state = _state_of(blocks, lines)
        return Measures(state, self.short, self.box, self.weight, {}, self.live, self.heads_others)

    def living(self) -> list[int]:
        """Return the indexes of the blocks that may be part of the posting."""
        return list(compress(range(len(self.live)), self.live))

    def total(self, indexes: Iterable[int]) -> float:
        """Return the weight of several blocks together."""
        return sum(map(self.weight.__getitem__, indexes))

    def mass(self, i: int) -> float:
        """Return the weight of a block, by how much it speaks of jobs: an employer's profile is as
        long as a posting but does not."""
        mass = self._mass.get(i)
        if mass is None:
            words = self.blocks[i].said.words if self.weight[i] else []
            share = sum(map(self.words.languages.__contains__, words)) / max(1, len(words))
            speaks = min(1 - PLAIN_MASS, WORDS_OF_WORK * share)
            mass = self._mass[i] = self.weight[i] * (PLAIN_MASS + speaks)
        return mass

    def kind_of_heading(self, i: int) -> str:
        """Return the kind of section that a block is the heading of, "" for none."""
        block = self.blocks[i]
        if not self.short[i] or block.links > MENU_LINKS or block.kind in ("pair", "row"):
            return ""
        return self.words.headings.get(self.short[i], "")

    def opens_section(self, i: int) -> bool:
        """Return whether a block is the heading of a posting's section, with text below it. A word
        that is a label too needs more, unless the markup says that it is a heading."""
        kind = self.kind_of_heading(i)
        if not kind or kind == "frame":
            return False
        if self.blocks[i].kind == "heading" and self._has_text_below(i):
            return True
        below = self.total(range(i + 1, min(i + 4, len(self.blocks))))
        return below >= SUBSTANCE if self.short[i] in self.words.labels else below > 0

    def _has_text_below(self, i: int) -> bool:
        """Return whether an item or a sentence stands right below a heading, however short."""
        below = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        if below is None or below.links > MENU_LINKS:
            return False
        return below.kind == "item" or (below.kind == "paragraph" and below.text[-1] in ".!?;:")

    def closes(self, i: int) -> bool:
        """Return whether a block is a line of the site at which the posting's own text stops:
        apply, share, print, documents."""
        if not self.short[i] or self.short[i] not in self.words.closes or self.opens_section(i):
            return False
        return not (self.short[i] in self.words.furniture and self._heads_text(i))

    def _heads_text(self, i: int) -> bool:
        """Return whether a block is a heading with running text right below it, in its box:
        "Terms", which is a link elsewhere."""
        below = i + 1
        return (
            self.blocks[i].kind == "heading"
            and below < len(self.blocks)
            and self.weight[below] >= SUBSTANCE
            and self.box[below] == self.box[i]
        )

    def is_value(self, i: int) -> bool:
        """Return whether a block is the value of the label above it."""
        above = self.blocks[i - 1].text if i else ""
        return above[-1:] == ":" and len(above) <= SHORT and self.is_label(i - 1)

    def is_label(self, i: int) -> bool:
        """Return whether a block is a header label, with its value or alone."""
        block = self.blocks[i]
        if block.kind == "pair":
            return True
        head, colon, _ = block.text.partition(":")
        return len(head) <= LABEL and (fold(head) if colon else self.short[i]) in self.words.labels

    def _in_main_part(self) -> list[bool]:
        """Regions beside the main part are out, unless most of the text stands in them; menus and
        footer, unless all does."""
        proper, main = (
            [b.region not in out for b in self.blocks] for out in (SITE_REGIONS, BESIDE_MAIN)
        )
        whole = sum(self.weight)
        without_menus, in_main = (sum(compress(self.weight, live)) for live in (proper, main))
        if whole >= ENOUGH_TO_SAY_SO and without_menus < ALL_IN_MENUS * whole:
            return [True] * len(self.blocks)
        return main if in_main >= MAIN_PART * without_menus else proper

    def _bury_other_postings(self) -> None:
        """What stands behind a heading like "Similar jobs" is out; above the posting, what stands
        in its box."""
        living = self.living()
        whole, before, buried = self.total(living), 0.0, 0
        for at, i in enumerate(living):
            if self.live[i] and self.heads_others[i]:
                enough = max(SUBSTANCE, BURY_REST_LEAST * whole)
                if before >= BURY_REST * whole > 0 or before >= enough:
                    for j in living[at:]:
                        self.live[j] = False
                    return
                self.live[i] = False
                buried += 1
                if buried <= MAX_BURIED:
                    self._bury_box(living[at + 1 :], self.box[i], whole)
            before += self.weight[i]

    def _bury_box(self, below: list[int], box: tuple[int, ...], whole: float) -> None:
        inside = [j for j in below if box and self.box[j][: len(box)] == box]
        if self.total(inside) < BURIED_BOX * whole:
            for j in inside:
                self.live[j] = False


def _state_of(blocks: Sequence[Block], lines: Sequence[Line]) -> State:
    """Return all that the measures depend on. A text has one line, as long as it is the same."""
    kinds, regions = [b.kind for b in blocks], [b.region for b in blocks]
    return lines, kinds, regions, [b.links for b in blocks], [b.box for b in blocks]


def _free_sections(blocks: Sequence[Block], headings: Mapping[str, str]) -> None:
    """Take sections of the job out of a footer: some designs end the page with them."""
    if "footer" not in [block.region for block in blocks]:
        return
    box: tuple[int, ...] | None = None
    for block, below in pairwise((*blocks, None)):
        assert block is not None
        if block.region != "footer":
            box = None
            continue
        if block.kind == "heading" and below and len(below.text) >= PROSE:
            box = block.box if headings.get(block.folded) in OF_THE_JOB else box
        if box is not None and block.box[: len(box)] == box:
            block.region = ""


def _shared_boxes(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """Return the boxes that each block shares with another: a box around a single block is only its
    paragraph."""
    boxes = Counter([block.box for block in blocks])
    count: dict[int, int] = defaultdict(int)
    for box, size in boxes.items():
        for number in box:
            count[number] += size
    shared = {}
    for box in boxes:
        size = len(box)
        while size and count[box[size - 1]] == 1:
            size -= 1
        shared[box] = box[:size]
    return [shared[block.box] for block in blocks]


_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Characters that stand for a syllable or a word."""
_AS_WIDE: Final = 2.0
"""Letters that such a character stands for beside itself. Set by hand: a sentence of Japanese has
about a third of the characters of one in English."""


def width(text: str) -> int:
    """Return the length of a text in letters of an alphabet."""
    if text.isascii():
        return len(text)
    return len(text) + int(_AS_WIDE * len(_WIDE.findall(text)))


def _weight(block: Block) -> float:
    """Return how many letters of running text a block has; headings, labels, links and odd words
    have none."""
    size = width(block.text)
    if block.kind in ("heading", "row") or block.links > MENU_LINKS:
        return 0.0
    if block.kind == "pair":  # a row of a table that is text: "Duties: You keep ..."
        return size * (1 - block.links) if size >= PROSE else 0.0
    if size >= PROSE:
        return size * (1 - block.links)
    is_item = block.kind == "item" and size >= ITEM and block.links == 0
    return size * ITEM_WEIGHT if is_item else 0.0
