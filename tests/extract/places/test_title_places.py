"""The town behind a title."""

import pytest

from crawlers.extract.places.printed_places import read_places
from crawlers.extract.places.title_places import place_in_title


@pytest.mark.parametrize(
    ("title", "head", "city"),
    [
        ("Clerk, Archives – Brussels", "Clerk, Archives", "Brussels"),
        ("Nurse (Geneva)", "Nurse", "Geneva"),
        ("Bridge Engineer - Lyon, France", "Bridge Engineer", "Lyon"),
        ("Translator — Mons - Belgium", "Translator", "Mons"),
        ("Bridge Engineer @ Lyon", "Bridge Engineer", "Lyon"),
        ("Bridge Engineer, Lyon", "Bridge Engineer", "Lyon"),
    ],
)
def test_place_behind_a_title(title: str, head: str, city: str) -> None:
    found = place_in_title(title)
    assert found[0] == head
    assert found[1] is not None and found[1].city == city


NO_TAILS = [
    "Desk Officer – Ukraine",
    "Manager - Nice",
    "Head – Paris Agreement",
    "Analyst (m/f/x)",
    "Clerk - Reading",
    "Clerk, Reading",
    "Clerk, Archives",
    "Brussels",
    "(Oslo)",
    "Baker - Night Shift",
    "Brussels Desk Officer",
    "Bilge Area Runner (BAR)",  # a town, too
]


@pytest.mark.parametrize("title", NO_TAILS)
def test_no_place_behind_a_title(title: str) -> None:
    assert place_in_title(title) == (title, None)


@pytest.mark.parametrize(
    ("title", "cities"),
    [
        ("Wicker, Oslo - Trondheim", ["Oslo", "Trondheim"]),
        ("Wicker (Stavanger/Oslo)", ["Stavanger", "Oslo"]),
        ("Wicker, Leeds, Bristol", ["Leeds", "Bristol"]),
        ("Wicker (Munich, Hamburg or remote)", ["Munich", "Hamburg"]),
        ("Wicker, Glasgow/Hybrid", ["Glasgow"]),
        ("Wicker, Halifax, Leeds", ["Halifax"]),
        ("Wicker, Sales/Service", []),
        ("Wicker (Reading and Writing)", []),
    ],
)
def test_several_towns_behind_a_title(title: str, cities: list[str]) -> None:
    head, place = place_in_title(title)
    assert [each.city for each in read_places(place.raw)] == cities if place else not cities
    assert head == ("Wicker" if cities else title)
