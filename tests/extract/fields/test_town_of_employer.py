"""The town that an employer's name or its line and the text agree on."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.town_of_employer import town_of_employer


@pytest.mark.parametrize(
    ("name", "line", "town"),
    [
        ("Klinikum Oberwick", "Unsere Klinik in Oberwick hat neun Klassen.", "Oberwick"),
        ("Spitalul Lower Wick", "Dosarele se depun la spitalul din Lower Wick.", "Lower Wick"),
        ("Pier Lamps", "We make light in Lamps.", None),  # "Pier" is no kind of employer
        ("Klinikum Oberwick", "Die Klinikum Oberwick in Keswick sucht.", None),
        ("Klinikum Oberwick", "Die Kinder sind gern an der Schule.", None),
        ("Harbour Lamps", "Harbour Lamps, Lower Wick, Southland", "Lower Wick"),
        ("Harbour Lamps", "Harbour Lamps, makers of light", None),
        ("Liceul Oberwick", "Str. Lungă nr. 2, Oberwick, jud. Sibiu", "Oberwick"),
        ("Liceul Oberwick", "Str. Lungă nr. 2, Lower Wick, jud. Sibiu", None),
        ("Harbour Lamps", "Harbour Lamps, Mill Lane 3, Lower Wick, KS 66801", None),
        # in a case of its own
        ("Szpital w Latarnicach", "Szpital działa w Latarnicach od roku 1950.", None),
        ("Szpital w Oslo", "Szpital działa w Oslo od roku 1950.", "Oslo"),
    ],
)
def test_a_town_of_the_name_or_the_line(name: str, line: str, town: str | None) -> None:
    found = town_of_employer(name, [line])
    assert (found.city if found else None) == town


def test_a_town_in_a_case_is_the_one_of_the_address() -> None:
    lines = ["Szpital działa w Latarnicy od roku 1950.", "Tel. 99, ul. Długa 3, 99-999 Latarnica"]
    found = town_of_employer("Szpital w Latarnicy", lines)
    assert found and found.city == "Latarnica"
