"""Find the town that stands behind a title: "Nurse (Geneva)", "Bridge Engineer - Lyon, France"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.extract.places import gazetteer
from crawlers.extract.places.names import is_everyday_word, is_listed_town, says_no_place
from crawlers.extract.places.one_place import read_place
from crawlers.extract.places.place_lines import SHAPE
from crawlers.extract.places.printed_places import parts_of, read_places
from crawlers.extract.places.several_places import DASHES
from crawlers.posting.parts.places import Location
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import squeeze

_LONGEST_TITLE = 300
_CUTS = re.compile(r",\s+|\s[-–—]+\s|\s*\(")
"""Where the places of a title can begin."""
_MOST_CUTS = 5
_LAST_COMMAS = re.compile(r"(?P<head>.*\S),\s+(?P<tail>[^,]+, [^,]+)")
_LAST_COMMA = re.compile(r"(?P<head>.*\S),\s+(?P<tail>[^,]+)")
_LAST_BRACKET = re.compile(r"(?P<head>.*\S)\s*\((?P<tail>[^()]+)\)\s*")

_DEPARTMENT = re.compile(r"(?<=\w) \((?:\d{2,3}|2[AB])\)$")
"""The number of a French department behind a town: "Rennes (35)"."""


def place_in_title(title: str) -> tuple[str, Location | None]:
    """Return a title without the town behind its dash or in its last bracket, and that town; the
    title itself where there is none. Of several towns it is the first, and its words are all.

    Only a town of the list is taken, and behind a comma or "in" only a known one: a country alone
    can be what the work is about ("Desk Officer – Ukraine").
    """
    if len(title) > _LONGEST_TITLE:
        return title, None
    title = _DEPARTMENT.sub("", title)
    if several := _several_in_title(title):
        return several
    for head, tail, is_parted in _tails(title):
        tail = squeeze(tail)
        if not head.strip() or not SHAPE.fullmatch(tail) or is_everyday_word(tail):
            continue
        if tail.isupper() and _are_initials(tail, head):
            continue
        found = read_place(tail)
        is_sure = found and found.sure and found.country
        is_town = is_parted and tail[:1].isupper() and bool(gazetteer.towns(tail))
        if found and found.city and (is_sure or is_town):
            return head.strip(), Location(
                raw=tail, city=found.city, region=found.region, country=found.country
            )
    return title, None


def _are_initials(letters: str, words: str) -> bool:
    """Return whether letters are the first ones of words in front of them, as a short form is:
    "Operatore socio sanitario (OSS)"."""
    firsts = "".join(word[0] for word in re.findall(r"\w+", words)).upper()
    return len(letters) > 1 and letters in firsts


def _several_in_title(title: str) -> tuple[str, Location] | None:
    """Return what stands before several towns at the end of a title, or a town and a way of
    working, and the first of them with all as its words: "Engineer (Oslo/Bergen)", "Engineer,
    Leeds or remote". None where any part is no town that is known or lies beside one."""
    for cut in list(_CUTS.finditer(title))[-_MOST_CUTS:]:
        tail = title[cut.end() :].strip()
        is_open = cut[0].strip() == "("
        if not tail or is_open != tail.endswith(")"):
            continue
        tail = tail.rstrip(") ")
        parts = parts_of(tail) if SHAPE.fullmatch(tail) else []
        towns = [part for part in parts if not says_no_place(part)]
        if len(parts) < 2 or not towns or not tail[:1].isupper() or not title[: cut.start()]:
            continue
        read = read_places(tail)
        whole = len(read) == len(towns) and all(each.city and each.country for each in read)
        if whole and all(map(is_listed_town, towns)):
            return title[: cut.start()].strip(), read[0].model_copy(update={"raw": tail})
    return None


def _tails(title: str) -> Iterator[tuple[str, str, bool]]:
    """Yield a title in two, what stands before a place and what can be that place, and whether a
    mark parts them: at its last bracket, its last dash and the one before, its last commas, its
    last "in"."""
    if match := _LAST_BRACKET.fullmatch(title):
        yield match["head"], match["tail"], True
    for dash in list(DASHES.finditer(title))[:-3:-1]:
        yield title[: dash.start()], title[dash.end() :], True
    for mark in (_LAST_COMMAS, _LAST_COMMA, _last_in()):
        if match := mark.fullmatch(title):
            yield match["head"], match["tail"], False


@cache
def _last_in() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(rf"(?P<head>.*\S)\s(?:{words}|@)\s(?P<tail>.+)")
