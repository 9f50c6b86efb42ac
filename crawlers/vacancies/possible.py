"""What makes two postings possibly one vacancy, where nothing shows it and nothing forbids it."""

from __future__ import annotations

from crawlers.vacancies.days import Days
from crawlers.vacancies.employers import Employers
from crawlers.vacancies.evidence import WHOLE, is_contradicted
from crawlers.vacancies.pair import Pair
from crawlers.vacancies.sentences import ENOUGH
from crawlers.vacancies.titles import TELLING, Titles

ALIKE = 0.8
"""Share of the smaller text from which two postings are `possible`."""


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
    if _is_titled_alike(pair):
        return "the same long title; one says little else"
    return ""


def _is_alike(pair: Pair) -> bool:
    text = pair.text
    return text.shared >= ENOUGH and text.held >= ALIKE and text.is_of_one_size


def _is_undated(pair: Pair) -> bool:
    """Return whether all of the header is the same but the date, which nobody can compare."""
    return (
        pair.titles is Titles.SAME
        and len(pair.one.title) > 2
        and pair.employers is Employers.SAME
        and pair.is_at_one_place
        and not pair.is_vague
        and pair.deadlines is Days.UNKNOWN
        and pair.posted is Days.UNKNOWN
        and not is_contradicted(pair)
    )


def _is_titled_alike(pair: Pair) -> bool:
    """Return whether both have a title that is hardly given twice, and one states nothing else to
    compare: neither the employer nor a date."""
    return (
        pair.titles is Titles.SAME
        and len(pair.one.title) >= TELLING
        and pair.employers is Employers.UNKNOWN
        and pair.deadlines is Days.UNKNOWN
        and pair.posted is Days.UNKNOWN
        and not is_contradicted(pair)
    )
