"""What a plugin declares of its site, beside addresses and patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Chrome:
    """A site's own furniture, by the words a reader sees. Each phrase is matched at the start of a
    line, case and marks folded.

    before: lines or boxes above the posting; everything up to the last of them and its list goes.
    after: lines that end the posting; the rest of the page is furniture, but for `boxes`.
    boxes: headings of boxes that hold data, and the slot it is for: {"Key Skills": "skill"};
    "labels" reads label and value lines.
    lines: lines that go wherever they stand.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    boxes: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Healthy:
    """What a good run of the site looks like; a run below it is withheld.

    min_postings: the fewest open postings. filled: by field, the least share of postings that have
    it, 0.0 to 1.0. may_be_empty: a sentence with which the site itself says that it has no
    postings.
    """

    min_postings: int = 1
    filled: Mapping[str, float] = field(default_factory=dict)
    may_be_empty: str = ""


class Gone(Exception):
    """Raised by `posting()` when the page says that its posting is closed; the message says how."""
