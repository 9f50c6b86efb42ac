"""Read the day in a line that says who wrote or put up a page, as content systems print it:
"Submitted by admin on Thu, 13/03/2031 - 16:21", "By A. Writer | 4 May 2031 | 3 comments"."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.dates.printed_date import looks_like_date
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in

_LONGEST = 160
_MAX_NAME = 60
"""Characters of what stands between the words of a byline and the day."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_END = re.compile(r"(?<=\d{4})[.;] |(?<=\d)\.$| \(")
_MARKS = r"\s+[|/·•–—-]+\s+|\s*[|·•]\s*"
_MARK = re.compile(_MARKS)


def day_of_byline(text: str) -> str:
    """Return the words of the day in a byline, "" for a line that is none or has no whole day."""
    if len(text) > _LONGEST or not DIGIT.search(text) or not _YEAR.search(text):
        return ""
    if not (begin := _begin().match(text)):
        return ""
    for split in _between().finditer(text, begin.end()):
        if split.start() - begin.end() > _MAX_NAME:
            return ""
        behind = _MARK.split(_END.split(text[split.end() :], maxsplit=1)[0])[0]
        words = _begin_inside().split(behind, maxsplit=1)[0].strip(" ,")
        if _YEAR.search(words) and looks_like_date(words):
            return words
    return ""


@cache
def _begin() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["bylines"]))
    return re.compile(rf"(?i)[^\w]{{0,3}}(?:{words})(?!\w)")


@cache
def _begin_inside() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["bylines"]))
    return re.compile(rf"(?i)\s(?:{words})\s")


@cache
def _between() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["byline_on"]))
    return re.compile(rf"(?i){_MARKS}|\s(?:{words})\s|,\s(?=\d)")
