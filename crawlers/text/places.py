"""Places of work: the value of a location field, a line that is a place, a place behind a title.

Right or null: a country is given when it is printed (as a name in ten languages or as a code) or when the town's bare name leaves
no doubt; a town that no list knows is kept as printed, and only where the value leaves no other reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from crawlers.posting import Location
from crawlers.text import gazetteer
from crawlers.text.gazetteer import Region, Town, key
from crawlers.text.words import load, squeeze

_LONGEST_PLACE = 120
_LONGEST_VALUE = 5_000
_MOST_PLACES = 50
_MOST_HYPHENS = 9

_SEVERAL = re.compile(r"[\n\r;|•]+|\s/\s")
_PARTS = re.compile(r"[,·>»›]|\s[-–—]+\s|[–—]")
_BRACKET = re.compile(r"\(([^()]*)\)")
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S.*)")
_POSTCODE_FIRST = re.compile(
    r"(?:(?P<land>[A-Z]{1,2})-)?(?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})(?:\s+|$)(?P<rest>.*)"
)
_POSTCODE_LAST = re.compile(r"(?P<rest>.*\D)\s(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6}(?:-\d{4})?)")
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’ -]*(?:[.'’ -]+[^\W\d_]+)*\.?")
_SHAPE = re.compile(r"[^\W\d_][^\d:!?@_=<\n]{2,79}")
_FIRST_WORD = re.compile(r"[^\W_]+")
_DASHES = re.compile(r"\s[-–—]+\s|[–—]")
_TAIL_BRACKET = re.compile(r"(?P<head>.*\S)\s*\((?P<tail>[^()]+)\)\s*")


class _Owner(NamedTuple):
    """What a part can say of the country: by its own name, or by the name or code of one of its regions."""

    country: str
    region: Region | None


class _Found(NamedTuple):
    """A reading of one place; `sure` when every part of it is a name that the gazetteer knows."""

    city: str | None
    region: str | None
    country: str | None
    sure: bool


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("places")[name])


# --- What a name is -------------------------------------------------------------------------------------------------------


def _known_town(name: str) -> Town | None:
    """The town that the bare name means without doubt."""
    return next((town for town in gazetteer.towns(name) if town.known), None)


def _town_in(name: str, owner: _Owner) -> Town | None:
    """The town of that name in a country, and in its state where that is known of both."""
    state = owner.region.code if owner.region and owner.country == "US" else ""
    return next((t for t in gazetteer.towns(name) if t.country == owner.country and state in ("", t.division)), None)


def _region_in(name: str, country: str) -> Region | None:
    """A region of that country by its name or, in capitals, its code."""
    return next((r for r in (*gazetteer.regions(name), *gazetteer.regions_of_code(name)) if r.country == country), None)


def _owners(name: str) -> list[_Owner]:
    """Every country or region that a part can stand for."""
    found = [_Owner(land, None)] if (land := gazetteer.country(name)) else []
    if name.isupper() and len(name) in (2, 3):
        if code := gazetteer.country_of_code(name):
            found.append(_Owner(code, None))
        found += [_Owner(r.country, r) for r in gazetteer.regions_of_code(name)]
    return found + [_Owner(r.country, r) for r in gazetteer.regions(name)]


def _listed(name: str) -> bool:
    return bool(gazetteer.country(name) or gazetteer.towns(name) or gazetteer.regions(name))


def _listed_in(name: str, country: str) -> bool:
    return bool(_town_in(name, _Owner(country, None)) or _region_in(name, country))


def _has(name: str, words: str) -> bool:
    return not _words(words).isdisjoint(key(name).split())


def _plausible(name: str) -> bool:
    """Whether an unlisted name can be a town: one to five capitalised words, none of them of a trade or a building."""
    parts = re.split(r"[\s-]+", name)
    capitalised = all(part[:1].isupper() or key(part) in _words("particles") or part[1:2] in ("'", "’") for part in parts)
    return (
        2 < len(name) <= 40 and len(parts) <= 5 and capitalised and bool(_NAME.fullmatch(name)) and not _has(name, "not_places")
    )


# --- A value into parts ---------------------------------------------------------------------------------------------------


def _bare(name: str) -> str:
    """A name without the words around it ("Greater London Area"), where that makes it a known one."""
    if _listed(name):
        return name
    words = name.split()
    while words and key(words[-1]) in _words("around"):
        words.pop()
    while words and key(words[0]) in _words("around"):
        words.pop(0)
    inner = " ".join(words)
    return inner if inner and _listed(inner) else name


def _is_around(word: str) -> bool:
    """A district's number or letter ("Praha 1", "København Ø") or a word like "Area"."""
    return (len(word) < 3 and not word.islower()) or key(word) in _words("around")


def _run(name: str) -> list[str]:
    """A run of names without a mark between them: "Paris France", "Mons Hainaut", "Ghent East Flanders"."""
    words = name.split()
    if _listed(name) or not 1 < len(words) <= 7:
        return [name]
    for cut in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:cut]), _bare(" ".join(words[cut:]))
        if any(_town_in(head, owner) for owner in _owners(tail)):
            return [head, tail]
        if _known_town(head) and all(_is_around(word) for word in words[cut:]):
            return [head]
        if (land := gazetteer.country(head)) and any(t.country == land for t in gazetteer.towns(tail)):
            return [head, tail]
    return [name]


def _hyphens(name: str, land: str | None = None) -> list[str]:
    """Names joined by bare hyphens, the country or its code first, or the country last: "Belgium-Mons", "US-VA-Norfolk"."""
    if "-" not in name or _listed(name):
        return [name]
    if match := _CODE_FIRST.fullmatch(name):
        code, rest = match.groups()
        if owners := _owners(code):
            return [code, *_hyphens(rest, land or owners[0].country)]
    pieces = name.split("-")[:_MOST_HYPHENS]
    for cut in range(len(pieces) - 1, 0, -1):
        head, tail = "-".join(pieces[:cut]).strip(), "-".join(pieces[cut:]).strip()
        if country := gazetteer.country(head):
            return [head, *_hyphens(tail, country)]
        if tail[:1].isupper() and (_known_town(head) or (land and _listed_in(head, land))):
            return [head, *_hyphens(tail, land)]
    head, _, tail = name.rpartition("-")
    return [head, tail] if gazetteer.country(tail) else [name]


def _postcode(part: str) -> tuple[str, str | None]:
    """A part without its postcode, and the country that the postcode's letters name."""
    if match := _POSTCODE_FIRST.fullmatch(part):
        return match["rest"], load("places")["post_letters"].get(match["land"])
    if match := _POSTCODE_LAST.fullmatch(part):
        return match["rest"], None
    return part, None


def _led(part: str) -> str:
    folded = part.casefold()
    return next((part[len(lead) + 1 :] for lead in load("places")["lead_ins"] if folded.startswith(lead + " ")), part)


def _names(text: str) -> tuple[list[str], bool]:
    """The names in one place, in order, and whether they are all of it.

    Ways of working and postcodes are left out; so are buildings, employers and house numbers, and then it is not all.
    """
    names: list[str] = []
    land: str | None = None
    whole = True
    for part in [text] if _listed(text) else _PARTS.split(text):
        bare, letters = _postcode(_led(part.strip(" .:-")))
        land = land or letters
        for piece in _hyphens(bare.strip()):
            name = piece.strip()
            if not key(name) or key(name) in _words("no_place"):
                continue
            places = [n for n in _run(name) if _listed(n) or not (_has(n, "not_places") or _DIGIT.search(n))]
            whole = whole and bool(places)
            names += places
    return ([*names, land] if land and names else names), whole


# --- Parts into a place ---------------------------------------------------------------------------------------------------


def _owner(names: list[str]) -> tuple[_Owner, int] | None:
    """The country that the last or else the first part names, settled by the towns beside it; and where it stands."""
    loose: list[tuple[_Owner, int]] = []
    for at in dict.fromkeys((len(names) - 1, 0)):
        owners = _owners(names[at])
        others = names[:at] + names[at + 1 :]
        fits = [o for o in owners if any(_town_in(n, o) or (o.region is None and _region_in(n, o.country)) for n in others)]
        if len({o.country for o in fits}) == 1:
            return fits[0], at
        if len({o.country for o in owners}) == 1 and not fits and names[at] not in _words("doubtful_codes"):
            loose.append((owners[0], at))
    return loose[0] if loose else None


def _single(name: str) -> _Found | None:
    """A place of one part."""
    name = _bare(name)
    country, regions, towns, known = gazetteer.country(name), gazetteer.regions(name), gazetteer.towns(name), _known_town(name)
    lands = {region.country for region in regions} | {town.country for town in towns}
    if country and known and country in _words("city_states"):
        return _Found(known.name, None, country, True)
    if country:
        sure = all(region.country == country for region in regions)
        return _Found(None, None, country if sure else None, sure)
    if known:
        return _Found(known.name, None, known.country, True)
    if len(regions) == 1 and (not towns or gazetteer.regions_of_code(regions[0].code)):
        return _Found(None, regions[0].name, regions[0].country, True)
    if towns:
        same = len({town.name for town in towns}) == 1
        return _Found(towns[0].name if same else name, None, towns[0].country if regions and len(lands) == 1 else None, False)
    if name.isupper() and len(name) in (2, 3) and (code := gazetteer.country_of_code(name)):
        return None if name in _words("doubtful_codes") else _Found(None, None, code, False)
    words = name.split()
    namesake = any(_owners(word) or _known_town(word) for word in (words[-1], " ".join(words[1:]))) if len(words) > 1 else False
    return _Found(name, None, None, False) if _plausible(name) and not namesake else None


def _city_at(rest: list[str], towns: list[int], regions: dict[int, Region], country_first: bool) -> int | None:
    """Which part is the town: a known one (behind its region where the country comes first), else the only one that can be."""
    if towns:
        return towns[1] if country_first and len(towns) > 1 and towns[0] in regions else towns[0]
    unlisted = [i for i, name in enumerate(rest) if i not in regions and _plausible(name) and not gazetteer.country(name)]
    return unlisted[0] if len(unlisted) == 1 else None


def _owned(names: list[str], owner: _Owner, at: int) -> _Found:
    """A place of several parts, one of which, at `at`, names the country."""
    rest = names[:at] + names[at + 1 :]
    rest = [_bare(rest[0])] if len(rest) == 1 else rest
    towns = [i for i, name in enumerate(rest) if _town_in(name, owner)]
    regions = {i: found for i, name in enumerate(rest) if (found := _region_in(name, owner.country))}
    city_at = _city_at(rest, towns, regions, country_first=at == 0)
    town = _town_in(rest[city_at], owner) if city_at is not None else None
    city = town.name if town else rest[city_at] if city_at is not None else None

    region = next((r.name for i, r in regions.items() if i != city_at), None)
    behind = rest[city_at + 1 :] if at and city_at is not None else []
    if owner.region and (owner.country == "US" or not (city and _known_town(names[at]))):
        region = owner.region.name  # but "Geneva, Zurich" may be two towns as well as a town and its canton
    elif region is None and town and len(behind) == 1 and _plausible(behind[0]) and not _listed(behind[0]):
        region = behind[0]
    return _Found(city, region, owner.country, all(i in towns or i in regions for i in range(len(rest))))


def _unowned(names: list[str]) -> _Found | None:
    """A place of several parts, none of which names a country."""
    known = [town for name in names if (town := _known_town(name))]
    if len({town.country for town in known}) == 1:
        owner = _Owner(known[0].country, None)
        return _Found(known[0].name, None, owner.country, all(_town_in(name, owner) for name in names))
    listed = [name for name in names if gazetteer.towns(name)]
    return _single(listed[0]) if len(listed) == 1 else None


def _settle(names: list[str]) -> _Found | None:
    names = [name for i, name in enumerate(names) if i == 0 or key(name) != key(names[i - 1])]
    if len(names) < 2:
        return _single(names[0]) if names else None
    owned = _owner(names)
    return _owned(names, *owned) if owned else _unowned(names)


@lru_cache(4096)
def _find(text: str) -> _Found | None:
    """One place; what stands in brackets fills what the rest leaves open: "Brussels (Belgium)", "Remote (Germany)"."""
    if len(text) > _LONGEST_PLACE:
        return None
    inside = " , ".join(_BRACKET.findall(text))
    names, whole = _names(squeeze(_BRACKET.sub(" ", text)))
    found = _settle(names)
    if inside and not (found and found.city and found.country):
        more, rest = _names(inside)
        found, whole = _settle([*names, *more]) or found, whole and rest
    if not found or not (found.city or found.region or found.country):
        return None
    return found if whole else found._replace(sure=False)


# --- Several places in one value ------------------------------------------------------------------------------------------


@cache
def _joiner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("places")["joiners"]))
    return re.compile(rf"\s(?:{words})\s|/", re.IGNORECASE)


def _sure(text: str) -> bool:
    found = _find(text)
    return bool(found and found.country and (found.sure or _known_town(found.city or "")))


def _within(name: str, others: list[str]) -> bool:
    """Whether one of the others is a place in what the name stands for ("Geneva, Zurich": in the canton of Zurich?)."""
    return any(_listed_in(other, owner.country) for owner in _owners(name) for other in others if other != name)


def _enumerated(text: str) -> list[str]:
    """The places in a text without a mark for several, each known beyond doubt: "Brussels and Mons", "Paris, London"."""
    if _listed(text):
        return [text]
    joined = [part.strip() for part in _joiner().split(text)]
    if len(joined) > 1 and all(_sure(part) for part in joined):
        return [place for part in joined for place in _enumerated(part)]
    listed = [part.strip() for part in text.split(",")]
    if 1 < len(listed) <= _MOST_PLACES and len(set(map(key, listed))) == len(listed):
        countries = all(map(gazetteer.country, listed))
        if countries and len(listed) > 2:
            return listed
        if (countries or all(map(_known_town, listed))) and not any(_within(part, listed) for part in listed):
            return listed
    return [text]


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
    """The places in the value of a location field, in order and each once; [] where it names none."""
    if len(raw) > _LONGEST_VALUE:
        return []
    places: dict[tuple[str | None, str | None, str | None], Location] = {}
    for value in _strings(raw.strip()):
        for piece in filter(None, map(squeeze, _SEVERAL.split(value)[:_MOST_PLACES])):
            for text in _enumerated(piece) if len(piece) <= _LONGEST_PLACE else ():
                if found := _find(text):
                    place = Location(raw=text, city=found.city, region=found.region, country=found.country)
                    places.setdefault(found[:3], place)
    return list(places.values())[:_MOST_PLACES]


# --- Places without a label -----------------------------------------------------------------------------------------------


def _coded_town(line: str) -> bool:
    """`LU-Capellen`, `Capellen, LU`: an unlisted town beside the code of a country that is no abbreviation of a trade."""
    match = _CODE_FIRST.fullmatch(line)
    code, town = match.groups() if match else (line[-2:], line[:-2].removesuffix(" ").removesuffix(","))
    if not match and (not line[:-2].endswith(", ") or not code.isupper()):
        return False
    return bool(gazetteer.country_of_code(code)) and code not in _words("doubtful_codes") and " " not in town and _plausible(town)


def _is_place(text: str) -> bool:
    """Whether a text is one place whose every word is known."""
    if key(text) in _words("common_words") or not (found := _find(text)):
        return False
    return bool(found.sure and found.country and (found.city or gazetteer.country(text)))


@lru_cache(4096)
def _whole_line(line: str) -> bool:
    texts = [text for piece in _SEVERAL.split(line) for text in _enumerated(piece.strip())]
    countries = [text for text in texts if gazetteer.country(text) and not _known_town(text)]
    return len(texts) <= 4 and (len(texts) == 1 or not countries) and all(map(_is_place, texts))


@cache
def _leads() -> frozenset[str]:
    """The words that a place can begin with beside names: ways of working, words around a name."""
    return _words("around") | {phrase.split()[0] for phrase in (*_words("no_place"), *_words("lead_ins"))}


def looks_like_place(line: str) -> bool:
    """Whether a whole short line is a place: "Brussels, Belgium", "LU-Capellen"; not "Finance, Sales" or "Embassy of France"."""
    line = line.strip()
    name = _postcode(line)[0] if len(line) <= 80 else ""
    if not _SHAPE.fullmatch(name) or len(name.split()) > 8:
        return False
    if _coded_town(line):
        return True
    first = key(_FIRST_WORD.match(name)[0])  # type: ignore[index]  # _SHAPE begins with a letter
    return (first in _leads() or gazetteer.begins(first)) and (name[0].isupper() or _listed(name)) and _whole_line(line)


def _tails(title: str) -> Iterator[tuple[str, str]]:
    """What can be a place behind a title: its last bracket, or what stands behind its last or last but one dash."""
    if match := _TAIL_BRACKET.fullmatch(title):
        yield match["head"], match["tail"]
    for dash in list(_DASHES.finditer(title))[:-3:-1]:
        yield title[: dash.start()], title[dash.end() :]


def place_in_title(title: str) -> tuple[str, Location | None]:
    """A title without the town behind its dash or in its last bracket, and that town; the title itself where there is none.

    Only a known town is taken: a country alone can be what the work is about ("Desk Officer – Ukraine").
    """
    for head, tail in _tails(title) if len(title) <= 300 else ():
        tail = squeeze(tail)
        found = _find(tail) if head.strip() and _SHAPE.fullmatch(tail) else None
        if found and found.sure and found.city and found.country and key(tail) not in _words("common_words"):
            return head.strip(), Location(raw=tail, city=found.city, region=found.region, country=found.country)
    return title, None
