"""The marks of a posting: short hashes by which two readings are compared without their lines.

They tell whether an id is used for another job (crawlers.feed.judge.id_reuse), and whether many
postings took one title or one text in one run (crawlers.feed.judge.read_again). They are made from
the posting's line, so a store that is made again has the same ones.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

_NONE = "-"
FIELDS = frozenset(("title", "organization", "locations", "description"))
"""The fields of a posting that its marks are made of."""


@dataclass(frozen=True, slots=True)
class Marks:
    """title, employer, text: hexadecimal digits that stand for what is printed; "" where nothing
    is. places: one such text for each place of work.

    Case and blanks do not count.
    """

    title: str = ""
    employer: str = ""
    text: str = ""
    places: frozenset[str] = frozenset()

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """Return the marks of a posting. record: its FIELDS, as on its line."""
        places = (each["city"] or each["raw"] for each in record["locations"])
        return cls(
            _hash(record["title"]),
            _hash((record["organization"] or {}).get("name")),
            _hash(record["description"]),
            frozenset(filter(None, map(_hash, places))),
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the marks that `written` gave; of "", none."""
        parts = text.split(" ") if text else [_NONE] * 4
        title, employer, body, places = ("" if each == _NONE else each for each in parts)
        return cls(title, employer, body, frozenset(places.split(",")) - {""})

    def written(self) -> str:
        """Return the marks as the text that a state holds."""
        places = ",".join(sorted(self.places))
        return " ".join(each or _NONE for each in (self.title, self.employer, self.text, places))

    def likeness(self, other: Marks) -> int:
        """Return how many of title, employer, text and places are the same, 0 to 4."""
        pairs = (
            (self.title, other.title),
            (self.employer, other.employer),
            (self.text, other.text),
        )
        return sum(bool(one) and one == two for one, two in pairs) + bool(
            self.places & other.places
        )

    def is_other_job(self, other: Marks) -> bool:
        """Return whether title, employer and place are known of both, and all of them differ."""
        known = all((self.title, other.title, self.employer, other.employer))
        return (  # guard: ids used again
            known
            and bool(self.places and other.places)
            and self.title != other.title
            and self.employer != other.employer
            and not self.places & other.places
        )


def _hash(text: str | None) -> str:
    folded = " ".join((text or "").casefold().split())
    return f"{zlib.crc32(folded.encode('utf-8', 'surrogatepass')):08x}" if folded else ""
