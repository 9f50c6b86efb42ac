"""What speaks for a country on a page, and in which countries its towns may lie."""

from __future__ import annotations

import pytest

from crawlers.extract.places.country_evidence import (
    Evidence,
    land_of_small_town,
    lands_of_domains,
    lands_of_legal_forms,
    lands_of_money,
    lands_of_postcodes,
    lands_of_telephones,
    likely_lands,
)


@pytest.mark.parametrize(
    ("address", "text", "lands"),
    [
        ("https://jobs.acme.at/3", "info@acme.de", "AT"),  # the page's own comes first
        ("https://jobs.acme.example/3", "Apply: jobs@acme.de", "DE"),
        ("https://jobs.acme.example/3", "jobs@acme.de or www.acme.at", "DE AT"),
        ("https://jobs.acme.example/3", "jobs@acme.io, www.acme.com, x@acme.de.example", ""),
        ("https://jobs.acme.io/3", "", ""),
    ],
)
def test_domains(address: str, text: str, lands: str) -> None:
    assert lands_of_domains(address, [text]) == frozenset(lands.split())


@pytest.mark.parametrize(
    ("text", "lands"),
    [
        ("Tel. +32 61 00 00 00", "BE"),
        ("+420 388 000 000", "CZ"),
        ("0043 5336 00000", "AT"),
        ("+1 212 000 0000", ""),  # of several countries
        ("30+32 hours, 000 000 0000", ""),
    ],
)
def test_telephones(text: str, lands: str) -> None:
    assert lands_of_telephones([text]) == frozenset(lands.split())


@pytest.mark.parametrize(
    ("text", "lands"),
    [
        ("Kendal LA9 7RG", "GB"),
        ("Co. Mayo F12 X5Y7", "IE"),
        ("CH-3400 Oberwick", "CH"),
        ("59-620 Oberwick", "PL"),
        ("12345 Oberwick, A12 3456, 2024 AB", ""),
    ],
)
def test_postcodes(text: str, lands: str) -> None:
    assert lands_of_postcodes([text]) == frozenset(lands.split())


@pytest.mark.parametrize(
    ("name", "lands"),
    [
        ("Loomhall Kft.", "HU"),
        ("Loomhall Sp. z o.o.", "PL"),
        ("Loomhall s.r.o.", "CZ SK"),
        ("Loomhall", ""),
        ("AG", ""),
    ],
)
def test_legal_forms(name: str, lands: str) -> None:
    assert lands_of_legal_forms([name]) == frozenset(lands.split())


def test_money() -> None:
    assert lands_of_money(["KES 95,000 a month"]) == {"KE"}
    assert lands_of_money(["$95,000 a year", "9 €"]) == frozenset()


@pytest.mark.parametrize(
    ("said", "lands"),
    [
        (["AT", "DE AT CH"], "AT"),
        (["DE AT CH", "AT CH"], "AT CH"),
        (["AT", "DE"], ""),
        ([], ""),
    ],
)
def test_likely_lands(said: list[str], lands: str) -> None:
    evidence = [Evidence("", frozenset(each.split())) for each in said]
    assert likely_lands(evidence) == frozenset(lands.split())


def test_a_small_town_of_an_everyday_word_is_none() -> None:
    assert land_of_small_town("Engineer", [Evidence("law", frozenset({"PH"}))]) == ""


def test_a_small_town_counts_in_a_likely_country_alone() -> None:
    assert land_of_small_town("Wamego", [Evidence("law", frozenset({"US"}))]) == "US"
    assert land_of_small_town("Wamego", [Evidence("law", frozenset({"GB"}))]) == ""
    assert land_of_small_town("Wamego", []) == ""
