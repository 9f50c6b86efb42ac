"""Read the values that stand in a title: "Clerk (part-time), Bergen", "Engineer - Remote".

A part in brackets or behind a dash counts where it is nothing but a value; full and part time count
anywhere, since no trade is called so. The title in the HTML head may end in the place, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.extract.dates.printed_date import looks_like_date
from crawlers.extract.header.labels import slot_of_label
from crawlers.extract.header.line_parts import Value
from crawlers.extract.header.value_of_text import value_of
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.job.title_words import folded_list
from crawlers.extract.pay.pay_lines import looks_like_pay
from crawlers.extract.places.place_lines import is_listed_place, looks_like_place
from crawlers.extract.places.title_places import place_in_title
from crawlers.extract.terms.employment import hours_in_title
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_PARTS = re.compile(r"\s+[-–—|/·•:]+\s+|\s*[()\[\]|·•]+\s*|\s*[–—]\s*|,\s+(?=[^,]*$)")
_HEAD_PARTS = re.compile(r"\s+[-–—|·•:»]+\s+|\s*[|·•»]+\s*")
_BEFORE_PAY = re.compile(r"\s+[-–—|]\s+|,\s+|\s+\(")
_MAX_TITLE = 300
_WORDS_OF_HOURS = 5
"""Words of "16 to 24 hours weekly"."""
_TITLE_SITE_PLACE = 3
"""Parts of a head's title of which one alone may be a town."""
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


def without_deadline(title: str) -> str:
    """Return a title without the last day to apply behind it: "Postdoc, deadline 11 Dec"."""
    head, comma, tail = title.rpartition(", ")
    words = tail.split()
    is_deadline = (
        slot_of_label(" ".join(words[:at])) == "valid_through"
        and looks_like_date(" ".join(words[at:]))
        for at in range(1, len(words))
    )
    return head if comma and any(map(str.isdigit, tail)) and any(is_deadline) else title


def without_pay(title: str) -> tuple[str, str]:
    """Return a title without the pay behind it, and that: "Cook - £14 an hour", "Cook (€14 per
    uur)"; "" for none."""
    for mark in _BEFORE_PAY.finditer(title) if DIGIT.search(title) else ():
        pay = title[mark.end() :].removesuffix(")" if "(" in mark[0] else "")
        if looks_like_pay(pay):
            return title[: mark.start()], pay
    return title, ""


def without_weekly_hours(title: str) -> str:
    """Return a title without the hours or days of a week behind it: "Cook - 24 hours per week",
    "Cook, 3 days/week"."""
    for mark in _BEFORE_PAY.finditer(title) if DIGIT.search(title) else ():
        words = fold(title[mark.end() :]).split()
        is_short = len(words) <= _WORDS_OF_HOURS and words[0][0].isdigit()
        if is_short and all(not part.isdisjoint(words) for part in _parts_of_hours()):
            return title[: mark.start()]
    return title


@cache
def _parts_of_hours() -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded words for hours and days, and those for a week."""
    data = load("work_hours")
    lists = ((data["units"], data["days"]), data["weeks"])
    hours, weeks = (frozenset(map(fold, phrases_in(part))) for part in lists)
    return hours, weeks


def place_of_head(head_title: str) -> str:
    """Return the place in the title of the HTML head: a part of it that is nothing else, or the end
    of a part behind "in" or a comma. A town needs its region or country beside it, or to be a known
    one; as a part by itself it needs a title and a site beside it. "" where there is none, or
    several."""
    if not 0 < len(head_title) <= _MAX_TITLE:
        return ""
    parts = [part for each in _HEAD_PARTS.split(head_title) if (part := each.strip())]
    found = dict.fromkeys(place for part in parts if (place := _place_in_part(part)))
    if not found and len(parts) >= _TITLE_SITE_PLACE:
        found = dict.fromkeys(part for part in parts if looks_like_place(part))
    if not found:
        _, read = place_in_title(parts[0]) if parts else ("", None)
        return read.raw if read and title_score(parts[0]) > 0 else ""
    return next(iter(found)) if len(found) == 1 else ""


def _place_in_part(part: str) -> str:
    """Return the place that a part of the head's title is with its region or country, or that
    stands in it behind "in": at its end, or before the employer ("Cook in Kendal at Harbour Inn"),
    where a town of a common name is meant, too."""
    if "," in part and looks_like_place(part):
        return part
    *before, last = [piece.strip(" ,") for piece in _in().split(part)[1:]] or [""]
    if looks_like_place(last):
        return last
    return next((piece for piece in before if is_listed_place(piece)), "")


@cache
def _in() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s(?:{any_of(phrases_in(load('header')['before_place']))})\s")
