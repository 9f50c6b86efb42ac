"""Find the listed town in a line below the title that says other things, too."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.places.names import is_everyday_word, known_town
from crawlers.extract.terms.employment import may_be_term
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in

_LEAST_PARTS = 3
"""Parts between commas of a line of which one may be a town."""
_MOST_BEFORE = 1
"""Words before "in" and the town: "Dienstort in Bern"."""


def town_before_remark(text: str) -> str:
    """Return the town that a line begins with, before a comma and words that are no name: "Leeds,
    five months from 1 March"; "" for none."""
    town, comma, remark = text.partition(", ")
    is_remark = comma and (remark[:1].islower() or remark[:1].isdigit())
    return town if is_remark and _is_town(town) else ""


def town_among_commas(line: Line) -> str:
    """Return the town that stands between commas beside a number or a term of work: "Civil Law,
    Bern, from 1 April", "Full time, from August, in Bern"; "" where there is none, or several."""
    if line.text.count(", ") < _LEAST_PARTS - 1 or line.text[-1] in ".!?:":
        return ""
    if not DIGIT.search(line.text) and not may_be_term(line):
        return ""
    parts = [part.strip() for part in line.text.split(", ")]
    towns = [town for part in parts if (town := _town_of(part))]
    return towns[0] if len(towns) == 1 else ""


def _town_of(part: str) -> str:
    if _is_town(part):
        return part
    match = _before_town().search(part)
    if match is None or len(part[: match.start()].split()) > _MOST_BEFORE:
        return ""
    return part[match.end() :] if _is_town(part[match.end() :]) else ""


def _is_town(text: str) -> bool:
    return text[:1].isupper() and known_town(text) is not None and not is_everyday_word(text)


@cache
def _before_town() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(rf"(?<!\w)(?:{words})\s+")
