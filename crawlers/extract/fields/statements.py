"""List what a page says of one slot, the most trusted first, and set fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from crawlers.posting.raw import RawPosting, Said, Slot

TRUST = (
    "declared",
    "jsonld",
    "selector",
    "label",
    "section_rule",
    "address",
    "constant",
    "computed",
)
"""Methods, the most trusted first."""

WITHOUT_LABEL = "value without a label"
"""How the locator of a value begins that stood alone in the header."""
BESIDE_OTHERS = f"{WITHOUT_LABEL}, beside others"
"""The same of a value in a line with others: "Bergen · Full time · 4 May 2025"."""
IN_TIME = f"{WITHOUT_LABEL}, in a time element"
"""The same of a date that the markup gives to programs, too."""


def statements(item: RawPosting, *slots: Slot) -> Iterator[Said]:
    """Yield the statements of the slots, the most trusted method first, else in the order of the
    page."""
    found = [s for slot in slots for s in item.said.get(slot, ())]
    if len(found) > 1:
        found.sort(key=lambda s: TRUST.index(s.method))
    return iter(found)


def set_field(item: RawPosting, field: str, value: Any, said: Said) -> None:
    """Set a field, and note the statement it comes from."""
    item.facts[field] = value
    item.provenance[field] = said


def fetched_day(item: RawPosting) -> date | None:
    """Return the day the page was fetched, by which relative dates count."""
    return date.fromisoformat(item.fetched_on[:10]) if item.fetched_on else None


def employer_names(item: RawPosting) -> str:
    """Return the employer's name and its units in one string, "" for an unknown employer: what
    grade systems and conventions go by."""
    organization = item.facts.get("organization")
    return " ".join([organization.name, *organization.units]) if organization else ""
