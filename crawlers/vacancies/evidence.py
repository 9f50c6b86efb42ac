"""What shows that two postings are of one vacancy: one table, strongest first. Similar text alone
shows nothing: it makes `possible`."""

from __future__ import annotations

from crawlers.vacancies.days import EXTENDED, Days
from crawlers.vacancies.employers import Employers
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.forbidding import is_shown_again
from crawlers.vacancies.pair import Pair
from crawlers.vacancies.sentences import ENOUGH, SAME_JOB_TEXT
from crawlers.vacancies.table import Row, Table, rows_for
from crawlers.vacancies.titles import Titles, ranks

FEW = 2
"""Sentences in common that go beyond chance."""
WHOLE = 0.85
"""Share of the smaller text, standard text too, that shows whose it is where an employer is
doubted: boards put a few sentences of their own below it."""
SUPPORTS = 0.5
"""Share of the smaller text that supports other evidence."""
OF_TWO_JOBS = 0.25
"""Share of the smaller text below which two texts are of two jobs. Set by hand."""


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
        and not is_contradicted(pair)
        and (not pair.is_vague or _has_same_text(pair, FEW))
    )


def is_contradicted(pair: Pair) -> bool:
    """Return whether both state pay, and it differs; or both have texts, and these are of two
    jobs."""
    if pair.pay is False:
        return True
    return pair.text.smaller >= ENOUGH and pair.text.held < OF_TWO_JOBS


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
    """Return whether one has no date, and was first seen so long after the other's deadline that it
    may be the same post again."""
    if late.deadline or late.posted or not early.deadline or not late.first_day:
        return False
    return late.first_day > max(early.deadline) + EXTENDED


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
    titled, untitled = (pair.one, pair.two) if pair.one.title else (pair.two, pair.one)
    subject = {word for word in titled.title if word not in ranks()}
    unit = set(untitled.unit.split())
    return (
        bool(titled.title)
        and not untitled.title
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


EVIDENCE: Table = (
    Row("number", _number, "The same printed number of the same employer."),
    Row("address", _address, "The same address to apply at, or one is the other's origin."),
    Row("header", _header, "The same employer, title, place and deadline (or date)."),
    Row("text", _text, "The same text, standard text left out."),
    Row("supported", _supported, "The same title, most of the text, and deadline or pay."),
    Row("unit", _unit, "No title, but the unit that the other title names, and the deadline."),
    Row("twice", _twice, "One source shows the same posting under two keys."),
)

RANK = {row.name: rank for rank, row in enumerate(EVIDENCE, start=1)} | {"person": 0}
"""By rule, its strength: 0 is what a person decided."""


def found_evidence(pair: Pair) -> list[str]:
    """Return the names of all rows that apply, strongest first."""
    return rows_for(EVIDENCE, pair)
