"""Find the town of a posting by the only address of its employer's own page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crawlers.extract.fields.around_text import lines_of_text
from crawlers.extract.fields.country_of_page import evidence_of, short_lines
from crawlers.extract.fields.statements import statements
from crawlers.extract.fields.town_of_page import towns_beside_title, towns_in_text
from crawlers.extract.header.agreed_employer import is_on_board
from crawlers.extract.header.labels import slot_of_label
from crawlers.extract.job.boards import agency_of
from crawlers.extract.places.addressed_towns import is_near_another, towns_of_address
from crawlers.extract.places.agreed_country import agreed_country
from crawlers.extract.places.country_evidence import likely_lands
from crawlers.extract.places.elsewhere import is_at_many_places, sentences_of_work
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.towns_here import Lands, all_towns, alone, names_behind_in
from crawlers.extract.sentences.by_topic import prepare
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_MAX_LABEL = 40
_LINES_OF_HEAD = 15
"""Lines at the beginning of a text that can be the head of a letter."""


def town_of_only_address(item: RawPosting) -> Location | None:
    """Return the town of the only address of a page of an employer's own, where nothing speaks of
    another place: no label of a place, no town in the text, no agency, no work at several places.
    The address must stand in the posting, or the employer be one that works at one place."""
    if is_on_board(item) or agency_of(item.frame):
        return None
    evidence = evidence_of(item)
    lines = (line for line in short_lines(item) if DIGIT.search(line))
    town = alone(town for line in lines for town in towns_of_address(line))
    labelled = _labelled_places(item)
    if town is None or not all(town.raw in value for value in labelled):
        return None
    if not labelled and not _is_of_employer(item, town):
        return None
    texts = [block.text for section in item.sections for block in section.blocks]
    if any(map(is_at_many_places, texts)) or _is_elsewhere(town, texts):
        return None
    if _names_another(item, key(town.city or ""), likely_lands(evidence)):
        return None
    land = town.country or agreed_country(town.city or "", evidence)
    return town.model_copy(update={"country": land}) if land else None


def _labelled_places(item: RawPosting) -> list[str]:
    """Return the values of the labels of places, also those that are none: "Location: Main
    campus"."""
    pairs = [(block.label, block.text) for block in item.frame.blocks if block.label]
    lines = [*short_lines(item), *(b.text for s in item.sections for b in s.blocks)]
    pairs += [(label, value) for line in lines for label, _, value in [line.partition(": ")]]
    found = [value for label, value in pairs if value and _is_of_places(label)]
    return [*found, *(said.raw for said in item.said.get("location", ()))]


def _is_of_places(label: str) -> bool:
    is_short = len(label) <= _MAX_LABEL
    return is_short and slot_of_label(label) == "location" and fold(label) not in _labels_of_seats()


def _names_another(item: RawPosting, town: str, lands: Lands) -> bool:
    """Return whether the title, a line beside it or the text has the name of another town (by its
    key), but for lines with a number, as addresses are."""
    texts = [said.raw for said in statements(item, "title")]
    texts += [block.text for section in item.sections for block in section.blocks]
    found = [*towns_beside_title(item, lands), *towns_in_text(item, lands)]
    found += [t for text in texts if not DIGIT.search(text) for t in all_towns(text, lands)]
    of_work = prepare(item.sections, lines_of_text(item)).about("workplaces")
    unlisted = (name for sentence in of_work for name in names_behind_in(sentence.text))
    return any(key(each.city or "") != town for each in found) or any(
        not key(name).startswith(town) for name in unlisted
    )


@cache
def _labels_of_seats() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("label_words")["of_seats"])))


def _is_of_employer(item: RawPosting, town: Location) -> bool:
    """Return whether the address of a town stands in the posting or the head of a letter, or the
    employer bears the town's name or is one that works at one place."""
    name = town.city or ""
    own = [block.text for section in item.sections for block in section.blocks]
    if item.kind == "text":
        own += [removed.text for removed in item.removed if removed.line <= _LINES_OF_HEAD]
    if any(name in text and DIGIT.search(text) for text in own):
        return True
    lines = (block.text for block in item.frame.blocks if name in block.text)
    named = (line.partition(",")[0].partition("\n")[0] for line in lines)
    names = " | ".join((*_employers(item), *map(fold, (item.frame.head_title, *named))))
    is_in_name = any(f" {fold(name)} " in f" {each} " for each in _employers(item))
    return is_in_name or _of_one_place().search(names) is not None


@cache
def _of_one_place() -> re.Pattern[str]:
    words = any_of(map(fold, phrases_in(load("places")["employers_of_one_place"])))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _employers(item: RawPosting) -> list[str]:
    """Return the folded names that the page gives its employer, or may."""
    organization, guess = item.facts.get("organization"), item.inferred.get("organization.name")
    names = [organization.name if organization else "", str(guess.value) if guess else ""]
    return [fold(name) for name in (*names, *item.frame.holders) if name]


def _is_elsewhere(town: Location, texts: Sequence[str]) -> bool:
    """Return whether a sentence about a head office, customers or the like names a town, or one
    that has another place near it."""
    name = town.city or ""
    if is_near_another(name, texts):
        return True
    named = (text for text in texts if name in text)
    return any(name not in part for text in named for part in [" ".join(sentences_of_work(text))])
