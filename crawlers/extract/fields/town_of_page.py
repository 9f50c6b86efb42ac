"""Find the town of a posting where nothing says it outright: the one town of the page's country
that the posting names as a place, in the lines beside its title or in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.extract.fields.around_text import lines_around, lines_of_text
from crawlers.extract.fields.country_of_page import evidence_of
from crawlers.extract.fields.statements import statements
from crawlers.extract.places.country_evidence import likely_lands
from crawlers.extract.places.elsewhere import is_of_elsewhere, sentences_of_work
from crawlers.extract.places.names import can_be_town
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.places.towns_here import (
    Lands,
    alone,
    towns_behind_in,
    towns_in_case,
    towns_in_parts,
    towns_of_municipalities,
)
from crawlers.extract.sentences.by_topic import OF_APPLICANTS, prepare
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting

_DASH = re.compile(r"\s[-–—]+\s")
_ENDS = (".", "!", "?", ":")
"""The last sign of a sentence, which is no row of values."""
_MAX_LINE = 120
"""Characters of a line beside the title."""


def town_of_page(item: RawPosting) -> Location | None:
    """Return the one town of the page's country that the posting names, the lines beside its title
    before its text; None where it names several, or the country is not known."""
    lands = likely_lands(evidence_of(item))
    if not lands:
        return None
    for find in (towns_beside_title, towns_in_text):
        if found := list(find(item, lands)):
            return alone(found)
    return None


def towns_beside_title(item: RawPosting, lands: Lands) -> Iterator[Location]:
    """Yield the towns of the title and of the short lines beside it."""
    titles = [said.raw for said in statements(item, "title")]
    near = [block for block, is_next in lines_around(item) if is_next]
    # a pair is of its label: "Department: Trim"
    rows = (block.text for block in (*item.header, *near) if block.kind != "pair")
    lines = [*titles, *rows]
    yield from filter(None, (_behind_title(title, lands) for title in titles))
    for line in dict.fromkeys(line for line in lines if len(line) <= _MAX_LINE):
        if line[-1:] not in _ENDS and not is_of_elsewhere(line):
            yield from towns_in_parts(line, lands)
            yield from towns_behind_in(line, lands)


def _behind_title(title: str, lands: Lands) -> Location | None:
    """Return the place behind the dash of a title, with the state or country that the page is of:
    "Attendant - Oberwick, ON" on a Canadian page."""
    tail = _DASH.split(title)[-1]
    read = read_places(tail) if tail != title and "," in tail else []
    is_place = len(read) == 1 and read[0].city and read[0].country in lands
    return read[0] if is_place and can_be_town(read[0].city or "") else None


def towns_in_text(item: RawPosting, lands: Lands) -> Iterator[Location]:
    """Yield the towns of the sentences that speak of the employer or the work, but of those that
    speak of applicants or customers."""
    texts = (block.text for section in item.sections for block in section.blocks)
    for text in texts:
        for part in sentences_of_work(text):
            yield from towns_of_municipalities(part, lands)
    for sentence in prepare(item.sections, lines_of_text(item)).about("workplaces"):
        if not is_of_elsewhere(sentence.text) and sentence.section not in OF_APPLICANTS:
            yield from towns_behind_in(sentence.text, lands)
            yield from towns_in_case(sentence.text, lands)
