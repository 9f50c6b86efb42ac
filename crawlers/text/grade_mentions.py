"""Grades that a sentence names, outside any field."""

from __future__ import annotations

import re
from functools import cache

from crawlers.posting import Grade
from crawlers.text.grades import read_grades
from crawlers.text.words import load

_SENTENCE = 1000
_MOST = 7


@cache
def _mentioned() -> re.Pattern[str]:
    """A level word with codes behind it, or codes with a level word behind them."""
    data = load("grades")
    words = sorted({*data["levels"], *(w for system in data["systems"] for w in system["words"])}, key=len, reverse=True)
    letters = "|".join(map(re.escape, sorted(data["letters"], key=len, reverse=True)))
    level = rf"(?i:(?<!\w)(?:{'|'.join(map(re.escape, words))}))(?!\w)"
    code = rf"(?<![\w.])(?:{letters})[. -]?\d{{1,2}}(?![\w%]|[.,]\d)"
    run = rf"{code}(?:(?:\s*(?:[-–/,&]|and|or|to)\s*|\s+){code}){{0,{_MOST}}}"
    return re.compile(rf"{level}\s*(?P<behind>{run})|(?P<before>{run})\s+{level}")


def find_grades(text: str, *, employer: str | None) -> list[Grade]:
    """The grades that a sentence names by a level word ("at grades G5 and G8", "a G15 grade vacancy"); [] where it names none."""
    for match in _mentioned().finditer(text[:_SENTENCE]):
        codes = (match["behind"] or match["before"]).strip()
        if found := read_grades(codes, employer=employer, label=match.group().replace(codes, "")):
            return found
    return []
