"""An employer's standard text, known by the fingerprints of its sentences and never by the sentences themselves."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from crawlers.posting import Section, SectionBlock
from crawlers.text.words import fold, folded, load, text_hash

_SENTENCE = re.compile(r"(?<=[.;!?:])\s+(?=[A-ZÀ-Ý(\[“\"])")
_MIN_WORDS = 4
SHARE = 0.8
"""The share of a block's words in recurring sentences from which the block is standard text."""


def sentences(text: str) -> list[str]:
    """The folded sentences of a block; those of less than four words are no evidence."""
    return [s for s in map(folded, _SENTENCE.split(text)) if s.count(" ") + 1 >= _MIN_WORDS]


def employer_key(name: str | None) -> str:
    """The key under which an employer's sentences are learned: the folded name, known bodies under their head organisation."""
    known_as = fold(name or "")
    for key, names in load("standard_text")["employers"].items():
        if any(f" {n} " in f" {known_as} " for n in names):
            return str(key)
    return known_as


def shipped(employer: str) -> frozenset[int]:
    """The fingerprints that come with the program for an employer's key."""
    return frozenset(load("standard_text")["fingerprints"].get(employer, ()))


def mark(sections: Sequence[Section], recurring: Container[int]) -> list[Section]:
    """The sections with `standard` set on blocks that consist of recurring sentences (known by their text_hash)."""
    return [s.model_copy(update={"blocks": [_marked(b, recurring) for b in s.blocks]}) for s in sections]


def _marked(block: SectionBlock, recurring: Container[int]) -> SectionBlock:
    said = sentences(block.text)
    known = sum(len(s) for s in said if text_hash(s) in recurring)
    return block.model_copy(update={"standard": True}) if known and known >= SHARE * sum(map(len, said)) else block
