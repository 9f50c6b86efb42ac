"""An employer's standard text, known by the fingerprints of its sentences and never by the sentences themselves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Sequence

from crawlers.posting import Section
from crawlers.text.words import fold, load

_SENTENCE = re.compile(r"(?<=[.;!?:])\s+(?=[A-ZÀ-Ý(\[“\"])")
_MIN_WORDS = 4
SHARE = 0.8
"""The share of a block's words in recurring sentences from which the block is standard text."""


def fingerprints(text: str) -> list[tuple[str, int]]:
    """(fingerprint, words) of each sentence of a block: 16 hex digits of the SHA-256 of its folded words."""
    out = []
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        size = folded.count(" ") + 1
        if size >= _MIN_WORDS:
            out.append((hashlib.sha256(folded.encode()).hexdigest()[:16], size))
    return out


def employer_key(name: str | None) -> str:
    """The key under which an employer's sentences are learned: the folded name, known bodies under their head organisation."""
    folded = fold(name or "")
    for key, names in load("standard_text")["employers"].items():
        if any(f" {n} " in f" {folded} " for n in names):
            return str(key)
    return folded


def shipped(employer: str) -> frozenset[str]:
    """The fingerprints that come with the program for an employer's key."""
    return frozenset(map(str, load("standard_text")["fingerprints"].get(employer, ())))


def mark(sections: Sequence[Section], recurring: Container[str]) -> list[Section]:
    """The sections with `standard` set on blocks that consist of recurring sentences."""
    out = []
    for section in sections:
        blocks = []
        for block in section.blocks:
            prints = fingerprints(block.text)
            total = sum(size for _, size in prints)
            known = sum(size for print_, size in prints if print_ in recurring)
            blocks.append(block.model_copy(update={"standard": True}) if total and known >= SHARE * total else block)
        out.append(section.model_copy(update={"blocks": blocks}))
    return out
