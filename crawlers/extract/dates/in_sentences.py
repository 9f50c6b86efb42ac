"""Find dates that stand in sentences: "Applications must be received by noon on 9 March 2026".

The words that say which date it is are `data/sentence_dates.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Literal

from crawlers.extract.dates.parts import YEARS
from crawlers.extract.dates.printed_date import DateReading, Order, read_date
from crawlers.text.patterns import LOWER, any_of
from crawlers.text.words import load

DateSlot = Literal["valid_through", "date_posted"]
_MAX_TEXT = 3_000
"""Characters of a block that are read."""
_REACH = 14
"""Words behind the cue among which the date begins."""
_LENGTH = 8
"""Words of a date with its weekday and clock."""
_ASIDE = 80
"""Characters behind the cue in which a word may say that the date is of something else."""
_SENTENCE_END = re.compile(rf"(?<=[{LOWER})][.;!?])\s+")
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"\S@\S")
"""A mail address: who writes to it is to do so by a day."""


def find_date(
    text: str, slot: DateSlot, *, order: Order | None, today: date | None
) -> tuple[str, DateReading] | None:
    """Return the first sentence that states the date of that slot, and the date; None where no
    sentence states one with its year.

    order, today: as for `read_date`.
    """
    if not _YEAR.search(text):
        return None
    for sentence in _SENTENCE_END.split(text[:_MAX_TEXT]):
        cue = _cues(slot).search(sentence)
        if cue is None and slot == "valid_through" and _ADDRESS.search(sentence):
            cue = _cues("by").search(sentence)
        if cue is None or _cues("other").search(sentence[: cue.end() + _ASIDE]):
            continue
        for words in _candidates(sentence[cue.end() :]):
            reading = read_date(words, order=order, today=today)
            if reading and _is_usual(reading.when.date) and _YEAR.search(words):
                return sentence, reading
    return None


def _is_usual(day: str | None) -> bool:
    return bool(day) and date.fromisoformat(day or "").year in YEARS


@cache
def _cues(name: str) -> re.Pattern[str]:
    """Return a pattern of the words of one entry, in any language."""
    words = any_of(chain.from_iterable(load("sentence_dates")[name].values()))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


def _candidates(tail: str) -> Iterator[str]:
    """Yield runs of words in which a date may stand: the earliest first, of these the longest
    first."""
    words = tail.split()
    for start in range(min(_REACH, len(words))):
        first = words[start].lstrip("(")
        if first[:1].isdigit() or first[:1].isupper():
            for end in range(min(start + _LENGTH, len(words)), start, -1):
                yield " ".join(words[start:end]).strip("().,;:")
