"""Places that are written without blanks and commas, the larger part first."""

from __future__ import annotations

import pytest

from crawlers.extract.places.eastern_places import (
    land_of_writing,
    town_at_start,
    town_without_prefecture,
)


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


@pytest.mark.parametrize(
    ("place", "town"),
    [
        ("糸魚川市大町1-2", "糸魚川市"),
        ("本社 (糸魚川市)", "糸魚川市"),
        ("海の灯（糸魚川市）", "糸魚川市"),
        ("灯台郡海辺町12", "海辺町"),
        ("大都市", ""),
        ("市役所", ""),
        ("見本市", ""),
    ],
)
def test_a_town_that_no_list_has_without_its_prefecture(place: str, town: str) -> None:
    assert town_without_prefecture(place) == town


def test_the_country_of_a_town_by_its_writing() -> None:
    assert land_of_writing("糸魚川市", "ja") == "JP"
    assert land_of_writing("糸魚川市", "zh") is None
    assert land_of_writing("Oberwick", "ja") is None
