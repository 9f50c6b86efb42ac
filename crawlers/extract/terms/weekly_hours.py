"""Read the hours of a week that a label or a sentence states, and the shifts beside them.

A figure is one of a week only where the words say so, or where a label for hours has it alone:
"Hours: 9 to 5" is a clock, "8 hours" is most often a day's work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from crawlers.extract.sentences.by_topic import Prepared, prepare
from crawlers.extract.sentences.durations import number
from crawlers.posting.parts.terms import EmploymentType, WorkHours
from crawlers.posting.parts.text import Section
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, load_merged, phrases_in
from crawlers.text.words import fold

_FULL_WEEK = 35
"""Hours of a week; below, the work is part time. Set by hand, as full weeks of 35 to 40 hours are
the custom of most countries."""
_LONGEST_WEEK = 48
"""Hours of a week at most (the European directive on working time, 2003/88/EC)."""
_A_DAY = (6, 10)
"""Hours that are a day's work as well as a week's, where no word says of which."""
_LEAST_ALONE, _MOST_ALONE, _A_WHOLE_DAY = 12, 40, 24
"""Hours of a week that stand alone on their line. Set by hand."""
_MORNING, _EVENING = (5, 12), (12, 22)
"""Clocks at which work begins and ends: "9-17" under a label for hours."""
_LONGEST = 500
"""Characters of a value that are read."""
_FIGURE = r"\d{1,2}(?:[.,]\d{1,2})?"
_FIGURES = re.compile(_FIGURE)
_HOURS_AND_MINUTES = re.compile(r"(?i)(?<![\d:.,])(\d{1,2})\s?h\s?([0-5]\d)(?!\d)")
"""Hours as French prints them: "28h00 hebdomadaires"; several are clocks."""
_DAYS_ON_AND_OFF = re.compile(r"(?<![\d/])\d ?/ ?\d(?![\d/])")
"""Days of work and days off, with the hours of a day: "2/2 по 12 часов"."""
_CLOCK = re.compile(
    r"(?i)\d[:h]\d\d|\d[.]\d\d\s*[-–]|\d\s?[ap]\.?m\b|\d\s?uhr\b|\dh?\s?[-–]\s?\d+h"
)
_SPAN_OF_CLOCKS = re.compile(
    r"(?i)(?<![\d.,:])\d{1,2}(?:[:.h]\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:-|–|to)\s?"
    r"\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m\.?)+(?![\d:])"
)


class WeeklyHours(NamedTuple):
    """Hours of a week. raw: the words. least, most: equal where one figure stands. is_bound:
    whether that is only the least or the most ("up to 20 hours")."""

    raw: str
    least: float
    most: float
    is_bound: bool = False

    @property
    def employment_type(self) -> EmploymentType | None:
        """Full or part time; None where they may be of either, or are no week's work."""
        if not 1 <= self.least <= self.most <= _LONGEST_WEEK:
            return None
        if self.most < _FULL_WEEK:
            return "PART_TIME"
        return "FULL_TIME" if self.least >= _FULL_WEEK else None

    @property
    def exact(self) -> str | None:
        """The hours in plain digits; None for a range, or where they are no week's work."""
        if self.is_bound or self.least != self.most or not 1 <= self.least <= _LONGEST_WEEK:
            return None
        return f"{self.least:g}"


def hours_of_value(raw: str, label: str = "") -> WeeklyHours | None:
    """Return the hours of a week in a value, where the label or the value says that they are
    hours; None for a clock, a day's, a month's hours, or several figures."""
    raw = raw.strip()[:_LONGEST]
    if not DIGIT.search(raw):
        return None
    words = fold(raw).split()
    if not _set("other_spans").isdisjoint(words):
        return None
    says_week = not _set("weeks").isdisjoint(chain(words, fold(label).split()))
    text, times = _HOURS_AND_MINUTES.subn(_in_hours, raw) if says_week else (raw, 0)
    text = text if times == 1 else raw
    with_unit = {found.group("figures") for found in _with_unit().finditer(text)}
    if not with_unit and not _set("hours").isdisjoint(fold(label).split()):
        alone = _alone().fullmatch(raw)
        with_unit = {alone["figures"]} if alone else set()
    if len(with_unit) != 1:
        return None
    ends = _numbers(with_unit.pop())
    is_of_day = _CLOCK.search(raw) or _DAYS_ON_AND_OFF.search(raw) or _may_be_a_day(ends)
    if not says_week and is_of_day:
        return None
    return WeeklyHours(raw, ends[0], ends[-1], bool(_bounds().search(raw)))


def _in_hours(match: re.Match[str]) -> str:
    """Return "17.5 h" of "17h30"."""
    return f"{int(match[1]) + int(match[2]) / 60:g} h"


def hours_of_sentence(sentence: str) -> WeeklyHours | None:
    """Return the hours a week that a sentence states of the post: "The job is 30 hours a week"."""
    found = _of_post().search(sentence)
    if found is None:
        return _hours_alone(sentence)
    name = str(found.lastgroup)
    ends = _numbers(found[name])
    return WeeklyHours(sentence[found.start(name) : found.end()].strip(), min(ends), max(ends))


def _hours_alone(line: str) -> WeeklyHours | None:
    """Return the hours that are a whole line, in a language that counts a week's so: "24 - 32
    uur"; "24 uur" alone is a day."""
    found = _whole_line().fullmatch(line.strip()) if DIGIT.search(line[:2]) else None
    ends = _numbers(found["figures"]) if found else []
    if not ends or not _LEAST_ALONE <= ends[0] <= ends[-1] <= _MOST_ALONE or ends == [_A_WHOLE_DAY]:
        return None
    return WeeklyHours(line.strip(), ends[0], ends[-1])


def read_work_hours(sections: Sequence[Section] | Prepared) -> WorkHours | None:
    """Return the hours that the sentences of a text state of the post, with the shifts beside them;
    None where two sentences state different ones."""
    found: dict[tuple[float, float], WorkHours] = {}
    for sentence in prepare(sections).about("work_hours"):
        if hours := hours_of_sentence(sentence.text):
            shifts = shifts_in(sentence.text)
            stated = WorkHours(raw=sentence.raw, hours_per_week=hours.exact, shifts=shifts)
            found.setdefault((hours.least, hours.most), stated)
    return next(iter(found.values())) if len(found) == 1 else None


def work_hours_of_label(raw: str, label: str) -> WorkHours | None:
    """Return the hours and the shifts in the value of a label for hours: "38.5 hours a week,
    rotating shifts", "Mon-Fri 9:00-17:00". None where it has neither figure nor shift."""
    raw = raw.strip()[:_LONGEST]
    shifts = shifts_in(raw)
    if not shifts and not DIGIT.search(raw):
        return None
    hours = hours_of_value(raw, label)
    return WorkHours(raw=raw, hours_per_week=hours.exact if hours else None, shifts=shifts)


def shifts_in(text: str) -> list[str]:
    """Return the shifts in a text as printed, each once: "night shift", "06:00-14:00"."""
    found = [*_SPAN_OF_CLOCKS.finditer(text), *_shifts().finditer(text)]
    found.sort(key=re.Match.start)
    return list(dict.fromkeys(" ".join(each[0].split()) for each in found))


def _numbers(figures: str) -> list[float]:
    """Return the numbers of one figure, of a range, or of a number in words."""
    found = _FIGURES.findall(figures) or [str(number(figures.lower()))]
    return [float(figure.replace(",", ".")) for figure in found]


def _may_be_a_day(ends: list[float]) -> bool:
    """Return whether figures that no word calls a week's may be the hours of a day, or two clocks:
    "8 hours", "9 - 17"."""
    if len(ends) == 1:
        return _A_DAY[0] <= ends[0] <= _A_DAY[1]
    least, most = ends[0], ends[-1]
    if least >= most:
        return True
    return _MORNING[0] <= least < _MORNING[1] and _EVENING[0] < most <= _EVENING[1]


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(word for phrase in _data()[name] for word in fold(phrase).split())


def _data() -> dict[str, list[str]]:
    merged: dict[str, list[str]] = load_merged("work_hours")
    return merged


@cache
def _with_unit() -> re.Pattern[str]:
    """Return a pattern of figures with a unit behind: "38,5 Stunden", "24 to 30 hours"."""
    units = any_of((*_data()["units"], *load_merged("employment")["stated"]["hours"]))
    to = any_of(_data()["to"])
    return re.compile(
        rf"(?i)(?<![\w.,:])(?P<figures>{_FIGURE}(?:\s*(?:-|–|{to})\s*{_FIGURE})?)"
        rf"(?:\s*|-)(?:{units})(?!\w)"
    )


@cache
def _whole_line() -> re.Pattern[str]:
    units = any_of(_data()["units_of_a_week"])
    return re.compile(
        rf"(?i)(?P<figures>{_FIGURE}(?:\s*(?:-|–|{any_of(_data()['to'])})\s*{_FIGURE})?)\s*(?:{units})"
    )


@cache
def _alone() -> re.Pattern[str]:
    """Return a pattern of a value that is figures, and words in brackets or behind a comma."""
    before, to = any_of((*_data()["about"], *_data()["bounds"])), any_of(_data()["to"])
    return re.compile(
        rf"(?i)(?:(?:{before})\s+)?(?P<figures>{_FIGURE}(?:\s*(?:-|–|{to})\s*{_FIGURE})?)"
        rf"(?:\s*(?:{any_of(_data()['weeks_behind'])}))?(?:\s*[,;(][^\d]*)?"
    )


@cache
def _bounds() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{any_of(_data()['bounds'])})\s*\d|\d\s*\+")


@cache
def _shifts() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{any_of(_data()['shifts'])})(?!\w)")


@cache
def _of_post() -> re.Pattern[str]:
    """Return a pattern of the hours a week that a sentence states of the post: "The job is 30 hours
    a week", "a 24 hour position", "35 hours per week, Monday to Friday"."""
    said = load_merged("employment")["stated"]
    figures = rf"{_FIGURE}(?:\s*(?:-|–|{any_of(said['to'])})\s*{_FIGURE})?"
    hours, small = any_of(said["hours"]), any_of(said["before_hours"])
    numbers = rf"(?:{figures}|{any_of(said['numbers_of_hours'])})"
    seeks = any_of(chain(phrases_in(load("page_kinds")["seeking"]), said["seeks"]))
    return re.compile(
        rf"(?i)(?<!\w)(?:{any_of(said['predicate'])})\s+(?:(?:{small})\s+)?(?P<hours>{numbers})"
        rf"(?:\s*|-)(?:{hours})(?!\w)"
        rf"|(?<!\w)(?:{seeks})\s+(?:\S+\s+){{0,12}}?(?:{any_of(said['before_hours'])})\s+"
        rf"(?P<sought>{numbers})(?:\s*|-)(?:{hours})(?!\w)"
        rf"|(?<![\w.,])(?P<whole>{_FIGURE})(?:\s+|-)(?:{any_of(said['hour'])})\s+"
        rf"(?:(?:{any_of(said['of_a_week'])})\s+)?(?:{any_of(said['post'])})(?!\w)"
        rf"|^\W*(?P<first>{figures})\s*(?:{hours})(?=\s*(?:[.,;(]|$|[-–]\s))"
    )
