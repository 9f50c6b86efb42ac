"""Read places that are written without blanks and commas, the larger part first: "東京都品川区".

The kinds of parts (prefecture, city, ward) stand behind their names and are data/places.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import Town
from crawlers.extract.places.names import word_list
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

_SIGNS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_MARKS = str.maketrans(
    {"（": "(", "）": ")", "、": ";", "，": ",", "／": "/", "＞": ">", "・": ";"}
)
_LANDS = {"ja": "JP", "ko": "KR", "zh": "CN"}
_SIGN = "[\u3005\u4e00-\u9fffケヶ]"
_SEAMS = re.compile(r"[\s()（）]+")
_BRACKET_LAST = re.compile(r"[(（]([^()（）]+)[)）]$")
_LEAST = 2
"""Signs of the shortest name of a town."""


def is_eastern(text: str) -> bool:
    """Return whether a text has Japanese, Chinese or Korean signs."""
    return _SIGNS.search(text) is not None


def with_plain_marks(text: str) -> str:
    """Return a text with the usual marks in place of wide ones."""
    return text.translate(_MARKS) if is_eastern(text) else text


def town_at_start(text: str) -> Town | None:
    """Return the town that a place begins with, behind its prefecture: of "東京都品川区大崎" the
    ward, of "北京市朝阳区" the city. A town in no list is one only behind its prefecture, with the
    sign for its kind ("新潟県三条市")."""
    text = text.strip()
    behind = _prefecture().match(text)
    if behind is None:
        return None if _prefecture_alone().fullmatch(text) else _longest_town(text)
    rest = text[behind.end() :]
    if town := _longest_town(rest):
        return town
    kind = behind["kind"]
    named = _unlisted_town().match(rest)
    if named and (kind or rest[named.end() :][:1] in ("", " ")):  # a word may have its sign, too
        return Town(named[0], _land_of(kind) if kind else _LANDS["ko"], "", False)
    return _longest_town(text) if kind in word_list("prefectures_that_are_towns") else None


def town_in_bracket(text: str) -> Town | None:
    """Return the town of an address in a bracket behind the name of a building, which may begin
    with another town's: "東京支社（大阪府大阪市）"."""
    match = _BRACKET_LAST.search(text) if text[-1:] in ")）" else None
    is_address = match is not None and _prefecture().match(match[1]) is not None
    return town_at_start(match[1]) if match and is_address else None


def town_behind_name(text: str) -> Town | None:
    """Return the town of an address behind the name of a building: "本社 新潟県三条市1-2"."""
    name, blank, address = text.partition(" ")
    is_address = blank and name and _prefecture().match(address)
    return town_at_start(address) if is_address else None


def town_without_prefecture(text: str) -> str:
    """Return the town that a place, or what stands in its bracket or behind a blank, begins with
    though no prefecture stands there and no list has it: "三条市1-2", "本社 (三条市)"; ""
    for none. The country is not said."""
    for part in filter(None, _SEAMS.split(text)):
        match = _town_alone().match(part)
        if match and match[0] not in word_list("no_towns_by_sign"):
            return match["town"] or match["small"]
    return ""


def land_of_writing(city: str, language: str | None) -> str | None:
    """Return the country of a town that is printed in the writing that the text's language has in
    one country alone (Japanese, Korean); None for any other."""
    land = _LANDS.get(language or "") if is_eastern(city) else None
    return None if land == _LANDS["zh"] else land


@cache
def _town_alone() -> re.Pattern[str]:
    """Return a pattern of a town with the sign for its kind, or of one behind its county, before an
    address or nothing."""
    alone = any_of(word_list("kinds_of_town_alone"))
    kinds = any_of(phrases_in(load("places")["kinds_of_town"]["ja"]))
    counties = any_of(word_list("counties_before_towns"))
    return re.compile(
        rf"(?:{_SIGN}{{1,4}}?(?:{counties}))(?P<small>{_SIGN}{{1,4}}?(?:{kinds}))"
        rf"|(?P<town>{_SIGN}{{1,4}}?(?:{alone}))(?={_SIGN}{{0,12}}[\d-]|{_SIGN}{{0,6}}$)"
    )


def _land_of(kind: str) -> str:
    """Return the country in whose language a kind of prefecture is written."""
    prefectures = load("places")["prefectures"]
    return next(_LANDS[language] for language, kinds in prefectures.items() if kind in kinds)


def _longest_town(text: str) -> Town | None:
    """Return the listed town with the longest name that a text begins with, with the sign for its
    kind or without."""
    first = text.strip().split(" ")[0]
    for size in range(len(first), _LEAST - 1, -1):
        name = first[:size]
        for spelling in (name, _kind().sub("", name)):
            towns = gazetteer.towns(spelling) if len(spelling) >= _LEAST else ()
            known = [town for town in towns if town.country in _lands()]
            if len({town.country for town in known}) == 1:
                return known[0]
    return None


@cache
def _lands() -> frozenset[str]:
    scripts = load("places")["scripts"]
    return frozenset((*scripts["signs"], *scripts["hangul"]))


@cache
def _prefecture_alone() -> re.Pattern[str]:
    """Return a pattern of a prefecture of Japan with no town behind it."""
    return re.compile(rf"\S{{2,3}}(?:{any_of(word_list('prefectures_without_town'))})")


@cache
def _prefecture() -> re.Pattern[str]:
    """Return a pattern of a prefecture before a town: with the sign for its kind, or by its short
    name and a blank ("경기 성남시")."""
    kinds = any_of(phrases_in(load("places")["prefectures"]))
    short = any_of(phrases_in(load("places")["short_prefectures"]))
    return re.compile(rf"(?:\S{{2,5}}?(?P<kind>{kinds})\s*|(?:{short})\s+)(?=\S)")


@cache
def _unlisted_town() -> re.Pattern[str]:
    kinds = any_of(phrases_in(load("places")["kinds_of_town"]))
    return re.compile(rf"[^\s\d(（]{{1,6}}?(?:{kinds})")


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(phrases_in(load('places')['kinds_of_town']))})$")
