"""Postings that had titles of their own and now have one and the same: after a redesign, something
else stands where the title stood. No floor notices that, since every posting has a title."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable

from crawlers.posting.line import id_of

_TITLE = b'"title":'
_DECODER = json.JSONDecoder()
FEW = 10
"""Fewer postings than this may well have one title (set by hand)."""


def count_one_title(fresh: Iterable[bytes], before: Callable[[], Iterable[bytes]]) -> int:
    """Return how many postings have the most common title of a run, and had another one in the last
    good run.

    fresh: the lines that the run changed. before: gives the lines of the last good run; called only
    where many of the fresh ones share a title.
    """
    titles = dict(map(_title, fresh))
    title, count = max(Counter(titles.values()).items(), key=lambda each: each[1], default=("", 0))
    if count < FEW:
        return 0
    return sum(titles.get(posting) == title != old for posting, old in map(_title, before()))


def _title(line: bytes) -> tuple[str, str]:
    """Return id and title of a posting. No member before the title has that name, and what follows
    it is not parsed."""
    title = line[line.index(_TITLE) + len(_TITLE) :].decode()
    return id_of(line), str(_DECODER.raw_decode(title)[0])
