"""Read one place: "Brussels, Belgium", "US-VA-Norfolk", "Remote (Germany)".

Right or null: a country is given when it is printed (as a name in any listed language or as a code)
or when the town's bare name leaves no doubt; a town that no list knows is kept as printed, and only
where the value leaves no other reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from crawlers.extract.places import gazetteer
from crawlers.extract.places.eastern_places import (
    is_eastern,
    town_at_start,
    town_behind_name,
    town_without_prefecture,
)
from crawlers.extract.places.find_territory import find_territory
from crawlers.extract.places.gazetteer import Region, Town, key
from crawlers.extract.places.names import (
    Territory,
    can_be_town,
    has_states,
    is_code,
    is_doubtful_code,
    is_listed,
    known_town,
    nation_of,
    region_by_code,
    region_in,
    strip_surroundings,
    territories_beside,
    territories_of,
    town_in,
    town_in_case,
    word_list,
)
from crawlers.extract.places.split_names import county_word, names_in, without_postcode
from crawlers.text.unaccented import plain
from crawlers.text.words import squeeze

LONGEST_PLACE = 120
"""Characters of the words of one place."""
BRACKET = re.compile(r"\(([^()]*)\)")
_NAME_AND_BRACKET = re.compile(r"([^,()]+)\(([^()]+)\)")
_AUSTRALIAN = re.compile(r"(?P<town>\D+?),? (?P<state>NSW|VIC|QLD|SA|WA|TAS|NT|ACT),? \d{4}")
_BRAZILIAN = re.compile(r"(?P<town>[^\d/]+) ?/ ?(?P<state>[A-Z]{2})")


class PlaceReading(NamedTuple):
    """A reading of one place; `sure` when every part of it is a name that the gazetteer knows."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    sure: bool = False


@lru_cache(4096)
def read_place(text: str) -> PlaceReading | None:
    """Read one place; what stands in a bracket fills what the rest leaves open: "Brussels
    (Belgium)", "Remote (Germany)"."""
    if len(text) > LONGEST_PLACE:
        return None
    if is_eastern(text) and (town := town_at_start(text) or town_behind_name(text)):
        return PlaceReading(town.name, country=town.country, sure=True)
    if is_eastern(text) and (name := town_without_prefecture(text)):
        return PlaceReading(name)
    if found := _read_with_state(text) or _read_with_county(text):
        return found
    text = _NAME_AND_BRACKET.sub(_open_bracket, text)
    if text.endswith(")") and (land := without_postcode(text)[1]):  # "Brest (29)"
        text = f"{BRACKET.sub('', text)}, {land}"
    inside = BRACKET.findall(text)
    names, whole = names_in(squeeze(BRACKET.sub(" ", text)))
    found = _read_names(names)
    if len(inside) == 1 and (
        not (found and found.city and found.country) or _lies_elsewhere(names, found, inside[0])
    ):
        more, rest = names_in(inside[0])
        found, whole = _read_names([*names, *more]) or found, whole and rest
    if not found or not (found.city or found.region or found.country):
        return None
    return found if whole else found._replace(sure=False)


def _read_with_state(text: str) -> PlaceReading | None:
    """Read a town with its state as one country alone writes it: "Bunbury WA 6230", "Canoas/RS"."""
    for pattern, land in ((_AUSTRALIAN, "AU"), (_BRAZILIAN, "BR")):
        match = pattern.fullmatch(text)
        region = gazetteer.region_of_code(match["state"], land) if match else None
        if match and region:
            names, whole = names_in(match["town"])
            if names and (land == "AU" or town_in(names[-1], Territory(land, None))):
                territory = Territory(land, region)
                found = _read_in_territory([*names, match["state"]], territory, len(names))
                return found if whole else found._replace(sure=False)
    return None


def _read_with_county(text: str) -> PlaceReading | None:
    """Read a town beside the word for a county and its name, also where that is a town's, too:
    "Oberwick, jud. Sibiu", "Kilrush, Co. Clare", "Tolna megye, Oberwick"."""
    head, comma, county = text.rpartition(", ")
    bare = _name_of_county(county) if comma else ""
    if not bare and comma:
        county, _, head = text.partition(", ")
        bare = _name_of_county(county)
    regions = gazetteer.regions(bare) if bare else ()
    names = names_in(head)[0] if len(regions) == 1 else []
    if not names or key(bare) in map(key, names):
        return None
    territory = Territory(regions[0].country, regions[0])
    found = _read_in_territory([*names, bare], territory, len(names))
    return found._replace(region=regions[0].name)


def _name_of_county(text: str) -> str:
    """Return the name of a county without the word for it before or behind it, "" without such a
    word."""
    name, _, kind = text.rpartition(" ")
    if key(kind) in word_list("kinds_behind_counties"):
        return name
    name = county_word().sub("", text)
    return name if name != text else ""


def _open_bracket(match: re.Match[str]) -> str:
    """Return a bracket that is part of a name ("Frankfurt (Oder)", "Iran (Islamic Republic of)") as
    plain words."""
    name, bracket = match[1].strip(), match[2].strip()
    whole = next(
        (text for text in (f"{name} {bracket}", f"{bracket} {name}") if is_listed(text)), None
    )
    return whole or match[0]


def _lies_elsewhere(names: list[str], found: PlaceReading, inside: str) -> bool:
    """Return whether a bracket names a region or country that has a town of the printed name, while
    the name alone means one abroad: "Alzira (Valencia)" is not Algiers."""
    alone = names[0] if len(names) == 1 else ""
    beside = territories_beside(inside.strip(), alone) if alone else []
    if len(beside) == 1:
        return beside[0].country != found.country
    return any(
        territory.country != found.country and town_in(alone, territory)
        for territory in (territories_of(inside.strip()) if alone else ())
    )


def _read_names(names: list[str]) -> PlaceReading | None:
    """Read the names of one place, in order; a name twice in a row counts once, unless it is a
    town and its region ("New York, New York")."""
    if len(names) == 2 and key(names[0]) == key(names[1]):
        named = territories_of(names[1])
        territory = next((t for t in named if t.region and town_in(names[0], t)), None)
        if territory and has_states(territory.country):
            return _read_in_territory(names, territory, 1)
    if len(names) == 3 and (twice := _in_region_of_its_name(names)):
        return twice
    names = [name for i, name in enumerate(names) if i == 0 or key(name) != key(names[i - 1])]
    if len(names) < 2:
        return _read_single(names[0]) if names else None
    found = find_territory(names)
    return _read_in_territory(names, *found) if found else _read_without_territory(names)


def _in_region_of_its_name(names: list[str]) -> PlaceReading | None:
    """Read a town, the region of its name and their country: "Utrecht, Utrecht, Netherlands"."""
    town, region, land = names
    if key(town) != key(region):
        return None
    for territory in territories_of(land):
        found, around = town_in(town, territory), region_in(region, territory.country)
        if found and around and not territory.region:
            return PlaceReading(found.name, around.name, territory.country, sure=True)
    return None


def _read_single(name: str) -> PlaceReading | None:
    """Read a place of one name."""
    name = strip_surroundings(name)
    country, regions, towns, known = (
        gazetteer.country(name),
        gazetteer.regions(name),
        gazetteer.towns(name),
        known_town(name),
    )
    lands = {region.country for region in regions} | {town.country for town in towns}
    if country and known and country in word_list("city_states"):
        return PlaceReading(known.name, country=country, sure=True)
    if country:
        sure = all(region.country == country for region in regions)
        nation = nation_of(name)
        return PlaceReading(
            region=nation.name if nation else None, country=country if sure else None, sure=sure
        )
    if known:
        return PlaceReading(known.name, country=known.country, sure=True)
    if len(regions) == 1 and (
        not towns or regions[0] in gazetteer.regions_of_code(regions[0].code)
    ):
        return PlaceReading(region=regions[0].name, country=regions[0].country, sure=True)
    if towns:
        return PlaceReading(
            _spelled(name, towns),
            country=towns[0].country if regions and len(lands) == 1 else None,
        )
    if is_code(name) and len(named := territories_of(name)) == 1 and (region := named[0].region):
        return PlaceReading(region=region.name, country=region.country)
    if is_code(name):
        code = None if is_doubtful_code(name) else gazetteer.country_of_code(name)
        return PlaceReading(country=code) if code else None
    if town := town_in_case(name):
        return PlaceReading(town.name, country=town.country, sure=True)
    is_town = can_be_town(name) and not _ends_in_known_name(name)
    return PlaceReading(name) if is_town else None


def _spelled(name: str, towns: Sequence[Town]) -> str:
    """Return the name of some towns as they all spell it. The accents of one town alone count only
    if they are printed: a town that no list knows may be meant ("Gore" beside Goré in Chad)."""
    spellings = {town.name for town in towns}
    listed, printed = towns[0].name.casefold(), name.casefold()
    adds_accents = len(towns) == 1 and listed != printed and plain(listed) == printed
    return towns[0].name if len(spellings) == 1 and not adds_accents else name


def _ends_in_known_name(name: str) -> bool:
    """Return whether an unlisted name ends in a known one ("Tribunal Den Haag"): then it is not a
    town's own name."""
    parts = name.split()
    ends = {parts[-1], " ".join(parts[1:])} if len(parts) > 1 else set()
    return any(territories_of(end) or known_town(end) for end in ends)


def _read_in_territory(names: list[str], territory: Territory, at: int) -> PlaceReading:
    """Read a place of several names, of which the one at index `at` is that of its country or
    region."""
    rest = names[:at] + names[at + 1 :]
    if len(rest) == 1 and not (territory.region and _is_by_direction(rest[0])):
        rest = [strip_surroundings(rest[0])]
    towns = [i for i, name in enumerate(rest) if town_in(name, territory)]
    if len(rest) == 1 and not territory.region and _is_state(rest[0], territory.country):
        towns = []
    regions = {i: found for i, name in enumerate(rest) if (found := _region_at(i, name, territory))}
    is_state = bool(territory.region) and at == len(names) - 1
    city_at = _city_at(rest, towns, regions, country_first=at == 0, is_state=is_state)
    town = town_in(rest[city_at], territory) if city_at is not None else None
    city = town.name if town else rest[city_at] if city_at is not None else None
    is_of_name = territory.region and regions.get(0) == territory.region and not is_code(names[at])
    if city is None and len(rest) == 1 and is_of_name:
        city = rest[0]  # the town of its name: "Oaxaca, Oax."
    if city is None and territory.country in word_list("city_states") and not territory.region:
        city = known.name if (known := known_town(names[at])) else None
    region = next((r for i, r in regions.items() if i != city_at), None) or nation_of(names[at])
    is_sure = _is_of_states(territory.region) or not (city and known_town(names[at]))
    if territory.region and is_sure:
        # but "Geneva, Zurich" may be two towns as well as a town and its canton
        region = territory.region
    sure = all(i in towns or i in regions for i in range(len(rest)))
    return PlaceReading(city, region.name if region else None, territory.country, sure)


def _city_at(
    rest: list[str],
    towns: list[int],
    regions: dict[int, Region],
    *,
    country_first: bool,
    is_state: bool,
) -> int | None:
    """Return the index of the town among the names: a known one (behind its region where the
    country comes first), else the only one that can be, or the one right before a state ("Works
    Yard, Lower Wick, Ohio"). towns, regions: the indexes of those that are known."""
    unlisted = [
        i
        for i, name in enumerate(rest)
        if i not in (*regions, *towns) and can_be_town(name) and not gazetteer.country(name)
    ]
    if unlisted == [0] and towns == [1] == [len(rest) - 1] and _is_of_states(regions.get(1)):
        return 0  # the town of a state of that name: "Oberwick, Québec, Canada"
    if towns:
        return towns[1] if country_first and len(towns) > 1 and towns[0] in regions else towns[0]
    if len(unlisted) > 1 and is_state and unlisted[-1] == len(rest) - 1:
        return unlisted[-1]
    return unlisted[0] if len(unlisted) == 1 else None


def _is_of_states(region: Region | None) -> bool:
    return region is not None and region in gazetteer.states()


def _region_at(at: int, name: str, territory: Territory) -> Region | None:
    """Return the region of a country that the name at an index stands for; behind a town its code
    is enough, in any country that is named: "Recife, PE, Brazil"."""
    found = region_in(name, territory.country)
    if found or not at or territory.region or not name.isupper():
        return found
    return gazetteer.region_of_code(name, territory.country)


def _is_by_direction(name: str) -> bool:
    """Return whether a name begins with a direction: "East Oberwick, Vermont" is a town of its own,
    and no part of Oberwick."""
    return key(name).partition(" ")[0] in word_list("directions")


def _is_state(name: str, land: str) -> bool:
    """Return whether a name alone means the state of a country, although a town bears it, too:
    "Delaware, USA"; not "New York, USA"."""
    is_region = any(region.country == land for region in gazetteer.regions(name))
    return has_states(land) and not known_town(name) and is_region


def _read_without_territory(names: list[str]) -> PlaceReading | None:
    """Read a place of several names, none of which is that of a country. Beside a code
    that fits no town the country stays open."""
    places = [strip_surroundings(name) for name in names if not is_code(name)]
    coded = len(places) < len(names)
    if coded and len(places) == 1 and len(names) == 2:
        code = next(name for name in names if is_code(name))
        if region := region_by_code(code, places[0]):  # "Patos de Minas - MG"
            return _read_in_territory([places[0], code], Territory(region.country, region), 1)
    known = [town for name in places if (town := known_town(name))]
    if len({town.country for town in known}) == 1:
        territory = Territory(known[0].country, None)
        if coded:
            return PlaceReading(known[0].name)
        codes = (each for each in places if each.isupper())
        named = (gazetteer.region_of_code(code, territory.country) for code in codes)
        region = next(filter(None, named), None)  # "Recife, PE"
        sure = all(town_in(name, territory) for name in places)
        return PlaceReading(known[0].name, region.name if region else None, territory.country, sure)
    towns = [name for name in places if gazetteer.towns(name)]
    if len(places) > 1 and not towns and all(map(_is_named_building, places[:-1])):
        towns = places[-1:]
    chosen = towns if len(towns) == 1 else places
    found = _read_single(chosen[0]) if len(chosen) == 1 else None
    return found._replace(country=None, sure=False) if found and coded else found


def _is_named_building(name: str) -> bool:
    """Return whether a name has a word for a building that bears a name of its own."""
    return not word_list("named_buildings").isdisjoint(key(name).split())
