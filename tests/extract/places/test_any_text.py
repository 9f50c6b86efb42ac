"""Any text as a place: no reader of places fails, invents one, or takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.places.title_places import place_in_title
from crawlers.posting.parts.places import Location


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert all(isinstance(place, Location) for place in read_places(text))
    assert looks_like_place(text) in (True, False)
    assert text.startswith(place_in_title(text)[0])


MIXED = [
    "Brussels",
    "Belgium",
    "BE",
    "TX",
    "DE",
    "Georgia",
    "Luxembourg",
    "Remote",
    "and",
    "-",
    ",",
    "(",
    ")",
    ";",
    "/",
    "1000",
    "Area",
    "le",
]


@given(st.lists(st.sampled_from(MIXED), max_size=12), st.sampled_from([" ", "", "-"]))
def test_any_mixture(parts: list[str], mark: str) -> None:
    for place in read_places(mark.join(parts)):
        assert place.city or place.region or place.country


@pytest.mark.parametrize(
    "unit",
    [
        "-",
        "A-",
        "BE-",
        "Aa,",
        "(",
        "()",
        "(a",
        " ",
        "Aa ",
        "Aa and ",
        "Paris;",
        "Paris/",
        "[",
        "1000 ",
        "–",
        "é",
        "\n",
        "a - ",
    ],
)
def test_hostile_values_take_no_time(unit: str) -> None:
    hostile = [
        unit * (100_000 // len(unit)),
        unit * (4_990 // len(unit)),
        unit * (118 // len(unit)),
    ]
    start = time.process_time()
    for text in hostile:
        read_places(text)
        looks_like_place(text)
        place_in_title(text)
    assert time.process_time() - start < 0.5
