"""Towns of a known country in a text: small ones, in a case, beside a site, in a row of values."""

from __future__ import annotations

import pytest

from crawlers.extract.places.towns_here import (
    all_towns,
    alone,
    out_of_genitive,
    town_here,
    town_in_case_here,
    towns_behind_in,
    towns_in_case,
    towns_in_parts,
    towns_of_municipalities,
)


def names(text: str, lands: str) -> list[str | None]:
    return [town.city for town in towns_behind_in(text, frozenset(lands.split()))]


@pytest.mark.parametrize(
    ("name", "lands", "land"),
    [
        ("Volary", "CZ", "CZ"),
        ("Volary", "PL", None),
        ("Schwanden", "DE AT CH", "CH"),
        ("Reading", "GB", None),  # an everyday word
        ("France", "FR", None),
    ],
)
def test_a_town_of_likely_countries(name: str, lands: str, land: str | None) -> None:
    found = town_here(name, frozenset(lands.split()))
    assert (found.country if found else None) == land


@pytest.mark.parametrize(
    ("word", "lands", "town"),
    [
        ("Volarech", "CZ", "Volary"),
        ("Kuhmoon", "FI", "Kuhmo"),
        ("Põltsamaal", "EE", "Põltsamaa"),
        ("Jelsi", "HR", "Jelsa"),
        ("Volarech", "PL", None),
        ("Betonech", "CZ", None),
    ],
)
def test_a_town_in_a_case(word: str, lands: str, town: str | None) -> None:
    found = town_in_case_here(word, frozenset(lands.split()))
    assert (found.city if found else None) == town


@pytest.mark.parametrize(
    ("text", "lands", "towns"),
    [
        ("Our mill is in Wamego.", "US", ["Wamego"]),
        ("Our mill is in Wamego Heights.", "US", []),
        ("Pour notre atelier de Redange-sur-Attert", "LU", ["Redange-sur-Attert"]),
        ("Konoba u Jelsi traži kuhara", "HR", ["Jelsa"]),
        ("am Standort Frontenhausen", "DE", ["Frontenhausen"]),
        ("Base: Pwllheli office, with visits", "GB", ["Pwllheli"]),
        ("Storumans kommun söker", "SE", ["Storuman"]),
        ("Talavera? En Aldeanueva de Ebro, en Aldeanueva de Ebro", "ES", ["Aldeanueva de Ebro"]),
        ("They study in Wamego, Wray", "US", ["Wamego", "Wray"]),
    ],
)
def test_towns_behind_in(text: str, lands: str, towns: list[str]) -> None:
    assert names(text, lands) == towns


@pytest.mark.parametrize(
    ("line", "lands", "towns"),
    [
        ("24 hours · Wamego · Care", "US", ["Wamego"]),
        ("Saint-Jean-du-Gard (30)", "FR", ["Saint-Jean-du-Gard"]),
        ("Fazenda Lampa - Monte Carmelo/MG", "BR", ["Monte Carmelo"]),
        ("Marketing, Sales", "FR", []),
    ],
)
def test_towns_in_a_row_of_values(line: str, lands: str, towns: list[str]) -> None:
    assert [town.city for town in towns_in_parts(line, frozenset(lands.split()))] == towns


def test_a_case_alone_says_where_in_some_languages() -> None:
    text = "Lampola hakee hoitajaa Kuhmoon."
    assert [town.city for town in towns_in_case(text, frozenset({"FI"}))] == ["Kuhmo"]
    assert list(towns_in_case("Lampa hledá ve Volarech", frozenset({"CZ"}))) == []


def test_names_of_towns_whatever_they_are() -> None:
    lands = frozenset({"IT"})
    assert list(all_towns("Pila Lampa, Volary", frozenset({"CZ"}))) == []  # a small one
    assert [town.city for town in all_towns("Hotel Lampa di Savona", lands)] == ["Savona"]
    assert list(all_towns("Savona Lampa", lands)) == []  # the first word


@pytest.mark.parametrize(
    ("town", "name", "called"),
    [
        ("Oberwicks", "Oberwicks kommun", "Oberwick"),
        ("Borås", "Borås stad", "Borås"),
        ("Savonlinnan", "Savonlinnan kaupunki", "Savonlinna"),
        ("St Oberwicks", "St Oberwicks Parish Council", "St Oberwicks"),
    ],
)
def test_the_genitive_of_a_municipality(town: str, name: str, called: str) -> None:
    assert out_of_genitive(town, name) == called


def test_the_town_of_a_municipality() -> None:
    said = "Bei der Gemeinde Frontenhausen ist eine Stelle frei, die Gemeinde Lampen ist keine."
    found = towns_of_municipalities(said, frozenset({"DE"}))
    assert [town.city for town in found] == ["Frontenhausen"]


def test_several_towns_are_none() -> None:
    lands = frozenset({"US"})
    twice = [*towns_behind_in("in Wamego", lands), *towns_behind_in("in Wamego", lands)]
    assert alone(twice) == twice[0]
    assert alone([*twice, *towns_behind_in("in Wray", lands)]) is None
