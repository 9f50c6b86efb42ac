"""Say the country of a listed town of which the name alone leaves a doubt, by what agrees.

"Durham" is a town in England and in the US; on a page in pounds it is the English one. A town that
is listed in one country only ("Kendal") needs such a hint, too, since small towns abroad are not
listed. The hints are `data/country_hints.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from crawlers.extract.places import gazetteer
from crawlers.extract.places.country_evidence import (
    Evidence,
    agreed_land,
    land_of_host,
    land_of_small_town,
    lands_of_language,
    lands_of_money,
)
from crawlers.posting.parts.places import Location
from crawlers.text.word_lists import load, phrases_in

CODE_BEHIND = re.compile(r"[ ,(/-]([A-Z]{2})\)?$")
"""The code of a country or a region at the end of a place."""


def agreed_country(city: str, evidence: Sequence[Evidence]) -> str:
    """Return the country (ISO 3166-1 alpha-2) of a town as the evidence has it: that in which the
    gazetteer has it, too, the surest kind first; of a town in no list that on which two kinds
    agree; "" where there is none, or several.

    city: as the gazetteer or the page has it."""
    lands = {town.country for town in gazetteer.towns(city)}
    for _, hinted in evidence:
        if both := lands & hinted:
            return both.pop() if len(both) == 1 else ""
    small, agreed = land_of_small_town(city, evidence), agreed_land(evidence)
    # of a small town with a greater namesake abroad one kind is not enough
    return (agreed if small == agreed else "") if lands else small or agreed


def hinted_country(city: str, country: str, *, address: str, pay: Iterable[str]) -> str:
    """Return the country of a town's namesake where the page's country domain or money speaks for
    it and against the better known town: "London" on a page of .ca; else "".

    city: of a bare name. country: of the better known town. address: of the page. pay: what the
    page says of pay, as printed."""
    lands = {town.country for town in gazetteer.towns(city)}
    for hinted in (_land_of_domain(address), lands_of_money(pay)):
        if hinted:
            other = lands & hinted
            return other.pop() if country not in hinted and len(other) == 1 else ""
    return ""


def land_of_postcode(letters: str | None, code: str, language: str | None) -> str | None:
    """Return the country of a postcode: by its letters ("CH-3400"), else the one in which both the
    language of the text and such a code are usual ("78199" in German); None for any other."""
    if letters:
        land: str | None = load("places")["post_letters"].get(letters)
        return land
    shape = "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in code)
    lands: dict[str, str] = load("country_hints")["postcodes"].get(language or "", {})
    return lands.get(shape)


def fits_country(city: str, country: str) -> bool:
    """Return whether the gazetteer has a town in a country, or nowhere."""
    lands = {town.country for town in gazetteer.towns(city)}
    return not lands or country in lands


def without_false_country(place: Location, *, address: str, language: str | None) -> Location:
    """Return a place whose country was read from a code that may stand for a region: "Jesolo (VE)"
    on an Italian page lies in the province of Venice and not in Venezuela.

    Of an unlisted town only, since a listed one shows which is meant. The domain of the page says
    in which country the region lies; where nothing but the language speaks for it, the country is
    left open. address: of the page. language: of its text."""
    code = CODE_BEHIND.search(place.raw)
    if not code or code[1] != place.country or not place.city or gazetteer.towns(place.city):
        return place
    for lands, are_sure in zip(hinted_lands(address, language), (True, False), strict=True):
        if place.country in lands:
            return place
        found = [region for land in lands if (region := gazetteer.region_of_code(code[1], land))]
        if found:
            if not are_sure:
                return place.model_copy(update={"country": None})
            return place.model_copy(update={"country": found[0].country, "region": found[0].name})
    return place


def in_region_of_domain(place: Location, *, address: str) -> Location:
    """Return a town that no list knows, and that has no country, in the region of the code behind
    it, where the domain of the page says whose code it is: "Oberwick (VD)", "Oberwick VD" on a page
    of .ch."""
    code = CODE_BEHIND.search(place.raw)
    if not code or place.country or not place.city:
        return place
    regions = (gazetteer.region_of_code(code[1], land) for land in _land_of_domain(address))
    region = next(filter(None, regions), None)
    city = place.city.removesuffix(f" {code[1]}")
    is_company = city != place.city and code[1].lower() in _legal_forms()
    if region is None or is_company or gazetteer.towns(city):
        return place
    return place.model_copy(update={"city": city, "region": region.name, "country": region.country})


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(phrases_in(load("organizations")["suffixes"]))


def in_state_of_code(place: Location, *, pay: Iterable[str], land: str) -> Location:
    """Return a town without a country in the state of the code behind it, where pay in dollars or a
    law that the text names tells whose code it is: "Lower Wick, MT" beside "$24 an hour" lies in
    Montana and not in Malta.

    pay: what the page says of pay, as printed. land: the country of which the text names a law, or
    ""."""
    code = CODE_BEHIND.search(place.raw)
    states = gazetteer.regions_of_code(code[1]) if code and not place.country else ()
    if land:
        states = tuple(state for state in states if state.country == land)
    if len(states) != 1 or not code:
        return place
    is_open = gazetteer.country_of_code(code[1]) in load("country_hints")["dollars_and_code"]
    printed = " ".join(pay)
    in_dollars = "$" in printed and not is_open and not any(map(printed.__contains__, _signs()))
    if not land and not in_dollars:
        return place
    return place.model_copy(update={"region": states[0].name, "country": states[0].country})


def _signs() -> Iterable[str]:
    signs: dict[str, str] = load("country_hints")["currencies"]
    return signs


def hinted_lands(address: str, language: str | None) -> Iterator[frozenset[str]]:
    """Yield the countries that the domain of a page allows, and those of its language."""
    yield _land_of_domain(address)
    yield lands_of_language(language)


def _land_of_domain(address: str) -> frozenset[str]:
    return frozenset(filter(None, [land_of_host(urlsplit(address).hostname or "")]))
