"""In which country a town lies, by what the page says beside it."""

from __future__ import annotations

import pytest

from crawlers.extract.places.agreed_country import (
    agreed_country,
    in_region_of_domain,
    without_false_country,
)
from crawlers.extract.places.country_evidence import Evidence, lands_of_language
from crawlers.posting.parts.places import Location


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


@pytest.mark.parametrize(
    ("raw", "host", "place"),
    [
        ("Hinterwilen (VD)", "stellen.example.ch", ("Hinterwilen", "Vaud", "CH")),
        ("Hinterwilen VD", "stellen.example.ch", ("Hinterwilen", "Vaud", "CH")),
        ("Vila Farol/SP", "vagas.example.br", ("Vila Farol", "São Paulo", "BR")),
        ("Hinterwilen VD", "stellen.example", ("Hinterwilen VD", None, None)),
        ("Lampen AG", "stellen.example.ch", ("Lampen AG", None, None)),  # a company
        ("Hinterwilen XX", "stellen.example.ch", ("Hinterwilen XX", None, None)),
    ],
)
def test_the_region_of_a_code_on_a_domain(
    raw: str, host: str, place: tuple[str, str | None, str | None]
) -> None:
    town = Location(raw=raw, city=raw.partition(" (")[0].partition("/")[0])
    found = in_region_of_domain(town, address=f"https://{host}/3")
    assert (found.city, found.region, found.country) == place


def evidence(**lands: str) -> list[Evidence]:
    return [Evidence(kind, frozenset(named.split())) for kind, named in lands.items()]


@pytest.mark.parametrize(
    ("pay", "country"), [("30.000 € brutos", "ES"), ("30.000 $", ""), ("30.000 EUR", "ES")]
)
def test_the_euro_tells_which_country_of_a_language_it_is(pay: str, country: str) -> None:
    said = [Evidence("language", lands_of_language("es", [pay]))]
    assert agreed_country("Zaragoza", said) == country


@pytest.mark.parametrize(
    ("city", "said", "country"),
    [
        ("Durham", evidence(money="GB"), "GB"),
        ("Durham", evidence(), ""),
        ("Volary", evidence(language="CZ"), "CZ"),  # a small town, in no other country
        ("Volary", evidence(language="PL"), ""),
        ("Schwanden", evidence(language="DE AT CH LI LU"), "CH"),
        ("Oberwick", evidence(language="DE AT CH LI LU"), ""),
        ("Oberwick", evidence(domain="AT"), ""),  # in no list: one kind is not enough
        ("Oberwick", evidence(domain="AT", language="DE AT CH LI LU"), "AT"),
        ("Oberwick", evidence(domain="AT", telephone="DE", language="DE AT CH LI LU"), ""),
        ("Oberwick", evidence(form="DE AT CH", language="DE AT CH LI LU"), ""),
        ("Durham", evidence(domain="AT", language="DE AT CH LI LU"), ""),  # it lies elsewhere
    ],
)
def test_the_country_on_which_the_evidence_agrees(
    city: str, said: list[Evidence], country: str
) -> None:
    assert agreed_country(city, said) == country
