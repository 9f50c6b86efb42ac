"""Facts that a header states in a field of its own: languages, experience, education, clearance,
eligibility, reports ...

What the text tells of the same fact wins where it tells more; a field fills what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from crawlers.extract.fields.statements import employer_names, settle, statements
from crawlers.extract.requirements import clearance, education, eligibility, experience, languages
from crawlers.extract.sentences.by_topic import MAX_ROWS
from crawlers.extract.terms import conditions, contracts, reporting_lines
from crawlers.posting.raw import RawPosting, Said, Slot
from crawlers.posting.schema import Contract

_ROWS = frozenset(("languages", "experience", "education"))
"""Facts of which a posting has several."""


def read_facts(item: RawPosting) -> None:
    """Fills each fact that the sections did not tell."""
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
    _clearance(item)
    _reports(item)
    _contract(item)


def _fill(item: RawPosting, slot: Slot, field: str, read: Callable[[str], Any]) -> None:
    """Fills a fact from the first statement that tells it. read: reads the words of one that is not
    typed.

    JSON-LD lists several rows of a fact as several objects: they belong together.
    """
    if item.facts.get(field) not in (None, []):
        return
    found: list[tuple[Said, Any]] = []
    for said in statements(item, slot):
        if found and not said.method == found[0][0].method == "jsonld":
            break
        value = said.value if said.value is not None else read(said.raw)
        if value not in (None, []):
            found.append((said, value))
    if found:
        value = _rows(value for _, value in found) if field in _ROWS else found[0][1]
        settle(item, field, value, found[0][0])


def _rows(values: Iterable[Any]) -> list[Any]:
    """The rows of several values, of which each is one row or a list of them, each row once."""
    rows: list[Any] = []
    for value in values:
        rows += [row for row in (value if isinstance(value, list) else [value]) if row not in rows]
    return rows[:MAX_ROWS]


def _clearance(item: RawPosting) -> None:
    """A level in the header is more exact than the text's sentence about some clearance."""
    for said in statements(item, "clearance"):
        if stated := clearance.clearance_of_label(said.raw):
            told = item.facts.get("security_clearance")
            if told is None or (stated.level and not told.level):
                settle(item, "security_clearance", stated, said)
            return


def _reports(item: RawPosting) -> None:
    if item.facts.get("reports"):
        return
    said = [
        next(statements(item, slot), None)
        for slot in ("reports_to", "direct_reports", "indirect_reports")
    ]
    if first := next(filter(None, said), None):
        to, direct, indirect = (s.raw if s else None for s in said)
        if stated := reporting_lines.reports_of_labels(to, direct, indirect):
            settle(item, "reports", stated, first)


def _contract(item: RawPosting) -> None:
    """Type and duration of the header complete what the text says."""
    kind, length = (
        next(statements(item, "contract_type"), None),
        next(statements(item, "duration"), None),
    )
    said: Said | None = kind or length
    if said is None:
        return
    stated = contracts.contract_of_labels(
        kind.raw if kind else None, length.raw if length else None
    )
    if stated is None:
        return
    told: Contract | None = item.facts.get("contract")
    if told:
        missing = {
            name: value
            for name, value in stated.model_dump().items()
            if getattr(told, name) is None
        }
        stated = told.model_copy(update=missing)
    settle(item, "contract", stated, said)
