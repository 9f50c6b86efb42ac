"""Find places of a header that their words alone leave in doubt: a small town, an unlisted one
beside its country, an address. Where they stand decides whether they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.line_parts import EMOJI, MAX_CHIP, Value
from crawlers.extract.job.employers import cannot_be_employer, has_organization_word
from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import (
    can_be_town,
    is_code,
    is_everyday_word,
    region_in,
    strip_surroundings,
    word_list,
)
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.places.split_names import county_word, without_postcode
from crawlers.extract.terms.employment import read_workplace
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

_MAX_DISTRICT = 3
"""Words of a district before its city state: "one-south, Singapore"."""
_MAX_ADDRESS = 90
"""Characters of an address in one line."""
_HOUSE = re.compile(
    r"^(?:\d{1,5}[A-Za-z]? [^\W\d_][^,;:|·•]{2,40}|[^\W\d][^,;:|·•]{2,40} \d{1,4}[a-z]?), "
    r"|^[^\W\d][^\d,;:|·•]{2,30}, [^\W\d][^,;:|·•]{2,40},? \d{1,4}[a-z]?(?:\s|$)"
)
"""A street with the number of a house, before the town ("12 Mill Lane, ", "Hafenstr. 3, ") or
behind it ("Kraków, ul. Długa 3")."""
_PARTS_OF_PLACE = re.compile(r",|\s[-–]\s")
"""Marks between a town and its region or country: "Bath, Maine", "Sete Lagoas - MG"."""


def place_in_country(text: str) -> tuple[Value, ...]:
    """Return an unlisted town with its country, in either order, or with its region: "Norway, Lower
    Wick", "Lower Wick, NY", "Lower Wick, Ontario"."""
    text = text.strip(" /|·•,;")
    parts = [part.strip() for part in _PARTS_OF_PLACE.split(text)]
    land = gazetteer.country(parts[2]) if len(parts) == 3 else None
    if land and (gazetteer.towns(parts[0]) or region_in(parts[1], land)):
        parts = [parts[0], parts[2]]  # of the town and the region one may be in no list
    if len(parts) != 2:
        return ()
    if gazetteer.country(parts[1]) in word_list("city_states") and gazetteer.towns(parts[1]):
        return (("location", text),) if len(parts[0].split()) <= _MAX_DISTRICT else ()
    by_code = gazetteer.regions_of_code(parts[1]) if parts[1].isupper() else ()
    parts[1] = county_word().sub("", parts[1])
    states = by_code or (gazetteer.regions(parts[1]) and not gazetteer.regions(parts[0]))
    towns = [part for part in parts if not gazetteer.country(part)]
    name = parts[0] if states else towns[0] if len(towns) == 1 else ""
    is_place = (
        can_be_town(name)
        and not has_organization_word(Line(without_first_word_of_towns(name)))
        and not cannot_be_employer(Line(name))
    )
    return (("location", text),) if is_place else ()


def without_first_word_of_towns(name: str) -> str:
    """Return a name without a first word of organisations that towns begin with, too: "Port
    Wick"."""
    first, _, rest = name.partition(" ")
    return rest if rest and key(first) in word_list("first_words_of_towns") else name


def listed_town(text: str) -> list[Value]:
    """Return a listed town that is too small to be known without its country: "Kendal", "LA9 7RG
    Kendal", "Kendal (some home working)", "Kendal city centre"."""
    name, bracket, remark = text.partition(" (")
    is_number = remark[:-1].isdigit()  # of a department: "Nantes (44)"
    if bracket and not (is_number or remark[:1].islower() or read_workplace(remark)):
        return []
    name = without_postcode(name.strip(" /|·•,;"))[0].rstrip(" ,")
    name = strip_surroundings(_district().sub("", name))
    if is_code(name):
        return []  # of "Oberwick, WA"
    is_town = (
        not name[:1].islower()
        and (gazetteer.towns(name) or (name.isupper() and gazetteer.country(name)))
        and not is_everyday_word(name)
        and not cannot_be_employer(Line(name))
    )
    return [("location", text.strip(" /|·•,;"))] if is_town else []


@cache
def _district() -> re.Pattern[str]:
    """Return a pattern of the number of a district behind its town: "Lyon 7e", "Wien 3", "Budapest
    VII."."""
    ordinals = any_of(phrases_in(load("places")["district_ordinals"]))
    return re.compile(rf" (?:\d{{1,2}}(?:{ordinals})?|[IVX]{{1,5}}\.)$")


def town_behind_name(block: Block) -> tuple[Value, ...]:
    """Return the listed town behind the last comma of a line ("Harbour Theatre, Kendal"), or any
    town before the county that ends it ("Harbour Theatre, The Quay, Kilwick, Co. Clare")."""
    name, comma, town = block.text.rpartition(", ")
    is_line = comma and len(block.text) <= MAX_CHIP and not any(map(str.isdigit, block.text))
    if not is_line or block.kind == "pair" or slot_of(Line(name.partition(":")[0])):
        return ()
    return _in_county(name, town) or tuple(listed_town(town))


def _in_county(before: str, county: str) -> tuple[Value, ...]:
    """Return the town before a county of an address, with it; () where there is no county."""
    bare = county_word().sub("", county)
    town = before.rpartition(", ")[2]
    is_county = bare != county and bool(gazetteer.regions(bare))
    return (("location", f"{town}, {county}"),) if is_county and can_be_town(town) else ()


def town_before_district(text: str) -> tuple[Value, ...]:
    """Return a listed town with a district of it, which no list has: "Oslo - Grünerløkka"."""
    parts = [part.strip() for part in _PARTS_OF_PLACE.split(text.strip(" /|·•,;"))]
    if len(parts) != 2 or len(text) > MAX_CHIP:
        return ()
    district = Line(parts[1])
    is_town = bool(listed_town(parts[0]))
    is_district = (
        can_be_town(district.text)
        and not has_organization_word(district)
        and not cannot_be_employer(district)
    )
    return (("location", text),) if is_town and is_district else ()


def town_alone(block: Block) -> tuple[Value, ...]:
    """Return the town that a line below the title is, and nothing else ("Hereford")."""
    is_plain = block.kind in ("paragraph", "item") and not block.links
    return tuple(listed_town(block.text)) if is_plain else ()


def addressed(text: str) -> tuple[Value, ...]:
    """Return the address that a line is."""
    return (("location", text),) if is_address(text) else ()


def is_address(text: str) -> bool:
    """Return whether a line is an address with the number of a house and one listed town: "12 Mill
    Lane, Kendal LA9 7RG"."""
    if len(text) > _MAX_ADDRESS or not _HOUSE.search(text):
        return False
    read = read_places(text)
    town = (read[0].city or "") if len(read) == 1 else ""
    return bool(gazetteer.towns(town)) and not is_everyday_word(town)


def pinned_places(text: str) -> Iterator[Value]:
    """Yield the places that stand behind a pin; also towns that no list knows."""
    for match in _pin().finditer(text):
        place = match[1].strip(" ,;")
        if not place or not (read := read_places(place)):
            continue
        # with a number it is a place only where a town of the list stands beside it
        if not any(c.isdigit() for c in place) or gazetteer.towns(read[0].city or ""):
            yield "location", place


@cache
def _pin() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(pins())})\ufe0f?\s*([^{EMOJI}·•|()\[\]]+)")


@cache
def pins() -> frozenset[str]:
    """Return the signs that stand before a place."""
    return frozenset(load("header")["pins"])
