"""What a name in a place can be."""

import pytest

from crawlers.extract.places.names import town_in_case


@pytest.mark.parametrize(
    ("word", "town"),
    [
        ("Częstochowie", "Częstochowa"),
        ("Zielonej Górze", "Zielona Góra"),
        ("Hradci Králové", "Hradec Králové"),
        ("Bratislave", "Bratislava"),
        ("Seinäjoella", "Seinäjoki"),
        ("Miskolcon", "Miskolc"),
        ("Székesfehérvárott", "Székesfehérvár"),
        ("Gaziantep'teki", "Gaziantep"),
        ("Marion", None),
        ("Tavern", None),
    ],
)
def test_a_town_in_the_case_that_says_where(word: str, town: str | None) -> None:
    found = town_in_case(word)
    assert (found.name if found else None) == town
