"""Read where the work is done, and how: places, work model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from crawlers.extract.fields.around_text import (
    box_of_values,
    is_of_a_forum,
    land_of_terms,
    lines_around,
)
from crawlers.extract.fields.country_of_page import evidence_of, printed_pay, short_lines
from crawlers.extract.fields.statements import TRUST, employer_names, set_field, statements
from crawlers.extract.fields.town_at_end import town_at_end
from crawlers.extract.fields.town_of_address import town_of_only_address
from crawlers.extract.fields.town_of_employer import town_of_employer
from crawlers.extract.fields.town_of_page import town_of_page
from crawlers.extract.header.agreed_employer import is_on_board
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.unsure_places import without_first_word_of_towns
from crawlers.extract.job.employers import has_organization_word
from crawlers.extract.places import gazetteer, in_sentences, printed_places
from crawlers.extract.places.addressed_towns import agreed_town, town_of_name
from crawlers.extract.places.agreed_country import (
    CODE_BEHIND,
    agreed_country,
    fits_country,
    hinted_country,
    in_region_of_domain,
    in_state_of_code,
    land_of_postcode,
    without_false_country,
)
from crawlers.extract.places.areas import areas_in
from crawlers.extract.places.country_evidence import likely_lands
from crawlers.extract.places.eastern_places import land_of_writing
from crawlers.extract.places.elsewhere import without_seats
from crawlers.extract.places.gazetteer import country, key, towns
from crawlers.extract.places.in_sentences import OF_APPLICANTS, WHERE
from crawlers.extract.places.names import can_be_town, says_no_place
from crawlers.extract.places.region_codes import with_region_code
from crawlers.extract.places.towns_here import out_of_genitive
from crawlers.extract.terms import employment
from crawlers.posting.parts.places import ApplicantLocation, Location
from crawlers.posting.raw import RawPosting, Said
from crawlers.text.lines import Line
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_MAX_ADDRESS = 300
"""Characters of a line with an address; a longer one is text."""
_BEFORE_TOWN = (
    r"(?<![\w./,+-])(?:(?P<land>[A-Z]{1,2})-)?"
    r"(?P<code>\d{5}|(?!19\d\d|20\d\d)\d{4}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4}-\d{3})\s+"
)
"""A postcode, with the letters of its country or without, in front of its town."""
_CAPITALISED = re.compile(rf"[{UPPER}][^\W\d_]+")
_LABEL_ABOVE = "next_line"
"""How the locator of a value begins that stands below its label."""
_IS_LINK = 0.9
"""Share of link text of a line that is a link."""
_LAST_PART = re.compile(r",|\s[-–—]\s")
"""What parts the last part of a title from the rest."""
_BEHIND_TOWN = (
    r",? (?:(?P<british>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})|(?P<state>[A-Z]{2,3}),? \d{4,5}"
    r"|\(?(?P<province>[^\W\d][^\d()]{1,30}?)\)?,? [A-Z]\d[A-Z] ?\d[A-Z]\d)(?!\w)"
)
"""What stands behind the town of an address: a British postcode, a state and its postcode, or a
Canadian province and its postcode."""


def read_locations(item: RawPosting) -> None:
    """Read the places of the most trusted statement that names one; a town is better than a country
    alone."""
    best: list[Location] = []
    stated = _stated_places(item)
    _say_workplace(item, stated)
    stated.sort(key=lambda each: _rank(each[0]))
    for said, read in stated:
        if not read:
            continue
        if best and said.locator == WHERE and not _lies_in(read, best):
            item.warnings.append("places_disagree")
            if _title_agrees(item, read, best):
                best = distinct(read)
                item.provenance["locations"] = said
            continue
        if best and said.locator == WHERE and _is_remote(item):
            continue  # the office of a sentence is not where a remote job is done
        if best and _belong_together(item, item.provenance["locations"], said):
            best = distinct([*best, *read])
        elif not best or (_say_more(read, best) and not _is_of_another(item, said, read, best)):
            best = distinct(read)
            item.provenance["locations"] = said
    best = _in_labelled_country(item, best or _under_heading(item)) or _seat(item)
    if not any(place.city for place in best) and not _is_remote(item):
        best = _where_nothing_says_it(item, best)
    if item.kind == "json":
        unknown = (said for said, read in stated if not read and _may_be_place(said))
        item.unread += [(said.locator, said.raw[:_MAX_ADDRESS]) for said in unknown]
    if best:
        best = [_with_agreed_country(item, place) for place in best]
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


def _rank(said: Said) -> tuple[bool, int, bool]:
    """Return what statements are sorted by: the title says it before the prose; of labels, those of
    the work before those that are as often of the employer's seat ("Address")."""
    label = said.locator.partition(": ")[2]  # "Location" of "pair: Location"
    is_seat = said.method == "label" and fold(label) in _labels_of_seats()
    return said.locator == WHERE, TRUST.index(said.method), is_seat


@cache
def _labels_of_seats() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("label_words")["of_seats"])))


def _stated_places(item: RawPosting) -> list[tuple[Said, list[Location]]]:
    """Return what is said of places, but of applicants, each with the places in it."""
    stated = [
        (said, _places_of(said))
        for said in statements(item, "location")
        if said.locator != OF_APPLICANTS and not _is_of_a_menu(item, said)
    ]
    if any(said.method == "label" for said, _ in stated):
        # the places of a forum's labels are those of who writes
        is_forum = is_of_a_forum(item)
        stated = [each for each in stated if not is_forum or each[0].method != "label"]
    return stated


def _is_of_a_menu(item: RawPosting, said: Said) -> bool:
    """Return whether a name that no list knows, below a line that is like a label, stands on the
    page as a link or in a menu alone: "Gewerbeflächen" below "Standort"."""
    is_below = said.method == "label" and said.locator.startswith(_LABEL_ABOVE)
    if not is_below or any(place.country for place in printed_places.read_places(said.raw)):
        return False
    shown = [block for block in item.frame.blocks if block.text == said.raw]
    return bool(shown) and all(b.region == "nav" or b.links >= _IS_LINK for b in shown)


def _may_be_place(said: Said) -> bool:
    """Return whether a platform's place that nothing knows may be one, and says not only how or in
    which part of the world the work is done."""
    return not says_no_place(said.raw) and employment.read_workplace(said.raw) is None


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
        if said.method == "label" and len(read := _places_of(said)) == 1
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
    return _with_agreed_country(item, town).country


def _with_agreed_country(item: RawPosting, place: Location) -> Location:
    """Return a town without a country, or of a bare name that several towns have, with the country
    on which the page agrees with the gazetteer."""
    if not place.city:
        return place
    if place.country and key(place.raw) != key(place.city):
        return without_false_country(place, address=item.url or "", language=item.language)
    if place.country:
        return _or_its_namesake(item, place)
    if land := land_of_writing(place.city, item.language):
        return place.model_copy(update={"country": land})
    if addressed := _in_an_address(item, place.city):
        return place.model_copy(update=addressed)
    city = place.city
    place = in_region_of_domain(place, address=item.url or "")
    if CODE_BEHIND.search(place.raw):
        place = in_state_of_code(place, pay=printed_pay(item), land=land_of_terms(item))
    if place.country:
        return place
    agreed = agreed_country(city, evidence_of(item))
    return place.model_copy(update={"country": agreed}) if agreed else place


def _or_its_namesake(item: RawPosting, place: Location) -> Location:
    """Return the town of a bare name, or the one of its name abroad that the page means: "Whitby"
    is in Canada, on a page in pounds or beside "Whitby YO21 3AB" in England."""
    city, land = place.city or "", place.country or ""
    if addressed := _in_an_address(item, city):
        is_abroad = addressed["country"] != land
        return place.model_copy(update=addressed) if is_abroad else place
    if all(town.country == land for town in towns(city)):
        return place
    other = hinted_country(city, land, address=item.url or "", pay=printed_pay(item))
    return place.model_copy(update={"country": other, "region": None}) if other else place


def _in_an_address(item: RawPosting, city: str) -> dict[str, str | None]:
    """Return the region and country of a town as the addresses of the page have them behind its
    name ("Oberwick, KS 66801", "Kendal LA9 7RG"), or in front of it ("CH-3400 Oberwick", "78199
    Oberwick" in a German text); {} where none does, or several differ."""
    texts = [b.text for b in item.frame.blocks if city in b.text and len(b.text) <= _MAX_ADDRESS]
    found: set[tuple[str | None, str | None]] = set()
    for text in texts:
        for match in re.finditer(rf"(?<!\w){re.escape(city)}(?P<behind>{_BEHIND_TOWN})", text):
            if match["british"]:
                found.add((None, "GB"))
                continue
            read = printed_places.read_places(_in_state(city, match))
            found |= {(place.region, place.country) for place in read if place.country}
        for match in re.finditer(rf"{_BEFORE_TOWN}{re.escape(city)}(?!\w)", text):
            land = land_of_postcode(match["land"], match["code"], item.language)
            found |= {(None, land)} if land and fits_country(city, land) else set()
    return dict(zip(("region", "country"), found.pop(), strict=True)) if len(found) == 1 else {}


def _in_state(city: str, match: re.Match[str]) -> str:
    """Return a town with what stands behind it in an address: its state, or its province in
    Canada."""
    state, province = match["state"], match["province"]
    return f"{city}, {state}" if state else f"{city}, {province}, Canada"


def _is_remote(item: RawPosting) -> bool:
    """Return whether all statements of the work model that say one say remote."""
    ways = (s.value or employment.read_workplace(s.raw) for s in statements(item, "workplace"))
    return set(filter(None, ways)) == {"remote"}


def _lies_in(read: list[Location], best: list[Location]) -> bool:
    """Return whether the places of a sentence are the header's, or lie in the countries that it
    names."""
    lands, towns = {place.country for place in best}, {place.city for place in best if place.city}
    return all(place.country in lands or place.city in towns for place in read)


def _title_agrees(item: RawPosting, read: list[Location], best: list[Location]) -> bool:
    """Return whether the title names the country of the places of a sentence, against that of the
    header: "Clerk, Liaison Office, Norway" and "an office in Oslo" under "Brussels, Belgium", which
    is the seat of the employer."""
    title = next((said.raw for said in statements(item, "title")), "")
    named = country(_LAST_PART.split(title)[-1].strip())
    is_new = named not in {place.country for place in best}
    return named is not None and is_new and {place.country for place in read} == {named}


def _places_of(said: Said) -> list[Location]:
    if isinstance(said.value, Location):
        return [said.value]
    read = printed_places.read_places(said.raw)
    if said.method == "label":
        read = [place for place in read if not _is_organization(place)]
        if _is_one_of_others(said.raw, read):
            return []
        return read or _behind_in(said.raw)
    return read


def _is_one_of_others(value: str, read: list[Location]) -> bool:
    """Return whether a labelled value has one name that no list knows beside a part that is no
    place: "Chika | Leave a comment"."""
    if len(read) != 1 or read[0].country or gazetteer.towns(read[0].city or ""):
        return False
    others = [part for part in printed_places.parts_of(value) if part != read[0].raw]
    return any(employment.read_workplace(part) is None for part in others)


def _is_organization(place: Location) -> bool:
    """Return whether a place is named like an organisation and is in no list: "Børnehuset Fyret",
    where the label asks for the place of work."""
    name = place.city or ""
    if not name or place.country or gazetteer.towns(name):
        return False
    return has_organization_word(Line(without_first_word_of_towns(name)))


def _behind_in(value: str) -> list[Location]:
    """Return the listed town behind "in" in a labelled value ("Hospice building in Kendal, with
    visits to the villages"), or before a site ("our Leeds studio, two days from home")."""
    start = value[:_MAX_ADDRESS]
    for place in (*in_sentences.places_behind_in(start), *in_sentences.place_of_site(start)):
        return printed_places.read_places(place)
    return []


def _under_heading(item: RawPosting) -> list[Location]:
    """Return the listed town that the text below a heading of places names first: "Location" and
    "The mill is in Kendal, ten minutes from the station"."""
    for section in item.sections:
        if section.heading and slot_of(section.heading) == "location":
            for block in section.blocks[:1]:
                if found := _behind_in(block.text):
                    item.prove("locations", found[0].raw, "section_rule", "below a heading")
                    return found
    return []


def _say_workplace(item: RawPosting, stated: list[tuple[Said, list[Location]]]) -> None:
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


@cache
def _accredited() -> re.Pattern[str]:
    """Return a pattern of an office's name with the country where it is accredited."""
    data = load("organizations")
    prepositions = any_of(phrases_in(data["seat_prepositions"]))
    articles = any_of(phrases_in(data["seat_articles"]))
    return re.compile(rf"(.+) (?:{prepositions}) (?:(?:{articles}) )?([{UPPER}].*)")


@cache
def _municipality() -> re.Pattern[str]:
    """Return a pattern of the name of a municipality: "City of Kendal", "Kendal Town Council"."""
    data = load("organizations")
    before, behind = (any_of(phrases_in(data[f"municipalities{end}"])) for end in ("", "_behind"))
    articles = any_of(phrases_in(load("places")["articles"]))
    return re.compile(
        rf"(?:(?i:{articles}) )?(?i:{before})(?:(?<=')| )(?P<of>[{UPPER}].*)"
        rf"|(?P<before>[{UPPER}].*) (?:{behind})"
    )


def _seat(item: RawPosting) -> list[Location]:
    """Return the place that the employer's name says it has its seat in; [] for none."""
    organization = item.facts.get("organization")
    if organization is None or not (seat := _seat_in(organization.name)):
        return []
    item.prove("locations", organization.name, "section_rule", "seat of the employer")
    return seat


def _seat_in(name: str) -> list[Location]:
    """Return the town that a municipality bears the name of; where a delegation or an embassy is,
    as its name says ("Delegation to Norway")."""
    if town := _municipality().fullmatch(name):
        return _town_called(town["of"] or out_of_genitive(town["before"], name))
    match = _accredited().fullmatch(name)
    seats = phrases_in(load("organizations")["seats"])
    if match is None or set(fold(match.group(1)).split()).isdisjoint(seats):
        return []
    return printed_places.read_places(match.group(2))


def _town_called(name: str) -> list[Location]:
    """Return the town of a municipality's name, also one that no list knows."""
    read = [place for place in printed_places.read_places(name) if place.city]
    return read or ([Location(raw=name, city=name)] if can_be_town(name) else [])


def _belong_together(item: RawPosting, first: Said, other: Said) -> bool:
    """Return whether two statements are of one list: JSON-LD and platforms list several places as
    several objects."""
    if item.kind == "json" and first.method == other.method == "selector":
        return True
    typed = isinstance(first.value, Location) and isinstance(other.value, Location)
    return first.method == other.method and (typed or first.method in ("declared", "jsonld"))


def _say_more(read: list[Location], best: list[Location]) -> bool:
    """Return whether other places say more: a town where there was none, or the same town with its
    country."""
    if not any(p.city for p in best):
        return any(p.city for p in read)
    same = [p for p in read if any(p.city == b.city and p.country and not b.country for b in best)]
    return len(best) == 1 and bool(same)


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


def distinct(read: Iterable[Location]) -> list[Location]:
    """Return one location per place; a country or a region alone goes where a town of it is known,
    unless it is where the work can be done remotely."""
    out: list[Location] = []
    for place in read:
        if any(_is_of(other, place) for other in out):
            continue
        out = [other for other in out if not _is_of(place, other)]
        out.append(place)
    return out


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


def _is_of(place: Location, wider: Location) -> bool:
    """Return whether a place is the same as another, or lies in it."""
    if place.country != wider.country or not (place.country or place.city or place.region):
        return False
    if wider.city and wider.city != place.city:
        return False
    if None not in (wider.region, place.region) and wider.region != place.region:
        return False
    if place.city and not wider.city and employment.read_workplace(wider.raw) == "remote":
        return False
    return wider.region is None or place.region is not None or wider.city is not None
