"""Read the values that stand in a title: "Clerk (part-time), Bergen", "Engineer - Remote".

A part in brackets or behind a dash counts where it is nothing but a value; full and part time count
anywhere, since no trade is called so. The title in the HTML head may end in the place, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.extract.dates.printed_date import looks_like_date
from crawlers.extract.header.meta_lines import Value, value_of
from crawlers.extract.job.title_words import folded_list
from crawlers.extract.places.printed_places import looks_like_place
from crawlers.extract.terms.employment import hours_in_title
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.words import load, phrases_in

_PARTS = re.compile(r"\s+[-–—|/·•:]+\s+|\s*[()\[\]|·•]+\s*|\s*[–—]\s*|,\s+(?=[^,]*$)")
_HEAD_PARTS = re.compile(r"\s+[-–—|·•:»]+\s+|\s*[|·•»]+\s*")
_MAX_TITLE = 300
_FROM_TITLE = ("employment_type", "workplace")


def values_of_title(title: str) -> Iterator[Value]:
    """Yield the types of employment and the ways of working that a title names."""
    if len(title) > _MAX_TITLE:
        return
    parts = [part for each in _PARTS.split(title)[1:] if (part := each.strip())]
    found = [value for part in parts if (value := value_of(part)) and value[0] in _FROM_TITLE]
    yield from found
    if not any(slot == "employment_type" for slot, _ in found) and (hours := hours_in_title(title)):
        yield "employment_type", hours


def is_title_value(text: str) -> bool:
    """Return whether the value of a label like "Position" can be a title: no type of employment, no
    place, no date, no number, no form of address ("Title: Mrs")."""
    line = Line(text)
    return (
        any(map(str.isalpha, text))
        and value_of(text) is None
        and not looks_like_date(text)
        and line.folded not in folded_list("refused")
        and line.folded not in folded_list("salutations")
    )


def place_of_head(head_title: str) -> str:
    """Return the place in the title of the HTML head: a part of it that is nothing else, or the end
    of a part behind "in". A town needs its region or country beside it, or to be a known one. ""
    where there is none, or several."""
    if not 0 < len(head_title) <= _MAX_TITLE:
        return ""
    found: dict[str, None] = {}
    for part in map(str.strip, _HEAD_PARTS.split(head_title)):
        behind = _in().split(part)[-1].strip() if _in().search(part) else part
        for text in (part, behind):
            if "," in text and looks_like_place(text):
                found[text] = None
                break
        else:
            if behind != part and looks_like_place(behind):
                found[behind] = None
    return next(iter(found)) if len(found) == 1 else ""


@cache
def _in() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s(?:{any_of(phrases_in(load('header')['before_place']))})\s")
