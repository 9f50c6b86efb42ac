"""Which sections of a posting a page has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crawlers.extract.cleaning.weights import MENU_LINKS
from crawlers.extract.sections.headings import heading_of
from crawlers.extract.sections.lead_ins import lead_in_of, may_lead_in
from crawlers.text.blocks import Block
from crawlers.text.kept import kept
from crawlers.text.lines import Line

_PARTS = {
    "responsibilities": "duties",
    "qualifications_essential": "requirements",
    "qualifications_desirable": "requirements",
    "qualifications": "requirements",
    "container": "requirements",
    "competencies": "requirements",
    "benefits": "offer",
    "conditions": "offer",
    "contract": "offer",
    "application_process": "how to apply",
    "summary": "summary",
    "about_employer": "employer",
}
"""What a kind of section is for a reader."""
_ONCE_IN_A_POSTING = (
    "responsibilities",
    "qualifications_essential",
    "qualifications",
    "benefits",
    "application_process",
)
"""Kinds of section that a posting has once."""


class PageSections:
    """The sections of the main part of a page. own: its blocks with their lines."""

    def __init__(self, own: Sequence[tuple[Block, Line]]) -> None:
        self._own = own

    @kept
    def _kinds(self) -> Counter[str]:
        """How many headings of each kind of section (SectionKind) the main part has; a lead-in
        counts where there is no heading of its kind."""
        found: Counter[str] = Counter()
        lead_ins: set[str] = set()
        for block, line in self._own:
            if block.links > MENU_LINKS:
                continue
            if heading := heading_of(Line(block.label) if block.kind == "pair" else line):
                found[heading.kind] += 1
            elif block.kind == "pair":
                continue
            elif may_lead_in(line) and (kind := lead_in_of(line)):
                lead_ins.add(kind)
        found.update(lead_ins - found.keys())
        return found

    @kept
    def _parts(self) -> Counter[str]:
        """The same by what they are for a reader: duties, requirements, offer ..."""
        found: Counter[str] = Counter()
        for kind, count in self._kinds.items():
            found[_PARTS.get(kind, "")] += count
        return found

    @kept
    def most_repeated(self) -> int:
        """How often the heading of one kind of section stands there, at most."""
        return max((self._kinds[kind] for kind in _ONCE_IN_A_POSTING), default=0)

    @kept
    def main_kinds(self) -> int:
        """How many of the three kinds duties, requirements and offer the main part has."""
        return sum(bool(self._parts[kind]) for kind in ("duties", "requirements", "offer"))

    @kept
    def has_others(self) -> bool:
        """Whether it has a section of a summary, of the employer, of how to apply."""
        return any(self._parts[kind] for kind in ("summary", "employer", "how to apply"))
