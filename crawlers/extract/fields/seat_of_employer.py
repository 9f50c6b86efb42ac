"""Find the place that an employer's name says it has its seat in."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.places import printed_places
from crawlers.extract.places.names import can_be_town
from crawlers.extract.places.towns_here import out_of_genitive
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold


def seat_of_employer(item: RawPosting) -> list[Location]:
    """Return the place that the employer's name says it has its seat in; [] for none."""
    organization = item.facts.get("organization")
    if organization is None or not (seat := _seat_in(organization.name)):
        return []
    item.prove("locations", organization.name, "section_rule", "seat of the employer")
    return seat


def _seat_in(name: str) -> list[Location]:
    """Return the town that a municipality bears the name of; where a delegation or an embassy is,
    as its name says ("Delegation to Norway")."""
    if town := _municipality().fullmatch(name):
        return _town_called(town["of"] or out_of_genitive(town["before"], name))
    match = _accredited().fullmatch(name)
    seats = phrases_in(load("organizations")["seats"])
    if match is None or set(fold(match.group(1)).split()).isdisjoint(seats):
        return []
    return printed_places.read_places(match.group(2))


def _town_called(name: str) -> list[Location]:
    """Return the town of a municipality's name, also one that no list knows."""
    read = [place for place in printed_places.read_places(name) if place.city]
    return read or ([Location(raw=name, city=name)] if can_be_town(name) else [])


@cache
def _accredited() -> re.Pattern[str]:
    """Return a pattern of an office's name with the country where it is accredited."""
    data = load("organizations")
    prepositions = any_of(phrases_in(data["seat_prepositions"]))
    articles = any_of(phrases_in(data["seat_articles"]))
    return re.compile(rf"(.+) (?:{prepositions}) (?:(?:{articles}) )?([{UPPER}].*)")


@cache
def _municipality() -> re.Pattern[str]:
    """Return a pattern of the name of a municipality: "City of Kendal", "Kendal Town Council"."""
    data = load("organizations")
    before, behind = (any_of(phrases_in(data[f"municipalities{end}"])) for end in ("", "_behind"))
    articles = any_of(phrases_in(load("places")["articles"]))
    return re.compile(
        rf"(?:(?i:{articles}) )?(?i:{before})(?:(?<=')| )(?P<of>[{UPPER}].*)"
        rf"|(?P<before>[{UPPER}].*) (?:{behind})"
    )
