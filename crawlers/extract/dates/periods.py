"""Read the two ends of a period that a value prints: "5 Nov - 19 Dec 2025"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawlers.extract.dates.printed_date import MAX_LINE, looks_like_date, read_date
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"\d{1,2}")
_LONGEST = 2 * MAX_LINE


@lru_cache(maxsize=1024)
def ends_of_period(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of a period as words that name a day each, None where a
    text is no period. The first has the month and the year of the last where it prints none."""
    if len(text) > _LONGEST or not DIGIT.search(text):
        return None
    for mark in _between().finditer(text):
        first, last = text[: mark.start()].strip(), text[mark.end() :].strip()
        end = read_date(last) if first and looks_like_date(last) else None
        if end is None or end.relative:
            continue
        for words in _whole(first, last):
            start = read_date(words) if looks_like_date(words) else None
            if start is None or start.relative or not (start.when.date or start.warnings):
                continue
            if not (start.when.date and end.when.date and start.when.date > end.when.date):
                return words, last
    return None


def _whole(first: str, last: str) -> list[str]:
    """Return the first day as printed, with the year of the last, with its month and year."""
    year = _YEAR.search(last)
    if _YEAR.search(first) or not year:
        return [first]
    month = _DAY.sub("", last, count=1).strip(" .,")
    return [f"{first} {month}"] if _DAY.fullmatch(first.strip(" .")) else [f"{first} {year[0]}"]


@cache
def _between() -> re.Pattern[str]:
    words = any_of(word for word in phrases_in(load("dates")["to"]) if word.isalpha())
    return re.compile(rf"(?i)\s*[–—~〜～]\s*|\s+-\s+|(?<=[\d.])-(?=\d)|\s+(?:{words})\s+")
