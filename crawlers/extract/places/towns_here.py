"""Find the towns of a known country that a text names as places.

Where the page tells its country, any town of that country counts: a small one, one that has a
greater namesake abroad, one in a case of the country's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from crawlers.extract.places import gazetteer
from crawlers.extract.places.country_evidence import has_town
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import can_be_town, has_other_words, is_everyday_word, word_list
from crawlers.extract.sentences.language_names import language_names
from crawlers.posting.parts.places import Location
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.word_lists import load, load_merged, phrases_in

Lands = frozenset[str]

_LEAST_CHARS = 3
_LEAST_STEM = 3
"""Letters of a town that its cases have, too."""
_MOST_WORDS = 5
_NAME = rf"[{UPPER}][^\W\d_]*(?:['’.-][^\W\d_]+)*"
_WORD = re.compile(rf"(?<![\w@./-]){_NAME}(?![\w@]|\.\w)")
_PARTS = re.compile(r"\s+[|·•–—/-]\s+|\s*[,;|·•()]\s*")
"""Marks between the parts of a line."""
_DEPARTMENT = re.compile(r"\s*\((?:\d{2,3}|2[AB])\)$")
_STATE = re.compile(r"(?: ?/ ?|,? )[A-Z]{2}$")
"""The code of a state behind a town: "Oberwick/MG"."""


def town_here(name: str, lands: Lands) -> Location | None:
    """Return the town that a name is in one of some countries; None where it is in none, or in
    several, or an everyday word."""
    if len(name) < _LEAST_CHARS or is_everyday_word(name) or gazetteer.country(name):
        return None
    if name.lower() in language_names():
        return None
    found = [land for land in lands if has_town(name, land)]
    if len(found) != 1 or (has_other_words(name) and not gazetteer.towns(name)):
        return None
    return Location(raw=name, city=name, country=found[0])


def town_in_case_here(word: str, lands: Lands) -> Location | None:
    """Return the town of one of some countries of which a word is the case that says where:
    "Volarech" is Volary in Czechia."""
    for land in lands:
        for ending, nominatives in _cases(land):
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < _LEAST_STEM:
                continue
            for name in (stem + nominative for nominative in nominatives):
                if has_town(name, land) and not is_everyday_word(name):
                    return Location(raw=word, city=name, country=land)
    return None


@cache
def _cases(land: str) -> list[tuple[str, list[str]]]:
    """Return the endings of the cases of a country's language, each with those of the names."""
    more: dict[str, list[str]] = load("places")["cases_beside_their_country"].get(land, {})
    usual: dict[str, str] = load("places")["cases"].get(land, {})
    return [*((end, [name]) for end, name in usual.items()), *more.items()]


def towns_in_parts(line: str, lands: Lands) -> Iterator[Location]:
    """Yield the towns that are parts of a line: "24 hours · Werkendam", "Oberwick (30)"."""
    for part in _PARTS.split(_DEPARTMENT.sub("", line)):
        if town := town_here(_STATE.sub("", part.strip(" .:")), lands):
            yield town


def towns_behind_in(text: str, lands: Lands) -> Iterator[Location]:
    """Yield the towns behind a word like "in", behind a site or before one ("Standort Oberwick",
    "our Oberwick office"), and in the genitive before the word for a municipality."""
    for match in _in(lands).finditer(text):
        run = _run().match(text, match.end())
        if run and (town := _town_of_run(run[0], lands)):
            yield town
            yield from _next_of_list(text, match.end() + len(town.raw), lands)
    for match in _before_site().finditer(text):
        if town := town_here(match["town"], lands):
            yield town
    for match in _genitive().finditer(text):
        name = out_of_genitive(match["town"], match[0])
        if name != match["town"] and (town := town_here(name, lands)):
            yield town


def out_of_genitive(town: str, name: str) -> str:
    """Return a town as it is called, where the name of its municipality has it in the genitive:
    "Oberwick" of "Oberwicks kommun"; not of "Borås stad", which is called so."""
    endings: dict[str, list[str]] = load("places")["genitive_of_town"]
    behind = name.removeprefix(town).strip().casefold()
    for language, words in load("places")["behind_genitive_of_town"].items():
        for ending in endings[language] if behind in words else ():
            bare = town.removesuffix(ending)
            is_called_so = bool(gazetteer.towns(town)) and not gazetteer.towns(bare)
            if bare != town and not is_called_so:
                return bare
    return town


def towns_of_municipalities(text: str, lands: Lands) -> Iterator[Location]:
    """Yield the towns behind the word for a municipality: "die Gemeinde Oberwick sucht"."""
    for match in _municipality().finditer(text):
        run = _run().match(text, match.end())
        if run and (town := _town_of_run(run[0], lands)):
            yield town


@cache
def _municipality() -> re.Pattern[str]:
    words = any_of(phrases_in(load("organizations")["municipalities"]))
    return re.compile(rf"(?<!\w)(?:{words})(?:(?<=')|\s+)(?=[{UPPER}])")


def towns_in_case(text: str, lands: Lands) -> Iterator[Location]:
    """Yield the towns that a text names in a case alone: "hakee hoitajaa Kuhmoon"."""
    alone = lands.intersection(load("places")["countries_of_cases_alone"])
    for match in _WORD.finditer(text) if alone else ():
        if match.start() and (town := town_in_case_here(match[0], alone)):
            yield town


def names_behind_in(text: str) -> Iterator[str]:
    """Yield the names behind a word like "in", listed or not, that may be those of towns."""
    within = any_of(word_list("within_town"))
    for match in re.finditer(rf"(?<![\w-])(?:{within})\s+({_run().pattern})", text):
        name = match[1].rstrip(",.")
        is_short_form = any(not word[1:].islower() for word in re.split(r"[ -]", name))
        if not is_short_form and can_be_town(name) and name.lower() not in language_names():
            yield name


def _next_of_list(text: str, at: int, lands: Lands) -> Iterator[Location]:
    """Yield the town that goes on a list: "Cambridge" behind "Oxford" in "at Oxford, Cambridge"."""
    joint = _joint().match(text, at)
    run = _run().match(text, joint.end()) if joint else None
    if run and (town := _town_of_run(run[0], lands)):
        yield town


@cache
def _joint() -> re.Pattern[str]:
    words = any_of(phrases_in(load("places")["joiners"]))
    return re.compile(rf"(?:,|/|,?\s(?:{words}))\s*(?=[{UPPER}])")


def all_towns(text: str, lands: Lands) -> Iterator[Location]:
    """Yield all names of listed towns in a text, whatever they are there, but for its first word;
    nothing of a text in capitals."""
    for match in _WORD.finditer(text, 1) if not text.isupper() else ():
        if gazetteer.towns(match[0]) and (town := town_here(match[0], lands)):
            yield town


def _town_of_run(run: str, lands: Lands) -> Location | None:
    """Return the town that a run of capitalised words begins with, the longest first."""
    words = run.split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if count < len(words) and name[-1] not in ",." and not words[count][:1].islower():
            continue  # "Harrow" of "Harrow Creek" is another town
        name = name.rstrip(",.")
        if town := town_here(name, lands) or (
            town_in_case_here(name, lands) if count == 1 else None
        ):
            return town
    return None


@cache
def _in(lands: Lands) -> re.Pattern[str]:
    """Return a pattern of what stands before a town, in the languages of its country where another
    one has the word for something else."""
    own, within = load("places")["in_town_of_language"], load("places")["within_town"]
    spoken = {name for name, here in load("country_hints")["languages"].items() if lands & {*here}}
    words = {
        word
        for name in ("en", *sorted(spoken))
        for word in (*within.get(name, ()), *own.get(name, ()))
    }
    sites = any_of({*word_list("sites")} - word_list("small_words_of_sites"))
    of = any_of(word_list("in_town"))
    return re.compile(
        rf"(?<![\w-])(?:(?:{any_of(words)})|(?i:{sites})(?: (?:{of}))?)\s+(?=[{UPPER}])"
    )


@cache
def _run() -> re.Pattern[str]:
    """Return a pattern of a town's name: capitalised words, with small ones between."""
    small = any_of(word_list("particles"))
    return re.compile(rf"{_NAME}(?:[ -](?:(?:{small})[ -]){{0,2}}{_NAME},?){{0,{_MOST_WORDS - 1}}}")


@cache
def _before_site() -> re.Pattern[str]:
    data = load_merged("workplaces")
    return re.compile(
        rf"(?:(?<!\w)(?:{any_of(data['our'])})\s+|^|: )(?P<town>{_NAME}(?: {_NAME}){{0,2}})\s+"
        rf"(?:{any_of(data['office'])})(?!\w)"
    )


@cache
def _genitive() -> re.Pattern[str]:
    words = any_of(word_list("behind_genitive_of_town"))
    return re.compile(rf"(?<!\w)(?P<town>{_NAME}) (?i:{words})(?!\w)")


def alone(towns: Iterable[Location]) -> Location | None:
    """Return the one town of some; None for none, or several."""
    by_name = {key(town.city or ""): town for town in towns}
    return next(iter(by_name.values())) if len(by_name) == 1 else None
