"""Split a place as printed into its names, without postcodes, buildings and ways of working.

The words are `data/places.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import (
    all_lead_ins,
    can_be_town,
    has_other_words,
    is_code,
    is_listed,
    is_listed_town,
    known_town,
    listed_in,
    region_in,
    says_no_place,
    strip_surroundings,
    territories_of,
    town_in,
    word_list,
)
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

_MOST_HYPHENS = 9
_MOST_WORDS_OF_RUN = 7
"""Words of names that stand behind one another without a mark."""
_PARTS = re.compile(r"[,·>»›]|\s[-–—]+\s|[–—]")
"""Marks between the parts of a place."""
_CODE_FIRST = re.compile(r"([A-Z]{2,3})-(\S.*)")
_POSTCODE_FIRST = re.compile(
    r"(?:(?P<land>[A-Z]{1,2})-)?"
    r"(?P<code>\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})(?:\s+|$)"
    r"(?P<rest>.*)"
)
_DISTRICT = re.compile(r"(?P<rest>[^\d]{2,}?)(?:\s+[-–]\s+\d{2,3}|\s+[A-Z]{1,2}\d{1,2}[A-Z]?)")
"""A town with the number of its department ("Brest - 29"), or the first half of a postcode
("Cardiff CF10")."""
_DEPARTMENT = re.compile(r"(?P<rest>[^\d()]{2,}?)\s*\((?:\d{2}|2[AB]|97\d)\)")
"""A French town with the number of its department: "Brest (29)"."""
_POSTCODE_LAST = re.compile(
    r"(?P<rest>(?:.*\D\s)?)(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|\d{3} \d{3}|\d{4,6}(?:-\d{4})?)"
)
_DIGIT = re.compile(r"\d")


def names_in(text: str) -> tuple[list[str], bool]:
    """Return the names in one place, in order, and whether they are all of it.

    Ways of working and postcodes are left out; so are buildings, employers and house numbers, and
    then it is not all.
    """
    names: list[str] = []
    land: str | None = None
    whole = True
    parts = _split_parts(text)
    if town := _town_led_in(parts):
        return [town], len(parts) == 1
    for part in parts:
        name, land_of_code = without_postcode(_without_lead_in(part))
        land = land or land_of_code
        name = _without_way(name.strip()) if not says_no_place(name) else ""
        for piece in map(str.strip, _split_hyphens(name)):
            if not key(piece) or says_no_place(piece):
                continue
            found = _split_run(county(piece))
            kept = [
                n
                for n in found
                if n and (is_listed(n) or not (has_other_words(n) or _DIGIT.search(n)))
            ]
            if len(parts) > 1 and len(kept) == 1 and _is_building(kept[0]):
                kept = []  # "The Forum, Lower Wick"
            whole = whole and len(kept) == len(found)
            names += kept
    # "CA" behind a town is California
    return ([*names, "Canada" if land == "CA" else land] if land and names else names), whole


def _split_parts(text: str) -> list[str]:
    """Split a place at its commas and dashes; a name that has one itself is one part, but not a
    town and its region ("Washington, DC")."""
    name, comma, title = text.partition(", ")
    if comma and any(t.region and town_in(name, t) for t in territories_of(title)):
        return [name, title]
    if is_listed(text):
        return [text]
    turned = f"{title} {name}" if comma else ""  # "Korea, Republic of"
    return (
        [turned]
        if turned and gazetteer.country(turned) and not is_listed(title)
        else _PARTS.split(text)
    )


def _without_lead_in(part: str) -> str:
    """Return a part without the words that lead in a place ("Remote in Austin")."""
    part = part.strip(" .:-")
    folded = part.casefold()
    if not folded.startswith(_lead_ins()):
        return part
    return part[len(next(filter(folded.startswith, _lead_ins()))) :]


@cache
def _lead_ins() -> tuple[str, ...]:
    return tuple(f"{lead} " for lead in sorted(all_lead_ins(), key=len, reverse=True))


def _town_led_in(parts: list[str]) -> str:
    """Return the one part of an address that a word for a town leads in, where no list knows it and
    no part beside it: "Лампове" of "м. Лампове, вул. Портова, 115"; "" where there is none."""
    led = [part for part in map(str.strip, parts) if part.casefold().startswith(_words_of_towns())]
    name = _without_lead_in(led[0]) if len(led) == 1 else ""
    others = (part.strip() for part in parts)
    is_town = can_be_town(name) and not any(is_listed(part) for part in (name, *others))
    return name if is_town else ""


@cache
def _words_of_towns() -> tuple[str, ...]:
    return tuple(f"{word} " for word in word_list("lead_ins_of_towns"))


def without_postcode(part: str) -> tuple[str, str | None]:
    """Return a part without its postcode, and the country (ISO 3166-1 alpha-2) that the postcode
    tells by its letters or its form: "L-1111 Strassen" is "Strassen" and LU, "Kendal LA9 7RG" is
    "Kendal" and GB."""
    if not _DIGIT.search(part):
        return part, None
    if (match := _DEPARTMENT.fullmatch(part)) and _is_french(match["rest"]):
        return match["rest"], "FR"
    if match := _POSTCODE_FIRST.fullmatch(part):
        land = load("places")["post_letters"].get(match["land"])
        return match["rest"], land or _land_of_form(match["code"], match["rest"])
    if match := _POSTCODE_LAST.fullmatch(part):
        return match["rest"], _land_of_form(match["code"], match["rest"])
    if match := _DISTRICT.fullmatch(part):
        return match["rest"], None
    return part, None


def _land_of_form(code: str, town: str) -> str | None:
    """Return the country whose postcodes alone have such a form, unless all listed towns of the
    name lie in others."""
    forms: dict[str, str] = load("country_hints")["forms_of_postcodes"]
    form = "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in code)
    land = forms.get(code[:2]) or forms.get(form)
    lands = {each.country for each in gazetteer.towns(town.strip(" ,"))}
    return land if land and (not lands or land in lands) else None


def _is_french(town: str) -> bool:
    return any(each.country == "FR" for each in gazetteer.towns(town))


def _without_way(part: str) -> str:
    """Return a part without the way of working beside its place, where the rest is one."""
    found = _ways().fullmatch(part)
    place = strip_surroundings((found["behind"] or found["before"]).strip()) if found else ""
    return place if place and (is_listed(place) or territories_of(place)) else part


@cache
def _ways() -> re.Pattern[str]:
    """Return a pattern of a way of working before or behind a place, without a mark or with one:
    "Remote US", "Hybrid- Leeds", "Texas Remote"."""
    ways = any_of(phrases_in(load("places")["ways"]))
    return re.compile(
        rf"(?:{ways})[\s:–-]+(?P<behind>\S.*)|(?P<before>.*\S)[\s:–-]+(?:{ways})", re.IGNORECASE
    )


def _split_hyphens(name: str, land: str | None = None) -> list[str]:
    """Split names joined by bare hyphens, the country or its code first, or the country last:
    "Belgium-Mons", "US-VA-Norfolk"."""
    if "-" not in name or is_listed(name):
        return [name]
    if name.count("-") <= _MOST_HYPHENS and (match := _CODE_FIRST.fullmatch(name)):
        code, rest = match.groups()
        if named := territories_of(code):
            return [code, *_split_hyphens(rest, land or named[0].country)]
    pieces = name.split("-")[:_MOST_HYPHENS]
    for cut in range(len(pieces) - 1, 0, -1):
        head, tail = "-".join(pieces[:cut]).strip(), "-".join(pieces[cut:]).strip()
        if country := gazetteer.country(head):
            return [head, *_split_hyphens(tail, country)]
        if tail[:1].isupper() and (known_town(head) or (land and listed_in(head, land))):
            is_side = key(tail) in word_list("around")  # "Oslo-Nord" is in no Nord of France
            return [head] if is_side else [head, *_split_hyphens(tail, land)]
    head, _, tail = name.rpartition("-")
    return [head, tail] if gazetteer.country(tail) else [name]


def county(name: str) -> str:
    """Return the name of a county without the word for it, where it is a region ("Co. Clare"); any
    other name as it is."""
    bare = county_word().sub("", name)
    return bare if bare != name and gazetteer.regions(bare) and not is_listed(name) else name


@cache
def county_word() -> re.Pattern[str]:
    """Return a pattern of a word for a county or province in front of its name: "Co. Clare", "jud.
    Cluj"."""
    words = any_of(phrases_in(load("places")["county_words"]))
    return re.compile(rf"^(?i:{words}) (?=[^\W\d_])")


def _is_building(name: str) -> bool:
    """Return whether a name that no list knows begins with an article, as one of a building does:
    "The Forum"."""
    article, blank, _ = name.partition(" ")
    is_article = article[:1].isupper() and article.lower() in word_list("articles")
    return bool(blank) and is_article and not is_listed(name)


def _split_run(name: str) -> list[str]:
    """Split a run of names without a mark between them: "Paris France", "Ghent East Flanders", "HQ
    Mons"."""
    parts = name.split()
    if "-" in name and (town := strip_surroundings(name)) != name and is_listed_town(town):
        return [town]  # "Kendal-Centre"
    if is_listed(name) or not 1 < len(parts) <= _MOST_WORDS_OF_RUN:
        return [name]
    for cut in range(len(parts) - 1, 0, -1):
        head, tail = " ".join(parts[:cut]), strip_surroundings(" ".join(parts[cut:]))
        if any(town_in(head, t) for t in territories_of(tail)):
            return [head, tail]
        inner = _split_run(head) if territories_of(tail) else []
        if len(inner) == 2 and _lie_in_one_another(inner[0], inner[1], tail):
            return [*inner, tail]  # "Tampa Florida United States"
        is_known = known_town(head) or (len(tail) == 1 and gazetteer.towns(head))  # "Esbjerg N"
        if is_known and all(map(_is_around, parts[cut:])):
            return [head]
        around = (key(word) in word_list("around") for word in parts[cut:])
        if is_listed_town(head) and all(around):  # "Kendal city centre"
            return [head]
        if (land := gazetteer.country(head)) and any(
            t.country == land for t in gazetteer.towns(tail)
        ):
            return [head, tail]
        if is_listed_town(tail) and _is_site(parts[:cut]):
            return ["", tail]
        if _is_site_in(parts[:cut]) and (gazetteer.towns(tail) or can_be_town(tail)):
            return ["", tail]  # "Site de production de Vichy"
        if is_listed_town(head) and all(key(word) in _sites() for word in parts[cut:]):
            return [head, ""]
        if tail in load("places")["states"]["unmistakable"] and can_be_town(head):
            return [head, tail]
        if is_code(head) and (land := gazetteer.country(tail)) and region_in(head, land):
            return [head, tail]  # "CA United States"
    return [name]


def _is_around(word: str) -> bool:
    """Return whether a word is a district's number or letter ("Praha 1", "København Ø"), or one
    like "Area"."""
    return bool(_district().fullmatch(word)) or key(word) in word_list("around")


@cache
def _district() -> re.Pattern[str]:
    ordinals = any_of(phrases_in(load("places")["district_ordinals"]))
    return re.compile(rf"\d{{1,2}}(?:{ordinals})?|[A-ZÆØÅ]{{1,2}}")


def _is_site(words: list[str]) -> bool:
    """Return whether words before a town are those of a site, or end in one as a name does: "Mill
    Road Site" before Leeds."""
    if not all(word[:1].isupper() for word in words):
        return all(key(word) in _sites() for word in words)
    return key(words[-1]) in _sites()


def _is_site_in(words: list[str]) -> bool:
    """Return whether words before a town begin with one for a site and end in one for "in"."""
    return len(words) > 1 and key(words[0]) in _sites() and key(words[-1]) in word_list("in_town")


@cache
def _sites() -> frozenset[str]:
    """Return the words for a site, without accents: "Büro Graz"."""
    return frozenset(map(key, word_list("sites")))


def _lie_in_one_another(town: str, region: str, land: str) -> bool:
    """Return whether a town lies in a region, and that in a country."""
    lands = {t.country for t in territories_of(land) if t.region is None}
    return any(t.region and t.country in lands and town_in(town, t) for t in territories_of(region))
