"""Whether postings that had titles of their own have one and the same now: a site was redesigned,
and where the title stood there is something else. No floor sees that, as every posting has a
title."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable

from crawlers.posting.line import id_of

_TITLE = b'"title":'
_DECODER = json.JSONDecoder()
FEW = 10
"""Fewer postings than this may well be alike."""


def took_one_title(fresh: Iterable[bytes], before: Callable[[], Iterable[bytes]]) -> int:
    """How many postings have the most common title of a run, and had another one in the last good
    run.

    fresh: the lines that the run changed. before: those of the last good run, asked for only where
    there is a suspicion."""
    titles = dict(map(_title, fresh))
    title, count = max(Counter(titles.values()).items(), key=lambda each: each[1], default=("", 0))
    if count < FEW:
        return 0
    return sum(titles.get(name) == title != was for name, was in map(_title, before()))


def _title(line: bytes) -> tuple[str, str]:
    """Id and title of a posting. Nothing before its title has a member of that name; what stands
    behind it is not parsed."""
    title = line[line.index(_TITLE) + len(_TITLE) :].decode()
    return id_of(line), str(_DECODER.raw_decode(title)[0])
