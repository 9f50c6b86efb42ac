"""Tell the sentences that name a town where the work is not done: a head office, customers,
training, where the employer began."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def sentences_of_work(text: str) -> Iterator[str]:
    """Yield the sentences of a text that may say where the work is done."""
    yield from (part for part in _SENTENCE_END.split(text) if not is_of_elsewhere(part))


def is_at_many_places(text: str) -> bool:
    """Return whether a text speaks of work at several places, or at none."""
    return _words("at_many_places").search(text) is not None


def without_seats(text: str) -> str:
    """Return a text without its sentences about a head office."""
    if not _words("of_seat_elsewhere").search(text):
        return text
    parts = _SENTENCE_END.split(text)
    return " ".join(part for part in parts if not _words("of_seat_elsewhere").search(part))


def is_of_elsewhere(text: str) -> bool:
    """Return whether a text has words by which a place in it is not that of the work."""
    return _words("other").search(text) is not None


@cache
def _words(name: str) -> re.Pattern[str]:
    words = any_of(phrases_in(load("workplaces")[name]))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")
