"""Deadlines that a sentence tells: "Applications must be received by noon on 9 March 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from crawlers.text.dates import DateReading, Order, read_when
from crawlers.text.words import load

_REACH = 14
"""Words behind the cue in which the date begins."""
_LENGTH = 8
"""Words of a date with its weekday and clock."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("deadlines")
    either = ["|".join(map(re.escape, sorted(data[name], key=len, reverse=True))) for name in ("cues", "not")]
    return tuple(re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)") for words in either)  # type: ignore[return-value]


def find_deadline(text: str, *, order: Order | None, today: date | None) -> tuple[str, DateReading] | None:
    """The sentence that tells the deadline, and its date; None where there is none with a year, or for two different ones."""
    cue, other = _patterns()
    for sentence in re.split(r"(?<=[a-zà-ÿ)][.;!?])\s+", text[:3000]):
        match = cue.search(sentence)
        if match and any(c.isdigit() for c in sentence) and not other.search(sentence[: match.end() + 80]):
            for words in _candidates(sentence[match.end() :]):
                reading = read_when(words, order=order, today=today)
                if reading and reading.when.date and re.search(r"\d{4}", words):
                    return sentence, reading
    return None


def _candidates(tail: str) -> Iterator[str]:
    """Runs of words in which a date may stand: the earliest first, of these the longest first."""
    words = tail.split()
    for start in range(min(_REACH, len(words))):
        first = words[start].lstrip("(")
        if first[:1].isdigit() or first[:1].isupper():
            for end in range(min(start + _LENGTH, len(words)), start, -1):
                yield " ".join(words[start:end]).strip("().,;:")
