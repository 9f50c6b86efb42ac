"""Read the date behind a word of posting: "Posted 4 May 2025", "Acme, posted on 4 May by Ada".

The words are `data/header.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.dates.printed_date import read_date
from crawlers.extract.header.bylines import day_of_byline
from crawlers.extract.header.line_parts import Value
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in


def begins_with_posted(text: str) -> bool:
    """Return whether a text says first that something was published: "Posted 4 May 2025"."""
    return _posted().match(text) is not None


def says_posted(text: str) -> bool:
    """Return whether a date is said to be of posting, or is relative ("3 days ago")."""
    found = read_date(text)
    return found is not None and (found.relative or begins_with_posted(text))


@cache
def _posted() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{any_of(phrases_in(load('header')['posted']))})(?!\w)")


def posted_within(text: str) -> tuple[Value, ...]:
    """Return the date behind a word of posting within a line: "Acme, posted 4 May 2025 by Ada"."""
    if not DIGIT.search(text):
        return ()
    for match in _posted_anywhere().finditer(text):
        words = text[match.start() :]
        by = _by_and_day().match(words)
        words = f"{match[0]} {by['day']}" if by else words
        found = read_date(words)
        if found and (found.when.date or found.relative or "ambiguous_date" in found.warnings):
            return (("date_posted", words),)
    day = day_of_byline(text)
    return (("date_posted", day),) if day else ()


@cache
def _posted_anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{any_of(phrases_in(load('header')['posted']))})(?!\w)")


@cache
def _by_and_day() -> re.Pattern[str]:
    """Return the pattern of a day behind who posted: "Posted by Acme on 4 May 2025"."""
    by = any_of(phrases_in(load("organizations")["posted_by"]))
    on = any_of(phrases_in(load("dates")["around"]))
    return re.compile(
        rf"(?i)[\w ]{{3,30}}? (?:{by}) [^|·•]{{2,60}}?[ ,]+(?:(?:{on}) )?(?P<day>\d.*)"
    )
