"""Read places of work: the value of a location field, a line that is a place, a place behind a
title.

Right or null: a country is given when it is printed (as a name in ten languages or as a code) or
when the town's bare name leaves no doubt; a town that no list knows is kept as printed, and only
where the value leaves no other reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from crawlers.extract.places import gazetteer
from crawlers.extract.places.eastern_places import (
    is_eastern,
    town_at_start,
    town_behind_name,
    with_plain_marks,
)
from crawlers.extract.places.gazetteer import Region, key
from crawlers.extract.places.parts import (
    Owner,
    can_be_town,
    has_states,
    is_code,
    is_listed,
    known_town,
    listed_in,
    names_in,
    nation_of,
    owners,
    region_by_code,
    region_in,
    says_no_place,
    strip_surroundings,
    town_in,
    town_in_case,
    without_postcode,
    word_list,
)
from crawlers.posting.schema import Location
from crawlers.text.patterns import any_of
from crawlers.text.words import load, load_merged, phrases_in, squeeze

_LONGEST_PLACE = 120
_LONGEST_VALUE = 5_000
_MOST_PLACES = 50
_LONGEST_LINE, _MOST_WORDS, _MOST_PLACES_OF_LINE = 80, 8, 4
"""Characters, words and places of a line that is nothing but places."""
_LONGEST_TITLE = 300

_SEVERAL = re.compile(r"[\n\r;|•]+|\s/\s")
_BEHIND_BRACKET = re.compile(r"(?<=\))\s*(?:[,&+]|\b\w{1,4}\b)\s+")
_REMARK = re.compile(r"\((?:[^\W_]+[^()\w]+){3,30}[^\W_]+[^()\w]*\)")
"""A bracket of four words or more is no place: "(visits to other sites as needed)"."""
_WIDE_REMARK = re.compile(r"\([^()]*[\u3040-\u30ff\u4e00-\u9fff]{5}[^()]*\)")
_BRACKET = re.compile(r"\(([^()]*)\)")
_NAME_AND_BRACKET = re.compile(r"([^,()]+)\(([^()]+)\)")
_SHAPE = re.compile(r"[^\W\d_][^\d:!?@_=<\n]{2,79}")
_FIRST_WORD = re.compile(r"[^\W_]+")
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S+)")
_CODE_LAST = re.compile(r"(\S+), ([A-Z]{2,3})")
_DASHES = re.compile(r"\s[-–—]+\s|[–—]")
_AUSTRALIAN = re.compile(r"(?P<town>\D+?),? (?P<state>NSW|VIC|QLD|SA|WA|TAS|NT|ACT),? \d{4}")
_BRAZILIAN = re.compile(r"(?P<town>[^\d/]+) ?/ ?(?P<state>[A-Z]{2})")
_CUTS = re.compile(r",\s+|\s[-–—]+\s|\s*\(")
"""Where the places of a title can begin."""
_MOST_CUTS = 5
_PAIR = 2
_LAST_COMMAS = re.compile(r"(?P<head>.*\S),\s+(?P<tail>[^,]+, [^,]+)")
_LAST_COMMA = re.compile(r"(?P<head>.*\S),\s+(?P<tail>[^,]+)")
_LAST_BRACKET = re.compile(r"(?P<head>.*\S)\s*\((?P<tail>[^()]+)\)\s*")


class _Found(NamedTuple):
    """A reading of one place; `sure` when every part of it is a name that the gazetteer knows."""

    city: str | None
    region: str | None
    country: str | None
    sure: bool


# --- One place ------------------------------------------------------------------------------------


def _find_owner(names: list[str]) -> tuple[Owner, int] | None:
    """Return the country that the last or else the first part names, by the towns beside it; and
    where it stands.

    A region that is a town as well ("Hamburg, Altona") is an owner only behind a town of its own
    ("Amersfoort, Utrecht")."""
    loose: list[tuple[Owner, int]] = []
    for at in dict.fromkeys((len(names) - 1, 0)):
        name, others = names[at], names[:at] + names[at + 1 :]
        named = [
            o
            for o in owners(name)
            if not (at == 0 and o.region and not is_code(name) and known_town(name))
        ]
        fits = [
            o
            for o in named
            if any(town_in(n, o) or (o.region is None and region_in(n, o.country)) for n in others)
        ]
        if len({o.country for o in fits}) > 1 and len(names) == 2:
            # "Richmond, CA" is in California: of Canada the province would stand there
            fits = [o for o in fits if o.region and has_states(o.country)] or fits
        if len({o.country for o in fits}) == 1:
            return fits[0], at
        if not fits and at == len(names) - 1 > 0:
            named = _of_states(named)  # "Lower Wick, Montana"
        if fits or len({o.country for o in named}) != 1 or name in word_list("doubtful_codes"):
            continue
        towns_abroad = is_code(name) and any(map(known_town, others))  # "Milano, MI"
        if not towns_abroad and (
            named[0].region is None or not town_in(name, Owner(named[0].country, None))
        ):
            loose.append((named[0], at))
    return loose[0] if loose else None


def _of_states(named: list[Owner]) -> list[Owner]:
    """Return the states among regions of several countries, where they are of one; a name that is a
    country's, too, stays open."""
    states = [o for o in named if o.region and o.country in load("places")["states"]["coded"]]
    is_open = any(o.region is None for o in named) or len({o.country for o in states}) != 1
    return named if is_open else states


def _read_single(name: str) -> _Found | None:
    """Read a place of one part."""
    name = strip_surroundings(name)
    country, regions, towns, known = (
        gazetteer.country(name),
        gazetteer.regions(name),
        gazetteer.towns(name),
        known_town(name),
    )
    lands = {region.country for region in regions} | {town.country for town in towns}
    if country and known and country in word_list("city_states"):
        return _Found(known.name, None, country, True)
    if country:
        sure = all(region.country == country for region in regions)
        nation = nation_of(name)
        return _Found(None, nation.name if nation else None, country if sure else None, sure)
    if known:
        return _Found(known.name, None, known.country, True)
    if len(regions) == 1 and (
        not towns or regions[0] in gazetteer.regions_of_code(regions[0].code)
    ):
        return _Found(None, regions[0].name, regions[0].country, True)
    if towns:
        same = len({town.name for town in towns}) == 1
        return _Found(
            towns[0].name if same else name,
            None,
            towns[0].country if regions and len(lands) == 1 else None,
            False,
        )
    if is_code(name) and len(named := owners(name)) == 1 and (region := named[0].region):
        return _Found(None, region.name, region.country, False)
    if is_code(name):
        code = None if name in word_list("doubtful_codes") else gazetteer.country_of_code(name)
        return _Found(None, None, code, False) if code else None
    if town := town_in_case(name):
        return _Found(town.name, None, town.country, True)
    is_town = can_be_town(name) and not _ends_in_known_name(name)
    return _Found(name, None, None, False) if is_town else None


def _ends_in_known_name(name: str) -> bool:
    """Return whether an unlisted name ends in a known one ("Tribunal Den Haag"): then it is not a
    town's own name."""
    parts = name.split()
    ends = {parts[-1], " ".join(parts[1:])} if len(parts) > 1 else set()
    return any(owners(end) or known_town(end) for end in ends)


def _city_at(
    rest: list[str],
    towns: list[int],
    regions: dict[int, Region],
    *,
    country_first: bool,
    is_state: bool,
) -> int | None:
    """Return which part is the town: a known one (behind its region where the country comes first),
    else the only one that can be, or the one right before a state ("Works Yard, Lower Wick,
    Ohio")."""
    if towns:
        return towns[1] if country_first and len(towns) > 1 and towns[0] in regions else towns[0]
    unlisted = [
        i
        for i, name in enumerate(rest)
        if i not in regions and can_be_town(name) and not gazetteer.country(name)
    ]
    if len(unlisted) > 1 and is_state and unlisted[-1] == len(rest) - 1:
        return unlisted[-1]
    return unlisted[0] if len(unlisted) == 1 else None


def _region_at(at: int, name: str, owner: Owner) -> Region | None:
    """Return the region of a country that a part names; behind a town its code is enough, in any
    country that is named: "Recife, PE, Brazil"."""
    found = region_in(name, owner.country)
    if found or not at or owner.region or not name.isupper():
        return found
    return gazetteer.region_of_code(name, owner.country)


def _is_by_direction(name: str) -> bool:
    """Return whether a name begins with a direction: "East Oberwick, Vermont" is a town of its own,
    and no part of Oberwick."""
    return key(name).partition(" ")[0] in word_list("directions")


def _is_state(name: str, land: str) -> bool:
    """Return whether a name alone means the state of a country, although a town bears it, too:
    "Delaware, USA"; not "New York, USA"."""
    return has_states(land) and not known_town(name) and bool(_named_region(name, land))


def _named_region(name: str, land: str) -> Region | None:
    return next((r for r in gazetteer.regions(name) if r.country == land), None)


def _read_with_owner(names: list[str], owner: Owner, at: int) -> _Found:
    """Read a place of several parts, one of which, at `at`, names the country."""
    rest = names[:at] + names[at + 1 :]
    if len(rest) == 1 and not (owner.region and _is_by_direction(rest[0])):
        rest = [strip_surroundings(rest[0])]
    towns = [i for i, name in enumerate(rest) if town_in(name, owner)]
    if len(rest) == 1 and not owner.region and _is_state(rest[0], owner.country):
        towns = []
    regions = {i: found for i, name in enumerate(rest) if (found := _region_at(i, name, owner))}
    is_state = bool(owner.region) and at == len(names) - 1
    city_at = _city_at(rest, towns, regions, country_first=at == 0, is_state=is_state)
    town = town_in(rest[city_at], owner) if city_at is not None else None
    city = town.name if town else rest[city_at] if city_at is not None else None
    is_of_name = owner.region and regions.get(0) == owner.region and not is_code(names[at])
    if city is None and len(rest) == 1 and is_of_name:
        city = rest[0]  # the town of its name: "Oaxaca, Oax."
    if city is None and owner.country in word_list("city_states") and not owner.region:
        city = known.name if (known := known_town(names[at])) else None
    region = next((r for i, r in regions.items() if i != city_at), None) or nation_of(names[at])
    if owner.region and (has_states(owner.country) or not (city and known_town(names[at]))):
        # but "Geneva, Zurich" may be two towns as well as a town and its canton
        region = owner.region
    sure = all(i in towns or i in regions for i in range(len(rest)))
    return _Found(city, region.name if region else None, owner.country, sure)


def _is_named_building(name: str) -> bool:
    return not word_list("named_buildings").isdisjoint(key(name).split())


def _read_without_owner(names: list[str]) -> _Found | None:
    """Read a place of several parts, none of which names a country. Beside a code that fits no town
    the country stays open."""
    places = [strip_surroundings(name) for name in names if not is_code(name)]
    coded = len(places) < len(names)
    if coded and len(places) == 1 and len(names) == 2:
        code = next(name for name in names if is_code(name))
        if region := region_by_code(code, places[0]):  # "Patos de Minas - MG"
            return _read_with_owner([places[0], code], Owner(region.country, region), 1)
    known = [town for name in places if (town := known_town(name))]
    if len({town.country for town in known}) == 1:
        owner = Owner(known[0].country, None)
        if coded:
            return _Found(known[0].name, None, None, False)
        codes = (gazetteer.region_of_code(each, owner.country) for each in places if each.isupper())
        region = next(filter(None, codes), None)  # "Recife, PE"
        sure = all(town_in(name, owner) for name in places)
        return _Found(known[0].name, region.name if region else None, owner.country, sure)
    towns = [name for name in places if gazetteer.towns(name)]
    if len(places) > 1 and not towns and all(map(_is_named_building, places[:-1])):
        towns = places[-1:]
    chosen = towns if len(towns) == 1 else places
    found = _read_single(chosen[0]) if len(chosen) == 1 else None
    return found._replace(country=None, sure=False) if found and coded else found


def _read_names(names: list[str]) -> _Found | None:
    """Read the names of one place, in order; a name twice in a row counts once, unless it is a
    town and its region ("New York, New York")."""
    if len(names) == 2 and key(names[0]) == key(names[1]):
        owner = next((o for o in owners(names[1]) if o.region and town_in(names[0], o)), None)
        if owner and has_states(owner.country):
            return _read_with_owner(names, owner, 1)
    names = [name for i, name in enumerate(names) if i == 0 or key(name) != key(names[i - 1])]
    if len(names) < 2:
        return _read_single(names[0]) if names else None
    owned = _find_owner(names)
    return _read_with_owner(names, *owned) if owned else _read_without_owner(names)


def _open_bracket(match: re.Match[str]) -> str:
    """Return a bracket that is part of a name ("Frankfurt (Oder)", "Iran (Islamic Republic of)") as
    plain words."""
    name, bracket = match[1].strip(), match[2].strip()
    whole = next(
        (text for text in (f"{name} {bracket}", f"{bracket} {name}") if is_listed(text)), None
    )
    return whole or match[0]


def _read_with_state(text: str) -> _Found | None:
    """Read a town with its state as one country alone writes it: "Bunbury WA 6230", "Canoas/RS"."""
    for pattern, land in ((_AUSTRALIAN, "AU"), (_BRAZILIAN, "BR")):
        match = pattern.fullmatch(text)
        region = gazetteer.region_of_code(match["state"], land) if match else None
        if match and region:
            names, whole = names_in(match["town"])
            if names and (land == "AU" or town_in(names[-1], Owner(land, None))):
                owner = Owner(land, region)
                found = _read_with_owner([*names, match["state"]], owner, len(names))
                return found if whole else found._replace(sure=False)
    return None


def _lies_elsewhere(names: list[str], found: _Found, inside: str) -> bool:
    """Return whether a bracket names a region or country that has a town of the printed name, while
    the name alone means one abroad: "Alzira (Valencia)" is not Algiers."""
    alone = names[0] if len(names) == 1 else ""
    return any(
        owner.country != found.country and town_in(alone, owner)
        for owner in (owners(inside.strip()) if alone else ())
    )


@lru_cache(4096)
def _read_place(text: str) -> _Found | None:
    """Read one place; what stands in a bracket fills what the rest leaves open: "Brussels
    (Belgium)", "Remote (Germany)"."""
    if len(text) > _LONGEST_PLACE:
        return None
    if is_eastern(text) and (town := town_at_start(text) or town_behind_name(text)):
        return _Found(town.name, None, town.country, True)
    if found := _read_with_state(text):
        return found
    text = _NAME_AND_BRACKET.sub(_open_bracket, text)
    inside = _BRACKET.findall(text)
    names, whole = names_in(squeeze(_BRACKET.sub(" ", text)))
    found = _read_names(names)
    if len(inside) == 1 and (
        not (found and found.city and found.country) or _lies_elsewhere(names, found, inside[0])
    ):
        more, rest = names_in(inside[0])
        found, whole = _read_names([*names, *more]) or found, whole and rest
    if not found or not (found.city or found.region or found.country):
        return None
    return found if whole else found._replace(sure=False)


# --- Several places in one value ------------------------------------------------------------------


@cache
def _joiner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, phrases_in(load("places")["joiners"])))
    return re.compile(rf"\s(?:{words})\s|/", re.IGNORECASE)


def _is_sure(text: str) -> bool:
    """Return whether a text is a place in a known country beyond doubt."""
    found = _read_place(text)
    return bool(found and found.country and (found.sure or known_town(found.city or "")))


def _contains_one(name: str, others: list[str]) -> bool:
    """Return whether one of the others is a place in what the name stands for ("Geneva, Zurich": in
    the canton of Zurich?). Of the state of New York only its own towns are."""
    return any(
        town_in(other, owner)
        if owner.region and has_states(owner.country)
        else listed_in(other, owner.country)
        for owner in owners(name)
        for other in others
        if other != name
    )


def _are_several_places(parts: list[str]) -> bool:
    """Return whether comma-separated parts are several places: countries, or known towns none of
    which lies in another part."""
    if not 1 < len(parts) <= _MOST_PLACES or len(set(map(key, parts))) < len(parts):
        return False
    countries = all(map(gazetteer.country, parts))
    if countries and len(parts) > 2:
        return True
    several = countries or all(map(known_town, parts))
    if several and not any(_contains_one(part, parts) for part in parts):
        return True
    return len(parts) > 2 and _are_states(parts)


def _are_states(parts: list[str]) -> bool:
    """Return whether parts are names of states of one country, none of which has a town of another
    one's name."""
    return any(
        has_states(land)
        and all(any(r.country == land for r in gazetteer.regions(p)) for p in parts)
        for land in {region.country for region in gazetteer.regions(parts[0])}
    ) and not any(
        owner.region and town_in(part, owner)
        for part in parts
        for other in parts
        if other != part
        for owner in owners(other)
    )


def _split_series(parts: list[str]) -> list[str]:
    """Split the first of the parts before an "or" at its commas, where they are towns or states:
    "Cardiff, London or remote"; not "Brooklyn, New York or remote"."""
    towns = [town.strip() for town in parts[0].split(",")]
    if len(towns) > 1 and _are_states(towns):
        return [*towns, *parts[1:]]
    if len(towns) < 2 or not all(map(known_town, towns)):
        return parts
    in_state = any(
        owner.region and has_states(owner.country) and town_in(town, owner)
        for town, behind in pairwise(towns)
        for owner in owners(behind)
    )
    return parts if in_state else [*towns, *parts[1:]]


def _split_enumeration(text: str) -> list[str]:
    """Split the places in a text without a mark for several, each known beyond doubt: "Brussels and
    Mons", "Paris, London"; or all in the country of one that is: "London, Manchester or Leeds"."""
    if is_listed(text):
        return [text]
    if countries := _countries_in_bracket(text):
        return countries
    if great := _great_towns_in(text):
        return great
    if _are_towns(parts := _split_loosely(text)):
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
            return [place for part in parts for place in _split_enumeration(part)]
    parts = [part.strip() for part in text.split(",")]
    return parts if _are_several_places(parts) else [text]


def _great_towns_in(text: str) -> list[str]:
    """Return the parts of a text that are great towns of one country, none of which lies in another
    one: "Dublin - Cork", "Paris, Lyon". [] for other texts, such as "Halifax, Leeds"."""
    parts = [part.strip() for part in (_DASHES.split(text) if "," not in text else text.split(","))]
    if not 1 < len(parts) <= _MOST_PLACES or len(set(map(key, parts))) < len(parts):
        return []
    lands = {town.country for part in parts if (town := known_town(part))}
    land = lands.pop() if len(lands) == 1 else ""
    great = word_list("great_towns")
    towns = [town_in(part, Owner(land, None)) for part in parts] if land else []
    return parts if towns and all(town and key(town.name) in great for town in towns) else []


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


def _stands_for_country(name: str) -> bool:
    """Return whether a name is that of a country, or a code that is no other word."""
    code = gazetteer.country_of_code(name)
    return bool(gazetteer.country(name) or (code and not _is_doubtful(name)))


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


def _are_towns(parts: list[str]) -> bool:
    """Return whether parts are towns, each known beyond doubt or all in the country of one that is,
    but for parts that say how the work is done; none of them names where another lies."""
    towns = [part for part in parts if not says_no_place(part)]
    if not 1 < len(parts) <= _MOST_PLACES or len(set(map(key, parts))) < len(parts) or not towns:
        return False
    if any(map(gazetteer.country, towns)) or any(map(is_code, towns)) or _is_in_another(towns):
        return False
    known = {part: town.country for part in towns if (town := known_town(part))}
    if len(known) == len(towns):
        return True
    lands = list(dict.fromkeys(known.values()))
    return len(lands) == 1 and all(town_in(part, Owner(lands[0], None)) for part in towns)


def _is_in_another(towns: list[str]) -> bool:
    """Return whether one of some names is where another lies. A region that bears the name of a
    town ("Manchester") is none, unless the country has states."""
    for name in towns:
        others = [town for town in towns if town != name]
        for owner in owners(name):
            if owner.region and has_states(owner.country):
                if any(town_in(other, owner) for other in others):
                    return True
            elif not town_in(name, Owner(owner.country, None)) and any(
                listed_in(other, owner.country) for other in others
            ):
                return True
    return False


def _strings(raw: str) -> Iterator[str]:
    """Yield the value itself, or the strings of a JSON array written into it
    (`["Belgium-Mons"]`)."""
    if raw.startswith("[") and raw.endswith("]"):
        try:
            values = json.loads(raw)
        except (ValueError, RecursionError):
            values = [raw[1:-1]]
        yield from (value for value in values if isinstance(value, str))
    else:
        yield raw


def _plain(value: str) -> str:
    """Return a value with plain marks and without the remarks in its brackets."""
    return _REMARK.sub(" ", _WIDE_REMARK.sub(" ", with_plain_marks(value))).replace("_", " ")


def parts_of(raw: str) -> list[str]:
    """Return the parts of the value of a location field that are places or stand for one, in
    order."""
    return [
        text
        for value in _strings(raw.strip())
        for piece in map(squeeze, _SEVERAL.split(_plain(value))[:_MOST_PLACES])
        if 0 < len(piece) <= _LONGEST_PLACE and not _is_of_no_place(piece)
        for text in _split_enumeration(piece.rpartition(": ")[2])  # "Site: Austin"
    ]


def _is_of_no_place(piece: str) -> bool:
    """Return whether a value begins with a label of something else: "Citizenship: EU, Norway"."""
    label, colon, _ = piece.partition(": ")
    return bool(colon) and key(label) in word_list("no_place_labels")


def read_places(raw: str) -> list[Location]:
    """Return the places in the value of a location field, in order and each once; [] where it names
    none."""
    if len(raw) > _LONGEST_VALUE:
        return []
    places: dict[tuple[str | None, str | None, str | None], Location] = {}
    for text in parts_of(raw):
        if found := _read_place(text):
            place = Location(raw=text, city=found.city, region=found.region, country=found.country)
            places.setdefault(found[:3], place)
    if not places and (town := _town_behind_in(raw)):
        return [town]
    return _in_shared_country(_among_regions(list(places.values())))[:_MOST_PLACES]


def _town_behind_in(value: str) -> Location | None:
    """Return the one listed town behind "in" in a value that begins with a building: "Clinic in
    Kendal, with visits to the villages"."""
    match = _building_in().match(value)
    town = squeeze(match["town"]) if match else ""
    is_town = gazetteer.towns(town) and key(town) not in word_list("common_words")
    found = _read_place(town) if is_town else None
    return Location(raw=town, city=found.city, country=found.country) if found else None


@cache
def _building_in() -> re.Pattern[str]:
    words = any_of((*load_merged("workplaces")["office"], *word_list("buildings")))
    before = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(
        rf"(?i:(?:[\w'’-]+ ){{0,3}}?(?:{words}) (?:{before})) "
        r"(?P<town>[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,2})(?=$|[,;.(])"
    )


def _in_shared_country(places: list[Location]) -> list[Location]:
    """Give a town without a country that of all the others, where it has a town of that name:
    "London or Manchester"."""
    lands = {place.country for place in places if place.country}
    if len(lands) != 1 or all(place.country for place in places):
        return places
    owner = Owner(str(next(iter(lands))), None)
    return [
        place.model_copy(update={"country": owner.country})
        if not place.country and place.city and town_in(place.city, owner)
        else place
        for place in places
    ]


def _among_regions(places: list[Location]) -> list[Location]:
    """Read a name that is a town and a region as the region where all the others are regions of
    its country: "California; Oregon; Washington"."""
    lands = {place.country for place in places if not place.city and place.region}
    if len(lands) != 1 or len(places) < 2 or None in lands:
        return places
    land = str(lands.pop())
    named = [region_in(place.raw, land) if place.city else None for place in places]
    if not all(region or not place.city for region, place in zip(named, places, strict=True)):
        return places
    return [
        Location(raw=place.raw, region=region.name, country=land) if region else place
        for region, place in zip(named, places, strict=True)
    ]


# --- Places without a label -----------------------------------------------------------------------


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
    return (
        bool(gazetteer.country_of_code(code))
        and code not in word_list("doubtful_codes")
        and can_be_town(town)
    )


def _is_place(text: str) -> bool:
    """Return whether a text is one place whose every word is known."""
    if key(text) in word_list("common_words") or not (found := _read_place(text)):
        return False
    if not found.country:
        return False
    return bool(found.sure and found.city) or _is_country(text)


def _is_country(text: str) -> bool:
    """Return whether a text names countries alone, with the way of working or without: "Norway",
    "Remote (UK)", "Remote - US"; a bare code is none."""
    names, whole = names_in(_BRACKET.sub(r", \1", text))
    alone = len(names) == 1 and key(names[0]) == key(text)
    return (
        whole
        and bool(names)
        and all(
            gazetteer.country(name)
            or (not alone and gazetteer.country_of_code(name) and not _is_doubtful(name))
            for name in names
        )
    )


def _is_doubtful(code: str) -> bool:
    return code in word_list("doubtful_codes")


@lru_cache(4096)
def _whole_line(line: str) -> bool:
    texts = [text for piece in _SEVERAL.split(line) for text in _split_enumeration(piece.strip())]
    countries = [text for text in texts if gazetteer.country(text) and not known_town(text)]
    ways = [text for text in texts if says_no_place(text)]
    return (
        len(texts) <= _MOST_PLACES_OF_LINE
        and (len(texts) == 1 or not countries)
        and len(ways) < len(texts)
        and all(_is_place(text) or text in ways or _is_sibling(text, texts) for text in texts)
    )


def _is_sibling(text: str, texts: list[str]) -> bool:
    return text in (parts := tuple(texts)) and _are_towns(list(parts))


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a place can begin with beside names: ways of working, words around a
    name."""
    return word_list("around") | {
        phrase.split()[0] for phrase in (*word_list("no_place"), *word_list("lead_ins"))
    }


def looks_like_place(line: str) -> bool:
    """Return whether a whole short line is a place: "Brussels, Belgium", "LU-Capellen"; not
    "Finance, Sales" or "Embassy of France"."""
    line = line.strip()
    name = without_postcode(line)[0] if len(line) <= _LONGEST_LINE else ""
    if not _SHAPE.fullmatch(name) or len(name.split()) > _MOST_WORDS:
        return False
    if _is_coded_town(line):
        return True
    first = key(_FIRST_WORD.match(name)[0])  # type: ignore[index]  # _SHAPE begins with a letter
    return (
        (first in _first_words() or gazetteer.begins_name(first))
        and (name[0].isupper() or is_listed(name))
        and _whole_line(line)
    )


def is_listed_place(line: str) -> bool:
    """Return whether a line is a place, or a listed town with a postcode or without: "Kendal",
    "LA9 7RG Kendal"."""
    return looks_like_place(line) or bool(gazetteer.towns(without_postcode(line.strip())[0]))


_DEPARTMENT = re.compile(r"(?<=\w) \((?:\d{2,3}|2[AB])\)$")
"""The number of a French department behind a town: "Rennes (35)"."""


def _tails(title: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what can be a place behind a title, what stands before it, and whether a mark parts
    them: its last bracket, what stands behind its last or last but one dash, behind its last comma,
    or behind its last "in"."""
    if match := _LAST_BRACKET.fullmatch(title):
        yield match["head"], match["tail"], True
    for dash in list(_DASHES.finditer(title))[:-3:-1]:
        yield title[: dash.start()], title[dash.end() :], True
    for mark in (_LAST_COMMAS, _LAST_COMMA, _last_in()):
        if match := mark.fullmatch(title):
            yield match["head"], match["tail"], False


@cache
def _last_in() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(rf"(?P<head>.*\S)\s(?:{words}|@)\s(?P<tail>.+)")


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
        parts = parts_of(tail) if _SHAPE.fullmatch(tail) else []
        towns = [part for part in parts if not says_no_place(part)]
        if len(parts) < _PAIR or not towns or not tail[:1].isupper() or not title[: cut.start()]:
            continue
        read = read_places(tail)
        whole = len(read) == len(towns) and all(each.city and each.country for each in read)
        if whole and all(gazetteer.towns(part) and not _is_word(part) for part in towns):
            return title[: cut.start()].strip(), read[0].model_copy(update={"raw": tail})
    return None


def _is_word(name: str) -> bool:
    return key(name) in word_list("common_words")


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
        if not head.strip() or not _SHAPE.fullmatch(tail) or key(tail) in word_list("common_words"):
            continue
        found = _read_place(tail)
        is_sure = found and found.sure and found.country
        is_listed_town = is_parted and tail[:1].isupper() and bool(gazetteer.towns(tail))
        if found and found.city and (is_sure or is_listed_town):
            return head.strip(), Location(
                raw=tail, city=found.city, region=found.region, country=found.country
            )
    return title, None
