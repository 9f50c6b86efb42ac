"""Say whether a line without a label is a place: "Brussels, Belgium"; not "Finance, Sales"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import (
    all_lead_ins,
    can_be_town,
    is_doubtful_code,
    is_everyday_word,
    is_listed,
    is_town_beside_ways,
    known_town,
    says_no_place,
    word_list,
)
from crawlers.extract.places.one_place import BRACKET, read_place
from crawlers.extract.places.several_places import SEVERAL, are_towns, split_enumeration
from crawlers.extract.places.split_names import names_in, without_postcode
from crawlers.text.word_lists import load

_LONGEST_LINE, _MOST_WORDS, _MOST_PLACES_OF_LINE = 80, 8, 4
"""Characters, words and places of a line that is nothing but places."""
SHAPE = re.compile(r"[^\W\d_][^\d:!?@_=<\n]{2,79}")
"""What a place can look like: a letter first, no digit, no mark of a sentence or an address."""
_FIRST_WORD = re.compile(r"[^\W_]+")
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S+)")
_CODE_LAST = re.compile(r"(\S+), ([A-Z]{2,3})")


def looks_like_place(line: str) -> bool:
    """Return whether a whole short line is a place: "Brussels, Belgium", "LU-Capellen"; not
    "Finance, Sales" or "Embassy of France"."""
    line = line.strip()
    name = without_postcode(line)[0] if len(line) <= _LONGEST_LINE else ""
    if not SHAPE.fullmatch(name) or len(name.split()) > _MOST_WORDS:
        return False
    if _is_coded_town(line):
        return True
    first = key(_FIRST_WORD.match(name)[0])  # type: ignore[index]  # SHAPE begins with a letter
    return (
        (first in _first_words() or gazetteer.begins_name(first))
        and (name[0].isupper() or is_listed(name) or _is_shortened(name))
        # a British postcode tells the country of an address, too, which is no place of work
        and _is_of_places(name.rstrip(" ,") if line.startswith(name) else line)
    )


def is_listed_place(line: str) -> bool:
    """Return whether a line is a place, or a listed town with a postcode or without: "Kendal",
    "LA9 7RG Kendal"."""
    return looks_like_place(line) or bool(gazetteer.towns(without_postcode(line.strip())[0]))


def _is_coded_town(line: str) -> bool:
    """Return whether a line is like `LU-Capellen` or `Capellen, LU`: an unlisted town beside the
    code of a country that is no abbreviation of a trade; or like `Lower Wick VIC`."""
    town, _, state = without_postcode(line)[0].rpartition(" ")
    if state in load("places")["states"]["unmistakable"]:
        return can_be_town(town.rstrip(","))
    if match := _CODE_FIRST.fullmatch(line):
        code, town = match.groups()
    elif match := _CODE_LAST.fullmatch(line):
        town, code = match.groups()
    else:
        return False
    is_country = bool(gazetteer.country_of_code(code)) and not is_doubtful_code(code)
    return is_country and can_be_town(town)


def _is_shortened(name: str) -> bool:
    """Return whether a name begins with a shortened word for a town: "г. Псков"."""
    word, blank, rest = name.partition(" ")
    return bool(blank) and word[-1] == "." and word in all_lead_ins() and rest[:1].isupper()


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a place can begin with beside names: ways of working, words around a
    name."""
    return word_list("around") | {
        key(phrase.split()[0]) for phrase in (*word_list("no_place"), *all_lead_ins())
    }


@lru_cache(4096)
def _is_of_places(line: str) -> bool:
    """Return whether a line is one place, or several towns, with ways of working beside them."""
    texts = [text for piece in SEVERAL.split(line) for text in split_enumeration(piece.strip())]
    countries = [text for text in texts if gazetteer.country(text) and not known_town(text)]
    ways = [text for text in texts if says_no_place(text)]
    return (
        len(texts) <= _MOST_PLACES_OF_LINE
        and (len(texts) == 1 or not countries)
        and len(ways) < len(texts)
        and (
            all(_is_place(text) or text in ways or are_towns(texts) for text in texts)
            or is_town_beside_ways(texts)
        )
    )


def _is_place(text: str) -> bool:
    """Return whether a text is one place whose every word is known."""
    found = None if is_everyday_word(text) else read_place(text)
    if found is None or not found.country:
        return False
    return bool(found.sure and found.city) or _is_of_countries(text)


def _is_of_countries(text: str) -> bool:
    """Return whether a text names countries alone, with the way of working or without: "Norway",
    "Remote (UK)", "Remote - US"; a bare code is none."""
    names, whole = names_in(BRACKET.sub(r", \1", text))
    alone = len(names) == 1 and key(names[0]) == key(text)
    return (
        whole
        and bool(names)
        and all(
            gazetteer.country(name)
            or (not alone and gazetteer.country_of_code(name) and not is_doubtful_code(name))
            for name in names
        )
    )
