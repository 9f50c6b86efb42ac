"""Find the town that an employer's name or its line and the text of the posting agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawlers.extract.job.employers import has_organization_word
from crawlers.extract.places import gazetteer
from crawlers.extract.places.addressed_towns import in_nominative, is_within, may_be_named
from crawlers.extract.places.names import can_be_town, word_list
from crawlers.extract.places.printed_places import read_places
from crawlers.posting.parts.places import Location
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT

_MAX_LINE = 100
"""Characters of a line of an employer and its place."""
_MOST_WORDS = 3
"""Words of a town in a name."""


def town_of_employer(name: str, lines: Sequence[str]) -> Location | None:
    """Return the place that a line has behind an employer's name, with its region or country
    ("Acme, Lower Wick, Southland"); else the town that the name ends in and a sentence has behind
    "in": "Oberwick" of "Grundschule Oberwick"; None where there is none.

    lines: of the page, the short ones of the header among them."""
    for line in lines:
        is_line = (
            line.startswith(f"{name}, ") and len(line) > len(name) + 2 and len(line) <= _MAX_LINE
        )
        is_name = is_line and line[len(name) + 2].isupper()  # not "Acme, in Oberwick, seeks"
        if is_name and not DIGIT.search(line):  # an address may be the seat alone
            read = read_places(line[len(name) + 2 :])
            if len(read) == 1 and read[0].city and (read[0].region or read[0].country):
                return read[0]
    for town in _towns_in(name):
        if found := _in_an_address(town, lines):
            return found
        named = [line for line in lines if may_be_named(town, line)]
        if is_within(town, [line.replace(name, " ") for line in named]):
            return _town_called(town, name, lines)
    return None


def _town_called(town: str, name: str, lines: Sequence[str]) -> Location | None:
    """Return the town that a name ends in: where that is in a case and in no list, as an address
    has it; None where none does."""
    before = name.removesuffix(town).split()
    if before[-1] in word_list("before_towns_in_case") and not gazetteer.towns(town):
        town = in_nominative(name, lines)
    return Location(raw=town, city=town) if town else None


def _in_an_address(town: str, lines: Sequence[str]) -> Location | None:
    """Return the town with its region or country as a line has it behind the number of a house and
    without a postcode: "Str. Lungă nr. 2, Oberwick, jud. Sibiu"."""
    for line in lines:
        street, comma, rest = line.partition(f", {town}, ")
        if comma and len(line) <= _MAX_LINE and DIGIT.search(street) and not DIGIT.search(rest):
            read = read_places(f"{town}, {rest}")
            if len(read) == 1 and read[0].city and (read[0].region or read[0].country):
                return read[0]
    return None


def _towns_in(name: str) -> Iterator[str]:
    """Yield what may be a town at the end of the name of an organisation."""
    words = name.split()
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        town, before = " ".join(words[-size:]), " ".join(words[:-size])
        if (
            can_be_town(town)
            and not gazetteer.country(town)
            and has_organization_word(Line(before))
        ):
            yield town
