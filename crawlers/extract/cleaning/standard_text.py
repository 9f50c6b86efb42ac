"""An employer's standard text, known by the fingerprints of its sentences and never by the
sentences themselves."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from crawlers.posting.schema import Section, SectionBlock
from crawlers.text.lines import Line
from crawlers.text.words import fold, fold_lines, load, text_hash

_SENTENCE_GAP = re.compile(r"[.;!?:](\s+)(?=[A-ZÀ-Ý(\[“\"])")
"""Looked for by its mark: by the blank behind it takes three times as long."""
_MIN_WORDS = 4
"""A sentence of fewer words is no evidence either way, unless it is known."""
SHARE = 0.8
"""The share of a block's words in known sentences from which the block is standard text."""


def sentence_texts(text: str) -> list[str]:
    """Return the sentences of a block as printed."""
    found: list[str] = []
    start = 0
    for gap in _SENTENCE_GAP.finditer(text):
        found.append(text[start : gap.start(1)])
        start = gap.end()
    found.append(text[start:])
    return found


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
    said = (each for text in texts for each in fold_lines(sentence_texts(text)) if each)
    return frozenset(map(text_hash, said))


def mark(
    sections: Sequence[Section], known: Container[int], lines: Mapping[str, Line] | None = None
) -> list[Section]:
    """Return the sections with `standard` set on blocks of known sentences.

    known: the text_hash of each sentence. lines: by text, the lines of the blocks that the sections
    were made of, as far as they are at hand.
    """
    at_hand = lines or {}
    said = _sentences_of(
        [at_hand.get(b.text) or Line(b.text) for each in sections for b in each.blocks]
    )
    return [
        each.model_copy(update={"blocks": [_marked(b, next(said), known) for b in each.blocks]})
        for each in sections
    ]


def _sentences_of(lines: Sequence[Line]) -> Iterator[list[str]]:
    """Yield the folded sentences of each block, all folded in one go."""
    parts = [sentence_texts(line.text) for line in lines]
    folded = iter(fold_lines([text for texts in parts if len(texts) > 1 for text in texts]))
    for line, texts in zip(lines, parts, strict=True):
        yield [line.folded] if len(texts) == 1 else list(islice(folded, len(texts)))


def _marked(block: SectionBlock, said: Sequence[str], known: Container[int]) -> SectionBlock:
    whole = standard = 0
    for each in filter(None, said):
        if text_hash(each) in known:
            standard += len(each)
        elif each.count(" ") + 1 < _MIN_WORDS:
            continue
        whole += len(each)
    is_standard = standard > 0 and standard >= SHARE * whole
    return block.model_copy(update={"standard": True}) if is_standard else block
