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
_MARKS = r"\s+[|/·•»–—-]+\s+|\s*[|·•»]\s*"
_MARK = re.compile(_MARKS)
_NAME_AND_DAY = re.compile(
    r" (?:[^\W\d][\w.'’-]* ){1,4}?"
    r"(?P<day>[^\W\d]{3,12}\.? \d{1,2},? \d{4}|\d{1,2}\.? [^\W\d]{3,12}\.? \d{4})(?!\w)"
    r"(?P<count> \d{1,4} [^\W\d])?"
)
"""A name and a day with the name of its month, with no mark between them, and a number of
comments."""


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
    return _day_behind_name(text, begin.end())


def _day_behind_name(text: str, at: int) -> str:
    """Return the words of a day right behind a name of few words: "Posted by Ada May 4, 2031", "By
    Ada May 4, 2031 2 comments"; "by noon 4 May 2031" may be a deadline."""
    match = _NAME_AND_DAY.match(text, at)
    if not match or not looks_like_date(match["day"]):
        return ""
    is_sure = " " in text[:at].strip() or match["count"]
    return match["day"] if is_sure else ""


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
