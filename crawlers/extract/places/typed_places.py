"""Places whose parts a source types: town, region and country in members of their own.

Boards fill these members with more than names: "Remote" as a region, the country again as a town,
a continent as a country. What is no name of its kind is left out; the words stay in `raw`.
"""

from __future__ import annotations

import re

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import (
    is_listed,
    nation_of,
    region_in,
    says_no_place,
    word_list,
)
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.terms.employment import read_workplace
from crawlers.posting.parts.places import Location

_MAX_PART = 60
"""Characters of a part of an address."""


def typed_place(raw: str, city: str, region: str, country: str) -> Location | None:
    """Return the place that the parts of an address make up; None where its country is unknown or
    a part is no name."""
    code = _country(country) if country else None
    if country and code is None:
        return None
    read = read_places(raw)
    if len(read) == 1 and read[0].city and code in (None, read[0].country):
        code = read[0].country
        is_shown = bool(city) and key(city) in key(raw)  # else misspelled: the words count
        if not is_shown or read[0].city in {place.city for place in read_places(city)}:
            return Location(raw=raw, city=read[0].city, region=region or None, country=code)
    if read_workplace(city):
        return None
    city, region = ("" if says_no_place(part) else part for part in (city, region))
    if not _is_name(city) or not _is_name(region):
        return None
    if not (city or region or code):
        return None
    return Location(raw=raw, city=city or None, region=region or None, country=code)


def _is_name(part: str) -> bool:
    """Return whether a part is one name and no list, address or sentence; none is fine too."""
    return len(part) <= _MAX_PART and not re.search(r"[\d,;/|:()]|\s[-–]\s", part)


def place_of_members(words: str, town: str, region: str, country: str) -> Location | None:
    """Return the place that typed parts make up, None where they make up none. words: the place as
    it is shown. Of a continent only the words are known."""
    code = _country(country)
    town = _name_in(town, code)
    region = region.strip() if nation_of(region) else _name_in(region, code)
    if not code and not town and key(country) in word_list("areas"):
        return Location(raw=words)
    if not (town or region or code):
        return None
    return typed_place(words, town, region, country if code else "")


def place_in_country(words: str, country: str) -> Location | None:
    """Return the place that words name in a country that is typed beside them, at least that
    country; None where they name a country themselves, a part of the world, or several places."""
    read, code = read_places(words), _country(country)
    if not read and code and key(words) not in word_list("areas"):
        region = region_in(words, code) if not read_workplace(words) else None
        return Location(raw=words, region=region.name if region else None, country=code)
    if len(read) != 1 or read[0].country:
        return None
    return typed_place(words, read[0].city or "", read[0].region or "", country)


def _country(country: str) -> str | None:
    return gazetteer.country_of_code(country.upper()) or gazetteer.country(country)


def _name_in(part: str, country: str | None) -> str:
    """Return the name of a town or a region, "" for a word that is none, or is the country's own
    name ("Poland" in Poland, but Singapore in Singapore)."""
    part = part.strip()
    if not part or says_no_place(part) or read_workplace(part) or _is_building(part):
        return ""
    is_country = country and gazetteer.country(part) == country
    return "" if is_country and country not in word_list("city_states") else part


def _is_building(part: str) -> bool:
    """Return whether a part has words of buildings alone: "HQ", "Head Office"."""
    return not is_listed(part) and word_list("sites").issuperset(key(part).split())
