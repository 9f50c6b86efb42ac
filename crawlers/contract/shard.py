"""Which process reads which postings of a site, where several read it (docs/scale.md);
crawlers.feed.run.shards makes one run of what they read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shard:
    """A share of a site's postings. number: from 1. of: how many shards there are."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """Return the shard of `2/4`. Raise ValueError where it is none."""
        number, _, of = text.partition("/")
        if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
            raise ValueError(f"{text} is no shard")
        return cls(int(number), int(of))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, key: str) -> bool:
        """Return whether the shard reads a posting. key: of the posting."""
        return zlib.crc32(key.encode()) % self.of == self.number - 1

    def of_lists(self, lists: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lists of the site that the shard reads; () where they are too few."""
        return lists[self.number - 1 :: self.of] if len(lists) >= self.of > 1 else ()


def shards_of(text: str) -> dict[str, int]:
    """Return by site in how many processes it is read: from `acme=4,other=2` (setting
    JOBWIRE_SHARDS). Raise ValueError with a sentence for anything else."""
    pairs = [each.partition("=") for each in text.replace(" ", "").split(",") if each]
    if wrong := ["".join(pair) for pair in pairs if not pair[2].isdigit()]:
        raise ValueError(f"JOBWIRE_SHARDS={text}: {wrong[0]} is not SITE=NUMBER, like acme=4")
    return {site: int(number) for site, _, number in pairs if int(number) > 1}
