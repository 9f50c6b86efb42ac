"""An employer's standard text, known by the fingerprints of its sentences and never by the
sentences themselves."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache

from crawlers.posting.parts.text import Section
from crawlers.text.hashes import text_hash
from crawlers.text.lines import Line
from crawlers.text.word_lists import load
from crawlers.text.words import fold, fold_lines

_SENTENCE_GAP = re.compile(r"[.;!?:](\s+)(?=[A-ZÀ-Ý(\[“\"])")
"""Looked for by its mark: by the blank behind it takes three times as long."""
_MIN_WORDS = 4
"""A sentence of fewer words is no evidence either way, unless it is known."""
SHARE = 0.8
"""The share of a block's words in known sentences from which the block is standard text."""


def sentence_texts(text: str) -> Iterator[str]:
    """Yield the sentences of a block as printed."""
    start = 0
    for gap in _SENTENCE_GAP.finditer(text):
        yield text[start : gap.start(1)]
        start = gap.end()
    yield text[start:]


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
    said = (each for text in texts for each in fold_lines(list(sentence_texts(text))) if each)
    return frozenset(map(text_hash, said))


def mark(
    sections: Sequence[Section], known: Container[int], lines: Mapping[str, Line] | None = None
) -> list[Section]:
    """Return the sections with `standard` set on blocks of known sentences.

    known: the text_hash of each sentence. lines: by text, the lines of the blocks that the sections
    were made of, as far as they are at hand.
    """
    at_hand = lines or {}
    marked: list[Section] = []
    for section in sections:
        standard = [
            _is_standard(at_hand.get(b.text) or Line(b.text), known) for b in section.blocks
        ]
        if any(standard):
            blocks = [
                b.model_copy(update={"standard": True}) if is_standard else b
                for b, is_standard in zip(section.blocks, standard, strict=True)
            ]
            section = section.model_copy(update={"blocks": blocks})
        marked.append(section)
    return marked


def _is_standard(line: Line, known: Container[int]) -> bool:
    """Return whether the known sentences of a block are enough of it. Most blocks have none, and
    one long sentence of another text decides."""
    size, standard, other = len(line.folded), 0, 0
    for sentence in sentence_texts(line.text):
        folded = line.folded if sentence == line.text else fold(sentence)
        if folded and text_hash(folded) in known:
            standard += len(folded)
        elif folded.count(" ") + 1 >= _MIN_WORDS:
            other += len(folded)
            if size - other < SHARE * size:
                return False
    return standard > 0 and standard >= SHARE * (standard + other)
