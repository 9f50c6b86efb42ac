"""Read where the work is done: the places of the most trusted statements, else those on which
several things of the page agree."""

from __future__ import annotations

import re

from crawlers.extract.fields.around_text import box_of_values, lines_around
from crawlers.extract.fields.country_of_page import evidence_of, short_lines
from crawlers.extract.fields.country_of_town import with_agreed_country
from crawlers.extract.fields.seat_of_employer import seat_of_employer
from crawlers.extract.fields.stated_places import (
    MAX_ADDRESS,
    belong_together,
    distinct,
    lie_in,
    may_be_place,
    places_of,
    rank_of,
    say_more,
    stated_places,
    town_behind_in,
)
from crawlers.extract.fields.statements import employer_names, statements
from crawlers.extract.fields.town_at_end import town_at_end
from crawlers.extract.fields.town_of_address import town_of_only_address
from crawlers.extract.fields.town_of_employer import town_of_employer
from crawlers.extract.fields.town_of_page import town_of_page
from crawlers.extract.fields.workplace_fields import is_remote, say_workplace
from crawlers.extract.header.agreed_employer import is_on_board
from crawlers.extract.header.labels import slot_of
from crawlers.extract.places import printed_places
from crawlers.extract.places.addressed_towns import agreed_town, town_of_name
from crawlers.extract.places.country_evidence import likely_lands
from crawlers.extract.places.elsewhere import without_seats
from crawlers.extract.places.gazetteer import country
from crawlers.extract.places.in_sentences import WHERE
from crawlers.extract.places.region_codes import with_region_code
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting, Said
from crawlers.text.patterns import UPPER
from crawlers.text.word_lists import load
from crawlers.text.words import fold

_CAPITALISED = re.compile(rf"[{UPPER}][^\W\d_]+")
_LAST_PART = re.compile(r",|\s[-–—]\s")
"""What parts the last part of a title from the rest."""


def read_locations(item: RawPosting) -> None:
    """Read the places of the most trusted statement that names one; a town is better than a country
    alone."""
    best: list[Location] = []
    stated = stated_places(item)
    say_workplace(item, stated)
    stated.sort(key=lambda each: rank_of(each[0]))
    for said, read in stated:
        if not read:
            continue
        if best and said.locator == WHERE and not lie_in(read, best):
            item.warnings.append("places_disagree")
            if _title_agrees(item, read, best):
                best = distinct(read)
                item.provenance["locations"] = said
            continue
        if best and said.locator == WHERE and is_remote(item):
            continue  # the office of a sentence is not where a remote job is done
        if best and belong_together(item, item.provenance["locations"], said):
            best = distinct([*best, *read])
        elif not best or (say_more(read, best) and not _is_of_another(item, said, read, best)):
            best = distinct(read)
            item.provenance["locations"] = said
    best = _in_labelled_country(item, best or _under_heading(item)) or seat_of_employer(item)
    if not any(place.city for place in best) and not is_remote(item):
        best = _where_nothing_says_it(item, best)
    if item.kind == "json":
        unknown = (said for said, read in stated if not read and may_be_place(said))
        item.unread += [(said.locator, said.raw[:MAX_ADDRESS]) for said in unknown]
    if best:
        best = [with_agreed_country(item, place) for place in best]
        item.facts["locations"] = list(map(with_region_code, best))


def _where_nothing_says_it(item: RawPosting, best: list[Location]) -> list[Location]:
    """Return the town on which several things of a page agree, the surest first, else what is
    stated already."""
    return (
        _agreed_town(item, best)
        or _in_box_of_values(item)
        or _town_of_country(item, best)
        or best
        or _city_state(item)
    )


def _is_of_another(
    item: RawPosting, said: Said, read: list[Location], best: list[Location]
) -> bool:
    """Return whether the label that gave a region stands there again, with a town that no list has
    in it: in a box about the employer, below the posting."""
    first = item.provenance["locations"]
    label, again = (each.locator.partition(": ")[2] for each in (first, said))
    if first.method != "label" or said.method != "label" or fold(label) != fold(again):
        return False
    regions = {place.region for place in best if place.region and not place.city}
    return bool(regions) and regions.isdisjoint(place.region for place in read)


def _in_labelled_country(item: RawPosting, best: list[Location]) -> list[Location]:
    """Return the one town of a label with the region and country of other labels: "City: Oberwick",
    "State: Vermont", "Country: US"."""
    if len(best) != 1 or not best[0].city or best[0].country:
        return best
    if item.provenance["locations"].method != "label":
        return best
    wider = [
        read[0].raw
        for said in statements(item, "location")
        if said.method == "label" and len(read := places_of(said)) == 1
        if not read[0].city and (read[0].region or read[0].country)
    ]
    joined = printed_places.read_places(", ".join([best[0].raw, *wider])) if wider else []
    fits = len(joined) == 1 and joined[0].city == best[0].city and joined[0].country
    return [joined[0].model_copy(update={"raw": best[0].raw})] if fits else best


def _in_box_of_values(item: RawPosting) -> list[Location]:
    """Return the one town with its country in a box of values beside the text."""
    read = [printed_places.read_places(line) for line in box_of_values(item)]
    towns = [places for places in read if places and all(p.city and p.country for p in places)]
    if len(towns) != 1:
        return []
    item.prove("locations", towns[0][0].raw, "section_rule", "box of values")
    return towns[0]


def _agreed_town(item: RawPosting, best: list[Location]) -> list[Location]:
    """Return the town that an address on the page and the text agree on, where it lies in the
    country or region that is stated already; [] where there is none."""
    texts = [b.text for s in item.sections for b in s.blocks]
    lines = [b.text for b in item.frame.blocks] or texts
    if item.kind == "text":
        texts = [*texts, " ".join(texts)]  # its lines end anywhere: "in the heart of | Oberwick"
    around = [block.text for block, _ in lines_around(item)]
    titles = [said.raw for said in item.said.get("title", ())]
    town = agreed_town(lines, [*map(without_seats, [*texts, *around]), *titles])
    if town and f" {fold(town.raw)} " in f" {fold(employer_names(item))} ":
        town = None
    organization = item.facts.get("organization")
    if town is None and not best and organization:
        town = town_of_name(organization.name, lines)
    if town is None:
        owner, head = (employer_names(item), *item.frame.banner), item.frame.head_title
        blocks = () if is_on_board(item) else item.frame.blocks  # a board's end names the board
        town = town_at_end(blocks, titles, [*texts, *around], owner, head)
    if town is None and not best and organization:
        town = town_of_employer(organization.name, [*lines, *around])
    if town is None:
        return []
    lands = {place.country for place in best if place.country}
    if lands and (town.country or _country_of(item, town)) not in lands:
        return []
    item.prove("locations", town.raw, "section_rule", "town of an address that the text names")
    return [town]


def _town_of_country(item: RawPosting, best: list[Location]) -> list[Location]:
    """Return the one town of the page's country that the posting names, where it lies in the
    country that is stated already; [] where there is none."""
    town = town_of_page(item) or (None if best else town_of_only_address(item))
    lands = {place.country for place in best if place.country}
    if town is None or (lands and town.country not in lands):
        return []
    item.prove("locations", town.raw, "section_rule", "town of the page's country")
    return [town]


def _city_state(item: RawPosting) -> list[Location]:
    """Return the city state that the page is of and that it names, where nothing says a place; []
    for any other page."""
    lands = likely_lands(evidence_of(item))
    land = next(iter(lands)) if len(lands) == 1 else ""
    if land not in load("places")["city_states"] or item.said.get("location"):
        return []
    names = (word for line in short_lines(item) for word in _CAPITALISED.findall(line))
    name = next((name for name in names if country(name) == land), "")
    return [Location(raw=name, country=land)] if name else []


def _country_of(item: RawPosting, town: Location) -> str | None:
    return with_agreed_country(item, town).country


def _title_agrees(item: RawPosting, read: list[Location], best: list[Location]) -> bool:
    """Return whether the title names the country of the places of a sentence, against that of the
    header: "Clerk, Liaison Office, Norway" and "an office in Oslo" under "Brussels, Belgium", which
    is the seat of the employer."""
    title = next((said.raw for said in statements(item, "title")), "")
    named = country(_LAST_PART.split(title)[-1].strip())
    is_new = named not in {place.country for place in best}
    return named is not None and is_new and {place.country for place in read} == {named}


def _under_heading(item: RawPosting) -> list[Location]:
    """Return the listed town that the text below a heading of places names first: "Location" and
    "The mill is in Kendal, ten minutes from the station"."""
    for section in item.sections:
        if section.heading and slot_of(section.heading) == "location":
            for block in section.blocks[:1]:
                if found := town_behind_in(block.text):
                    item.prove("locations", found[0].raw, "section_rule", "below a heading")
                    return found
    return []
