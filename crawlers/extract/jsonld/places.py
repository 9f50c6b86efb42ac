"""The places of a JobPosting, in the shapes in which sites write them: Place, address, text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawlers.page.jsonld_shapes import ADDRESS_PARTS, listed, words
from crawlers.posting.parts.places import Location

_MAX_RAW = 300
"""Characters of a place that is read as one."""


def places_of(place: Any) -> Iterator[tuple[str, Location | None]]:
    """Return what a Place, an address or plain text says: words and, where its parts are what they
    should be, a typed place."""
    if not isinstance(place, dict):
        yield words(place), None
        return
    addresses = (
        [place] if any(name in place for name in ADDRESS_PARTS) else listed(place.get("address"))
    )
    found = [each for address in addresses for each in _addressed(address) if each[0]]
    yield from found or [(words(place.get("name")) or words(place.get("address")), None)]


def _addressed(address: Any) -> Iterator[tuple[str, Location | None]]:
    """Yield the places of one address: several towns in it are several places."""
    if not isinstance(address, dict):
        yield words(address), None
        return
    cities = [city for one in listed(address.get("addressLocality")) if (city := words(one))]
    region = words(address.get("addressRegion")) if len(cities) < 2 else ""
    country = _country(address.get("addressCountry"))
    for city in cities or [""]:
        raw = ", ".join(dict.fromkeys(part for part in (city, region, country) if part))
        if raw:
            yield raw, _typed(raw, city, region, country) if len(raw) <= _MAX_RAW else None
        else:
            yield words(address.get("streetAddress")) or words(address), None


def _typed(raw: str, city: str, region: str, country: str) -> Location | None:
    from crawlers.extract.places.typed_places import typed_place

    return typed_place(raw, city, region, country)


def _country(value: Any) -> str:
    """Return the name of a Country or its code."""
    if text := words(value):
        return text
    codes = (words(one.get("identifier")) for one in listed(value) if isinstance(one, dict))
    return next(filter(None, codes), "")
