"""Dates that a sentence tells: "Applications must be received by noon on 9 March 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

from crawlers.extract.dates.printed_date import DateReading, Order, read_when
from crawlers.text.words import load

Told = Literal["valid_through", "date_posted"]
_REACH = 14
"""Words behind the cue in which the date begins."""
_LENGTH = 8
"""Words of a date with its weekday and clock."""
_LONGEST = 3000
_ASIDE = 80
"""Characters behind the cue in which a word may say that the date is of something else."""


@cache
def _words(name: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(load("told_dates")[name], key=len, reverse=True)))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


def find_date(
    text: str, slot: Told, *, order: Order | None, today: date | None
) -> tuple[str, DateReading] | None:
    """The sentence that tells the date, and the date; None where there is none with its year."""
    if not any(c.isdigit() for c in text):
        return None
    for sentence in re.split(r"(?<=[a-zà-ÿ)][.;!?])\s+", text[:_LONGEST]):
        match = _words(slot).search(sentence)
        if match is None or _words("not").search(sentence[: match.end() + _ASIDE]):
            continue
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
