"""What shows that two postings are of one vacancy: one table, strongest first. Similar text alone
shows nothing: it makes `possible`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crawlers.vacancies.days import EXTENDED, Days
from crawlers.vacancies.employers import Employers
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.forbidding import SAME_JOB_TEXT, is_shown_again
from crawlers.vacancies.pair import Pair
from crawlers.vacancies.titles import Titles, ranks

FEW = 2
"""Sentences in common that go beyond chance."""
ENOUGH = 4
"""Sentences in common that make a text of its own."""
WHOLE = 0.85
"""Share of the smaller text, standard text too, that shows whose it is where an employer is
doubted: boards put a few sentences of their own below it."""
SUPPORTS = 0.5
"""Share of the smaller text that supports other evidence."""
ALIKE = 0.8
"""Share of the smaller text from which two postings are `possible`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: its name in the output, when it applies, and why."""

    name: str
    applies: Callable[[Pair], bool]
    comment: str


def _has_same_text(pair: Pair, least: int = ENOUGH) -> bool:
    text = pair.text
    return text.shared >= least and text.held >= SAME_JOB_TEXT and text.is_of_one_size


def _is_same_day(pair: Pair) -> bool:
    """The same deadline; where one has none, the same day of publication."""
    if pair.deadlines is Days.UNKNOWN:
        return pair.posted is Days.SAME
    return pair.deadlines is Days.SAME


def _number(pair: Pair) -> bool:
    if not pair.shares_number or pair.is_of_one_source:
        return False
    supported = pair.titles is Titles.SAME or pair.text.held >= SUPPORTS
    return pair.employers is Employers.SAME or supported


def _address(pair: Pair) -> bool:
    return pair.shares_address and not pair.is_of_one_source and not pair.is_vague


def _header(pair: Pair) -> bool:
    return (
        pair.titles is Titles.SAME
        and pair.employers is Employers.SAME
        and pair.is_at_one_place
        and _is_same_day(pair)
        and not pair.is_of_one_source
        and not _is_contradicted(pair)
        and (not pair.is_vague or _has_same_text(pair, FEW))
    )


def _is_contradicted(pair: Pair) -> bool:
    """Whether both state pay, and it differs; or both have texts, and these are of two jobs."""
    if pair.pay is False:
        return True
    return pair.text.smaller >= ENOUGH and pair.text.held < 0.25


def _text(pair: Pair) -> bool:
    if pair.is_of_one_source or pair.pay is False or not _has_same_text(pair):
        return False
    if _is_out_of_time(pair.one, pair.two) or _is_out_of_time(pair.two, pair.one):
        return False
    if pair.employers is Employers.DOUBTED and not (
        pair.titles is Titles.SAME and pair.whole_text.held >= WHOLE
    ):
        return False
    if pair.titles is Titles.SAME:
        return True
    known = (pair.deadlines in (Days.SAME, Days.NEAR), pair.pay is True, pair.shares_number)
    return pair.text.held == 1 and (any(known) or pair.text.shared >= 2 * ENOUGH)


def _is_out_of_time(late: Facts, early: Facts) -> bool:
    """Whether one has no date, and was first seen so long after the other's deadline that it may be
    the same post again."""
    if late.deadline or late.posted or not early.deadline or not late.first_seen:
        return False
    return late.first_seen > max(early.deadline) + EXTENDED


def _supported(pair: Pair) -> bool:
    """The title and the text, where the text has losses: another clue must agree."""
    return (
        pair.titles is Titles.SAME
        and pair.employers is Employers.SAME
        and not pair.is_of_one_source
        and not pair.is_vague
        and pair.text.shared >= FEW
        and pair.text.held >= SUPPORTS
        and pair.pay is not False
        and (pair.deadlines in (Days.SAME, Days.NEAR) or pair.pay is True)
        and not _is_out_of_time(pair.one, pair.two)
        and not _is_out_of_time(pair.two, pair.one)
    )


def _unit(pair: Pair) -> bool:
    """One has no title; the title of the other one names its unit: `Head, Portfolio Section`."""
    titled, bare = (pair.one, pair.two) if pair.one.title else (pair.two, pair.one)
    subject = {word for word in titled.title if word not in ranks()}
    unit = set(bare.units[1].split())
    return (
        bool(titled.title)
        and not bare.title
        and len(subject) > 1
        and subject == unit
        and pair.employers is Employers.SAME
        and pair.is_at_one_place
        and pair.deadlines is Days.SAME
        and max(pair.text.shared, pair.shared_opening) >= FEW
        and not pair.is_of_one_source
    )


def _twice(pair: Pair) -> bool:
    """One source shows it twice: all that tells one posting from another is the same."""
    return (
        pair.is_of_one_source
        and is_shown_again(pair)
        and pair.text.held == 1
        and pair.text.shared >= ENOUGH
        and pair.text.smaller == pair.text.larger
        and pair.one.posted == pair.two.posted
    )


EVIDENCE: tuple[Evidence, ...] = (
    Evidence("number", _number, "The same printed number of the same employer."),
    Evidence("address", _address, "The same address to apply at, or one is the other's origin."),
    Evidence("header", _header, "The same employer, title, place and deadline (or date)."),
    Evidence("text", _text, "The same text, standard text left out."),
    Evidence("supported", _supported, "The same title, most of the text, and deadline or pay."),
    Evidence("unit", _unit, "No title, but the unit that the other title names, and the deadline."),
    Evidence("twice", _twice, "One source shows the same posting under two keys."),
)

RANK = {row.name: rank for rank, row in enumerate(EVIDENCE, start=1)} | {"person": 0}
"""By rule, its strength: 0 is a person's word."""


def found_evidence(pair: Pair) -> list[str]:
    """Return the names of all rows that apply, strongest first."""
    return [row.name for row in EVIDENCE if row.applies(pair)]


def is_possible(pair: Pair) -> str:
    """Return in words why two postings without evidence may be of one vacancy; "" where nothing
    speaks for it."""
    if pair.is_of_one_source:
        return ""
    if pair.shares_number and pair.employers is not Employers.DIFFERENT:
        return "the same number, but nothing else agrees"
    is_theirs = pair.employers is not Employers.DOUBTED or pair.whole_text.held >= WHOLE
    if is_theirs and _is_alike(pair):
        return "similar text"
    if _is_undated(pair):
        return "the same title, employer and place; one has no date"
    return ""


def _is_alike(pair: Pair) -> bool:
    text = pair.text
    return text.shared >= ENOUGH and text.held >= ALIKE and text.is_of_one_size


def _is_undated(pair: Pair) -> bool:
    """Whether all of the header is the same but the date, which nobody can compare."""
    return (
        pair.titles is Titles.SAME
        and len(pair.one.title) > 2
        and pair.employers is Employers.SAME
        and pair.is_at_one_place
        and not pair.is_vague
        and pair.deadlines is Days.UNKNOWN
        and pair.posted is Days.UNKNOWN
        and not _is_contradicted(pair)
    )
