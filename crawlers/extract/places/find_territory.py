"""Find the name in a place that says in which country or state it lies."""

from __future__ import annotations

from itertools import chain

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import Region, key
from crawlers.extract.places.names import (
    Territory,
    has_states,
    is_code,
    is_doubtful_code,
    known_town,
    region_by_code,
    region_in,
    territories_beside,
    territories_of,
    town_in,
    word_list,
)
from crawlers.text.word_lists import load

_TOWN_AND_CODE = 2
"""Names of a place that is a town and a code."""


def find_territory(names: list[str]) -> tuple[Territory, int] | None:
    """Return the country or region that the last name stands for, or else the first one, and the
    index of that name; None where the names leave it open. The other names help: one of two
    countries is meant where it alone has a town or a region of such a name.

    A region that is a town as well ("Hamburg, Altona") is meant only behind a town of its own
    ("Amersfoort, Utrecht")."""
    loose: list[tuple[Territory, int]] = []
    if len(names) == _TOWN_AND_CODE and (found := territories_beside(names[1], names[0])):
        return (found[0], 1) if len(found) == 1 else None
    for at in dict.fromkeys((len(names) - 1, 0)):
        name, others = names[at], names[:at] + names[at + 1 :]
        named = _territories_at(at, name)
        fits = _that_fit(named, others)
        if len({t.country for t in fits}) == 1:
            return fits[0], at
        if fits:
            continue
        if at > 0 and (region := _region_of_code(name, others)):
            return Territory(region.country, region), at
        if at > 0:
            named = _of_states(named)  # "Lower Wick, Montana"
        one_land = len({t.country for t in named}) == 1
        if one_land and not is_doubtful_code(name) and _may_be_alone(named[0], at, name, others):
            loose.append((named[0], at))
    return loose[0] if loose else None


def _territories_at(at: int, name: str) -> list[Territory]:
    """Return what the name at an index can stand for; the first one, no region that is a town."""
    named = territories_of(name)
    is_town = at == 0 and not is_code(name) and known_town(name)
    return [t for t in named if not (is_town and t.region)]


def _that_fit(named: list[Territory], others: list[str]) -> list[Territory]:
    """Return the territories that have a town, or a country a region, of one of the other names;
    beside one town alone, of several countries those with states: "Richmond, CA" is in California,
    since of Canada the province would stand there."""
    fits = [
        t
        for t in named
        if any(town_in(n, t) or (t.region is None and region_in(n, t.country)) for n in others)
    ]
    if len({t.country for t in fits}) > 1 and len(others) == 1:
        return [t for t in fits if t.region and has_states(t.country)] or fits
    return fits


def _may_be_alone(found: Territory, at: int, name: str, others: list[str]) -> bool:
    """Return whether a name that no other one supports stands for its territory: no code beside
    towns abroad ("Milano, MI"), and no region with a town of its name, unless it means the region
    behind any town: "Gaspé, Québec"."""
    if is_code(name) and any(map(known_town, others)):
        return False
    is_state = at > 0 and key(name) in word_list("states_behind_towns")
    country = Territory(found.country, None)
    return is_state or found.region is None or not town_in(name, country)


def _region_of_code(code: str, names: list[str]) -> Region | None:
    """Return the region that a code stands for beside its country, or behind a town of its country
    where that of the code has no such town: "Germany, BY" is no Belarus, "Lucca, LU" no
    Luxembourg."""
    if not is_code(code):
        return None
    lands = filter(None, map(gazetteer.country, names))
    of_lands = (gazetteer.region_of_code(code, land) for land in lands)
    of_towns = (region_by_code(code, town) for town in names)
    return next(filter(None, chain(of_lands, of_towns)), None)


def _of_states(named: list[Territory]) -> list[Territory]:
    """Return the states among regions of several countries, where they are of one; a name that is a
    country's, too, stays open."""
    states = [t for t in named if t.region and t.country in load("places")["states"]["coded"]]
    is_open = any(t.region is None for t in named) or len({t.country for t in states}) != 1
    return named if is_open else states
