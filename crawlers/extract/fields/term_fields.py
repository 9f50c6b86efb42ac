"""Read terms of the post that headers state in a few words: employment, seniority, openings, grade,
lists, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from crawlers.extract.fields.around_text import (
    begins_with_type,
    box_of_values,
    lines_above,
    lines_around,
    lines_of_text,
    words_of_text,
)
from crawlers.extract.fields.statements import employer_names, set_field, statements
from crawlers.extract.job import grades
from crawlers.extract.terms import employment, stated_employment
from crawlers.extract.terms.weekly_hours import hours_of_value, work_hours_of_label
from crawlers.posting.parts.terms import EmploymentType, Grade, WorkHours
from crawlers.posting.raw import RawPosting, Said, Slot
from crawlers.posting.schema import Inferred
from crawlers.text.word_lists import load_merged
from crawlers.text.words import fold, squeeze

_LISTS: tuple[tuple[Slot, str], ...] = (
    ("skill", "skills"),
    ("industry", "industries"),
    ("category", "categories"),
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_MAX_KEYWORD = 100
"""Characters of one keyword; a longer one is prose."""
_CALLED = 2
"""Times that a text must call the worker a consultant, an intern or a volunteer. Set by hand."""
_GUESSES = ("section_rule", "computed", "address")
"""Methods that read a type where no label names it."""
_OPENING = 6
"""Blocks in which a grade that the text names is the post's own."""
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt")


def read_employment(item: RawPosting) -> None:
    """Read the types of employment of the first statement that names one (weekly hours show part
    time), else of what the text calls the worker."""
    if _is_training(item):
        return
    named = _types_said(item)
    if first := next(named, None):
        types, said = first
        if said.method in ("label", "section_rule") and not employment.names_hours(types):
            beside = (more for more, _ in named if employment.names_hours(more))
            types = [*types, *next(beside, [])]  # "Seasonal" beside "Full-time"
        set_field(item, "employment_types", list(dict.fromkeys(types)), said)
        return
    for said in statements(item, "status", "category", "workplace", "title"):
        # a category of a platform's record is one of its own
        if item.kind == "json":
            continue
        parts = said.raw.split(",") if said.method == "label" else ()
        if any(map(employment.looks_like_employment, (said.raw, *map(str.strip, parts)))):
            set_field(item, "employment_types", employment.read_employment(said.raw), said)
            return
    if _read_stated_employment(item):
        return
    if called := _kind_called(item):
        kind, name = called
        said = Said(name, "section_rule", "what the text calls the worker")
        set_field(item, "employment_types", [kind], said)


def _types_said(item: RawPosting) -> Iterator[tuple[list[EmploymentType], Said]]:
    """Yield the types of each statement that names one, the most trusted first."""
    for said in statements(item, "employment_type", "hours", "contract_type"):
        label = "hours" if said in item.said.get("hours", ()) else ""
        # of a range of hours, one end may be part time
        is_range = isinstance(said.value, WorkHours) and said.value.hours_per_week is None
        typed = None if isinstance(said.value, WorkHours) else said.value
        words = "" if is_range else said.raw
        if types := typed or employment.read_employment(words, label=label):
            yield (
                cast("list[EmploymentType]", [types] if isinstance(types, str) else list(types)),
                said,
            )


def read_work_hours(item: RawPosting) -> None:
    """Take the hours that a source types or a label has; else those beside the type of employment
    ("Full-time, 37.5 hours a week"), unless the text states some."""
    for said in statements(item, "hours"):
        is_typed = isinstance(said.value, WorkHours)
        label = f"hours {said.locator}"
        if hours := said.value if is_typed else work_hours_of_label(said.raw, label):
            set_field(item, "work_hours", hours, said)
            return
    if "work_hours" in item.facts:
        return
    for said in statements(item, "employment_type", "contract_type"):
        if hours_of_value(said.raw):
            set_field(item, "work_hours", work_hours_of_label(said.raw, ""), said)
            return


def _kind_called(item: RawPosting) -> tuple[str, str] | None:
    """Return the type of employment that the text calls the worker by, with the word for it; None
    where it does so less than twice."""
    words = words_of_text(item)
    text = ""
    for kind, names in load_merged("employment")["called"].items():
        for name in names:
            if not words.issuperset(name.split()):  # as nearly always
                continue
            text = text or f" {fold(' '.join(b.text for s in item.sections for b in s.blocks))} "
            if text.count(f" {name} ") >= _CALLED:
                return kind, name
    return None


def _is_training(item: RawPosting) -> bool:
    """Read an internship, unpaid work or that of a freelancer from the title, unless a label or a
    declaration names the type; hours alone are no type of unpaid work."""
    first = next(statements(item, "employment_type"), None)
    title = item.facts.get("title") or ""
    is_said = first is not None and first.method not in _GUESSES
    kind = "INTERN" if not is_said and employment.training_in_title(title) else ""
    if not is_said or (first and not employment.types_named(first.raw)):
        kind = kind or employment.kind_of_title(title)
    if kind:
        set_field(item, "employment_types", [kind], Said(title, "computed", "title"))
    return bool(kind)


def _read_stated_employment(item: RawPosting) -> bool:
    """Read the type of employment that a sentence states of the post."""
    said = lines_of_text(item)
    own = [said[b.text] for s in item.sections if s.kind != "about_employer" for b in s.blocks]
    for line in own:
        if types := stated_employment.employment_of_sentence(line):
            words = Said(line.text[:200], "section_rule", "type in a sentence")
            set_field(item, "employment_types", types, words)
            return True
    around = [b.said for b, is_next in lines_around(item) if is_next or b.kind == "paragraph"]
    around += lines_above(item)
    types, sentence = stated_employment.employment_of_text([*own, *around])
    if types:
        words = Said(sentence[:200], "section_rule", "type in a sentence")
        set_field(item, "employment_types", types, words)
        return True
    types, sentence = stated_employment.employment_called(own)
    if types:
        words = Said(sentence[:200], "section_rule", "what a sentence calls the post")
        set_field(item, "employment_types", types, words)
        return True
    lines = filter(begins_with_type, box_of_values(item))
    if value := next(lines, None):
        words = Said(value, "section_rule", "box of values")
        set_field(item, "employment_types", employment.read_employment(value), words)
    return value is not None


def read_seniority(item: RawPosting) -> None:
    """Read the seniority of the site's field for it, not of the title."""
    for said in statements(item, "seniority"):
        if level := said.value or employment.read_seniority(said.raw):
            set_field(item, "seniority", level, said)
            return


def read_openings(item: RawPosting) -> None:
    """Read the number of posts."""
    for said in statements(item, "openings"):
        if count := said.value or employment.read_openings(said.raw):
            set_field(item, "openings", count, said)
            return


def read_grades(item: RawPosting) -> None:
    """Read the grades of the header, else those that the opening names, in the employer's
    system."""
    employer = employer_names(item) or None
    for said in statements(item, "grade"):
        if read := grades.read_grades(said.raw, employer=employer, label=said.locator):
            set_field(item, "grades", read, said)
            _infer_todays_codes(item, read)
            return
    said_of = lines_of_text(item)
    for block in [b for s in item.sections[:2] for b in s.blocks][:_OPENING]:
        if read := grades.find_grades(said_of[block.text], employer=employer):
            set_field(
                item, "grades", read, Said(block.text[:200], "section_rule", "grade in a sentence")
            )
            return


def _infer_todays_codes(item: RawPosting, read: list[Grade]) -> None:
    """Infer today's codes of former ones: the page does not print them."""
    for number, grade in enumerate(read):
        if grade.code and (todays := grades.todays_code(grade.code, grade.system)):
            item.inferred[f"grades.{number}.code"] = Inferred(value=todays, rule="former_grade")


def read_lists(item: RawPosting) -> None:
    """Read keyword lists, industries and categories, each word once."""
    for slot, field in _LISTS:
        values = list(
            dict.fromkeys(
                squeeze(s.raw) for s in statements(item, slot) if 0 < len(s.raw) <= _MAX_KEYWORD
            )
        )
        if values:
            set_field(item, field, values, next(statements(item, slot)))


def read_links(item: RawPosting) -> None:
    """Read the documents that the text names, and the address to apply at where a source gives
    one."""
    links = [
        m.rstrip(".,;:)")
        for s in item.sections
        for b in s.blocks
        if "/" in b.text
        for m in _LINK.findall(b.text)
    ]
    named = [s.raw for s in statements(item, "document")] + [
        x for x in links if x.lower().partition("?")[0].endswith(_DOCUMENTS)
    ]
    if named:
        item.facts["documents"] = list(dict.fromkeys(named))
    if said := next(statements(item, "apply_url"), None):
        set_field(item, "apply_url", said.raw, said)
