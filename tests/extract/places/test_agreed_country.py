"""In which country a town lies, by what the page says beside it."""

from __future__ import annotations

import pytest

from crawlers.extract.places.agreed_country import without_false_country
from crawlers.posting.schema import Location


@pytest.mark.parametrize(
    ("raw", "address", "language", "country", "region"),
    [
        ("Vallescura (VE)", "https://lavori.example.it/3", "it", "IT", "Venezia"),
        ("Vallescura (VE)", "https://lavori.example/3", "it", None, None),
        ("Vallescura (VE)", "https://empleos.example/3", "es", "VE", None),
        ("Hinterwilen, BE", "https://stellen.example.ch/3", "de", "CH", "Berne"),
        ("Hinterwilen, BE", "https://vacatures.example.be/3", "nl", "BE", None),
        ("Niederwick, DE", "https://stellen.example/3", "de", "DE", None),
        ("Lower Wick, FR", "https://jobs.example/3", "en", "FR", None),
    ],
)
def test_a_code_behind_an_unlisted_town(
    raw: str, address: str, language: str, country: str | None, region: str | None
) -> None:
    """A region of the country that the domain names; nothing where only the language does."""
    town = Location(raw=raw, city=raw[:-4].strip(" ,("), country=raw.strip(")")[-2:])
    found = without_false_country(town, address=address, language=language)
    assert (found.country, found.region) == (country, region)
