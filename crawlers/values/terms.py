"""Terms of the post that headers state in a few words: employment, seniority, grade, contract, clearance, lists, links."""

from __future__ import annotations

import re
from typing import Any

from crawlers.posting import Contract, RawPosting, Said, SecurityClearance, Slot
from crawlers.text import contracts, employment, grades
from crawlers.text.words import fold, squeeze
from crawlers.values.statements import employer_names, settle, statements

_LISTS: tuple[tuple[Slot, str], ...] = (("skill", "skills"), ("industry", "industries"), ("category", "categories"))
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_OPENING = 6
"""Blocks in which a grade that the text names is the post's own."""
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt")
_NO_CLEARANCE = ("none", "no", "n a", "na", "not required", "not applicable")


def read_employment(item: RawPosting) -> None:
    """Types of employment of the first statement that names one; weekly hours tell part time."""
    for said in statements(item, "employment_type", "hours", "contract_type"):
        label = "hours" if said in item.said.get("hours", ()) else ""
        if types := said.value or employment.read_employment(said.raw, label=label):
            settle(item, "employment_types", [types] if isinstance(types, str) else list(types), said)
            return


def read_seniority(item: RawPosting) -> None:
    """The site's field for it; a title is not asked."""
    for said in statements(item, "seniority"):
        if level := employment.read_seniority(said.raw):
            settle(item, "seniority", level, said)
            return


def read_openings(item: RawPosting) -> None:
    """The number of posts."""
    for said in statements(item, "openings"):
        if count := said.value or employment.read_openings(said.raw):
            settle(item, "openings", count, said)
            return


def read_grades(item: RawPosting) -> None:
    """Grades in the scale of the employer: of the header, else those that the opening names."""
    employer = employer_names(item) or None
    for said in statements(item, "grade"):
        if read := grades.read_grades(said.raw, employer=employer, label=said.locator):
            settle(item, "grades", read, said)
            return
    for block in [b for s in item.sections[:2] for b in s.blocks][:_OPENING]:
        if read := grades.find_grades(block.text, employer=employer):
            settle(item, "grades", read, Said(block.text[:200], "section_rule", "grade in a sentence"))
            return


def read_contract(item: RawPosting) -> None:
    """Contract type and duration of the header complete what the text says."""
    kind = next(
        ((k, s) for s in statements(item, "contract_type", "employment_type") if (k := employment.read_contract_type(s.raw))),
        None,
    )
    length = next(((d, s) for s in statements(item, "duration", "contract_type") if (d := contracts.read_duration(s.raw))), None)
    said = kind[1] if kind else length[1] if length else None
    if said is None:
        return
    stated: Contract | None = item.facts.get("contract")
    fields: dict[str, Any] = stated.model_dump() if stated else {"raw": said.raw[:500]}
    fields["type"] = fields.get("type") or (kind[0] if kind else None)
    fields["duration"] = fields.get("duration") or (length[0] if length else None)
    settle(item, "contract", Contract(**fields), said)


def read_clearance(item: RawPosting) -> None:
    """A clearance level in the header: the post needs one."""
    for said in statements(item, "clearance"):
        level = squeeze(said.raw)
        if fold(level) in _NO_CLEARANCE or len(level) > 100:
            continue
        stated: SecurityClearance | None = item.facts.get("security_clearance")
        scheme = stated.scheme if stated else None
        settle(item, "security_clearance", SecurityClearance(required=True, scheme=scheme, level=level, raw=level), said)
        return


def read_lists(item: RawPosting) -> None:
    """Keyword lists, industries and categories, each word once."""
    for slot, field in _LISTS:
        values = list(dict.fromkeys(squeeze(s.raw) for s in statements(item, slot) if 0 < len(s.raw) <= 100))
        if values:
            settle(item, field, values, next(statements(item, slot)))


def read_links(item: RawPosting) -> None:
    """Documents that the text names, and the address to apply at where a source gives one."""
    links = [m.rstrip(".,;:)") for s in item.sections for b in s.blocks if "/" in b.text for m in _LINK.findall(b.text)]
    named = [s.raw for s in statements(item, "document")] + [x for x in links if x.lower().partition("?")[0].endswith(_DOCUMENTS)]
    if named:
        item.facts["documents"] = list(dict.fromkeys(named))
    if said := next(statements(item, "apply_url"), None):
        settle(item, "apply_url", said.raw, said)
