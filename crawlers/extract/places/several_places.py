"""Split a text into the places that it lists: "Brussels and Mons", "London, Leeds or remote"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, permutations

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import (
    Territory,
    has_states,
    is_code,
    is_doubtful_code,
    is_listed,
    is_town_beside_ways,
    known_town,
    listed_in,
    region_in,
    says_no_place,
    strip_surroundings,
    territories_of,
    town_in,
    word_list,
)
from crawlers.extract.places.one_place import read_place
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

MOST_PLACES = 50
"""Places that one value can list."""
SEVERAL = re.compile(r"[\n\r;|•]+|\s/\s")
"""Marks that stand between places alone, and inside none."""
DASHES = re.compile(r"\s[-–—]+\s|[–—]")
_JOINTS = re.compile(r"[,(–—]|\s-")
"""Marks of which a text that lists places has one, or a word that joins."""
_BEHIND_BRACKET = re.compile(r"(?<=\))\s*(?:[,&+]|\b\w{1,4}\b)\s+")


def split_enumeration(text: str) -> list[str]:
    """Split the places in a text without a mark for several, each known beyond doubt: "Brussels and
    Mons", "Paris, London"; or all in the country of one that is: "London, Manchester or Leeds"."""
    has_joint = _JOINTS.search(text) or _joiner().search(text)
    if not has_joint or is_listed(text):
        return [text]
    if countries := _countries_in_bracket(text) or _countries_beside_way(text):
        return countries
    if great := _great_towns_in(text):
        return great
    if are_towns(parts := _split_loosely(text)):
        return parts
    if is_town_beside_ways(parts := [part.strip() for part in _joiner().split(text)]):
        return parts
    for pattern in (_joiner(), _BEHIND_BRACKET):
        parts = [part.strip() for part in pattern.split(text)]
        all_alike = pattern is not _BEHIND_BRACKET or all("(" in part for part in parts)
        if (
            len(parts) > 1
            and all_alike
            and all(_is_sure(part) or key(part) in word_list("no_place") for part in parts)
        ):
            if pattern is not _BEHIND_BRACKET:
                parts = _split_series(parts)
            return [place for part in parts for place in split_enumeration(part)]
    parts = [part.strip() for part in text.split(",")]
    return parts if _are_several_places(parts) else [text]


def _countries_in_bracket(text: str) -> list[str]:
    """Return the countries in a bracket behind a word that names no place, each with that word:
    "Remote (Portugal, Spain)" is "Remote (Portugal)" and "Remote (Spain)". [] for other texts."""
    outside, bracket, inside = text.partition("(")
    inside, closing, behind = inside.partition(")")
    parts = [part.strip() for each in _joiner().split(inside) for part in each.split(",")]
    several = bool(bracket and closing and not behind.strip()) and len(parts) > 1
    is_way = several and says_no_place(outside.strip())
    if not is_way or not all(map(_stands_for_country, parts)):
        return []
    return [f"{outside}({part})" for part in parts]


def _countries_beside_way(text: str) -> list[str]:
    """Return the countries behind a way of working or in front of it, each with its words: "Remote
    - Portugal or Spain" is "Remote - Portugal" and "Remote - Spain". [] for other texts, and where
    a comma may stand between a state and its country: "Remote - Georgia, US"."""
    match = _list_beside_way().fullmatch(text)
    if match is None or bool(match["before"]) == bool(match["behind"]):
        return []
    joined = _joiner().split(match["list"])
    parts = [part.strip() for each in joined for part in each.split(",")]
    if not 1 < len(parts) <= MOST_PLACES or not all(map(_stands_for_country, parts)):
        return []
    if len(joined) == 1 and any(_is_state_of(one, two) for one, two in permutations(parts, 2)):
        return []
    return [f"{match['before'] or ''}{part}{match['behind'] or ''}" for part in parts]


def _is_state_of(name: str, country: str) -> bool:
    """Return whether a name or a code is that of a region of a country: "Georgia" of "US"."""
    code = gazetteer.country(country) or gazetteer.country_of_code(country)
    return bool(code and region_in(name, code))


@cache
def _list_beside_way() -> re.Pattern[str]:
    """Return a pattern of a list in front of a way of working ("(remote)", "- remote") or behind it
    ("Remote - ", "Remote: ")."""
    ways = any_of(phrases_in(load("places")["ways"]))
    return re.compile(
        rf"(?P<before>(?i:{ways})(?:\s[-–—]+|[:,])?\s+)?(?P<list>\S.*?)"
        rf"(?P<behind>\s[-–—]+\s(?i:{ways})|\s?\((?i:{ways})\))?"
    )


def _stands_for_country(name: str) -> bool:
    """Return whether a name is that of a country, or a code that is no other word."""
    code = gazetteer.country_of_code(name)
    return bool(gazetteer.country(name) or (code and not is_doubtful_code(name)))


def _great_towns_in(text: str) -> list[str]:
    """Return the parts of a text that are great towns of one country, none of which lies in another
    one: "Dublin - Cork", "Paris, Lyon". [] for other texts, such as "Halifax, Leeds"."""
    parts = [part.strip() for part in (DASHES.split(text) if "," not in text else text.split(","))]
    if not 1 < len(parts) <= MOST_PLACES or len(set(map(key, parts))) < len(parts):
        return []
    lands = {town.country for part in parts if (town := known_town(part))}
    land = lands.pop() if len(lands) == 1 else ""
    great = word_list("great_towns")
    towns = [town_in(part, Territory(land, None)) for part in parts] if land else []
    return parts if towns and all(town and key(town.name) in great for town in towns) else []


def _split_loosely(text: str) -> list[str]:
    """Split a text at each comma and each word that joins, without the words around its names."""
    joined = _joiner().split(text)
    parts = [part.strip() for each in joined for part in each.split(",")]
    named = [strip_surroundings(_without_joiner(part)) for part in parts if part]
    # a comma alone joins no two names: "Camden, London"
    return named if len(named) > 2 or (len(joined) > 1 and len(named) > 1) else []


def _without_joiner(part: str) -> str:
    first, _, rest = part.partition(" ")
    return rest.strip() if rest and first.casefold() in word_list("joiners") else part


@cache
def _joiner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, phrases_in(load("places")["joiners"])))
    return re.compile(rf"\s(?:{words})\s|/", re.IGNORECASE)


def are_towns(parts: list[str]) -> bool:
    """Return whether parts are towns, each known beyond doubt or all in the country of one that is,
    but for parts that say how the work is done; none of them names where another lies."""
    towns = [part for part in parts if not says_no_place(part)]
    if not 1 < len(parts) <= MOST_PLACES or len(set(map(key, parts))) < len(parts) or not towns:
        return False
    if any(map(gazetteer.country, towns)) or any(map(is_code, towns)) or _is_in_another(towns):
        return False
    known = {part: town.country for part in towns if (town := known_town(part))}
    if len(known) == len(towns):
        return True
    lands = list(dict.fromkeys(known.values()))
    return len(lands) == 1 and all(town_in(part, Territory(lands[0], None)) for part in towns)


def _is_in_another(towns: list[str]) -> bool:
    """Return whether one of some names is where another lies. A region that bears the name of a
    town ("Manchester") is none, unless the country has states."""
    for name in towns:
        others = [town for town in towns if town != name]
        for territory in territories_of(name):
            if territory.region and has_states(territory.country):
                if any(town_in(other, territory) for other in others):
                    return True
            elif not town_in(name, Territory(territory.country, None)) and any(
                listed_in(other, territory.country) for other in others
            ):
                return True
    return False


def _is_sure(text: str) -> bool:
    """Return whether a text is a place in a known country beyond doubt."""
    found = read_place(text)
    return bool(found and found.country and (found.sure or known_town(found.city or "")))


def _split_series(parts: list[str]) -> list[str]:
    """Split the first of the parts before an "or" at its commas, where they are towns or states:
    "Cardiff, London or remote"; not "Brooklyn, New York or remote"."""
    towns = [town.strip() for town in parts[0].split(",")]
    if len(towns) > 1 and _are_states(towns):
        return [*towns, *parts[1:]]
    if len(towns) < 2 or not all(map(known_town, towns)):
        return parts
    in_state = any(
        t.region and has_states(t.country) and town_in(town, t)
        for town, behind in pairwise(towns)
        for t in territories_of(behind)
    )
    return parts if in_state else [*towns, *parts[1:]]


def _are_several_places(parts: list[str]) -> bool:
    """Return whether comma-separated parts are several places: countries, or known towns none of
    which lies in another part."""
    if not 1 < len(parts) <= MOST_PLACES or len(set(map(key, parts))) < len(parts):
        return False
    countries = all(map(gazetteer.country, parts))
    if countries and len(parts) > 2:
        return True
    several = countries or all(map(known_town, parts))
    if several and not any(_contains_one(part, parts) for part in parts):
        return True
    return len(parts) > 2 and _are_states(parts)


def _contains_one(name: str, others: list[str]) -> bool:
    """Return whether one of the others is a place in what the name stands for ("Geneva, Zurich": in
    the canton of Zurich?). Of the state of New York only its own towns are."""
    return any(
        town_in(other, t) if t.region and has_states(t.country) else listed_in(other, t.country)
        for t in territories_of(name)
        for other in others
        if other != name
    )


def _are_states(parts: list[str]) -> bool:
    """Return whether parts are names of states of one country, none of which has a town of another
    one's name."""
    return any(
        has_states(land)
        and all(any(r.country == land for r in gazetteer.regions(p)) for p in parts)
        for land in {region.country for region in gazetteer.regions(parts[0])}
    ) and not any(
        t.region and town_in(part, t)
        for part in parts
        for other in parts
        if other != part
        for t in territories_of(other)
    )
