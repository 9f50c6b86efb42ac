"""Places that are written without blanks and commas, the larger part first."""

from __future__ import annotations

import pytest

from crawlers.extract.places.eastern_places import town_at_start


@pytest.mark.parametrize(
    ("place", "town"),
    [
        ("東京都", "Tokyo"),
        ("大阪府茨木市", "Ibaraki"),
        ("서울 강남구", "Seoul"),
        ("강원 없는시 중앙로 1", "없는시"),
        ("경기 없는시장", None),  # a short name of a province, and no town that is listed
    ],
)
def test_the_town_behind_its_province(place: str, town: str | None) -> None:
    found = town_at_start(place)
    assert (found and found.name) == town
