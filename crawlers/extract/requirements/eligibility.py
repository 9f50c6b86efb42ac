"""Read who may apply, by nationality. "We welcome applications from all member nations" limits no
one, and is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from crawlers.extract.sentences.by_topic import Phrases, Prepared, Sentence, any_of, prepare, shared
from crawlers.posting.parts.requirements import Eligibility
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged, phrases_in

Group = Literal["nato-members", "eu-members", "un-members", "osce-members"]
_NEAR = 80
"""How far a group may stand from "nationals", in characters."""
_MAX_NAME = 60
"""Characters of the name of a country."""


def read_eligibility(sections: Sequence[Section] | Prepared) -> Eligibility | None:
    """Return who may apply: of the first sentence that limits it, one that says to which countries
    before one that does not."""
    found = [
        row for sentence in prepare(sections).about("eligibility") if (row := _limit(sentence))
    ]
    return next(
        (row for row in found if row.group or row.nationalities), found[0] if found else None
    )


def eligibility_of_label(value: str) -> Eligibility | None:
    """Return the value of a label for nationality: "NATO member nations only", "Belgium, France".
    None where it names none."""
    words, sentence = _grammar(), Sentence.of_label(value)
    if words.open_to_all.search(sentence):
        return None
    bare = [
        group
        for group, names in load_merged("eligibility")["label_groups"].items()
        if sentence.low.strip(" .") in names
    ]
    groups = bare or _groups(sentence.low)
    countries = _listed(sentence.text) or _demonyms(sentence.low) or _bare_demonyms(sentence.low)
    return _row(sentence, groups, countries) if groups or countries else None


def _limit(sentence: Sentence) -> Eligibility | None:
    """Return the limit to nationalities that a sentence states, if any."""
    words, low = _grammar(), sentence.low
    found = words.national.search(sentence)
    if not found or not words.limits.search(sentence) or words.open_to_all.search(sentence):
        return None
    near = low[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    groups, countries = _groups(near), _after(sentence) or _demonyms(near)
    if not groups and not countries and not words.national_of.search(near):
        return None
    return _row(sentence, groups, countries)


def _row(sentence: Sentence, groups: list[Group], countries: list[str]) -> Eligibility:
    """Return a row. A group and a country beside it, or two groups, are more than it can say: then
    only the words are given."""
    plain_group = (
        groups[0]
        if len(groups) == 1 and not countries and not _grammar().wider.search(sentence)
        else None
    )
    return Eligibility(
        nationalities=[] if groups else countries, group=plain_group, raw=sentence.raw
    )


def _groups(low: str) -> list[Group]:
    words = _grammar()
    return list(
        dict.fromkeys(words.group_of[found[0]] for found in words.groups.pattern.finditer(low))
    )


def _demonyms(low: str) -> list[str]:
    """Return the countries whose adjectives stand beside "nationality" or "citizen"."""
    words = _grammar()
    return list(
        dict.fromkeys(
            words.country_of[next(filter(None, found.groups()))]
            for found in words.demonym.finditer(low)
        )
    )


def _bare_demonyms(low: str) -> list[str]:
    codes = [_grammar().country_of.get(part.strip(" .")) for part in _grammar().listed.split(low)]
    return list(dict.fromkeys(code for code in codes if code)) if all(codes) else []


def _after(sentence: Sentence) -> list[str]:
    """Return the countries listed behind "nationals of"."""
    found = _grammar().national_of.search(sentence.low)
    return (
        _listed(re.split(r"[.;]", sentence.text[found.end() : found.end() + 2000])[0])
        if found
        else []
    )


def _listed(text: str) -> list[str]:
    """Return the codes of a list of countries; none unless every part of it is the name of one."""
    codes = list(_codes(text))
    return list(dict.fromkeys(code for code in codes if code)) if codes and all(codes) else []


def _codes(text: str) -> Iterator[str | None]:
    """Yield the code of each part of a list of countries; None for a part that is none."""
    from crawlers.extract.places.gazetteer import country

    words = _grammar()
    start = words.list_lead.match(text.lower())
    names = text[start.end() if start and len(text) == len(text.lower()) else 0 :]
    for part in words.listed.split(names.strip(" ()")):
        if name := words.around.sub("", part.strip(" ()")):
            is_name = len(name) <= _MAX_NAME and name[:1].isupper()
            yield country(name) if is_name else None


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/eligibility.yaml.

    group_of, country_of: by folded name. demonym: a country's adjective beside a word for
    nationality, on either side. listed: what parts the names in a list. around: words around the
    name of a country that are not of it.
    """

    group_of: Mapping[str, Group]
    country_of: Mapping[str, str]
    groups: Phrases
    demonym: re.Pattern[str]
    national: Phrases
    national_of: re.Pattern[str]
    limits: Phrases
    open_to_all: Phrases
    wider: Phrases
    list_lead: re.Pattern[str]
    listed: re.Pattern[str]
    around: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = load_merged("eligibility")
    group_of = {phrase: group for group in get_args(Group) for phrase in data["groups"][group]}
    country_of = {name: code for code, names in data["demonyms"].items() for name in names}
    national, demonym = any_of(data["national"]), any_of(country_of)
    links, before, behind = (
        "|".join(map(re.escape, phrases))
        for phrases in (
            [*shared("and"), *shared("or")],
            phrases_in(data["before_country"]),
            phrases_in(data["behind_country"]),
        )
    )
    return _Grammar(
        group_of=group_of,
        country_of=country_of,
        groups=Phrases(group_of),
        demonym=re.compile(rf"(?<![\w-])(?:({demonym}) {national}|{national} ({demonym}))(?!\w)"),
        national=Phrases(data["national"]),
        national_of=re.compile(rf"(?<!\w){national} {any_of(data['of'])} "),
        limits=Phrases(data["limits"]),
        open_to_all=Phrases(data["open"]),
        wider=Phrases(data["wider"]),
        list_lead=re.compile(rf"(?:\s*{any_of(data['list_lead'])}(?!\w))*\s*:?\s*"),
        listed=re.compile(rf"\s*(?:[,;/]|\b(?:{links})\b)\s*", re.IGNORECASE),
        around=re.compile(rf"^(?i:{before})\s+|\s+(?:{behind})$"),
    )
