"""The employer that a text presents or names."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.name_fields import read_organization
from crawlers.extract.fields.place_fields import read_locations
from crawlers.extract.job.employers import (
    cannot_be_employer,
    find_most_named_organization,
    find_own_employer,
    find_presented_employer,
    seeker_in,
)
from crawlers.posting import RawPosting
from crawlers.posting.schema import Organization
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["At Brumal, we trim wicks.", "Brumal is old."], "Brumal"),
        (["Bei Brumal suchen wir eine Wärterin.", "Brumal ist alt."], "Brumal"),
        (["Chez Brumal, vous entretenez la lampe.", "Brumal est ancien."], "Brumal"),
        (["Bij Brumal werken we aan licht.", "Brumal is oud."], "Brumal"),
        (["Hos Brumal arbejder vi med lys.", "Brumal er gammel."], "Brumal"),
        (["Bei Brumal suchen wir eine Wärterin."], None),  # named once, and no word of employers
        (["Bei Interesse melden Sie sich.", "Interesse zählt."], None),
        (["Wir suchen eine Wärterin.", "Wir sind alt."], None),  # somebody, and no name
        (["Unser Kunde ist ein Hafen.", "Unser Kunde ist alt."], None),
        (["Notre Société recherche une gardienne."], None),
        (["Nasza Firma szuka latarnika.", "Nasza Firma jest stara."], None),
        (["Lantern Trust is hiring a keeper."], "Lantern Trust"),
        (["Lamp Centre at Harbour Trust is hiring a keeper."], "Harbour Trust"),
    ],
)
def test_employer_that_the_text_presents(texts: list[str], name: str | None) -> None:
    assert find_presented_employer(list(map(Line, texts))) == name


def test_organization_that_the_text_names_most() -> None:
    text = "The Lantern Trust pays. Ask the Lantern Trust, or Harbour Bank. Lantern Trust it is."
    assert find_most_named_organization([Line(text)]) == "Lantern Trust"
    other = Line(text.replace("Ask the Lantern Trust", "Ask"))
    assert find_most_named_organization([other]) is None


@pytest.mark.parametrize(
    ("texts", "employer"),
    [
        (["At Ternwell, lamps matter, and so do our keepers."], "Ternwell"),
        (["Ternwell is hiring a keeper for the north pier."], "Ternwell"),
        (["Ternwell is dedicated to light.", "Join Ternwell."], "Ternwell"),
        (["A maker of lamps, Ternwell Lights (NYSE: TRN) lights the coast."], "Ternwell Lights"),
        (["Morse is useful here.", "Bring a coat."], None),
        (["At night, we work by lamplight."], None),
        (["English is what we speak.", "English and Morse."], None),
        (["I Oslo, hvor vi bor, er det lyst."], None),
    ],
)
def test_an_employer_speaks_of_itself_in_its_own_text(
    texts: list[str], employer: str | None
) -> None:
    assert find_own_employer(texts) == employer


@pytest.mark.parametrize("heading", ["About the Organization", "About the Company:", "About Us"])
def test_a_known_heading_names_no_employer(heading: str) -> None:
    texts = [heading, "It keeps the organization of the coast."]
    assert find_presented_employer(list(map(Line, texts))) is None


def test_words_that_no_employer_is_called_by() -> None:
    assert cannot_be_employer("Join our team") and not cannot_be_employer("Lantern Trust")
    assert cannot_be_employer("未経験者歓迎") and not cannot_be_employer("灯台サービス")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Delegation to Norway", "NO"),
        ("Deutsche Botschaft in Norwegen", "NO"),
        ("Botschaft im Iran", "IR"),
        ("Embaixada no Brasil", "BR"),
        ("Ambassade à Oslo", "NO"),
        ("Ambasada w Norwegii", None),  # an inflected name is no known country
        ("Ambasciata ad Oslo", "NO"),
        ("Lamp Works in Norway", None),  # no kind of office that is accredited
    ],
)
def test_an_embassy_is_where_its_name_says(name: str, country: str | None) -> None:
    item = RawPosting("lamps")
    item.facts["organization"] = Organization(name=name, units=[])
    read_locations(item)
    places = item.facts.get("locations", [])
    assert [place.country for place in places if place.country] == ([country] if country else [])


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (("Recruiter", "Employer"), "Harbour Mill"),
        (("Recruiter", "Posted by"), "Lamp Talent"),  # nothing else names an employer
        (("Employer", "Advertiser"), "Lamp Talent"),
    ],
)
def test_an_employer_is_named_before_its_recruiter(labels: tuple[str, str], name: str) -> None:
    item = RawPosting("lamps")
    for label, value in zip(labels, ("Lamp Talent", "Harbour Mill"), strict=True):
        item.say("organization", value, "label", f"pair: {label}")
    read_organization(item)
    assert item.facts["organization"].name == name


def test_what_is_a_plus_is_no_employer() -> None:
    texts = ["Class A is a plus, and Class A pays more.", "We keep lamps."]
    assert find_presented_employer(list(map(Line, texts))) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Die Stadt Oberwick am Berg sucht zum 1. Mai einen Laternenwart.",
            "Stadt Oberwick am Berg",
        ),
        (
            "Die Stadt Bad Oberwick an der Au (rund 45.000 Einwohnerinnen und Einwohner, Region "
            "Au) sucht einen Laternenwart.",
            "Stadt Bad Oberwick an der Au",
        ),
        ("Die Gemeinde Oberwick sucht am Montag einen Laternenwart.", "Gemeinde Oberwick"),
        ("Die Oberwick GmbH am Hafen sucht einen Laternenwart.", ""),
    ],
)
def test_a_town_with_a_small_word_in_its_name(text: str, name: str) -> None:
    assert seeker_in(Line(text)) == name
