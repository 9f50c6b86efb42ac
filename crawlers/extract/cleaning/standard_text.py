"""An employer's standard text, known by the fingerprints of its sentences and never by the
sentences themselves."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from functools import cache

from crawlers.posting.schema import Section, SectionBlock
from crawlers.text.lines import Line
from crawlers.text.words import fold, fold_lines, load, text_hash

_SENTENCE_GAP = re.compile(r"[.;!?:](\s+)(?=[A-ZÀ-Ý(\[“\"])")
"""Looked for by its mark: by the blank behind it takes three times as long."""
_MIN_WORDS = 4
"""A sentence of fewer words is no evidence either way, unless it is known."""
SHARE = 0.8
"""The share of a block's words in known sentences from which the block is standard text."""


def sentences(line: Line | str) -> list[str]:
    """Return the folded sentences of a block."""
    parts = sentence_texts(line if isinstance(line, str) else line.text)
    if len(parts) == 1 and not isinstance(line, str):
        return [line.folded] if line.folded else []
    return [s for s in fold_lines(parts) if s]


def sentence_texts(text: str) -> list[str]:
    """Return the sentences of a block as printed."""
    gaps = [gap.span(1) for gap in _SENTENCE_GAP.finditer(text)]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def employer_key(name: str | None) -> str:
    """Return the key of an employer's fingerprints: the folded name, known bodies under their head
    organisation."""
    known_as = fold(name or "")
    for key, names in load("standard_text")["employers"].items():
        if any(f" {n} " in f" {known_as} " for n in names):
            return str(key)
    return known_as


def shipped(employer: str) -> frozenset[int]:
    """Return the fingerprints that come with the program for an employer's key."""
    return frozenset(load("standard_text")["fingerprints"].get(employer, ()))


@cache
def declared(texts: tuple[str, ...]) -> frozenset[int]:
    """Return the fingerprints of the sentences that a plugin declares; a text may be of several."""
    return frozenset(text_hash(each) for text in texts for each in sentences(text))


def mark(
    sections: Sequence[Section], known: Container[int], lines: Mapping[str, Line] | None = None
) -> list[Section]:
    """Return the sections with `standard` set on blocks of known sentences.

    known: the text_hash of each sentence. lines: by text, the lines of the blocks that the sections
    were made of, as far as they are at hand.
    """
    at_hand = lines or {}
    blocks = (
        [_marked(b, at_hand.get(b.text) or b.text, known) for b in each.blocks] for each in sections
    )
    return [each.model_copy(update={"blocks": b}) for each, b in zip(sections, blocks, strict=True)]


def _marked(block: SectionBlock, line: Line | str, known: Container[int]) -> SectionBlock:
    whole = standard = 0
    for each in sentences(line):
        if text_hash(each) in known:
            standard += len(each)
        elif each.count(" ") + 1 < _MIN_WORDS:
            continue
        whole += len(each)
    is_standard = standard > 0 and standard >= SHARE * whole
    return block.model_copy(update={"standard": True}) if is_standard else block
