"""Say the country of a town by the page: by its addresses, or by what it tells of its country."""

from __future__ import annotations

import re

from crawlers.extract.fields.around_text import land_of_terms
from crawlers.extract.fields.country_of_page import evidence_of, printed_pay
from crawlers.extract.fields.stated_places import MAX_ADDRESS
from crawlers.extract.places import printed_places
from crawlers.extract.places.agreed_country import (
    CODE_BEHIND,
    agreed_country,
    fits_country,
    hinted_country,
    in_region_of_domain,
    in_state_of_code,
    land_of_postcode,
    without_false_country,
)
from crawlers.extract.places.eastern_places import land_of_writing
from crawlers.extract.places.gazetteer import key, towns
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting

_BEFORE_TOWN = (
    r"(?<![\w./,+-])(?:(?P<land>[A-Z]{1,2})-)?"
    r"(?P<code>\d{5}|(?!19\d\d|20\d\d)\d{4}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4}-\d{3})\s+"
)
"""A postcode, with the letters of its country or without, in front of its town."""
_BEHIND_TOWN = (
    r",? (?:(?P<british>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})|(?P<state>[A-Z]{2,3}),? \d{4,5}"
    r"|\(?(?P<province>[^\W\d][^\d()]{1,30}?)\)?,? [A-Z]\d[A-Z] ?\d[A-Z]\d)(?!\w)"
)
"""What stands behind the town of an address: a British postcode, a state and its postcode, or a
Canadian province and its postcode."""


def with_agreed_country(item: RawPosting, place: Location) -> Location:
    """Return a town without a country, or of a bare name that several towns have, with the country
    on which the page agrees with the gazetteer."""
    if not place.city:
        return place
    if place.country and key(place.raw) != key(place.city):
        return without_false_country(place, address=item.url or "", language=item.language)
    if place.country:
        return _or_its_namesake(item, place)
    if land := land_of_writing(place.city, item.language):
        return place.model_copy(update={"country": land})
    if addressed := _in_an_address(item, place.city):
        return place.model_copy(update=addressed)
    city = place.city
    place = in_region_of_domain(place, address=item.url or "")
    if CODE_BEHIND.search(place.raw):
        place = in_state_of_code(place, pay=printed_pay(item), land=land_of_terms(item))
    if place.country:
        return place
    agreed = agreed_country(city, evidence_of(item))
    return place.model_copy(update={"country": agreed}) if agreed else place


def _or_its_namesake(item: RawPosting, place: Location) -> Location:
    """Return the town of a bare name, or the one of its name abroad that the page means: "Whitby"
    is in Canada, on a page in pounds or beside "Whitby YO21 3AB" in England."""
    city, land = place.city or "", place.country or ""
    if addressed := _in_an_address(item, city):
        is_abroad = addressed["country"] != land
        return place.model_copy(update=addressed) if is_abroad else place
    if all(town.country == land for town in towns(city)):
        return place
    other = hinted_country(city, land, address=item.url or "", pay=printed_pay(item))
    return place.model_copy(update={"country": other, "region": None}) if other else place


def _in_an_address(item: RawPosting, city: str) -> dict[str, str | None]:
    """Return the region and country of a town as the addresses of the page have them behind its
    name ("Oberwick, KS 66801", "Kendal LA9 7RG"), or in front of it ("CH-3400 Oberwick", "78199
    Oberwick" in a German text); {} where none does, or several differ."""
    texts = [b.text for b in item.frame.blocks if city in b.text and len(b.text) <= MAX_ADDRESS]
    found: set[tuple[str | None, str | None]] = set()
    for text in texts:
        for match in re.finditer(rf"(?<!\w){re.escape(city)}(?P<behind>{_BEHIND_TOWN})", text):
            if match["british"]:
                found.add((None, "GB"))
                continue
            read = printed_places.read_places(_in_state(city, match))
            found |= {(place.region, place.country) for place in read if place.country}
        for match in re.finditer(rf"{_BEFORE_TOWN}{re.escape(city)}(?!\w)", text):
            land = land_of_postcode(match["land"], match["code"], item.language)
            found |= {(None, land)} if land and fits_country(city, land) else set()
    return dict(zip(("region", "country"), found.pop(), strict=True)) if len(found) == 1 else {}


def _in_state(city: str, match: re.Match[str]) -> str:
    """Return a town with what stands behind it in an address: its state, or its province in
    Canada."""
    state, province = match["state"], match["province"]
    return f"{city}, {state}" if state else f"{city}, {province}, Canada"
