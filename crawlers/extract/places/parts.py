"""Split a place as printed into names of towns, regions, countries and their codes, without
postcodes and buildings.

The words are `data/places.yaml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import Region, Town, key
from crawlers.text.patterns import any_of
from crawlers.text.words import load, load_merged, phrases_in

_MOST_HYPHENS = 9
_MOST_WORDS_OF_RUN = 7
_MOST_WORDS, _MOST_CHARS = 5, 40
"""Words and characters of an unlisted name that can be a town."""
_CODE_CHARS = (2, 3)
"""Letters of the code of a country or a state."""

_PARTS = re.compile(r"[,·>»›]|\s[-–—]+\s|[–—]")
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S.*)")
_POSTCODE_FIRST = re.compile(
    r"(?:(?P<land>[A-Z]{1,2})-)?"
    r"(?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})(?:\s+|$)(?P<rest>.*)"
)
_DISTRICT = re.compile(r"(?P<rest>[^\d]{2,}?)(?:\s+[-–]\s+\d{2,3}|\s+[A-Z]{1,2}\d{1,2}[A-Z]?)")
"""A town with the number of its department ("Brest - 29"), or the first half of a postcode
("Cardiff CF10")."""
_POSTCODE_LAST = re.compile(
    r"(?P<rest>.*\D)\s(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|\d{4,6}(?:-\d{4})?)"
)
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’ -]*(?:[.'’ -]+[^\W\d_]+)*\.?")


class Owner(NamedTuple):
    """What a name can say of the country: by being its name or code, or by being the name or code
    of one of its regions."""

    country: str
    region: Region | None


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list of data/places.yaml."""
    return frozenset(phrases_in(load("places")[name]))


# --- What a name is -------------------------------------------------------------------------------


def known_town(name: str) -> Town | None:
    """Return the town that the bare name means without doubt; so does its spelling, where one
    country alone writes it so ("Münster" beside Munster)."""
    towns = gazetteer.towns(name)
    known = next((town for town in towns if town.known), None)
    if known or name.isascii():
        return known
    spelled = [town for town in towns if town.name.casefold() == name.casefold()]
    return spelled[0] if len({town.country for town in spelled}) == 1 else None


@lru_cache(4096)
def town_in_case(name: str) -> Town | None:
    """Return the town that a word names in the case that stands behind "in": "Krakowie" is Kraków,
    "Helsingissä" is Helsinki. The endings count for towns of their own country."""
    folded = name.casefold()
    if not name[:1].isupper():
        return None
    for country, endings in load("places")["cases"].items():
        for ending, nominative in endings.items():
            if folded.endswith(ending) and len(folded) > len(ending) + 1:
                town = known_town(name[: -len(ending)] + nominative)
                if town and town.country == country:
                    return town
    return None


def has_states(country: str) -> bool:
    """Return whether the state of each of its towns is known."""
    return country in load("places")["states"]["of_towns"]


def town_in(name: str, owner: Owner) -> Town | None:
    """Return the town of that name in a country, and in its state where that is known of both."""
    state = owner.region.code if owner.region and has_states(owner.country) else ""
    return next(
        (
            t
            for t in gazetteer.towns(name)
            if t.country == owner.country and state in ("", t.division)
        ),
        None,
    )


@cache
def county_word() -> re.Pattern[str]:
    """Return a pattern of a word for a county or province in front of its name: "Co. Clare", "jud.
    Cluj"."""
    words = any_of(phrases_in(load("places")["county_words"]))
    return re.compile(rf"^(?i:{words}) (?=[^\W\d_])")


def county(name: str) -> str:
    """Return the name of a county without the word for it, where it is a region ("Co. Clare"); any
    other name as it is."""
    bare = county_word().sub("", name)
    return bare if bare != name and gazetteer.regions(bare) and not is_listed(name) else name


def region_by_code(code: str, town: str) -> Region | None:
    """Return the region of a code in the country of a listed town beside it ("Patos de Minas -
    MG"); None for the code of a state as well ("Milan, MI"), and where two countries have both."""
    if gazetteer.regions_of_code(code):
        return None
    lands = {each.country for each in gazetteer.towns(town)}
    found = [region for land in lands if (region := gazetteer.region_of_code(code, land))]
    return found[0] if len(found) == 1 else None


def region_in(name: str, country: str) -> Region | None:
    """Return a region of that country by its name or, in capitals, its code."""
    return next(
        (
            r
            for r in (*gazetteer.regions(name), *gazetteer.regions_of_code(name))
            if r.country == country
        ),
        None,
    )


def is_region_in_country(text: str) -> bool:
    """Return whether a text is a region and its country: "Kent, United Kingdom"."""
    region, comma, land = text.partition(",")
    country = gazetteer.country(land.strip()) if comma else None
    return bool(country and region_in(region.strip(), country))


def nation_of(name: str) -> Region | None:
    """Return the region that is called a country: England, Scotland."""
    country = load("places")["nations"].get(key(name))
    return region_in(name, country) if country else None


def listed_in(name: str, country: str) -> bool:
    """Return whether it is a town or a region of that country."""
    return bool(town_in(name, Owner(country, None)) or region_in(name, country))


def is_code(name: str) -> bool:
    """Return whether a name is a code of a country or a state, and no name."""
    return (
        name.isupper()
        and len(name) in _CODE_CHARS
        and not gazetteer.country(name)
        and bool(owners(name))
    )


def owners(name: str) -> list[Owner]:
    """Return every country or region that a name can stand for."""
    found = [Owner(land, None)] if (land := gazetteer.country(name)) else []
    if name.isupper() and len(name) in _CODE_CHARS:
        if code := gazetteer.country_of_code(name):
            found.append(Owner(code, None))
        found += [Owner(r.country, r) for r in gazetteer.regions_of_code(name)]
    return found + [Owner(r.country, r) for r in gazetteer.regions(name)]


def is_listed(name: str) -> bool:
    """Return whether the gazetteer knows the name."""
    return bool(gazetteer.country(name) or gazetteer.towns(name) or gazetteer.regions(name))


def can_be_town(name: str) -> bool:
    """Return whether an unlisted name can be a town: one to five capitalised words, none of them of
    a trade or a building; no abbreviation ("HRB")."""
    parts = re.split(r"[\s-]+", name)
    small = [key(part) in word_list("particles") for part in parts]
    capitalised = all(
        part[:1].isupper() or is_small or part[1:2] in ("'", "’")
        for part, is_small in zip(parts, small, strict=True)
    )
    fits = (
        2 < len(name) <= _MOST_CHARS
        and len(parts) <= _MOST_WORDS
        and capitalised
        and not all(small)
    )
    return fits and bool(_NAME.fullmatch(name)) and not _has_other_words(name)


def _has_other_words(name: str) -> bool:
    return not word_list("not_places").isdisjoint(key(name).split())


def strip_surroundings(name: str) -> str:
    """Return a name without the words around it ("Greater London Area"), where that makes it a
    known one."""
    if is_listed(name):
        return name
    for mark in (" ", "-"):  # "Greater London Area", "Berlin-Zentrum"
        parts = name.split(mark)
        while parts and key(parts[-1]) in word_list("around"):
            parts.pop()
        while parts and key(parts[0]) in word_list("around"):
            parts.pop(0)
        inner = mark.join(parts)
        if inner and (is_listed(inner) or is_code(inner)):
            return inner
    return name


# --- A value into names ---------------------------------------------------------------------------


@cache
def _district() -> re.Pattern[str]:
    ordinals = any_of(phrases_in(load("places")["district_ordinals"]))
    return re.compile(rf"\d{{1,2}}(?:{ordinals})?|[A-ZÆØÅ]{{1,2}}")


def _is_around(word: str) -> bool:
    """Return whether a word is a district's number or letter ("Praha 1", "København Ø"), or one
    like "Area"."""
    return bool(_district().fullmatch(word)) or key(word) in word_list("around")


def _split_run(name: str) -> list[str]:
    """Split a run of names without a mark between them: "Paris France", "Ghent East Flanders", "HQ
    Mons"."""
    parts = name.split()
    if is_listed(name) or not 1 < len(parts) <= _MOST_WORDS_OF_RUN:
        return [name]
    for cut in range(len(parts) - 1, 0, -1):
        head, tail = " ".join(parts[:cut]), strip_surroundings(" ".join(parts[cut:]))
        if any(town_in(head, owner) for owner in owners(tail)):
            return [head, tail]
        inner = _split_run(head) if owners(tail) else []
        if len(inner) == 2 and _owned_alike(inner[0], inner[1], tail):
            return [*inner, tail]  # "Tampa Florida United States"
        is_known = known_town(head) or (len(tail) == 1 and gazetteer.towns(head))  # "Esbjerg N"
        if is_known and all(map(_is_around, parts[cut:])):
            return [head]
        if (land := gazetteer.country(head)) and any(
            t.country == land for t in gazetteer.towns(tail)
        ):
            return [head, tail]
        if _is_town(tail) and _is_site(parts[:cut]):
            return ["", tail]
        if _is_site_in(parts[:cut]) and (gazetteer.towns(tail) or can_be_town(tail)):
            return ["", tail]  # "Site de production de Vichy"
        if _is_town(head) and all(key(word) in _sites() for word in parts[cut:]):
            return [head, ""]
        if tail in load("places")["states"]["unmistakable"] and can_be_town(head):
            return [head, tail]
        if is_code(head) and (land := gazetteer.country(tail)) and region_in(head, land):
            return [head, tail]  # "CA United States"
    return [name]


def _is_site(words: list[str]) -> bool:
    """Return whether words before a town are those of a site, or end in one as a name does: "Mill
    Road Site" before Leeds."""
    if not all(word[:1].isupper() for word in words):
        return all(key(word) in _sites() for word in words)
    return key(words[-1]) in _sites()


@cache
def _sites() -> frozenset[str]:
    """Return the words for a site, without accents: "Büro Graz"."""
    return frozenset(map(key, word_list("sites")))


def _is_site_in(words: list[str]) -> bool:
    """Return whether words before a town begin with one for a site and end in one for "in"."""
    return len(words) > 1 and key(words[0]) in _sites() and key(words[-1]) in word_list("in_town")


def _is_town(name: str) -> bool:
    """Return whether a name is a town of the list and no everyday word."""
    return bool(gazetteer.towns(name)) and key(name) not in word_list("common_words")


def _owned_alike(town: str, region: str, land: str) -> bool:
    """Return whether a town lies in a region, and that in a country."""
    lands = {owner.country for owner in owners(land) if owner.region is None}
    return any(
        owner.region and owner.country in lands and town_in(town, owner) for owner in owners(region)
    )


def _split_hyphens(name: str, land: str | None = None) -> list[str]:
    """Split names joined by bare hyphens, the country or its code first, or the country last:
    "Belgium-Mons", "US-VA-Norfolk"."""
    if "-" not in name or is_listed(name):
        return [name]
    if name.count("-") <= _MOST_HYPHENS and (match := _CODE_FIRST.fullmatch(name)):
        code, rest = match.groups()
        if named := owners(code):
            return [code, *_split_hyphens(rest, land or named[0].country)]
    pieces = name.split("-")[:_MOST_HYPHENS]
    for cut in range(len(pieces) - 1, 0, -1):
        head, tail = "-".join(pieces[:cut]).strip(), "-".join(pieces[cut:]).strip()
        if country := gazetteer.country(head):
            return [head, *_split_hyphens(tail, country)]
        if tail[:1].isupper() and (known_town(head) or (land and listed_in(head, land))):
            return [head, *_split_hyphens(tail, land)]
    head, _, tail = name.rpartition("-")
    return [head, tail] if gazetteer.country(tail) else [name]


def without_postcode(part: str) -> tuple[str, str | None]:
    """Return a part without its postcode, and the country that the postcode's letters name."""
    if not _DIGIT.search(part):
        return part, None
    if match := _POSTCODE_FIRST.fullmatch(part):
        return match["rest"], load("places")["post_letters"].get(match["land"])
    if match := _POSTCODE_LAST.fullmatch(part) or _DISTRICT.fullmatch(part):
        return match["rest"], None
    return part, None


@cache
def _ways() -> re.Pattern[str]:
    """Return a pattern of a way of working before or behind a place, without a mark or with one:
    "Remote US", "Hybrid- Leeds", "Texas Remote"."""
    ways = any_of(phrases_in(load("places")["ways"]))
    return re.compile(
        rf"(?:{ways})[\s:–-]+(?P<behind>\S.*)|(?P<before>.*\S)[\s:–-]+(?:{ways})", re.IGNORECASE
    )


def _without_way(part: str) -> str:
    """Return a part without the way of working beside its place, where the rest is one."""
    found = _ways().fullmatch(part)
    place = strip_surroundings((found["behind"] or found["before"]).strip()) if found else ""
    return place if place and (is_listed(place) or owners(place)) else part


@lru_cache(4096)
def says_no_place(name: str) -> bool:
    """Return whether a name says that there is no one place, how the work is done, or which part of
    the world it is done in."""
    ways = load_merged("employment")["workplace"]
    no_places = word_list("no_place") | word_list("areas")
    return key(name) in no_places or any(key(name) in map(key, words) for words in ways.values())


def _without_lead_in(part: str) -> str:
    """Return a part without the words that lead in a place ("Remote in Austin")."""
    part = part.strip(" .:-")
    folded = part.casefold()
    return next(
        (
            part[len(lead) + 1 :]
            for lead in phrases_in(load("places")["lead_ins"])
            if folded.startswith(lead + " ")
        ),
        part,
    )


def _split_parts(text: str) -> list[str]:
    """Split a place at its commas and dashes; a name that has one itself is one part, but not a
    town and its region ("Washington, DC")."""
    name, comma, title = text.partition(", ")
    if comma and any(owner.region and town_in(name, owner) for owner in owners(title)):
        return [name, title]
    if is_listed(text):
        return [text]
    turned = f"{title} {name}" if comma else ""  # "Korea, Republic of"
    return (
        [turned]
        if turned and gazetteer.country(turned) and not is_listed(title)
        else _PARTS.split(text)
    )


def _is_building(name: str) -> bool:
    """Return whether a name that no list knows has the article of a building's."""
    return name.startswith("The ") and not is_listed(name)


def names_in(text: str) -> tuple[list[str], bool]:
    """Return the names in one place, in order, and whether they are all of it.

    Ways of working and postcodes are left out; so are buildings, employers and house numbers, and
    then it is not all.
    """
    names: list[str] = []
    land: str | None = None
    whole = True
    parts = _split_parts(text)
    for part in parts:
        name, letters = without_postcode(_without_lead_in(part))
        land = land or letters
        name = _without_way(name.strip()) if not says_no_place(name) else ""
        for piece in map(str.strip, _split_hyphens(name)):
            if not key(piece) or says_no_place(piece):
                continue
            found = _split_run(county(piece))
            kept = [
                n
                for n in found
                if n and (is_listed(n) or not (_has_other_words(n) or _DIGIT.search(n)))
            ]
            if len(parts) > 1 and len(kept) == 1 and _is_building(kept[0]):
                kept = []  # "The Forum, Lower Wick"
            whole = whole and len(kept) == len(found)
            names += kept
    return ([*names, land] if land and names else names), whole
