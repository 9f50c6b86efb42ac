"""The table of countries, regions and towns."""

import pytest

from crawlers.extract.places import build_gazetteer, gazetteer
from crawlers.text import word_lists


def test_names_are_compared_without_accents_and_case() -> None:
    assert gazetteer.key("  São-Tomé & Łódź’s Ørsted ") == "sao tome lodzs orsted"


def test_every_country_reads_in_ten_languages() -> None:
    names = [
        "Spain",
        "Espagne",
        "Spanien",
        "Spanje",
        "España",
        "Espanha",
        "Spagna",
        "Hiszpania",
        "Španělsko",
        "SPANIEN",
    ]
    assert {gazetteer.country(name) for name in names} == {"ES"}
    assert gazetteer.country("Kosovo") == "XK"
    assert gazetteer.country("Atlantis") is None


def test_the_table_is_sorted() -> None:
    for table in ("countries", "codes", "regions", "divisions", "towns"):
        firsts = [line.split("\t")[0] + "\t" for line in gazetteer._lines(table)]
        assert firsts == sorted(firsts) and firsts


@pytest.mark.slow
def test_the_table_is_fresh() -> None:
    assert build_gazetteer.build() == (word_lists.DATA / "gazetteer.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
def test_the_table_of_small_towns_is_fresh() -> None:
    assert build_gazetteer.build_small_towns() == (word_lists.DATA / "small_towns.yaml").read_text(
        encoding="utf-8"
    )


def test_a_small_town_is_looked_up_in_its_country() -> None:
    assert gazetteer.is_small_town("Svätý Jur", "SK") is False  # it has 5,000 inhabitants
    assert gazetteer.is_small_town("Wamego", "US") and gazetteer.is_small_town("Wamego", "US", "KS")
    assert not gazetteer.is_small_town("Wamego", "US", "TX")
    assert not gazetteer.is_small_town("Wamego", "CA")
