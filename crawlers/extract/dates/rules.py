"""Rules for the shapes of days, clocks and relative dates: a pattern, and a function that reads a
match of it.

Patterns are matched at one place of plain text (`crawlers.text.unaccented`). A function adds what
it reads to the scan and returns whether the match counts. The words are data (`data/dates.yaml`);
marks that are a notation (`a.m.`, the `T` of RFC 3339) stand here."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import MAXYEAR, MINYEAR, date, time

from crawlers.extract.dates.parts import YEARS, Ago, Day, Refused, Scan
from crawlers.extract.dates.zones import offset_zone, zone_words
from crawlers.text.patterns import LETTER, any_of
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, load_merged, phrases_in

CENTURY_FROM = 90
"""Two-digit years from here on are of the 1900s."""
_HOURS_OF_ONE_DAY = 12
"""Hours ago, beyond whole days, up to which the earlier day is likelier: half a day."""

_DATA = load("dates")
_MONTHS = {
    plain(name): number
    for months in _DATA["months"].values()
    for number, names in enumerate(months, 1)
    for name in names
}
_WITH_YEAR = {plain(name) for name in phrases_in(_DATA["months_only_with_a_year"])}
_EASTERN_UNITS: dict[str, list[str]] = load_merged("dates")["eastern_units"]
_ERAS = {
    plain(name): int(before)
    for before, names in _DATA["eras"].items()
    for name in phrases_in(names)
}
_UNITS = {plain(word): unit for unit in _DATA["units"] for word in phrases_in(_DATA["units"][unit])}

SPELLED_DAYS = {
    plain(word): day
    for words in _DATA["spelled_days"].values()
    for day, word in enumerate(words, 1)
}
"""The days of a month by their ordinals in words."""


# --- Days -----------------------------------------------------------------------------------------


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= CENTURY_FROM else 2000)


def _date(year: int, month: int, day: int, years: range = YEARS) -> date | None:
    try:
        return date(year, month, day) if year in years else None
    except ValueError:
        return None


def _add(found: Scan, match: re.Match[str], day: Day) -> bool:
    """Add a day; raise Refused for one without any reading."""
    if not (day.readings or day.month_day or day.month):
        raise Refused
    day.start, day.end = match.span()
    found.days.append(day)
    return True


def _fixed(found: Scan, match: re.Match[str], year: str, month: int, day: str) -> bool:
    read = _date(_year(year), month, int(day))
    return _add(found, match, Day({"DMY": read} if read else {}))


def _year_first(found: Scan, match: re.Match[str]) -> bool:
    """Read a date as programs write it: of any year, because the source says so."""
    read = _date(int(match["y"]), int(match["m"]), int(match["d"]), range(MINYEAR, MAXYEAR + 1))
    return _add(found, match, Day({"DMY": read} if read else {}))


def _year_of_era(found: Scan, match: re.Match[str]) -> bool:
    """Read a date whose year is counted from the beginning of an era: "令和8年3月9日"."""
    year = _ERAS[match["era"]] + int(match["y"])
    read = _date(year, int(match["m"]), int(match["d"]))
    return _add(found, match, Day({"DMY": read} if read else {}))


def _numbers(found: Scan, match: re.Match[str]) -> bool:
    """Read three numbers, the year last, of which the first two may be swapped; or two digits each,
    in any order."""
    a, b, c = int(match["a"]), int(match["b"]), match["y"]
    read = {"DMY": _date(_year(c), b, a), "MDY": _date(_year(c), a, b)}
    if len(c) == 2:
        read["YMD"] = _date(_year(f"{a:02}"), b, int(c))
    readings = {order: day for order, day in read.items() if day}
    if not readings and found.days:
        return False  # "23.59.59" behind a day
    # A dot stands for day first: so all languages write it. English alone swaps them, and does so
    # with slashes and dashes.
    return _add(
        found, match, Day(readings, "DMY" if match["sep"] == "." else None, short=len(c) == 2)
    )


def _named(found: Scan, match: re.Match[str]) -> bool:
    month = _MONTHS.get(match["m"])
    return month is not None and _fixed(found, match, match["y"].strip("'"), month, match["d"])


def _named_without_year(found: Scan, match: re.Match[str]) -> bool:
    month, day = _MONTHS.get(match["m"]), int(match["d"])
    if month is None or match["m"] in _WITH_YEAR:
        return False
    return _add(found, match, Day(month_day=(month, day) if _date(2000, month, day) else None))


def _spelled(found: Scan, match: re.Match[str]) -> bool:
    """Read "the fifteenth of January 2027"."""
    month, day = _MONTHS.get(match["m"]), SPELLED_DAYS[match["ordinal"]]
    return month is not None and _fixed(found, match, match["y"], month, str(day))


def _clock_before_year(found: Scan, match: re.Match[str]) -> bool:
    """Read a date as the C library writes it: "Tue Nov 17 10:42:08 MST 2026"."""
    if not _named(found, match):
        return False
    _clock(found, match)
    if zone := zone_words().get(match["zone"] or ""):
        found.set_zone(zone)
    return True


def _month_of_year(found: Scan, match: re.Match[str]) -> bool:
    """Read a month and its year: "May 2026"."""
    month, year = _MONTHS.get(match["m"]), int(match["y"])
    if month is None:
        return False
    if year not in YEARS:
        raise Refused
    return _add(
        found,
        match,
        Day(month=(date(year, month, 1), date(year, month, monthrange(year, month)[1]))),
    )


# --- Clocks and relative dates --------------------------------------------------------------------


def _clock(found: Scan, match: re.Match[str]) -> bool:
    """Read a clock of 12 or 24 hours. Raise Refused for one that does not exist."""
    parts = match.groupdict()
    hour, minute, second, half = (
        int(match["h"]),
        int(parts.get("min") or 0),
        int(parts.get("s") or 0),
        parts.get("half"),
    )
    if half and hour <= 12:
        if hour == 0 and half == "p":
            raise Refused
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half == "a":
        raise Refused
    if hour > 23 or minute > 59 or second > 59:
        raise Refused
    found.clocks.append((time(hour, minute, second), None))
    found.rfc_clock = match.group()[0] == "t"
    return True


def _hour_behind_a_day(found: Scan, match: re.Match[str]) -> bool:
    """Read a bare "17 h" or "12 Uhr"; in front of the day, or behind "still", it may be a count of
    hours."""
    return bool(found.days) and not found.remaining and _clock(found, match)


def _noon(found: Scan, match: re.Match[str]) -> bool:
    if not found.clocks:
        found.clocks.append((time(12), None))
    return True


def _skip(found: Scan, match: re.Match[str]) -> bool:
    return True


def _offset(found: Scan, match: re.Match[str]) -> bool:
    """Read an offset behind a clock; "9:00-11:00" is none, so a bare minus counts only as RFC 3339
    and RFC 5322 write it."""
    stated = match["base"] or (
        match["min"] and (match["sign"] == "+" or not match["colon"] or found.rfc_clock)
    )
    zone = (
        offset_zone(match["sign"], int(match["h"]), int(match["min"] or 0))
        if stated and found.clocks
        else None
    )
    if zone:
        found.set_zone(zone)
    return zone is not None


def _ago(found: Scan, match: re.Match[str]) -> bool:
    if not (match["before"] or match["after"]):
        return False
    coarse = match["more"] or match["plus"]
    count, unit = int(match["n"] or 1), _UNITS[match["unit"]]
    found.agos.append(Ago(None if coarse else _days_of(unit, count)))
    return True


def _eastern_ago(found: Scan, match: re.Match[str]) -> bool:
    """Read "3日前": a count, a unit and "ago" in signs that stand side by side."""
    unit = next(unit for unit, signs in _EASTERN_UNITS.items() if match["unit"] in signs)
    found.agos.append(Ago(_days_of(unit, int(match["n"]))))
    return True


def _days_of(unit: str, count: int) -> int | None:
    """Return the days that a count names. Weeks, months and years are rounded and name none, nor
    do hours that are as likely to begin in the day before."""
    if unit == "hour":
        return count // 24 if count % 24 <= _HOURS_OF_ONE_DAY else None
    return {"minute": 0, "day": count}.get(unit)


def _count(found: Scan, match: re.Match[str]) -> bool:
    found.counts += 1
    return True


# --- Shapes ---------------------------------------------------------------------------------------


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, with no letter behind."""
    return f"(?:{any_of({plain(word) for word in words})})(?![{LETTER}])"


_UNIT, _TH, _BEHIND = (
    _any(_UNITS),
    _any(phrases_in(_DATA["ordinals"])),
    _any(phrases_in(_DATA["hours_behind"])),
)
_BEHIND_FOUR = _any(phrases_in((_DATA["hours_behind"], _DATA["hours_behind_four_digits"])))
_D, _M, _Y = r"(?P<d>[0-9]{1,2})", rf"(?P<m>[{LETTER}]{{3,12}})", r"(?P<y>[0-9]{4})"
_OF = rf"(?:{_any(phrases_in(_DATA['particles']))}[ ']?)?"
_HALF = r" ?(?P<half>[ap])\.? ?m(?![a-z])\.?"
_NO_CLOCK = rf"(?! ?[:.h] ?[0-9]| ?[ap]\.? ?m(?![a-z])| ?{_BEHIND})"

_ISO = (
    r"(?P<y>[0-9]{4}) ?(?P<sep>[-/.]) ?(?P<m>[0-9]{1,2}) ?(?P=sep) ?"
    r"(?P<d>[0-9]{1,2})(?![0-9]|-[0-9])"
)
_YEAR, _MONTH, _DAY = (
    f"(?:{any_of(phrases_in(_DATA['eastern_marks'][part]))})" for part in ("year", "month", "day")
)
_EASTERN = (
    rf"(?P<y>[0-9]{{4}}) ?{_YEAR} ?(?P<m>[0-9]{{1,2}}) ?{_MONTH} ?(?P<d>[0-9]{{1,2}}) ?{_DAY}?"
)
_IN_ERA = (
    rf"(?P<era>{any_of(_ERAS)}) ?(?P<y>[0-9]{{1,3}}) ?{_YEAR} ?(?P<m>[0-9]{{1,2}}) ?{_MONTH} ?"
    rf"(?P<d>[0-9]{{1,2}}) ?{_DAY}?"
)
_EASTERN_AGO = (
    rf"(?P<n>[0-9]{{1,3}}) ?(?P<unit>{any_of(phrases_in(_DATA['eastern_units']))}) ?"
    rf"(?:{any_of(phrases_in(_DATA['eastern_ago']))})"
)
_NUMBERED_MONTH = (
    rf"(?P<d>[0-9]{{1,2}}) ?,? ?{_any(phrases_in(_DATA['before_month']))} ?(?P<m>[0-9]{{1,2}})"
    rf" ?,? ?(?:{_any(phrases_in(_DATA['before_year']))} )?(?P<y>[0-9]{{4}})(?![0-9])"
)
_COMPACT = r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])"
_THREE_NUMBERS = (
    r"(?P<a>[0-9]{1,2}) ?(?P<sep>[-/.]) ?(?P<b>[0-9]{1,2}) ?(?P=sep) ?"
    r"(?P<y>[0-9]{4}|[0-9]{2})(?![0-9]|[-/.][0-9])"
)
_DAY_MONTH = rf"{_D}(?:{_TH})?\.?[ .,/\-]{{0,3}}{_OF}{_M}"
_DAY_MONTH_YEAR = (
    rf"{_DAY_MONTH}[ .,/\-]{{0,3}}{_OF}(?P<y>[0-9]{{4}}|'?[0-9]{{2}}{_NO_CLOCK})(?![0-9])"
)
_MONTH_DAY = rf"{_M}\.?[ ./\-]{{0,2}}{_D}(?:{_TH})?"
_MONTH_DAY_YEAR = (
    rf"{_MONTH_DAY}(?: ?, ?|[ ./\-]{{1,2}}){_OF}(?P<y>[0-9]{{4}}|'[0-9]{{2}})(?![0-9:])"
)

_SPELLED = any_of(SPELLED_DAYS)
_SPELLED_DAY = rf"(?P<ordinal>{_SPELLED}) {_OF}{_M},? {_Y}(?![0-9])"
_HOUR, _MINUTE = r"(?P<h>[0-9]{1,2})", r"(?P<min>[0-9]{2})"
_SECOND = r"(?P<s>[0-9]{2})(?:[.,][0-9]{1,9})?"
_HOUR_MINUTE = rf"{_HOUR} ?[:.h] ?{_MINUTE}(?: ?[:.] ?{_SECOND})?(?:{_HALF}| ?{_BEHIND})?(?![0-9])"
_C_DATE = rf"{_M} {_D} {_HOUR}:{_MINUTE}:{_SECOND}(?: (?P<zone>[a-z]{{2,5}}))? {_Y}(?![0-9])"
_RFC_3339_CLOCK = rf"t(?P<h>[0-9]{{2}}):?{_MINUTE}(?::?{_SECOND})?"
_OFFSET = rf"(?P<sign>[+-]) ?{_HOUR}(?:(?P<colon>:)?{_MINUTE})?(?![0-9:])"
_NOON = rf"(?:12(?:[:.]00)? ?)?{_any(phrases_in(_DATA['noon']))}"
_MIDNIGHT = rf"(?:(?:12|24|0?0)(?:[:.]00)? ?)?{_any(phrases_in(_DATA['midnight']))}"

_AGO = "".join((
    rf"(?:(?P<before>{_any(phrases_in(_DATA['before_ago']))}) )?",
    rf"(?:{_any(phrases_in(_DATA['about']))} )?(?:(?P<more>{_any(phrases_in(_DATA['more']))}) )?",
    rf"(?:(?P<n>[0-9]{{1,3}}) ?(?P<plus>\+)? ?|{_any(phrases_in(_DATA['one']))} )?",
    rf"(?P<unit>{_UNIT})(?: (?P<after>{_any(phrases_in(_DATA['after_ago']))}))?",
))  # fmt: skip

Rule = tuple[re.Pattern[str], Callable[[Scan, re.Match[str]], bool]]


def _rules(*rules: tuple[str, Callable[[Scan, re.Match[str]], bool]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), read) for pattern, read in rules)


# The rules by the character at the place, in the order in which they are tried.
AT_DIGIT = _rules(
    (_EASTERN, _year_first),
    (_EASTERN_AGO, _eastern_ago),
    (_NUMBERED_MONTH, _year_first),
    (_ISO, _year_first),
    (_COMPACT, _year_first),
    (_THREE_NUMBERS, _numbers),
    (rf"{_Y}[ ./\-]{{1,2}}{_OF}{_M}\.?[ ./\-]{{1,2}}{_D}(?![0-9:])", _named),
    (rf"{_Y}\.? ?{_any(phrases_in(_DATA['after_year']))} ?{_D}\.? ?{_M}", _named),
    (_DAY_MONTH_YEAR, _named),
    (rf"{_DAY_MONTH}(?![{LETTER}])", _named_without_year),
    (_AGO, _ago),
    (rf"{_MIDNIGHT}|24[:.]00(?![:0-9])", _skip),
    (_NOON, _noon),
    (rf"(?P<h>[01][0-9]|2[0-3])(?P<min>[0-5][0-9]) ?{_BEHIND_FOUR}", _clock),
    (_HOUR_MINUTE, _clock),
    (rf"{_HOUR}{_HALF}", _clock),
    (rf"{_HOUR} ?{_BEHIND}", _hour_behind_a_day),
    (rf"[0-9]{{1,3}} ?\+? ?{_UNIT}", _count),
)
AT_WORD = _rules(
    (_SPELLED_DAY, _spelled),
    (_C_DATE, _clock_before_year),
    (_MONTH_DAY_YEAR, _named),
    (rf"{_MONTH_DAY}(?![0-9]){_NO_CLOCK}", _named_without_year),
    (rf"{_M}\.?[ ,./\-]{{1,2}}{_OF}{_Y}(?![0-9:])", _month_of_year),
    (_AGO, _ago),
    (_MIDNIGHT, _skip),
    (_NOON, _noon),
    (_RFC_3339_CLOCK, _clock),
    (rf"{_any(phrases_in(_DATA['hours_before']))}\.? ?{_HOUR}(?! ?[a-z0-9]|[:.][0-9])", _clock),
    (rf"(?P<base>{_any(phrases_in(_DATA['offset_bases']))}) ?{_OFFSET}", _offset),
)
AT_MARK = _rules(
    (_IN_ERA, _year_of_era),
    (rf" ?(?P<base>){_OFFSET}", _offset),
    (r"[ ,;:.()\[\]|•·*/!'@-]+", _skip),
)
