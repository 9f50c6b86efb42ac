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
        named = [
            t
            for t in territories_of(name)
            if not (at == 0 and t.region and not is_code(name) and known_town(name))
        ]
        fits = [
            t
            for t in named
            if any(town_in(n, t) or (t.region is None and region_in(n, t.country)) for n in others)
        ]
        if len({t.country for t in fits}) > 1 and len(names) == 2:
            # "Richmond, CA" is in California: of Canada the province would stand there
            fits = [t for t in fits if t.region and has_states(t.country)] or fits
        if len({t.country for t in fits}) == 1:
            return fits[0], at
        if not fits and at > 0 and (region := _region_of_code(name, others)):
            return Territory(region.country, region), at
        if not fits and at == len(names) - 1 > 0:
            named = _of_states(named)  # "Lower Wick, Montana"
        if fits or len({t.country for t in named}) != 1 or is_doubtful_code(name):
            continue
        towns_abroad = is_code(name) and any(map(known_town, others))  # "Milano, MI"
        is_state = at > 0 and key(name) in word_list("states_behind_towns")
        if not towns_abroad and (
            is_state
            or named[0].region is None
            or not town_in(name, Territory(named[0].country, None))
        ):
            loose.append((named[0], at))
    return loose[0] if loose else None


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
