"""A place as printed, taken apart into names: towns, regions, countries and their codes, without
postcodes and buildings."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import Region, Town, key
from crawlers.text.words import load

_MOST_HYPHENS = 9

_PARTS = re.compile(r"[,·>»›]|\s[-–—]+\s|[–—]")
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S.*)")
_POSTCODE_FIRST = re.compile(
    r"(?:(?P<land>[A-Z]{1,2})-)?(?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})(?:\s+|$)(?P<rest>.*)"
)
_POSTCODE_LAST = re.compile(
    r"(?P<rest>.*\D)\s(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6}(?:-\d{4})?)"
)
_DISTRICT = re.compile(r"\d{1,2}(?:er?|ème|th|\.)?|[A-ZÆØÅ]{1,2}")
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’ -]*(?:[.'’ -]+[^\W\d_]+)*\.?")


class Owner(NamedTuple):
    """What a name can say of the country: by being its name or code, or by being the name or code
    of one of its regions."""

    country: str
    region: Region | None


@cache
def words(name: str) -> frozenset[str]:
    """A word list of data/places.yaml."""
    return frozenset(load("places")[name])


# --- What a name is -------------------------------------------------------------------------------


def known_town(name: str) -> Town | None:
    """The town that the bare name means without doubt."""
    return next((town for town in gazetteer.towns(name) if town.known), None)


def town_in(name: str, owner: Owner) -> Town | None:
    """The town of that name in a country, and in its state where that is known of both."""
    state = owner.region.code if owner.region and owner.country == "US" else ""
    return next(
        (
            t
            for t in gazetteer.towns(name)
            if t.country == owner.country and state in ("", t.division)
        ),
        None,
    )


def region_in(name: str, country: str) -> Region | None:
    """A region of that country by its name or, in capitals, its code."""
    return next(
        (
            r
            for r in (*gazetteer.regions(name), *gazetteer.regions_of_code(name))
            if r.country == country
        ),
        None,
    )


def listed_in(name: str, country: str) -> bool:
    """Whether it is a town or a region of that country."""
    return bool(town_in(name, Owner(country, None)) or region_in(name, country))


def is_code(name: str) -> bool:
    """Whether a name is a code of a country or a state, and no name."""
    return (
        name.isupper()
        and len(name) in (2, 3)
        and not gazetteer.country(name)
        and bool(owners(name))
    )


def owners(name: str) -> list[Owner]:
    """Every country or region that a name can stand for."""
    found = [Owner(land, None)] if (land := gazetteer.country(name)) else []
    if name.isupper() and len(name) in (2, 3):
        if code := gazetteer.country_of_code(name):
            found.append(Owner(code, None))
        found += [Owner(r.country, r) for r in gazetteer.regions_of_code(name)]
    return found + [Owner(r.country, r) for r in gazetteer.regions(name)]


def listed(name: str) -> bool:
    """Whether the gazetteer knows the name."""
    return bool(gazetteer.country(name) or gazetteer.towns(name) or gazetteer.regions(name))


def plausible(name: str) -> bool:
    """Whether an unlisted name can be a town: one to five capitalised words, none of them of a
    trade or a building."""
    parts = re.split(r"[\s-]+", name)
    small = [key(part) in words("particles") for part in parts]
    capitalised = all(
        part[:1].isupper() or is_small or part[1:2] in ("'", "’")
        for part, is_small in zip(parts, small, strict=True)
    )
    fits = 2 < len(name) <= 40 and len(parts) <= 5 and capitalised and not all(small)
    return fits and bool(_NAME.fullmatch(name)) and not _has_other_words(name)


def _has_other_words(name: str) -> bool:
    return not words("not_places").isdisjoint(key(name).split())


def bare(name: str) -> str:
    """A name without the words around it ("Greater London Area"), where that makes it a known
    one."""
    if listed(name):
        return name
    parts = name.split()
    while parts and key(parts[-1]) in words("around"):
        parts.pop()
    while parts and key(parts[0]) in words("around"):
        parts.pop(0)
    inner = " ".join(parts)
    return inner if inner and listed(inner) else name


# --- A value into names ---------------------------------------------------------------------------


def _is_around(word: str) -> bool:
    """A district's number or letter ("Praha 1", "København Ø") or a word like "Area"."""
    return bool(_DISTRICT.fullmatch(word)) or key(word) in words("around")


def _run(name: str) -> list[str]:
    """A run of names without a mark between them: "Paris France", "Ghent East Flanders", "HQ
    Mons"."""
    parts = name.split()
    if listed(name) or not 1 < len(parts) <= 7:
        return [name]
    for cut in range(len(parts) - 1, 0, -1):
        head, tail = " ".join(parts[:cut]), bare(" ".join(parts[cut:]))
        if any(town_in(head, owner) for owner in owners(tail)):
            return [head, tail]
        if known_town(head) and all(map(_is_around, parts[cut:])):
            return [head]
        if (land := gazetteer.country(head)) and any(
            t.country == land for t in gazetteer.towns(tail)
        ):
            return [head, tail]
        if known_town(tail) and all(key(word) in words("sites") for word in parts[:cut]):
            return ["", tail]
    return [name]


def _hyphens(name: str, land: str | None = None) -> list[str]:
    """Names joined by bare hyphens, the country or its code first, or the country last:
    "Belgium-Mons", "US-VA-Norfolk"."""
    if "-" not in name or listed(name):
        return [name]
    if match := _CODE_FIRST.fullmatch(name):
        code, rest = match.groups()
        if named := owners(code):
            return [code, *_hyphens(rest, land or named[0].country)]
    pieces = name.split("-")[:_MOST_HYPHENS]
    for cut in range(len(pieces) - 1, 0, -1):
        head, tail = "-".join(pieces[:cut]).strip(), "-".join(pieces[cut:]).strip()
        if country := gazetteer.country(head):
            return [head, *_hyphens(tail, country)]
        if tail[:1].isupper() and (known_town(head) or (land and listed_in(head, land))):
            return [head, *_hyphens(tail, land)]
    head, _, tail = name.rpartition("-")
    return [head, tail] if gazetteer.country(tail) else [name]


def without_postcode(part: str) -> tuple[str, str | None]:
    """A part without its postcode, and the country that the postcode's letters name."""
    if match := _POSTCODE_FIRST.fullmatch(part):
        return match["rest"], load("places")["post_letters"].get(match["land"])
    if match := _POSTCODE_LAST.fullmatch(part):
        return match["rest"], None
    return part, None


def _led(part: str) -> str:
    """A part without the words that lead in a place ("Remote in Austin")."""
    part = part.strip(" .:-")
    folded = part.casefold()
    return next(
        (
            part[len(lead) + 1 :]
            for lead in load("places")["lead_ins"]
            if folded.startswith(lead + " ")
        ),
        part,
    )


def _parts(text: str) -> list[str]:
    if listed(text):
        return [text]
    name, comma, title = text.partition(", ")
    turned = f"{title} {name}" if comma else ""  # "Korea, Republic of"
    return (
        [turned]
        if turned and gazetteer.country(turned) and not listed(title)
        else _PARTS.split(text)
    )


def names_in(text: str) -> tuple[list[str], bool]:
    """The names in one place, in order, and whether they are all of it.

    Ways of working and postcodes are left out; so are buildings, employers and house numbers, and
    then it is not all.
    """
    names: list[str] = []
    land: str | None = None
    whole = True
    for part in _parts(text):
        name, letters = without_postcode(_led(part))
        land = land or letters
        for piece in map(str.strip, _hyphens(name.strip())):
            if not key(piece) or key(piece) in words("no_place"):
                continue
            found = _run(piece)
            kept = [
                n
                for n in found
                if n and (listed(n) or not (_has_other_words(n) or _DIGIT.search(n)))
            ]
            whole = whole and len(kept) == len(found)
            names += kept
    return ([*names, land] if land and names else names), whole
