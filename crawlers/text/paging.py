"""What a list page prints of the list as a whole: "21 to 40 of 83", "Page 3 of 5", "83 jobs found".
The words stand in data/paging.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from crawlers.text.word_lists import load, phrases_in

MAX_LINE = 160
"""Characters of a line that such a statement stands in. Set by hand."""
_MAX_COUNT = 60
"""The same of a line that counts postings."""
_NUMBER = r"(\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+|\d{1,7})"
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = {"to": "[-–—]|…|\\.\\.", "of": "[/|]", "page": ""}


@dataclass(frozen=True, slots=True)
class PrintedRange:
    """`Showing 21 to 40 of 83`: first 21, last 40, total 83."""

    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """`Page 3 of 5`: number 3, pages 5."""

    number: int
    pages: int


def printed_range(line: str) -> PrintedRange | None:
    """Return which of how many a line says that a page shows; None where it says none, or says what
    cannot be."""
    if len(line) > MAX_LINE or not (found := _patterns()[0].search(line)):
        return None
    first, last, total = map(_number, found.groups())
    return PrintedRange(first, last, total) if 1 <= first <= last <= total else None


def printed_page(line: str) -> PrintedPage | None:
    """Return which page of how many a line says that a page is; None where it does not."""
    if len(line) > MAX_LINE or not (found := _patterns()[1].search(line)):
        return None
    number, pages = map(_number, found.groups())
    return PrintedPage(number, pages) if 1 <= number <= pages else None


def prints_postings(line: str) -> bool:
    """Return whether a line says that the list has postings: "1 to 20 of 83", "83 open jobs",
    "Jobs (83)"; a year is no number of them."""
    if printed_range(line):
        return True
    found = _count().search(line) if len(line) <= _MAX_COUNT else None
    figures = (found[1] or found[2]) if found else "0"
    return _number(figures) > 0 and not _YEAR.fullmatch(figures)


def _number(figures: str) -> int:
    return int(re.sub(r"\D", "", figures))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    to, of, page = map(_one_of, ("to", "of", "page"))
    return (
        re.compile(rf"(?<![\w.,]){_NUMBER}\s*{to}\s*{_NUMBER}\s*{of}\s*{_NUMBER}(?!\w)", re.I),
        re.compile(rf"(?<!\w){page}[.:]?\s*{_NUMBER}\s*{of}\s*{_NUMBER}(?!\w)", re.I),
    )


@cache
def _count() -> re.Pattern[str]:
    """Return the pattern of a number with what it counts behind it, or before it: "83 open jobs",
    "Jobs: 83"."""
    what, alone = _one_of("counted"), rf"(?<![\w.,]){_NUMBER}(?![.,%]?\w)"
    return re.compile(rf"{alone}\s+(?:\w+\s+){{0,2}}?{what}|{what}\s*[(:]\s*{alone}", re.I)


def _one_of(name: str) -> str:
    data: Any = load("paging")[name]
    words = sorted({re.escape(word) for word in phrases_in(data)}, key=len, reverse=True)
    spaced = rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"
    return f"(?:{spaced}|{marks})" if (marks := _MARKS.get(name)) else f"(?:{spaced})"
