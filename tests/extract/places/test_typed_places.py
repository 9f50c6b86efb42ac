"""Places whose parts are typed, and the codes of regions."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.place_fields import read_locations
from crawlers.extract.fields.stated_places import distinct
from crawlers.extract.fields.workplace_fields import read_applicant_locations
from crawlers.extract.places.in_sentences import WHERE
from crawlers.extract.places.region_codes import with_region_code
from crawlers.extract.places.typed_places import place_in_country, place_of_members
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting


@pytest.mark.parametrize(
    ("region", "country", "name", "code"),
    [
        ("ON", "CA", "Ontario", "CA-ON"),
        ("Ontario", "CA", "Ontario", "CA-ON"),
        ("tx", "US", "Texas", "US-TX"),
        ("US-TX", "US", "Texas", "US-TX"),
        ("DE-BY", "DE", "Bavaria", "DE-BY"),
        ("SP", "BR", "São Paulo", "BR-SP"),
        ("KA", "IN", "Karnataka", "IN-KA"),
        ("ENG", "GB", "England", "GB-ENG"),
        ("TEXAS", "US", "Texas", "US-TX"),
        ("13", "PT", "13", None),
        ("Bayern", "DE", "Bayern", "DE-BY"),
        ("Bavaria", "DE", "Bavaria", "DE-BY"),
        ("Utrecht Province", "NL", "Utrecht Province", "NL-UT"),
        ("Merseyside", "GB", "Merseyside", None),
        ("The North", "NO", "The North", None),
        ("ON", "DE", "ON", None),
    ],
)
def test_a_region_has_its_name_and_its_code(
    region: str, country: str, name: str, code: str | None
) -> None:
    place = with_region_code(Location(raw="x", region=region, country=country))
    assert (place.region, place.region_code) == (name, code)


@pytest.mark.parametrize(
    ("members", "place"),
    [
        (("Norway", "Remote", "no"), (None, None, "NO")),
        (("Singapore", "", "Singapore"), ("Singapore", None, "SG")),
        (("Bergen", "Vestland", "NOR"), ("Bergen", "Vestland", "NO")),
        (("", "", "European Union"), (None, None, None)),
        (("Minato-ku", "Tokyo", ""), ("Minato-ku", "Tokyo", "JP")),
        (("Minato-ku", "Tokyo", "Japan"), ("Minato-ku", "Tokyo", "JP")),
        (("Köln", "", "DE"), ("Cologne", None, "DE")),
        (("HQ", "", "US"), (None, None, "US")),
        (("Leeds", "England", "GB"), ("Leeds", "England", "GB")),
        (("Leeds", "United Kingdom", "GB"), ("Leeds", None, "GB")),
        (("Scotland", "", "GB"), (None, None, "GB")),
        (("Corporate Office", "Texas", "US"), (None, "Texas", "US")),
        (("East Coast", "", "US"), (None, None, "US")),
        (("Mehrere Standorte", "", "DE"), (None, None, "DE")),
        (("NORAM", "", "CA"), (None, None, "CA")),
        (("", "Remote", ""), None),
        (("", "", "Atlantis"), None),
    ],
)
def test_members_of_a_place(
    members: tuple[str, str, str], place: tuple[str | None, str | None, str | None] | None
) -> None:
    found = place_of_members(", ".join(members), *members)
    assert (found and (found.city, found.region, found.country)) == place


def test_a_misspelled_member_does_not_count_against_the_words_that_are_shown() -> None:
    found = place_of_members("Trondheim, Norway", "Trondhiem", "", "NO")
    assert found and found.city == "Trondheim"


def test_words_beside_a_typed_country() -> None:
    remote = place_in_country("Remote", "Norway")
    assert remote and (remote.raw, remote.city, remote.country) == ("Remote", None, "NO")
    town = place_in_country("Kleindorf", "DE")
    assert town and (town.city, town.country) == ("Kleindorf", "DE")
    assert place_in_country("Oslo, Norway", "DE") is None, "the words name a country themselves"


@pytest.mark.parametrize(
    ("words", "country", "place"),
    [
        ("Georgia", "GE", (None, "GE")),
        ("Georgia", "US", ("Georgia", "US")),
        ("EMEA", "GB", None),
    ],
)
def test_words_that_leave_the_country_open_beside_a_typed_one(
    words: str, country: str, place: tuple[str | None, str] | None
) -> None:
    found = place_in_country(words, country)
    assert (found and (found.region, found.country)) == place


def test_one_place_of_each_and_what_is_remote_beside_towns() -> None:
    def place(raw: str, city: str | None, region: str | None) -> Location:
        return Location(raw=raw, city=city, region=region, country="US")

    springfields = [place("a", "Springfield", "Ohio"), place("b", "Springfield", "Oregon")]
    assert distinct(springfields) == springfields
    salem, state = place("Salem, Oregon", "Salem", "Oregon"), place("Oregon", None, "Oregon")
    assert distinct([state, salem]) == [salem]
    remote = place("Remote (US)", None, None)
    assert distinct([salem, remote]) == [salem, remote]


@pytest.mark.parametrize(
    ("words", "model"),
    [
        ("Bergen; Remote - Oregon", None),
        ("Remote - Oslo; Remote - Bergen", "remote"),
        ("Bergen or Remote", "remote"),
        ("Remote - Oregon", "remote"),
    ],
)
def test_one_remote_place_of_several_does_not_make_the_posting_remote(
    words: str, model: str | None
) -> None:
    item = RawPosting("lamps")
    item.say("location", words, "label", "Location")
    read_locations(item)
    said = item.said.get("workplace", [])
    assert [one.value for one in said] == ([model] if model else [])


@pytest.mark.parametrize(("way", "city"), [("Remote", None), ("Hybrid", "Oslo")])
def test_the_office_of_a_sentence_is_no_place_of_a_remote_job(way: str, city: str | None) -> None:
    item = RawPosting("lamps")
    item.say("workplace", way, "selector", "$.way")
    item.say("location", "Norway", "selector", "$.place")
    item.say("location", "Oslo", "section_rule", WHERE)
    read_locations(item)
    assert [place.city for place in item.facts["locations"]] == [city]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Remote - UK or Ireland", [("GB", None), ("IE", None)]),
        ("Remote - US, Canada", [("US", None), ("CA", None)]),
        ("Remote EMEA", [(None, "EMEA")]),
        # a time zone is no group of countries
        ("Remote (PST)", []),
        ("US Remote (EST)", [("US", None)]),
    ],
)
def test_where_a_remote_job_may_be_done_from(
    words: str, places: list[tuple[str | None, str | None]]
) -> None:
    item = RawPosting("lamps")
    item.facts["workplace"] = "remote"
    item.say("location", words, "selector", "$.place")
    read_applicant_locations(item)
    found = item.facts.get("applicant_locations", [])
    assert [(place.country, place.region) for place in found] == places
