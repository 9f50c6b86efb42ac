"""Find the town that an address on the page and the text of the posting agree on.

The address alone is the seat of the employer, not the place of work; "in Oberwick" alone may be any
name. Together they are a town, also one that no list knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from crawlers.extract.places import gazetteer
from crawlers.extract.places.names import (
    can_be_town,
    is_everyday_word,
    is_listed,
    word_list,
)
from crawlers.posting.parts.places import Location
from crawlers.text.patterns import DIGIT, UPPER, any_of
from crawlers.text.word_lists import load, load_merged, phrases_in

MAX_ADDRESS = 400
"""Characters of a line with an address; a longer one is text."""
_MAX_NAME = 40
_REACH = 80
"""Characters before a town in which a word says that the place is there."""
_MARK_BEFORE, _MARK_BEHIND = re.compile(r"[|·•] $"), re.compile(r"\s+[|·•](?:\s|$)")
_STEM = 4
"""First letters that a town keeps in any case."""
_ENDING = 2
"""Last letters of a town that another case may have instead."""
_LINES_OF_ADDRESS = 3
"""Lines between a name and its town: a department, a street."""
_LEAST_IN_CASE = 5
"""Letters of a town that is looked for with the ending of a case."""
_PARTS = re.compile(r"\s+[|·•–—-]\s+|\s*[,;|]\s+")
"""Marks between the parts of a line."""
_MAY_BE_CODE = re.compile(r"\d{4}|\d-\d{3}|\d{3} \d\d|\d[A-Z]|[A-Z]{2}$|, [^\W\d]{2,12}\.? [A-Z]")
"""What a line has that has a postcode, or ends with a state or county: a cheap check first."""
_NAME = rf"[{UPPER}][^\W\d_]*(?:['’.-][^\W\d_]+)*"


def agreed_town(addresses: Iterable[str], texts: Iterable[str]) -> Location | None:
    """Return the one town of the addresses, or of a list of offices, that the texts name as a
    place; None where they name none of them, or several.

    addresses: lines of the page. texts: lines of the posting, in which the same address may
    stand."""
    towns: dict[str, Location] = {}
    for line in addresses:
        if len(line) > MAX_ADDRESS:
            continue
        found = list(towns_of_address(line)) if DIGIT.search(line) else []
        if ":" in line:
            found += _offices_of(line)
        for town in found:
            towns.setdefault(gazetteer.key(town.city or ""), town)
    if not towns:
        return None
    lines = list(texts)
    named = [town for town in towns.values() if is_named(town.city or "", lines)]
    return named[0] if len(named) == 1 else None


def town_of_name(name: str, lines: Sequence[str]) -> Location | None:
    """Return the town that an employer's name ends in, also in a case ("Urząd Miejski w Nowym
    Tomyślu"), where the lines print its address there behind its name or below it, and no address
    elsewhere: "Stadtwerk Oberwick, Am Wall 3, 24991 Oberwick"; None otherwise."""
    towns: dict[str, Location] = {}
    is_behind_name = False
    for at, line in enumerate(lines):
        if len(line) > MAX_ADDRESS or not DIGIT.search(line):
            continue
        found = list(towns_of_address(line))
        above = lines[max(0, at - _LINES_OF_ADDRESS) : at + 1]
        is_behind_name |= bool(found) and any(each.startswith(name) for each in above)
        for town in found:
            towns.setdefault(gazetteer.key(town.city or ""), town)
    if len(towns) != 1 or not is_behind_name:
        return None
    folded, town = next(iter(towns.items()))
    return town if _ends_in_town(gazetteer.key(name).split(), folded.split()) else None


def in_nominative(name: str, lines: Iterable[str]) -> str:
    """Return the town of an address in the lines that a name ends in in another case: "Nowy Tomyśl"
    of "Urząd Miejski w Nowym Tomyślu"; "" where there is none."""
    words = gazetteer.key(name).split()
    may_be = (line for line in lines if len(line) <= MAX_ADDRESS and DIGIT.search(line))
    towns = (town.city or "" for line in may_be for town in towns_of_address(line))
    return next((town for town in towns if _ends_in_town(words, gazetteer.key(town).split())), "")


def _ends_in_town(name: Sequence[str], town: Sequence[str]) -> bool:
    """Return whether the words of a name end in those of a town, each as it is or with another
    ending: "nowym tomyslu" and "nowy tomysl"."""
    last = name[-len(town) :]
    return len(name) > len(town) and all(
        word == own or word.startswith(own[: max(_STEM - 1, len(own) - _ENDING)])
        for word, own in zip(last, town, strict=True)
    )


def _offices_of(line: str) -> Iterator[Location]:
    """Yield the towns that a line, or its end, lists as offices: "Branches: Oberwick, Kendal"."""
    listed = _lists_of_offices().search(line)
    for name in _PARTS.split(listed["names"].strip()) if listed else ():
        if _can_be(name):
            yield Location(raw=name, city=name)


@cache
def _lists_of_offices() -> re.Pattern[str]:
    labels = any_of(phrases_in(load("places")["lists_of_offices"]))
    return re.compile(rf"(?i)(?:^|[|·] ?)(?:{labels}): ?(?P<names>\S.*)$")


def _can_be(name: str) -> bool:
    """Return whether a name can be a town's, and is no everyday word."""
    name = name.strip()
    return can_be_town(name) and not gazetteer.country(name) and not is_everyday_word(name)


def towns_of_address(line: str) -> Iterator[Location]:
    """Yield the towns of the addresses in a line, behind their postcode or before it, with the
    country that the line names."""
    line = line.replace("\n", ", ")
    if found := list(_towns_at_codes(line)) if _MAY_BE_CODE.search(line) else []:
        parts = (part.strip(" .") for part in _PARTS.split(line))
        lands = {land for part in parts if (land := gazetteer.country(part))}
        land = lands.pop() if len(lands) == 1 else None
        for town in found:
            yield town if town.country else town.model_copy(update={"country": land})


def _towns_at_codes(line: str) -> Iterator[Location]:
    """Yield the towns behind a postcode, and those before a postcode or a state."""
    for match in _behind_code().finditer(line):
        lands = load("places")["post_letters"]
        yield from _town(match["town"], country=lands.get(match["land"] or ""))
    for match in _before_code().finditer(line):
        name = match["town"]
        if match["plain"]:
            yield from _town(name) if gazetteer.towns(name) else ()
        elif match["pin"]:
            is_indian = any(town.country == "IN" for town in gazetteer.towns(name))
            yield from _town(name, country="IN") if is_indian else ()
        elif match["region"]:
            named = [r for r in gazetteer.regions(match["region"]) if r.country == "US"]
            yield from _town(name, named[0].name, "US", is_coded=True) if named else ()
        elif match["county"]:
            counties = gazetteer.regions(match["county"])
            known = (counties[0].name, counties[0].country) if len(counties) == 1 else None
            yield from _town(name, *known) if known and match.start() else ()
        elif match["state"]:
            states = {(s.name, s.country) for s in gazetteer.regions_of_code(match["state"])}
            where = states.pop() if len(states) == 1 else (None, None)
            yield from _town(name, *where)
        else:
            if _is_british_county(name):  # "Lower Wick, Kent CT2 1AA"
                name = _PARTS.split(line[: match.start()].rstrip(" ,"))[-1]
            yield from _town(name, country="GB")


def _is_british_county(name: str) -> bool:
    lands = {town.country for town in gazetteer.towns(name)}
    return "GB" not in lands and any(r.country == "GB" for r in gazetteer.regions(name))


def _town(
    name: str, region: str | None = None, country: str | None = None, *, is_coded: bool = False
) -> Iterator[Location]:
    """Yield a town, unless its name is a region's or, without the code of its state, an everyday
    word."""
    name = name.strip(" ,.")
    is_region = bool(gazetteer.regions(name) or gazetteer.country(name))
    fits = len(name) <= _MAX_NAME and (is_listed(name) or can_be_town(name))
    is_word = is_everyday_word(name) and not is_coded
    if fits and (gazetteer.towns(name) or not is_region) and not is_word:
        yield Location(raw=name, city=name, region=region, country=country)


def may_be_named(town: str, text: str) -> bool:
    """Return whether a text has the letters of a town's name: a cheap check before `is_named`."""
    return town[:_STEM] in text or town.partition(" ")[0] in text


def is_named(town: str, lines: Iterable[str]) -> bool:
    """Return whether a line names a town behind a word like "in", beside one for a site, in
    brackets, or as a part of its own: "Oberwick · 30 hours"."""
    first = town.partition(" ")[0]
    for line in lines:
        if town[:_STEM] in line and _is_in_case(town, line):
            return True
        if first in line and (_is_said(town, line) or _is_cut_short(first, line)):
            return True
    return False


def is_near_another(town: str, lines: Iterable[str]) -> bool:
    """Return whether a line has the name of another place before a town that this is near: "in
    Lower Wick, near Oberwick"."""
    return any(
        _behind_name().search(line[max(0, match.start() - _REACH) : match.start()])
        for line in lines
        for match in re.finditer(rf"(?<!\w){re.escape(town)}(?!\w)", line)
    )


def is_within(town: str, lines: Iterable[str]) -> bool:
    """Return whether a line has a town behind "in", or in a case that says so; "at Oberwick" may be
    said of an employer."""
    within = re.compile(rf"(?<!\w)(?:{any_of(word_list('within_town'))})\s+{re.escape(town)}(?!\w)")
    return any(
        town[:_STEM] in line and (within.search(line) or _is_in_case(town, line)) for line in lines
    )


def _is_said(town: str, line: str) -> bool:
    for match in re.finditer(rf"(?<!\w){re.escape(town)}(?!\w)", line):
        head, tail = line[max(0, match.start() - _REACH) : match.start()], line[match.end() :]
        if (head.endswith("(") and tail[:1] in (",", ")")) or _is_part(head, tail):
            return True
        if _behind_name().search(head):
            continue
        if _behind_before().search(head) or _behind_site().search(head):
            return True
        if _before_site().match(tail):
            return True
    return False


def _is_part(head: str, tail: str) -> bool:
    """Return whether what stands around a town parts it from the rest of its line."""
    is_first = not head and tail and _MARK_BEHIND.match(tail)
    is_within = _MARK_BEFORE.search(head) and (not tail or _MARK_BEHIND.match(tail))
    return bool(is_first or is_within)


def _is_cut_short(first: str, line: str) -> bool:
    """Return whether a line names the first word of a town and cuts the others: "in Frankfurt a.
    M."."""
    found = re.finditer(rf"(?<!\w){re.escape(first)}(?= [a-z]{{1,2}}\. ?[A-Z])", line)
    heads = (line[max(0, match.start() - _REACH) : match.start()] for match in found)
    return any(_behind_before().search(head) for head in heads)


@cache
def _behind_before() -> re.Pattern[str]:
    """Return a pattern of what stands before a town: "in", "at Mill House, "."""
    return re.compile(rf"(?<!\w)(?:{_before()})\s+(?:{_run()}, )?$")


@cache
def _behind_name() -> re.Pattern[str]:
    """Return a pattern of the place that lies near a town: "in Lower Wick, near "."""
    before = any_of(phrases_in(load("header")["before_place"]))
    near = any_of(word_list("near_town"))
    return re.compile(rf"(?<!\w)(?:{before})\s+{_run()},? \(?(?:{near})\s+$")


@cache
def _behind_site() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{_sites_before()}) $")


@cache
def _before_site() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[a-z]+\s+)?(?:{_sites()})(?!\w)")


def _is_in_case(town: str, line: str) -> bool:
    """Return whether a line has a town in a case that says where: "Haemme Kajaaniin lehtoria",
    "v Jihlavě"."""
    if len(town) < _LEAST_IN_CASE or " " in town:
        return False
    if re.search(rf"(?<!\w){re.escape(town)}(?:{_endings()})(?!\w)", line):
        return True
    stem = re.escape(town[:_STEM])
    words = re.findall(rf"(?<!\w){stem}\w{{0,{len(town)}}}", line)
    return any(word != town and _is_case_of(town.casefold(), word.casefold()) for word in words)


def _is_case_of(town: str, word: str) -> bool:
    """Return whether a word is a town in a case, both in small letters: "jihlavě" of "jihlava"."""
    return any(
        word.endswith(ending) and word[: -len(ending)] + nominative == town
        for endings in load("places")["cases"].values()
        for ending, nominative in endings.items()
    )


@cache
def _endings() -> str:
    return any_of(phrases_in(load("places")["locative_endings"]))


@cache
def _before() -> str:
    """Return a pattern of the words before a town ("in", "à", "im Zentrum von", "City of")."""
    words = {
        *phrases_in(load("header")["before_place"]),
        *phrases_in(load("places")["in_town"]),
        *phrases_in(load("organizations")["municipalities"]),
        *word_list("town_centre"),
        *word_list("near_town"),
    }
    return any_of(words)


@cache
def _sites() -> str:
    return any_of(load_merged("workplaces")["office"])


@cache
def _sites_before() -> str:
    """Return a pattern of a site whose town stands right behind it: "Werkstatt Oberwick"."""
    words = {*word_list("sites")} - word_list("small_words_of_sites")
    return any_of(words)


@cache
def _run() -> str:
    """Return a pattern of a town's name: capitalised words, with small ones between."""
    small = any_of(phrases_in(load("places")["particles"]))
    return rf"{_NAME}(?:[ -](?:(?:{small})[ -])?{_NAME}){{0,3}}"


@cache
def _behind_code() -> re.Pattern[str]:
    """Return a pattern of a postcode and its town; four digits that are a year are none."""
    return re.compile(
        r"(?<![\w./,+-])(?:(?P<land>[A-Z]{1,2})-)?"
        r"(?:\d{5}|(?!19\d\d|20\d\d)\d{4}(?: ?[A-Z]{2}(?= ))?|\d{2}-\d{3}|\d{3} \d{2}|\d{4}-\d{3})"
        rf"\s+(?P<town>{_run()})"
    )


@cache
def _before_code() -> re.Pattern[str]:
    """Return a pattern of a town with the state and postcode, or the British postcode, behind it;
    also of one with the state's name ("Lower Wick, Oregon 97001"), with the state alone, behind a
    comma ("P.O. Box 4, Lower Wick, AR"), with the word for a county and its name ("2 Mill Lane,
    Oberwick, Co. Mayo"), with an Indian postcode ("Bhopal - 462 000"), or with four digits alone,
    as in New Zealand and South Africa: "2 Mill Lane, Dunedin 9016"."""
    counties = any_of(phrases_in(load("places")["county_words"]))
    return re.compile(
        rf"(?:^|(?<=[,;·•|]\s)|(?<=[,;]))(?P<town>{_run()})"
        r"(?:,? (?P<state>[A-Z]{2,3})(?:$|,? (?:\d{5}(?:-\d{4})?|\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d))"
        rf"|, (?P<region>{_run()}),? \d{{5}}(?:-\d{{4}})?"
        rf"|, (?i:{counties}) (?P<county>{_run()})(?!,? (?:[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}))"
        r"|(?P<pin>,? ?[–-]? ?\d{3} ?\d{3}(?!\d))"
        r"|(?P<plain>,? (?!19|20)\d{4}(?=$|\.?\s|[,;.]))"
        r"|,? (?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}))(?!\w)"
    )
