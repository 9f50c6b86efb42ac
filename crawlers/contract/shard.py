"""Which process reads which postings of a site, where several read it (docs/scale.md);
crawlers.feed.run.shards makes one run of what they read."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

MAX_SHARDS = 64
"""Into how many processes a site may be split: each has a folder, a lock and a journal."""
_SHARD = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Shard:
    """A share of a site's postings. number: from 1. of: how many shards there are, at most
    MAX_SHARDS. Raises ValueError for anything else: both are part of the name of a folder."""

    number: int
    of: int

    def __post_init__(self) -> None:
        if not is_count(self.of, 1) or not is_count(self.number, 1) or self.number > self.of:
            raise ValueError(
                f"{self.number!r}/{self.of!r} is no shard: give NUMBER/ALL, at most {MAX_SHARDS}"
            )

    @classmethod
    def read(cls, text: str) -> Shard:
        """Return the shard of `2/4`. Raise ValueError where it is none."""
        found = _SHARD.fullmatch(text)
        if not found:
            raise ValueError(f"{text} is no shard: give NUMBER/ALL, at most {MAX_SHARDS}")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, key: str) -> bool:
        """Return whether the shard reads a posting. key: of the posting."""
        return zlib.crc32(key.encode()) % self.of == self.number - 1

    def of_lists(self, lists: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lists of the site that the shard reads; () where they are too few."""
        return lists[self.number - 1 :: self.of] if len(lists) >= self.of > 1 else ()


def is_count(value: object, least: int = 0) -> bool:
    """Return whether a value is a whole number that can say how many shards there are."""
    # guard: at most 64 shards
    return type(value) is int and least <= value <= MAX_SHARDS


def shards_of(text: str) -> dict[str, int]:
    """Return by site in how many processes it is read: from `acme=4,other=2` (setting
    JOBWIRE_SHARDS). Raise ValueError with a sentence for anything else."""
    found = {}
    for each in filter(None, text.replace(" ", "").split(",")):
        site, _, number = each.partition("=")
        if not re.fullmatch(r"[0-9]{1,20}", number):
            raise ValueError(f"JOBWIRE_SHARDS={text}: {each} is not SITE=NUMBER, like acme=4")
        if not is_count(int(number), least=1):
            raise ValueError(f"JOBWIRE_SHARDS={text}: {each}: from 1 to {MAX_SHARDS} shards")
        if site in found:
            raise ValueError(f"JOBWIRE_SHARDS={text}: {site} is named twice")
        found[site] = int(number)
    return {site: number for site, number in found.items() if number > 1}
