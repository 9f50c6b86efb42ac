"""Texts as sets of sentences: each sentence is a number, made of its letters alone, so that lost
commas, apostrophes, bullets and figures change nothing.

Of a long text a sample is kept: the SAMPLE smallest numbers. The same sentence is in the sample of
both texts or beyond the end of one, so two samples are compared below the end of the shorter one
(bottom-k sketches; Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from crawlers.text.hashes import bytes_hash
from crawlers.text.unaccented import compose, plain

SAMPLE = 24
"""Sentences of a text that are kept. Figures of the generated sets: 12 lose 1 % of the pairs of
long texts, 24 cost half as much memory again and find no more."""
OPENING = 6
"""Sentences of the opening: an excerpt has no others, and may miss the whole sample of its text."""
LEAST_LETTERS = 20
"""Letters of a sentence that tells something: shorter ones are headings and labels."""
ENOUGH = 4
"""Sentences in common that make a text of its own."""
SAME_JOB_TEXT = 0.9
"""Share of the smaller text, standard text left out, from which two texts are of one job. Set by
hand between copies (a lost paragraph, a cut end: 0.9 and more) and sister posts of one unit, which
share their opening and differ in the duties (under 0.75 in the generated sets)."""

_ENDS = tuple(f"{mark} " for mark in ".;:!?")
"""What ends a sentence; so do a line's end and a bullet."""
_LETTERS = bytes(i for i in range(128) if chr(i).isalpha())
_LOWER = bytes.maketrans(_LETTERS, _LETTERS.lower())
_REST = bytes(i for i in range(128) if not chr(i).isalpha() and chr(i) != "\n")
_FOREIGN_REST = re.compile(r"[^\w\n]+|[\d_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts relate, without standard text. shared: sentences of both; smaller, larger: of
    each. Counts of the sample."""

    shared: int = 0
    smaller: int = 0
    larger: int = 0

    @property
    def held(self) -> float:
        """The share of the smaller text that the larger one has, 0 to 1."""
        return self.shared / self.smaller if self.smaller else 0.0

    @property
    def is_of_one_size(self) -> bool:
        """Whether neither text is a mere part of the other."""
        return self.smaller * 5 >= self.larger * 3


def sentences_of(record: Mapping[str, Any]) -> list[int]:
    """Return the telling sentences of a posting's text, each once, in order. Blocks that the plugin
    marks as the employer's standard text are left out."""
    text = "\n".join(_texts(record)).replace("•", "\n")
    for end in _ENDS:
        text = text.replace(end, "\n")
    sentences = dict.fromkeys(_letters(text).split(b"\n"))
    return [bytes_hash(each) for each in sentences if len(each) >= LEAST_LETTERS]


def sample_of(sentences: Collection[int]) -> tuple[int, ...]:
    """Return the sample of a text, sorted."""
    return tuple(sorted(sentences)[:SAMPLE])


def pack_numbers(sentences: Collection[int]) -> bytes:
    """Return the numbers of sentences in 8 bytes each, in their order."""
    return array("q", sentences).tobytes()


def numbers_in(packed: bytes) -> tuple[int, ...]:
    """Return the numbers in bytes that `pack_numbers` made."""
    return tuple(array("q", packed))


def compare_texts(one: tuple[int, ...], two: tuple[int, ...], standard: Set[int]) -> Likeness:
    """Return how the samples of two texts relate. standard: sentences that many posts have."""
    if len(one) == SAMPLE or len(two) == SAMPLE:
        end = min(each[-1] for each in (one, two) if len(each) == SAMPLE)
        one, two = one[: bisect_right(one, end)], two[: bisect_right(two, end)]
    left, right = set(one).difference(standard), set(two).difference(standard)
    smaller, larger = sorted((len(left), len(right)))
    return Likeness(len(left & right), smaller, larger)


def _texts(record: Mapping[str, Any]) -> Iterator[str]:
    sections = record["sections"]
    if not sections:
        yield record["description"] or ""
    for section in sections:
        for block in section["blocks"]:
            if not block["standard"]:
                yield block["text"]


def _letters(text: str) -> bytes:
    """Return the letters of a text, lower case, and its line ends."""
    if not text.isascii():
        text = plain(compose(text))
    if text.isascii():  # nearly all text, when it is plain: ten times as fast
        return text.encode().translate(_LOWER, _REST)
    return _FOREIGN_REST.sub("", text).encode()
