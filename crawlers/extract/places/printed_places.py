"""Places of work: the value of a location field, a line that is a place, a place behind a title.

Right or null: a country is given when it is printed (as a name in ten languages or as a code) or
when the town's bare name leaves no doubt; a town that no list knows is kept as printed, and only
where the value leaves no other reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import Region, key
from crawlers.extract.places.parts import (
    Owner,
    bare,
    is_code,
    known_town,
    listed,
    listed_in,
    names_in,
    owners,
    plausible,
    region_in,
    town_in,
    without_postcode,
    words,
)
from crawlers.posting.schema import Location
from crawlers.text.words import load, squeeze

_LONGEST_PLACE = 120
_LONGEST_VALUE = 5_000
_MOST_PLACES = 50

_SEVERAL = re.compile(r"[\n\r;|•]+|\s/\s")
_BEHIND_BRACKET = re.compile(r"(?<=\))\s*(?:[,&+]|\b\w{1,4}\b)\s+")
_BRACKET = re.compile(r"\(([^()]*)\)")
_NAME_AND_BRACKET = re.compile(r"([^,()]+)\(([^()]+)\)")
_SHAPE = re.compile(r"[^\W\d_][^\d:!?@_=<\n]{2,79}")
_FIRST_WORD = re.compile(r"[^\W_]+")
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S+)")
_CODE_LAST = re.compile(r"(\S+), ([A-Z]{2,3})")
_DASHES = re.compile(r"\s[-–—]+\s|[–—]")
_TAIL_BRACKET = re.compile(r"(?P<head>.*\S)\s*\((?P<tail>[^()]+)\)\s*")


class _Found(NamedTuple):
    """A reading of one place; `sure` when every part of it is a name that the gazetteer knows."""

    city: str | None
    region: str | None
    country: str | None
    sure: bool


# --- One place ------------------------------------------------------------------------------------


def _owner(names: list[str]) -> tuple[Owner, int] | None:
    """The country that the last or else the first part names, settled by the towns beside it; and
    where it stands.

    A region that is a town as well ("Hamburg, Altona") is an owner only behind a town of its own
    ("Amersfoort, Utrecht")."""
    loose: list[tuple[Owner, int]] = []
    for at in dict.fromkeys((len(names) - 1, 0)):
        name, others = names[at], names[:at] + names[at + 1 :]
        named = [
            o
            for o in owners(name)
            if not (at == 0 and o.region and not is_code(name) and known_town(name))
        ]
        fits = [
            o
            for o in named
            if any(town_in(n, o) or (o.region is None and region_in(n, o.country)) for n in others)
        ]
        if len({o.country for o in fits}) == 1:
            return fits[0], at
        if fits or len({o.country for o in named}) != 1 or name in words("doubtful_codes"):
            continue
        towns_abroad = is_code(name) and any(map(known_town, others))  # "Milano, MI"
        if not towns_abroad and (
            named[0].region is None or not town_in(name, Owner(named[0].country, None))
        ):
            loose.append((named[0], at))
    return loose[0] if loose else None


def _single(name: str) -> _Found | None:
    """A place of one part."""
    name = bare(name)
    country, regions, towns, known = (
        gazetteer.country(name),
        gazetteer.regions(name),
        gazetteer.towns(name),
        known_town(name),
    )
    lands = {region.country for region in regions} | {town.country for town in towns}
    if country and known and country in words("city_states"):
        return _Found(known.name, None, country, True)
    if country:
        sure = all(region.country == country for region in regions)
        return _Found(None, None, country if sure else None, sure)
    if known:
        return _Found(known.name, None, known.country, True)
    if len(regions) == 1 and (
        not towns or regions[0] in gazetteer.regions_of_code(regions[0].code)
    ):
        return _Found(None, regions[0].name, regions[0].country, True)
    if towns:
        same = len({town.name for town in towns}) == 1
        return _Found(
            towns[0].name if same else name,
            None,
            towns[0].country if regions and len(lands) == 1 else None,
            False,
        )
    if is_code(name):
        code = gazetteer.country_of_code(name)
        return (
            _Found(None, None, code, False)
            if code and name not in words("doubtful_codes")
            else None
        )
    return _Found(name, None, None, False) if plausible(name) and not _namesake(name) else None


def _namesake(name: str) -> bool:
    """Whether an unlisted name ends in a known one ("Tribunal Den Haag"): then it is not a town's
    own name."""
    parts = name.split()
    ends = {parts[-1], " ".join(parts[1:])} if len(parts) > 1 else set()
    return any(owners(end) or known_town(end) for end in ends)


def _city_at(
    rest: list[str], towns: list[int], regions: dict[int, Region], country_first: bool
) -> int | None:
    """Which part is the town: a known one (behind its region where the country comes first), else
    the only one that can be."""
    if towns:
        return towns[1] if country_first and len(towns) > 1 and towns[0] in regions else towns[0]
    unlisted = [
        i
        for i, name in enumerate(rest)
        if i not in regions and plausible(name) and not gazetteer.country(name)
    ]
    return unlisted[0] if len(unlisted) == 1 else None


def _owned(names: list[str], owner: Owner, at: int) -> _Found:
    """A place of several parts, one of which, at `at`, names the country."""
    rest = names[:at] + names[at + 1 :]
    rest = [bare(rest[0])] if len(rest) == 1 else rest
    towns = [i for i, name in enumerate(rest) if town_in(name, owner)]
    regions = {i: found for i, name in enumerate(rest) if (found := region_in(name, owner.country))}
    city_at = _city_at(rest, towns, regions, country_first=at == 0)
    town = town_in(rest[city_at], owner) if city_at is not None else None
    city = town.name if town else rest[city_at] if city_at is not None else None
    region = next((r for i, r in regions.items() if i != city_at), None)
    if owner.region and (owner.country == "US" or not (city and known_town(names[at]))):
        # but "Geneva, Zurich" may be two towns as well as a town and its canton
        region = owner.region
    sure = all(i in towns or i in regions for i in range(len(rest)))
    return _Found(city, region.name if region else None, owner.country, sure)


def _unowned(names: list[str]) -> _Found | None:
    """A place of several parts, none of which names a country. Beside a code that fits no town the
    country stays open."""
    places = [name for name in names if not is_code(name)]
    coded = len(places) < len(names)
    known = [town for name in places if (town := known_town(name))]
    if len({town.country for town in known}) == 1:
        owner = Owner(known[0].country, None)
        sure = not coded and all(town_in(name, owner) for name in places)
        return _Found(known[0].name, None, None if coded else owner.country, sure)
    towns = [name for name in places if gazetteer.towns(name)]
    chosen = towns if len(towns) == 1 else places
    found = _single(chosen[0]) if len(chosen) == 1 else None
    return found._replace(country=None, sure=False) if found and coded else found


def _settle(names: list[str]) -> _Found | None:
    names = [name for i, name in enumerate(names) if i == 0 or key(name) != key(names[i - 1])]
    if len(names) < 2:
        return _single(names[0]) if names else None
    owned = _owner(names)
    return _owned(names, *owned) if owned else _unowned(names)


def _opened(match: re.Match[str]) -> str:
    """A bracket that is part of a name ("Frankfurt (Oder)", "Iran (Islamic Republic of)") as plain
    words."""
    name, bracket = match[1].strip(), match[2].strip()
    whole = next(
        (text for text in (f"{name} {bracket}", f"{bracket} {name}") if listed(text)), None
    )
    return whole or match[0]


@lru_cache(4096)
def _find(text: str) -> _Found | None:
    """One place; what stands in a bracket fills what the rest leaves open: "Brussels (Belgium)",
    "Remote (Germany)"."""
    if len(text) > _LONGEST_PLACE:
        return None
    text = _NAME_AND_BRACKET.sub(_opened, text)
    inside = _BRACKET.findall(text)
    names, whole = names_in(squeeze(_BRACKET.sub(" ", text)))
    found = _settle(names)
    if len(inside) == 1 and not (found and found.city and found.country):
        more, rest = names_in(inside[0])
        found, whole = _settle([*names, *more]) or found, whole and rest
    if not found or not (found.city or found.region or found.country):
        return None
    return found if whole else found._replace(sure=False)


# --- Several places in one value ------------------------------------------------------------------


@cache
def _joiner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("places")["joiners"]))
    return re.compile(rf"\s(?:{words})\s|/", re.IGNORECASE)


def _sure(text: str) -> bool:
    found = _find(text)
    return bool(found and found.country and (found.sure or known_town(found.city or "")))


def _within(name: str, others: list[str]) -> bool:
    """Whether one of the others is a place in what the name stands for ("Geneva, Zurich": in the
    canton of Zurich?)."""
    return any(
        listed_in(other, owner.country)
        for owner in owners(name)
        for other in others
        if other != name
    )


def _listing(parts: list[str]) -> bool:
    """Whether comma-separated parts are several places: countries, or known towns none of which
    lies in another part."""
    if not 1 < len(parts) <= _MOST_PLACES or len(set(map(key, parts))) < len(parts):
        return False
    countries = all(map(gazetteer.country, parts))
    if countries and len(parts) > 2:
        return True
    return (countries or all(map(known_town, parts))) and not any(
        _within(part, parts) for part in parts
    )


def _enumerated(text: str) -> list[str]:
    """The places in a text without a mark for several, each known beyond doubt: "Brussels and
    Mons", "Paris, London"."""
    if listed(text):
        return [text]
    for pattern in (_joiner(), _BEHIND_BRACKET):
        parts = [part.strip() for part in pattern.split(text)]
        all_alike = pattern is not _BEHIND_BRACKET or all("(" in part for part in parts)
        if (
            len(parts) > 1
            and all_alike
            and all(_sure(part) or key(part) in words("no_place") for part in parts)
        ):
            return [place for part in parts for place in _enumerated(part)]
    parts = [part.strip() for part in text.split(",")]
    return parts if _listing(parts) else [text]


def _strings(raw: str) -> Iterator[str]:
    """The value itself, or the strings of a JSON array written into it (`["Belgium-Mons"]`)."""
    if raw.startswith("[") and raw.endswith("]"):
        try:
            values = json.loads(raw)
        except (ValueError, RecursionError):
            values = [raw[1:-1]]
        yield from (value for value in values if isinstance(value, str))
    else:
        yield raw


def read_places(raw: str) -> list[Location]:
    """The places in the value of a location field, in order and each once; [] where it names
    none."""
    if len(raw) > _LONGEST_VALUE:
        return []
    places: dict[tuple[str | None, str | None, str | None], Location] = {}
    for value in _strings(raw.strip()):
        for piece in map(squeeze, _SEVERAL.split(value)[:_MOST_PLACES]):
            unlabelled = piece.rpartition(": ")[2]  # "Site: Austin"
            for text in _enumerated(unlabelled) if 0 < len(piece) <= _LONGEST_PLACE else ():
                if found := _find(text):
                    place = Location(
                        raw=text, city=found.city, region=found.region, country=found.country
                    )
                    places.setdefault(found[:3], place)
    return list(places.values())[:_MOST_PLACES]


# --- Places without a label -----------------------------------------------------------------------


def _coded_town(line: str) -> bool:
    """`LU-Capellen`, `Capellen, LU`: an unlisted town beside the code of a country that is no
    abbreviation of a trade."""
    if match := _CODE_FIRST.fullmatch(line):
        code, town = match.groups()
    elif match := _CODE_LAST.fullmatch(line):
        town, code = match.groups()
    else:
        return False
    return (
        bool(gazetteer.country_of_code(code))
        and code not in words("doubtful_codes")
        and plausible(town)
    )


def _is_place(text: str) -> bool:
    """Whether a text is one place whose every word is known."""
    if key(text) in words("common_words") or not (found := _find(text)):
        return False
    return bool(found.sure and found.country and (found.city or gazetteer.country(text)))


@lru_cache(4096)
def _whole_line(line: str) -> bool:
    texts = [text for piece in _SEVERAL.split(line) for text in _enumerated(piece.strip())]
    countries = [text for text in texts if gazetteer.country(text) and not known_town(text)]
    return len(texts) <= 4 and (len(texts) == 1 or not countries) and all(map(_is_place, texts))


@cache
def _leads() -> frozenset[str]:
    """The words that a place can begin with beside names: ways of working, words around a name."""
    return words("around") | {
        phrase.split()[0] for phrase in (*words("no_place"), *words("lead_ins"))
    }


def looks_like_place(line: str) -> bool:
    """Whether a whole short line is a place: "Brussels, Belgium", "LU-Capellen"; not "Finance,
    Sales" or "Embassy of France"."""
    line = line.strip()
    name = without_postcode(line)[0] if len(line) <= 80 else ""
    if not _SHAPE.fullmatch(name) or len(name.split()) > 8:
        return False
    if _coded_town(line):
        return True
    first = key(_FIRST_WORD.match(name)[0])  # type: ignore[index]  # _SHAPE begins with a letter
    return (
        (first in _leads() or gazetteer.begins(first))
        and (name[0].isupper() or listed(name))
        and _whole_line(line)
    )


def _tails(title: str) -> Iterator[tuple[str, str]]:
    """What can be a place behind a title: its last bracket, or what stands behind its last or last
    but one dash."""
    if match := _TAIL_BRACKET.fullmatch(title):
        yield match["head"], match["tail"]
    for dash in list(_DASHES.finditer(title))[:-3:-1]:
        yield title[: dash.start()], title[dash.end() :]


def place_in_title(title: str) -> tuple[str, Location | None]:
    """A title without the town behind its dash or in its last bracket, and that town; the title
    itself where there is none.

    Only a known town is taken: a country alone can be what the work is about ("Desk Officer –
    Ukraine").
    """
    for head, tail in _tails(title) if len(title) <= 300 else ():
        tail = squeeze(tail)
        found = _find(tail) if head.strip() and _SHAPE.fullmatch(tail) else None
        if (
            found
            and found.sure
            and found.city
            and found.country
            and key(tail) not in words("common_words")
        ):
            return head.strip(), Location(
                raw=tail, city=found.city, region=found.region, country=found.country
            )
    return title, None
