"""Read where the work is done, and how: places, work model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from crawlers.extract.fields.statements import set_field, statements
from crawlers.extract.places import printed_places
from crawlers.extract.terms import employment
from crawlers.posting.raw import RawPosting, Said
from crawlers.posting.schema import Location
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.words import fold, load


def read_locations(item: RawPosting) -> None:
    """Read the places of the most trusted statement that names one; a town is better than a country
    alone."""
    best: list[Location] = []
    for said in statements(item, "location"):
        read = (
            [said.value]
            if isinstance(said.value, Location)
            else printed_places.read_places(said.raw)
        )
        if model := employment.read_workplace(said.raw):
            item.say("workplace", said.raw, said.method, said.locator, model)
        if not read:
            continue
        if best and _belong_together(item.provenance["locations"], said):
            best = distinct([*best, *read])
        elif not best or _say_more(read, best):
            best = distinct(read)
            item.provenance["locations"] = said
    if not best and (seat := _seat(item)):
        best = seat
        item.prove(
            "locations", item.facts["organization"].name, "section_rule", "seat of the employer"
        )
    if best:
        item.facts["locations"] = best


@cache
def _accredited() -> re.Pattern[str]:
    """Return a pattern of an office's name with the country where it is accredited."""
    data = load("organizations")
    prepositions, articles = any_of(data["seat_prepositions"]), any_of(data["seat_articles"])
    return re.compile(rf"(.+) (?:{prepositions}) (?:(?:{articles}) )?([{UPPER}].*)")


def _seat(item: RawPosting) -> list[Location]:
    """Return where a delegation or an embassy is, as its name says ("Delegation to Norway")."""
    organization = item.facts.get("organization")
    name = organization.name if organization else ""
    match = _accredited().fullmatch(name)
    if match is None or not set(load("organizations")["seats"]) & set(fold(match.group(1)).split()):
        return []
    return printed_places.read_places(match.group(2))


def _belong_together(first: Said, other: Said) -> bool:
    """Return whether two statements are of one list: JSON-LD and platforms list several places as
    several objects."""
    typed = isinstance(first.value, Location) and isinstance(other.value, Location)
    return first.method == other.method and (typed or first.method == "jsonld")


def _say_more(read: list[Location], best: list[Location]) -> bool:
    """Return whether other places say more: a town where there was none, or the same town with its
    country."""
    if not any(p.city for p in best):
        return any(p.city for p in read)
    same = [p for p in read if any(p.city == b.city and p.country and not b.country for b in best)]
    return len(best) == 1 and bool(same)


def read_workplace(item: RawPosting) -> None:
    """Read whether the work is on site, hybrid or remote, where a statement says so."""
    for said in statements(item, "workplace"):
        if value := said.value or employment.read_workplace(said.raw):
            set_field(item, "workplace", value, said)
            return


def distinct(read: Iterable[Location]) -> list[Location]:
    """Return one location per place; a country alone goes where a town of it is known."""
    out: list[Location] = []
    for place in read:
        if any(
            place.country == o.country and (place.city is None or place.city == o.city) for o in out
        ):
            continue
        out = [o for o in out if not (o.city is None and o.country == place.country)]
        out.append(place)
    return out
