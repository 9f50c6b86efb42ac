"""Values that list several places."""

import pytest

from crawlers.extract.places.printed_places import read_places
from crawlers.posting.parts.places import Location


def triple(place: Location) -> tuple[str | None, str | None, str | None]:
    return place.city, place.region, place.country


@pytest.mark.parametrize(
    ("raw", "cities"),
    [
        ("Bruksela ; Luksemburg", ["Brussels", "Luxembourg"]),
        ("Paris / London", ["Paris", "London"]),
        ("Rome|Milan", ["Rome", "Milan"]),
        ("Vienna, Austria\nBratislava, Slovakia", ["Vienna", "Bratislava"]),
        ("Brussels and Mons", ["Brussels", "Mons"]),
        ("Brüssel und Luxemburg", ["Brussels", "Luxembourg"]),
        ("Brussels and/or Mons", ["Brussels", "Mons"]),
        ("Oslo, Helsinki, Stockholm", ["Oslo", "Helsinki", "Stockholm"]),
        ("Brussels/Mons", ["Brussels", "Mons"]),
        ("Brussels (BE), Paris (FR)", ["Brussels", "Paris"]),
        ("Wien oder remote", ["Vienna"]),
        ("Main HQ, Brussels and Mons, Belgium", ["Brussels", "Mons"]),
        ('["Belgium-Mons"]', ["Mons"]),
        ('["Belgium-Mons", "Italy-Naples", 3]', ["Mons", "Naples"]),
        ("Berlin; Berlin, Germany", ["Berlin"]),
        ("Lyon, France / Remote", ["Lyon"]),
        ("Remote or Kendal city centre", ["Kendal"]),
        ("Remote or Kendal-Centre", ["Kendal"]),
        ("Home office oder Uelzen", ["Uelzen"]),
        ("Remote or Reading", []),
    ],
)
def test_several_places(raw: str, cities: list[str]) -> None:
    assert [place.city for place in read_places(raw)] == cities


@pytest.mark.parametrize(
    ("raw", "states"),
    [
        ("Ohio, Nevada, Utah", ["Ohio", "Nevada", "Utah"]),
        ("Maine, Vermont or remote", ["Maine", "Vermont"]),
        ("Utah or Idaho", ["Utah", "Idaho"]),
    ],
)
def test_states_in_a_row(raw: str, states: list[str]) -> None:
    assert [(place.city, place.region) for place in read_places(raw)] == [
        (None, state) for state in states
    ]


def test_countries_in_a_bracket_may_be_codes() -> None:
    assert [place.country for place in read_places("Remote (US or Canada)")] == ["US", "CA"]
    assert [place.country for place in read_places("Remote (UK, Norway)")] == ["GB", "NO"]


def test_a_state_holds_its_own_towns_alone() -> None:
    assert [place.city for place in read_places("Chicago, New York")] == ["Chicago", "New York"]
    assert [place.city for place in read_places("Buffalo, New York")] == ["Buffalo"]


def test_countries_in_a_row() -> None:
    assert [p.country for p in read_places("Belgium, Netherlands, Luxembourg")] == [
        "BE",
        "NL",
        "LU",
    ]


def test_two_readings_give_no_region() -> None:
    """Zurich is a town and a canton: Geneva does not lie in it."""
    assert list(map(triple, read_places("Geneva, Zurich"))) == [("Geneva", None, "CH")]


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        (
            "Leeds, Cardiff or Remote (UK)",
            [("Leeds", None, "GB"), ("Cardiff", None, "GB"), (None, None, "GB")],
        ),
        ("Albany, New York or Remote", [("Albany", "New York", "US")]),
        (
            "Nevada; Idaho; Washington",
            [(None, "Nevada", "US"), (None, "Idaho", "US"), (None, "Washington", "US")],
        ),
        ("Denver; Washington", [("Denver", None, "US"), ("Washington", None, "US")]),
    ],
)
def test_a_series_is_read_by_what_stands_in_it(
    raw: str, places: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert list(map(triple, read_places(raw))) == places


@pytest.mark.parametrize(
    ("raw", "cities"),
    [
        ("London or Manchester", ["London", "Manchester"]),
        ("London, Manchester or Leeds", ["London", "Manchester", "Leeds"]),
        ("London, Manchester, Leeds", ["London", "Manchester", "Leeds"]),
        ("Sydney, Melbourne or Brisbane", ["Sydney", "Melbourne", "Brisbane"]),
        ("Berlin, Hamburg oder München", ["Berlin", "Hamburg", "Munich"]),
        ("Seattle, Madrid, and remote", ["Seattle", "Madrid"]),
        ("Tokyo or Sendai (visits to other sites as needed)", ["Tokyo", "Sendai"]),
        ("Remote or Berlin city centre", ["Berlin"]),
        ("Remote oder Berlin-Zentrum", ["Berlin"]),
        ("Tampa Florida United States", ["Tampa"]),
        ("Chennai Tamil Nadu India", ["Chennai"]),
        ("Camden, London", ["London"]),
        ("Paris, Texas", ["Paris"]),
        ("仙台", ["Sendai"]),
        ("東京都品川区", ["Shinagawa"]),
        ("大阪府大阪市", ["Osaka"]),
        ("東京（他の勤務地への出張あり）", ["Tokyo"]),
        ("서울특별시 강남구", ["Seoul"]),
        ("Москва, Россия", ["Moscow"]),
        ("Київ, Україна", ["Kyiv"]),
        ("Göteborg, Sverige", ["Gothenburg"]),
        ("Hybrid preferred", []),
        ("Multiple locations", []),
        ("Remote EMEA", []),
    ],
)
def test_towns_of_a_value(raw: str, cities: list[str]) -> None:
    assert [place.city for place in read_places(raw)] == cities


def test_a_series_gives_each_town_the_country_of_the_others() -> None:
    assert {place.country for place in read_places("London or Manchester")} == {"GB"}


@pytest.mark.parametrize(
    ("raw", "cities"),
    [
        ("Dublin - Limerick", ["Dublin", "Limerick"]),
        ("Nantes, Rennes", ["Nantes", "Rennes"]),
        ("Dublin – Galway – Cork", ["Dublin", "Galway", "Cork"]),
        ("Richmond, London", ["London"]),
        ("Halifax, Leeds", ["Halifax"]),
        ("Hamburg - Altona", ["Hamburg"]),
    ],
)
def test_great_towns_lie_in_no_other_one(raw: str, cities: list[str]) -> None:
    assert [place.city for place in read_places(raw)] == cities


@pytest.mark.parametrize(
    ("raw", "countries"),
    [
        ("Remote - UK or Ireland", ["GB", "IE"]),
        ("Remote - US or Canada", ["US", "CA"]),
        ("Remote - US, Canada", ["US", "CA"]),
        ("Remote US/Canada", ["US", "CA"]),
        ("Remote: Spain, Portugal", ["ES", "PT"]),
        ("US, Canada - Remote", ["US", "CA"]),
        ("US or Canada (Remote)", ["US", "CA"]),
        # a state and its country are one place
        ("Remote - Georgia, US", ["US"]),
        ("Remote, US, DE", ["US"]),
        ("Remote - Luxembourg, Belgium", ["BE"]),
    ],
)
def test_countries_beside_a_way_of_working(raw: str, countries: list[str]) -> None:
    assert [place.country for place in read_places(raw)] == countries
