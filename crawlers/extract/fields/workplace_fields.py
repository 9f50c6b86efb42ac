"""Read how the work is done (on site, hybrid, remote), and where a remote job may be done from."""

from __future__ import annotations

from crawlers.extract.fields.statements import set_field, statements
from crawlers.extract.places import printed_places
from crawlers.extract.places.areas import areas_in
from crawlers.extract.places.in_sentences import OF_APPLICANTS, WHERE
from crawlers.extract.places.region_codes import with_region_code
from crawlers.extract.terms import employment
from crawlers.posting.parts.places import ApplicantLocation, Location
from crawlers.posting.raw import RawPosting, Said


def read_workplace(item: RawPosting) -> None:
    """Read whether the work is on site, hybrid or remote, where a statement says so."""
    way = next((s.value for s in item.said.get("workplace", ()) if s.locator == WHERE), None)
    for said in statements(item, "workplace"):
        if value := (
            said.value
            or employment.read_workplace(said.raw)
            or employment.workplace_of_question(said.locator, said.raw)
        ):
            if way in (None, value):
                set_field(item, "workplace", value, said)
            else:  # a board's "Remote" against "This is an on-site position"
                item.warnings.append("workplace_disagrees")
            return


def read_applicant_locations(item: RawPosting) -> None:
    """Read where a remote job may be done from: the countries, regions and parts of the world in
    its location ("Remote (UK)", "Remote EMEA") or in a sentence."""
    if item.facts.get("workplace") != "remote":
        return
    found: dict[str, ApplicantLocation] = {}
    for said in statements(item, "location"):
        if said.locator != OF_APPLICANTS and employment.read_workplace(said.raw) != "remote":
            continue
        for place in printed_places.read_places(said.raw):
            if not place.city:
                read = with_region_code(place)
                found.setdefault(
                    f"{read.country} {read.region}",
                    ApplicantLocation(
                        raw=said.raw,
                        country=read.country,
                        region=read.region,
                        region_code=read.region_code,
                    ),
                )
        for area in areas_in(said.raw):
            found.setdefault(area, ApplicantLocation(raw=said.raw, region=area))
        if found:
            item.provenance.setdefault("applicant_locations", said)
    if found:
        item.facts["applicant_locations"] = list(found.values())


def say_workplace(item: RawPosting, stated: list[tuple[Said, list[Location]]]) -> None:
    """Say how the work is done where the places say it: one remote place of several does not, be
    they one value or a record's list, while a part that is no place ("Berlin; remote") does."""
    listed = [s for s, read in stated if read and item.kind == "json" and s.method == "selector"]
    they_differ = len({employment.read_workplace(said.raw) for said in listed}) > 1
    for said, read in stated:
        if they_differ and said in listed:
            continue
        parts = printed_places.parts_of(said.raw) if len(read) > 1 else [said.raw]
        models = {part: employment.read_workplace(part) for part in parts}
        alike = len(set(models.values())) == 1
        for part, model in models.items():
            if model and (alike or not printed_places.read_places(part)):
                item.say("workplace", said.raw, said.method, said.locator, model)
                break


def is_remote(item: RawPosting) -> bool:
    """Return whether all statements of the work model that say one say remote."""
    ways = (s.value or employment.read_workplace(s.raw) for s in statements(item, "workplace"))
    return set(filter(None, ways)) == {"remote"}
