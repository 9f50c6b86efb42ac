"""Read date values as postings print them to a day, a clock, a zone and the UTC bounds of what they
can mean, or refuse them.

Right or null: an order of day and month that nothing decides, a year that is not printed and a zone
that is not stated stay open, and the bounds span all readings. The clock is an argument (`today`),
so the same words always give the same reading. The words are `data/dates.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Literal

from crawlers.extract.dates.parts import YEARS, Day, Order, Scan
from crawlers.extract.dates.scan import may_begin_date, scan
from crawlers.extract.dates.zones import Zone, bounds
from crawlers.posting.parts.when import When
from crawlers.text.patterns import DIGIT, LETTER, any_of
from crawlers.text.phrases import ByBeginning
from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import squeeze

__all__ = ["DateReading", "Order", "looks_like_date", "may_be_date", "order_evidence", "read_date"]

MAX_VALUE = 300
"""Characters; a longer text is prose."""
MAX_LINE = 60
"""Characters of a line that is a date by itself."""
_SPLIT_CLOCK = re.compile(r"(?<=\d:) (?=\d\d(?!\d))")
_SAID_AGAIN = re.compile(r"[^()\d]+\((?P<day>[^()]+)\)")
"""A day in words, and again in brackets."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d./-]*\d)")
_LETTERS = rf"0-9{LETTER}\u3040-\u9fff\uac00-\ud7af"
_WORDS, _NOT_WORD = re.compile(f"[{_LETTERS}]+"), re.compile(f"[^{_LETTERS}]+")
_WORD = re.compile(rf"[{LETTER}0-9]")
_LEAP_GAP = 8
"""The most years between two days of 29 February (1896 and 1904)."""
_BEGIN = 1  # character: behind it there may be a mark ("a.s.a.p.")
Kind = Literal["fixed", "ongoing", "until_filled", "immediate"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date value as read.

    warnings: `ambiguous_date`, `year_missing`, `day_missing` (a month and a year), `zone_unknown`
    (a clock without a zone). relative: it was words like "3 days ago"; `when` then holds the day
    that they name in place of the words, or the words alone where they name none."""

    when: When
    warnings: tuple[str, ...] = ()
    relative: bool = False


@lru_cache(maxsize=1024)
def read_date(
    raw: str, *, order: Order | None = None, today: date | None = None, after: date | None = None
) -> DateReading | None:
    """Read the date value `raw`; return None where it is none, or an impossible one.

    order: of day and month on the page or site, where it is known (see `order_evidence`); it
    outweighs the separator. today: the day on which the page was answered, for "3 days ago";
    without it such a value keeps its words only. It gives a day with its weekday the year, too.
    after: a day that it cannot lie before (the day of posting, for a deadline): decides a missing
    year and an ambiguous order. The first date of several counts; two that make a period ("1 - 31
    March") are none. Words may follow a date with its year: "9 April 2025 (or when it is filled)".
    Of a day in words what brackets say is read: "the fourth of May (4 May 2026)".
    """
    text = _SPLIT_CLOCK.sub("", squeeze(compose(raw[: 4 * MAX_VALUE])))
    if not 0 < len(text) <= MAX_VALUE or _SURROGATE.search(text):
        return None
    if kind := _kind_of(text):
        return DateReading(When(raw=text, kind=kind))
    found = scan(plain(text), with_remark=True)
    if found is None and (again := _SAID_AGAIN.fullmatch(text)):
        found = scan(plain(again["day"]), with_remark=True)
    if found is None or (not _put_extended_first(plain(text), found) and found.period):
        return None
    if found.days:
        return _read_day(text, found, order, after, today)
    return _read_ago(text, found, today) if found.agos else None


def _put_extended_first(low: str, found: Scan) -> bool:
    """Put the day to which a deadline was moved first, and return whether there is one: "6 May
    2026, extended to 20 May 2026"."""
    moved = _extended().search(low) if len(found.days) > 1 else None
    later = [day for day in found.days if moved and day.start >= moved.end()]
    if later:
        found.days.remove(later[0])
        found.days.insert(0, later[0])
    return bool(later)


@cache
def _extended() -> re.Pattern[str]:
    phrases = any_of(_words(phrase) for phrase in phrases_in(load("dates")["extended"]))
    return re.compile(rf"(?:{phrases})(?![a-z])".replace(r"\ ", "[^a-z0-9]+"))


def order_evidence(raws: Iterable[str]) -> Order | None:
    """Return the order of day and month that dates of one page prove: a field over 12 is a day, one
    over 31 a year. None where no date proves one, or two prove different ones."""
    proofs: set[Order] = set()
    for raw in raws:
        for a, _, b, year in _NUMERIC.findall(plain(compose(raw[: 4 * MAX_VALUE]))):
            first, second = int(a), int(b)
            if first > 31 and len(year) == 2 and 0 < second <= 12:
                proofs.add("YMD")
            elif 12 < first <= 31 and 0 < second <= 12:
                proofs.add("DMY")
            elif 12 < second <= 31 and 0 < first <= 12:
                proofs.add("MDY")
    return proofs.pop() if len(proofs) == 1 else None


def looks_like_date(line: str) -> bool:
    """Return whether a whole short line is a date or a relative date, and does not say of what
    ("until 4 May 2025").

    In numbers it needs a four-digit year: `1.12.24` may be a version.
    """
    if len(line) > MAX_LINE or not may_be_date(line):
        return False
    low = plain(_SPLIT_CLOCK.sub("", squeeze(compose(line))))
    found = scan(low) if may_begin_date(low) else None
    if found is None or found.period or found.has_purpose:
        return False
    return bool(found.agos) or any(
        (not day.short and any(read.year in YEARS for read in day.readings.values()))
        or day.month_day
        for day in found.days[:1]
    )


@cache
def _words_of_time() -> frozenset[str]:
    data = load("dates")
    phrases = phrases_in((data["after_ago"], data["units"], data["days"]))
    return frozenset(_words(phrase).split()[-1] for phrase in phrases)


def may_be_date(line: str) -> bool:
    """Return whether a line can be a date, a cheap check first: a number, or a word that relative
    dates are made of."""
    if DIGIT.search(line):
        return True
    return not _words_of_time().isdisjoint(_WORDS.findall(plain(compose(line))))


# --- A day ----------------------------------------------------------------------------------------


def _read_day(
    raw: str, found: Scan, order: Order | None, after: date | None, today: date | None
) -> DateReading:
    """Return the reading of the first day that was found, with its bounds and warnings."""
    day = found.days[0]
    clock, zone = _clock_of(found)
    warnings = ["zone_unknown"] if clock and not zone else []
    if day.month_day:
        possible = _in_year(*day.month_day, found.weekdays, after)
        if not possible and after is None and today:
            possible = _on_weekday(*day.month_day, found.weekdays, today)
        warnings += [] if possible else ["year_missing"]
    elif day.month:
        possible = day.month
        warnings.append("day_missing")
    else:
        possible = _readings(
            day, order or ("DMY" if found.day_first else None), found.weekdays, after
        )
        warnings += ["ambiguous_date"] if len(possible) > 1 else []
    span = (possible[0], possible[-1]) if possible else (None, None)
    when = _when(
        raw,
        possible[0] if len(possible) == 1 else None,
        span,
        clock,
        zone,
        of_a_day=bool(possible) and not day.month,
    )
    return DateReading(when, tuple(warnings))


def _readings(
    day: Day, order: Order | None, weekdays: set[int], after: date | None
) -> Sequence[date]:
    """Return the days it can be, one where there is evidence: the printed weekday, the known order,
    the separator, `after`."""
    if order == "YMD" and order in day.readings:
        return [day.readings[order]]
    options = {o: d for o, d in day.readings.items() if o != "YMD"} or day.readings
    days = sorted(set(options.values()))
    on_weekday = [d for d in days if d.weekday() in weekdays]
    not_before = [d for d in days if after is None or d >= after]
    if len(days) == 1:
        return days
    if len(on_weekday) == 1:
        return on_weekday
    if (chosen := order or day.convention) in options:
        return [options[chosen]]
    return not_before if len(not_before) == 1 else days


def _in_year(month: int, day: int, weekdays: set[int], after: date | None) -> Sequence[date]:
    """Return the first such day on or after `after`; none where the printed weekday says that it is
    of another year."""
    for year in range(after.year, after.year + _LEAP_GAP + 1) if after else ():
        try:
            candidate = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if candidate >= (after or candidate):
            return [candidate] if not weekdays or candidate.weekday() in weekdays else []
    return []


def _on_weekday(month: int, day: int, weekdays: set[int], today: date) -> Sequence[date]:
    """Return the one such day on a printed weekday in the years around today: in three years in a
    row no day has the same one."""
    found: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1) if len(weekdays) == 1 else ():
        try:
            candidate = date(year, month, day)
        except ValueError:  # 29 February
            continue
        found += [candidate] if candidate.weekday() in weekdays else []
    return found


def _clock_of(found: Scan) -> tuple[time | None, Zone | None]:
    """Return the printed clock and its zone. Of several clocks the first counts if it has a zone of
    its own: else they may be working hours."""
    if not found.clocks:
        return None, found.zone
    clock, zone = found.clocks[0]
    if zone is None and len({c for c, _ in found.clocks}) > 1:
        return None, found.zone
    return clock, zone or found.zone


def _when(
    raw: str,
    day: date | None,
    span: tuple[date | None, date | None],
    clock: time | None = None,
    zone: Zone | None = None,
    *,
    of_a_day: bool = True,
) -> When:
    """Return the record of a day. span: its first and last reading, or, unless `of_a_day`, the days
    that are meant; None is open."""
    first, last = span
    return When(
        raw=raw,
        date=day.isoformat() if day else None,
        time=clock.isoformat() if clock else None,
        zone=zone.name if zone else None,
        precision=None if not of_a_day else "minute" if clock else "day",
        earliest=bounds(first, first, clock, zone)[0] if first else None,
        latest=bounds(last, last, clock, zone)[1] if last else None,
    )


# --- A relative date, a word ----------------------------------------------------------------------


def _read_ago(raw: str, found: Scan, today: date | None) -> DateReading:
    """Read a relative date to the day that it names, so that "3 days ago" today and "4 days ago"
    tomorrow are the same. "1 month 3 days ago" is of two units, "30+ days ago" has no end, weeks
    and months are rounded: those name no day."""
    ago = found.agos[0]
    is_exact = ago.day is not None and not found.counts and len(found.agos) == 1
    day = _days_before(today, ago.day) if today and is_exact else None
    if day is None:
        return DateReading(When(raw=raw), relative=True)
    clock, zone = _clock_of(found)
    words = [day.isoformat(), clock.isoformat() if clock else "", zone.name if zone else ""]
    when = _when(" ".join(filter(None, words)), day, (day, day), clock, zone)
    return DateReading(when, ("zone_unknown",) if clock and not zone else (), relative=True)


def _days_before(today: date, days: int | None) -> date | None:
    try:
        return today - timedelta(days or 0)
    except OverflowError:
        return None


@cache
def _kinds() -> dict[str, Kind]:
    return {
        _words(phrase): kind
        for kind, phrases in load("dates")["kinds"].items()
        for phrase in phrases_in(phrases)
    }


@cache
def _phrases() -> ByBeginning:
    """Return the phrases of the kinds, whatever stands between their words."""
    between = re.escape(" "), "[^a-z0-9]+"
    return ByBeginning(
        _kinds(), _BEGIN, lambda phrases: re.compile(rf"({phrases.replace(*between)})(?![a-z0-9])")
    )


def _kind_of(text: str) -> Kind | None:
    """Return the kind of a value without a day. A remark may follow behind a mark; a number in it
    may be a day, but none that matters to a post that is open until it is filled."""
    low = plain(text)
    first = _WORD.search(low)
    match = _phrases().match(low, first.start()) if first else None
    if match is None:
        return None
    kind, rest = _kinds()[_words(match[1])], text[match.end() :].strip()
    if not _words(rest) or (
        rest[0] in ".,;:(-–" and (kind == "until_filled" or not any(c.isdigit() for c in rest))
    ):
        return kind
    return None


def _words(text: str) -> str:
    return _NOT_WORD.sub(" ", plain(compose(text))).strip()
