"""Read the places in the value of a location field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from crawlers.extract.places.eastern_places import (
    is_eastern,
    town_without_prefecture,
    with_plain_marks,
)
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import Territory, is_listed_town, region_in, town_in, word_list
from crawlers.extract.places.one_place import LONGEST_PLACE, read_place
from crawlers.extract.places.several_places import MOST_PLACES, SEVERAL, split_enumeration
from crawlers.posting.parts.places import Location
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, load_merged, phrases_in
from crawlers.text.words import squeeze

_LONGEST_VALUE = 5_000
"""Characters; a longer value is text."""
_REMARK = re.compile(r"\((?:[^\W_]+[^()\w]+){3,30}[^\W_]+[^()\w]*\)")
"""A bracket of four words or more is no place: "(visits to other sites as needed)"."""
_WIDE_REMARK = re.compile(r"\([^()]*[\u3040-\u30ff\u4e00-\u9fff]{5}[^()]*\)")


def read_places(raw: str) -> list[Location]:
    """Return the places in the value of a location field, in order and each once; [] where it names
    none."""
    return list(_read_places(raw)) if len(raw) <= _LONGEST_VALUE else []


@lru_cache(64)
def _read_places(raw: str) -> Sequence[Location]:
    """`read_places`. A value is checked against its label, compared and read at last: four times
    a page."""
    places: dict[tuple[str | None, str | None, str | None], Location] = {}
    for text in parts_of(raw):
        if found := read_place(text):
            place = Location(raw=text, city=found.city, region=found.region, country=found.country)
            places.setdefault(found[:3], place)
    if not places and (town := _town_behind_in(raw)):
        return [town]
    if not places and is_eastern(raw) and (name := town_without_prefecture(raw)):
        return [Location(raw=raw, city=name)]  # in the bracket behind a building
    return _in_shared_country(_among_regions(list(places.values())))[:MOST_PLACES]


def parts_of(raw: str) -> list[str]:
    """Return the parts of the value of a location field that are places or stand for one, in
    order."""
    return [
        text
        for value in _strings(raw.strip())
        for piece in map(squeeze, SEVERAL.split(_plain(value))[:MOST_PLACES])
        if 0 < len(piece) <= LONGEST_PLACE and not _is_of_no_place(piece)
        for text in split_enumeration(piece.rpartition(": ")[2])  # "Site: Austin"
    ]


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


def _is_of_no_place(piece: str) -> bool:
    """Return whether a value begins with a label of something else: "Citizenship: EU, Norway"."""
    label, colon, _ = piece.partition(": ")
    return bool(colon) and key(label) in word_list("no_place_labels")


def _town_behind_in(value: str) -> Location | None:
    """Return the one listed town behind "in" in a value that begins with a building: "Clinic in
    Kendal, with visits to the villages"."""
    match = _building_in().match(value)
    town = squeeze(match["town"]) if match else ""
    found = read_place(town) if is_listed_town(town) else None
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
    land = lands.pop()
    return [
        place.model_copy(update={"country": land})
        if not place.country and place.city and town_in(place.city, Territory(land, None))
        else place
        for place in places
    ]


def _among_regions(places: list[Location]) -> list[Location]:
    """Read a name that is a town and a region as the region where all the others are regions of
    its country: "California; Oregon; Washington"."""
    lands = {place.country for place in places if not place.city and place.region}
    land = lands.pop() if len(lands) == 1 and len(places) > 1 else None
    if land is None:
        return places
    named = [region_in(place.raw, land) if place.city else None for place in places]
    if not all(region or not place.city for region, place in zip(named, places, strict=True)):
        return places
    return [
        Location(raw=place.raw, region=region.name, country=land) if region else place
        for region, place in zip(named, places, strict=True)
    ]
