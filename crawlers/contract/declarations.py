"""What a plugin declares of its site: `Declared`, one frozen object for each plugin class, and the
objects that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from crawlers.contract.slots import Slot

RECHECK_DAYS = 7
"""How often the page of each posting is asked for again although the list shows no change, where
a plugin does not say (`recheck`)."""

SourceKind = Literal["origin", "aggregator"]
DateOrder = Literal["", "DMY", "MDY", "YMD"]
"""How a site prints bare figures (03/04/2026); "" where it is unknown."""


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


@dataclass(frozen=True, slots=True)
class Declared:
    """All that a plugin declares of its site, as the stages need it; each posting carries it.

    name: the name of the feed. source_kind: `origin` where the employer itself publishes there.
    home: scheme and host of the live site. domains: the site's domains, the main one first.
    chrome: the site's furniture. constants: by slot, what is true of the whole site.
    date_order: how the site prints bare figures. zone: the time zone
        of clocks that are printed without one, "" where it is unknown.
    employers: names the site's postings are by. labels: by a label of the site, the slot that it is
    for. selectors: by slot, the CSS or XPath of the elements that say it.
    standard: sentences that stand in every posting.
    expect: what a healthy run is. board: of a platform, as the platform spells it.

    Example: `Declared(name="acme", domains=("acme.example",), date_order="DMY")`.
    """

    name: str = ""
    source_kind: SourceKind = "aggregator"
    home: str = ""
    domains: tuple[str, ...] = ()
    chrome: Chrome | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder = ""
    zone: str = ""
    employers: tuple[str, ...] = ()
    labels: Mapping[str, Slot] = field(default_factory=dict)
    selectors: Mapping[Slot, str] = field(default_factory=dict)
    standard: tuple[str, ...] = ()
    expect: Healthy = Healthy()
    board: str = ""

    @property
    def domain(self) -> str:
        """The site's main domain (`harbourjobs.example`), "" where none is declared."""
        domain = self.domains[0] if self.domains else urlsplit(self.home).hostname or ""
        return domain.removeprefix("www.")

    @property
    def label(self) -> str:
        """The first part of the main domain, as sites call themselves (`harbourjobs`)."""
        return self.domain.partition(".")[0]


class Gone(Exception):
    """Raised by `posting()` when the page says that its posting is closed; the message says how."""
