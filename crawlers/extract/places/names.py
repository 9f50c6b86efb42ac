"""Say what a name in a place can be: a town, a region, a country, a code, or no place.

The words are `data/places.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import Region, Town, key
from crawlers.text.word_lists import load, load_merged, phrases_in

_MOST_WORDS, _MOST_CHARS = 5, 40
"""Words and characters of an unlisted name that can be a town."""
_CODE_CHARS = (2, 3)
"""Letters of the code of a country or a state."""
_UNLISTED_NAME = re.compile(r"['’]?[^\W\d_][^\W\d_.'’ -]*(?:[.'’ -]+[^\W\d_]+)*\.?")


class Territory(NamedTuple):
    """A country, or a region of it, that a place can lie in."""

    country: str
    region: Region | None


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list of data/places.yaml."""
    return frozenset(phrases_in(load("places")[name]))


def all_lead_ins() -> frozenset[str]:
    """Return the words that lead in a place, those that lead in a town among them."""
    return word_list("lead_ins") | word_list("lead_ins_of_towns")


# --- Listed names ---------------------------------------------------------------------------------


def is_listed(name: str) -> bool:
    """Return whether the gazetteer knows the name."""
    return bool(gazetteer.country(name) or gazetteer.towns(name) or gazetteer.regions(name))


def is_listed_town(name: str) -> bool:
    """Return whether a name is a town of the gazetteer and no everyday word."""
    return bool(gazetteer.towns(name)) and not is_everyday_word(name)


def is_town_beside_ways(names: Sequence[str]) -> bool:
    """Return whether one of some names is a listed town, and all others say how the work is done:
    "Remote", "Kendal city centre"."""
    towns = [name for name in names if not says_no_place(name)]
    if len(towns) != 1 or len(names) < 2:
        return False
    town = strip_surroundings(towns[0])
    return town[:1].isupper() and is_listed_town(town) and not has_other_words(town)


def is_everyday_word(name: str) -> bool:
    """Return whether a name of a town or a country is an everyday word, too: "Nice", "Reading"."""
    return key(name) in word_list("common_words")


def known_town(name: str) -> Town | None:
    """Return the town that the bare name means without doubt; so does its spelling, where one
    country alone writes it so ("Münster" beside Munster)."""
    towns = gazetteer.towns(name)
    known = next((town for town in towns if town.known), None)
    if known or name.isascii():
        return known
    spelled = [town for town in towns if town.name.casefold() == name.casefold()]
    return spelled[0] if len({town.country for town in spelled}) == 1 else None


@lru_cache(4096)
def town_in_case(name: str) -> Town | None:
    """Return the town that a word names in the case that stands behind "in": "Krakowie" is Kraków,
    "Helsingissä" is Helsinki. The endings count for towns of their own country."""
    found = (
        town
        for country, nominative in _out_of_cases(name)
        if (town := known_town(nominative)) and town.country == country
    )
    return next(found, None)


def is_listed_town_in_case(name: str) -> bool:
    """Return whether a word names any listed town of a country in such a case of its language."""
    return any(
        town.country == country
        for country, nominative in _out_of_cases(name)
        for town in gazetteer.towns(nominative)
    )


def _out_of_cases(name: str) -> Iterator[tuple[str, str]]:
    """Yield the names of which a word may be a case, each with the country of the language."""
    folded = name.casefold()
    known, endings = _endings()
    if not name[:1].isupper() or not folded.endswith(known):
        return
    for country, ending, nominative in endings:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            yield country, name[: -len(ending)] + nominative


@cache
def _endings() -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]:
    """Return the endings of such words; and each with its country and that of the name."""
    cases = tuple(
        (country, ending, nominative)
        for country, endings in load("places")["cases"].items()
        for ending, nominative in endings.items()
    )
    return tuple({ending for _, ending, _ in cases}), cases


def town_in(name: str, territory: Territory) -> Town | None:
    """Return the town of that name in a country, and in its state where that is known of both;
    beside its region also a small one."""
    region, country = territory.region, territory.country
    state = region.code if region and has_states(country) else ""
    for town in gazetteer.towns(name):
        if town.country == country and state in ("", town.division):
            return town
    is_listed_by_region = country in load("places")["regions_of_towns"]
    if region and is_listed_by_region and gazetteer.is_small_town(name, country, region.code):
        return Town(name, country, region.code, False)
    return None


def listed_in(name: str, country: str) -> bool:
    """Return whether a name is that of a town or a region of a country."""
    return bool(town_in(name, Territory(country, None)) or region_in(name, country))


def has_states(country: str) -> bool:
    """Return whether the gazetteer has the state of each town of a country (the United States)."""
    return country in load("places")["states"]["of_towns"]


def region_in(name: str, country: str) -> Region | None:
    """Return a region of that country by its name or, in capitals, its code."""
    return next(
        (
            r
            for r in (*gazetteer.regions(name), *gazetteer.regions_of_code(name))
            if r.country == country
        ),
        None,
    )


def region_by_code(code: str, town: str) -> Region | None:
    """Return the region of a code in the country of a listed town beside it ("Patos de Minas -
    MG"), of several the one that the bare name means; None for the code of a state as well
    ("Milan, MI"), and where two countries have both."""
    if gazetteer.regions_of_code(code) or len(territories_beside(code, town)) > 1:
        return None
    known = known_town(town)
    if known and (region := gazetteer.region_of_code(code, known.country)):
        return region
    lands = {each.country for each in gazetteer.towns(town)}
    found = [region for land in lands if (region := gazetteer.region_of_code(code, land))]
    return found[0] if len(found) == 1 else None


def territories_beside(code: str, town: str) -> list[Territory]:
    """Return the regions and the country that a code behind a listed town can stand for, where one
    is a region with that town, or one that is named after it: "Belém, PA", "Palermo, PA". Several
    leave it open ("Vitoria, ES"), unless one country alone writes the town so ("Vitória, ES").
    [] where no such region is known, and beside states, which `find_territory` knows."""
    if not (code.isupper() and len(code) in _CODE_CHARS):
        return []
    towns = gazetteer.towns(town)
    lands = list(dict.fromkeys(each.country for each in towns))
    own = {land: region for land in lands if (region := _region_with(code, town, land))}
    if not own or not own.keys().isdisjoint(load("places")["states"]["coded"]):
        return []
    found = [Territory(land, region) for land, region in own.items()]
    spelled = {each.country for each in towns if each.name.casefold() == town.casefold()}
    if len(own) == 1 and (spelled == own.keys() and not town.isascii()):
        return found
    if (country := gazetteer.country_of_code(code)) in lands and country not in own:
        found.append(Territory(country, None))
    known = known_town(town)
    states = gazetteer.regions_of_code(code)
    if states and len(lands) > len(own) and not (known and known.country in own):
        found.append(Territory(states[0].country, states[0]))
    return found


def _region_with(code: str, town: str, land: str) -> Region | None:
    """Return the region of a code in a country, where it has the town or is named after it."""
    other = load("places")["other_codes"].get(land, {}).get(code, code)
    region = gazetteer.region_of_code(other, land)
    if region is None:
        return None
    has_town = any(t.country == land and t.division == other for t in gazetteer.towns(town))
    return region if has_town or key(region.name) == key(town) else None


def is_region_in_country(text: str) -> bool:
    """Return whether a text is a region and its country: "Kent, United Kingdom"."""
    region, comma, land = text.partition(",")
    country = gazetteer.country(land.strip()) if comma else None
    return bool(country and region_in(region.strip(), country))


def nation_of(name: str) -> Region | None:
    """Return the region that is called a country: England, Scotland."""
    country = load("places")["nations"].get(key(name))
    return region_in(name, country) if country else None


def territories_of(name: str) -> list[Territory]:
    """Return every country and region that a name or a code can stand for: "CA" is Canada and
    California."""
    found = [Territory(land, None)] if (land := gazetteer.country(name)) else []
    if name.isupper() and len(name) in _CODE_CHARS:
        if code := gazetteer.country_of_code(name):
            found.append(Territory(code, None))
        found += [Territory(r.country, r) for r in gazetteer.regions_of_code(name)]
    return found + [Territory(r.country, r) for r in gazetteer.regions(name)]


def is_code(name: str) -> bool:
    """Return whether a name is a code of a country or a state, and no name."""
    return (
        name.isupper()
        and len(name) in _CODE_CHARS
        and not gazetteer.country(name)
        and bool(territories_of(name))
    )


def is_doubtful_code(name: str) -> bool:
    """Return whether the code of a country is more often something else: "IT", "GA"."""
    return name in word_list("doubtful_codes")


# --- Other names ----------------------------------------------------------------------------------


def can_be_town(name: str) -> bool:
    """Return whether an unlisted name can be a town: one to five capitalised words, none of them of
    a trade or a building; no abbreviation ("HRB")."""
    parts = re.split(r"[\s-]+", name)
    small = [key(part) in word_list("particles") for part in parts]
    capitalised = all(
        part[:1].isupper() or is_small or part[1:2] in ("'", "’")
        for part, is_small in zip(parts, small, strict=True)
    )
    fits = (
        2 < len(name) <= _MOST_CHARS
        and len(parts) <= _MOST_WORDS
        and capitalised
        and not all(small)
    )
    return fits and bool(_UNLISTED_NAME.fullmatch(name)) and not has_other_words(name)


def has_other_words(name: str) -> bool:
    """Return whether a name has a word of a trade, a building or an employer. "New" before a listed
    name is none: "New Ulm"."""
    words = key(name).split()
    if len(words) > 1 and words[0] in word_list("before_old_names"):
        words = words[1:] if is_listed(" ".join(words[1:])) else words
    return not word_list("not_places").isdisjoint(words)


def says_no_place(name: str) -> bool:
    """Return whether a name says that there is no one place, how the work is done, or in which part
    of the world or time zone."""
    return key(name) in _no_places()


@cache
def _no_places() -> frozenset[str]:
    ways = load_merged("employment")["workplace"].values()
    printed = {key(way) for words in ways for way in words}
    return word_list("no_place") | word_list("areas") | word_list("time_zones") | printed


def strip_surroundings(name: str) -> str:
    """Return a name without the words around it ("Greater London Area"), where that makes it a
    known one."""
    if is_listed(name):
        return name
    for mark in (" ", "-"):  # "Greater London Area", "Berlin-Zentrum"
        parts = name.split(mark)
        while parts and key(parts[-1]) in word_list("around"):
            parts.pop()
        while parts and key(parts[0]) in word_list("around"):
            parts.pop(0)
        inner = mark.join(parts)
        if inner and (is_listed(inner) or is_code(inner)):
            return inner
    return name
