"""Read the places that the statements of a posting name, and say which of them count first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from crawlers.extract.fields.around_text import is_of_a_forum
from crawlers.extract.fields.statements import TRUST, statements
from crawlers.extract.header.unsure_places import without_first_word_of_towns
from crawlers.extract.job.employers import has_organization_word
from crawlers.extract.places import gazetteer, in_sentences, printed_places
from crawlers.extract.places.in_sentences import OF_APPLICANTS, WHERE
from crawlers.extract.places.names import says_no_place
from crawlers.extract.terms import employment
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting, Said
from crawlers.text.lines import Line
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

MAX_ADDRESS = 300
"""Characters of a line with an address; a longer one is text."""
_LABEL_ABOVE = "next_line"
"""How the locator of a value begins that stands below its label."""
_IS_LINK = 0.9
"""Share of link text of a line that is a link."""


def stated_places(item: RawPosting) -> list[tuple[Said, list[Location]]]:
    """Return what is said of places, but of applicants, each with the places in it."""
    stated = [
        (said, places_of(said))
        for said in statements(item, "location")
        if said.locator != OF_APPLICANTS and not _is_of_a_menu(item, said)
    ]
    if any(said.method == "label" for said, _ in stated):
        # the places of a forum's labels are those of who writes
        is_forum = is_of_a_forum(item)
        stated = [each for each in stated if not is_forum or each[0].method != "label"]
    return stated


def places_of(said: Said) -> list[Location]:
    """Return the places that a statement names, typed by its platform or printed."""
    if isinstance(said.value, Location):
        return [said.value]
    read = printed_places.read_places(said.raw)
    if said.method == "label":
        read = [place for place in read if not _is_organization(place)]
        if _is_one_of_others(said.raw, read):
            return []
        return read or town_behind_in(said.raw)
    return read


def _is_of_a_menu(item: RawPosting, said: Said) -> bool:
    """Return whether a name that no list knows, below a line that is like a label, stands on the
    page as a link or in a menu alone: "Gewerbeflächen" below "Standort"."""
    is_below = said.method == "label" and said.locator.startswith(_LABEL_ABOVE)
    if not is_below or any(place.country for place in printed_places.read_places(said.raw)):
        return False
    shown = [block for block in item.frame.blocks if block.text == said.raw]
    return bool(shown) and all(b.region == "nav" or b.links >= _IS_LINK for b in shown)


def may_be_place(said: Said) -> bool:
    """Return whether a platform's place that nothing knows may be one, and says not only how or in
    which part of the world the work is done."""
    return not says_no_place(said.raw) and employment.read_workplace(said.raw) is None


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


def town_behind_in(value: str) -> list[Location]:
    """Return the listed town behind "in" in a labelled value ("Hospice building in Kendal, with
    visits to the villages"), or before a site ("our Leeds studio, two days from home")."""
    start = value[:MAX_ADDRESS]
    for place in (*in_sentences.places_behind_in(start), *in_sentences.place_of_site(start)):
        return printed_places.read_places(place)
    return []


def rank_of(said: Said) -> tuple[bool, int, bool]:
    """Return what statements are sorted by: the title says it before the prose; of labels, those of
    the work before those that are as often of the employer's seat ("Address")."""
    label = said.locator.partition(": ")[2]  # "Location" of "pair: Location"
    is_seat = said.method == "label" and fold(label) in _labels_of_seats()
    return said.locator == WHERE, TRUST.index(said.method), is_seat


@cache
def _labels_of_seats() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("label_words")["of_seats"])))


def belong_together(item: RawPosting, first: Said, other: Said) -> bool:
    """Return whether two statements are of one list: JSON-LD and platforms list several places as
    several objects."""
    if item.kind == "json" and first.method == other.method == "selector":
        return True
    typed = isinstance(first.value, Location) and isinstance(other.value, Location)
    return first.method == other.method and (typed or first.method in ("declared", "jsonld"))


def say_more(read: list[Location], best: list[Location]) -> bool:
    """Return whether other places say more: a town where there was none, or the same town with its
    country."""
    if not any(p.city for p in best):
        return any(p.city for p in read)
    same = [p for p in read if any(p.city == b.city and p.country and not b.country for b in best)]
    return len(best) == 1 and bool(same)


def lie_in(read: list[Location], best: list[Location]) -> bool:
    """Return whether the places of a sentence are the header's, or lie in the countries that it
    names."""
    lands, towns = {place.country for place in best}, {place.city for place in best if place.city}
    return all(place.country in lands or place.city in towns for place in read)


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
