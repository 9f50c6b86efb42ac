"""The region of a place as its name and its ISO 3166-2 code, however the source wrote it."""

from __future__ import annotations

import re

from crawlers.extract.places.gazetteer import Region, key, region_of_code
from crawlers.extract.places.names import region_in, word_list
from crawlers.posting.parts.places import Location

_LONGEST_CODE = 3
_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def with_region_code(place: Location) -> Location:
    """Return a place with the code of its region, and the region's name where the source has its
    code only ("ON" in Canada is Ontario, "DE-BY" is Bavaria). A region that no list knows stays as
    it is."""
    if not place.region or not place.country or place.region_code:
        return place
    found = _listed(place.region, place.country)
    if found is None:
        return place
    code = f"{found.country}-{found.code}"
    return place.model_copy(
        update={
            "region": found.name if _is_written_as_code(place.region) else place.region,
            "region_code": code if _CODE.fullmatch(code) else None,
        }
    )


def _is_written_as_code(region: str) -> bool:
    """Return whether a region is a code, or a name in capitals."""
    return region.isupper() or len(region) <= _LONGEST_CODE


def _listed(name: str, country: str) -> Region | None:
    """Return the region of that name or code, also without the word for its kind ("Utrecht
    Province")."""
    name = name.strip().removeprefix(f"{country}-")
    kinds = word_list("kinds_of_region")
    bare = " ".join(word for word in name.split() if key(word) not in kinds)
    if len(name) <= _LONGEST_CODE and (found := region_of_code(name, country)):
        return found
    return next((r for each in (name, bare) if each and (r := region_in(each, country))), None)
