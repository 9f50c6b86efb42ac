"""Read facts that a header states in a field of its own: languages, experience, education,
clearance, eligibility, reports ...

What the text says of the same fact counts where it says more; a field fills what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from crawlers.extract.fields.statements import employer_names, set_field, statements
from crawlers.extract.places import time_zones
from crawlers.extract.requirements import clearance, education, eligibility, experience, languages
from crawlers.extract.sentences.by_topic import MAX_ROWS
from crawlers.extract.terms import conditions, contracts, employment, offers, reporting_lines
from crawlers.posting.parts.terms import Contract
from crawlers.posting.raw import RawPosting, Said, Slot

_ROWS = frozenset(("languages", "experience", "education"))
"""Facts of which a posting has several."""


def read_facts(item: RawPosting) -> None:
    """Fill each fact that the sections do not state."""
    employer = employer_names(item) or None
    _fill(
        item,
        "language",
        "languages",
        lambda raw: languages.languages_of_label(raw, employer=employer),
    )
    _fill(item, "experience", "experience", experience.experience_of_label)
    _fill(item, "education", "education", education.education_of_label)
    _fill(item, "nationality", "eligibility", eligibility.eligibility_of_label)
    for slot in ("travel", "telework"):
        _fill(item, slot, slot, partial(conditions.condition_of_label, slot))
    _fill(item, "time_zone", "time_zones", time_zones.time_zones_of_label)
    for name in offers.NAMES:
        _fill(item, name, name, partial(offers.offer_of_label, name))
    _fill_zones_beside_place(item)
    _fill_clearance(item)
    _fill_reports(item)
    _fill_contract(item)


def _fill(item: RawPosting, slot: Slot, field: str, read: Callable[[str], Any]) -> None:
    """Fill a fact from the first statement that has it. read: reads the words of one that is not
    typed.

    JSON-LD lists several rows of a fact as several objects, a page as several elements: they belong
    together.
    """
    if item.facts.get(field) not in (None, []):
        return
    found: list[tuple[Said, Any]] = []
    for said in statements(item, slot):
        if found and not said.method == found[0][0].method in ("declared", "jsonld"):
            break
        value = said.value if said.value is not None else read(said.raw)
        if value not in (None, []):
            found.append((said, value))
    if found:
        value = _rows(value for _, value in found) if field in _ROWS else found[0][1]
        set_field(item, field, value, found[0][0])


def _rows(values: Iterable[Any]) -> list[Any]:
    """Return the rows of several values, of which each is one row or a list of them, each row
    once."""
    rows: list[Any] = []
    for value in values:
        rows += [row for row in (value if isinstance(value, list) else [value]) if row not in rows]
    return rows[:MAX_ROWS]


def _fill_zones_beside_place(item: RawPosting) -> None:
    """Set the time zones beside a way of working or a place: "Remote (UTC-3 to UTC+2)"."""
    if item.facts.get("time_zones"):
        return
    for said in statements(item, "workplace", "location"):
        if zones := time_zones.time_zones_beside_place(said.raw):
            set_field(item, "time_zones", zones, said)
            return


def _fill_clearance(item: RawPosting) -> None:
    """Set the clearance of the header where it has a level and the text has none."""
    for said in statements(item, "clearance"):
        if stated := clearance.clearance_of_label(said.raw):
            of_text = item.facts.get("security_clearance")
            if of_text is None or (stated.level and not of_text.level):
                set_field(item, "security_clearance", stated, said)
            return


def _fill_reports(item: RawPosting) -> None:
    if item.facts.get("reports"):
        return
    said = [
        next(statements(item, slot), None)
        for slot in ("reports_to", "direct_reports", "indirect_reports")
    ]
    if first := next(filter(None, said), None):
        to, direct, indirect = (s.raw if s else None for s in said)
        if stated := reporting_lines.reports_of_labels(to, direct, indirect):
            set_field(item, "reports", stated, first)


def _kind_in_type(item: RawPosting) -> Said | None:
    """Return the statement of a type of employment that names how long the contract lasts
    ("Permanent, full-time"); "temporary" and "intern" are types."""
    for said in statements(item, "employment_type", "status"):
        if employment.read_contract_type(said.raw) in ("definite", "indefinite"):
            return said
    return None


def _fill_contract(item: RawPosting) -> None:
    """Complete what the text says of the contract with type and duration of the header."""
    kind = next(statements(item, "contract_type"), None) or _kind_in_type(item)
    length = next(statements(item, "duration"), None)
    said: Said | None = kind or length
    if said is None:
        return
    stated = contracts.contract_of_labels(
        kind.raw if kind else None, length.raw if length else None
    )
    if stated is None:
        return
    of_text: Contract | None = item.facts.get("contract")
    if of_text:
        missing = {
            name: value
            for name, value in stated.model_dump().items()
            if getattr(of_text, name) is None
        }
        stated = of_text.model_copy(update=missing)
    set_field(item, "contract", stated, said)
