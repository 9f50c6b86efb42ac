"""Which postings of a site are whose, where several processes read it (docs/scale.md);
crawlers.feed.run.shards makes one run of what they read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shard:
    """The so many-th of so many, counted from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """From `2/4`. Raises ValueError."""
        number, _, of = text.partition("/")
        if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
            raise ValueError(f"{text} is no shard")
        return cls(int(number), int(of))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, key: str) -> bool:
        """Whether a posting is its own, by the posting's key."""
        return zlib.crc32(key.encode()) % self.of == self.number - 1

    def of_lists(self, lists: tuple[str, ...]) -> tuple[str, ...]:
        """Its own of the site's lists; () where there are too few to share."""
        return lists[self.number - 1 :: self.of] if len(lists) >= self.of > 1 else ()


def shards_of(text: str) -> dict[str, int]:
    """By site, in how many processes it is read: from `acme=4,other=2` (setting JOBWIRE_SHARDS).
    Raises ValueError, in words."""
    pairs = [each.partition("=") for each in text.replace(" ", "").split(",") if each]
    if wrong := ["".join(pair) for pair in pairs if not pair[2].isdigit()]:
        raise ValueError(f"JOBWIRE_SHARDS={text}: {wrong[0]} is not SITE=NUMBER, like acme=4")
    return {site: int(number) for site, _, number in pairs if int(number) > 1}
