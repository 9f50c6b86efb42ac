"""Say the country of a town by what speaks for it on the page: the table of evidence.

A town that the gazetteer has in one country, or in several, needs one more kind of evidence for
that country; a small one with a greater namesake abroad needs two, and so does a town that it does
not have. Two kinds agree where one of them allows no other country, and no third one allows another
alone. The words and codes are
`data/country_hints.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from crawlers.extract.places import gazetteer
from crawlers.extract.places.names import word_list
from crawlers.text.patterns import DIGIT, UPPER, any_of
from crawlers.text.word_lists import load, phrases_in

_HOST = re.compile(r"(?:@|www\.)[\w.-]+?\.([a-z]{2})(?![\w.-]*\w)")
"""The ending of a mail or web address in a text."""
_TELEPHONE = re.compile(r"(?<![\d+])(?:\+|00(?=[1-9]))(\d[\d ()./-]{6,})")
_LONGEST_PREFIX = 3
_POSTCODE = re.compile(
    r"(?<![\w-])(?:(?P<GB>[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})|(?P<CA>[A-Z]\d[A-Z] \d[A-Z]\d)"
    r"|(?P<IE>[A-Z]\d[\dW] ?(?=\d*[A-Z])[A-Z\d]{4})|(?P<NL>\d{4} [A-Z]{2}(?= +[A-Z]))"
    rf"|(?P<PL>\d{{2}}-\d{{3}})(?= [{UPPER}])|(?P<PT>\d{{4}}-\d{{3}})(?= [{UPPER}])"
    rf"|(?P<letters>[A-Z]{{1,2}})-\d{{4,5}}(?= [{UPPER}]))(?!\w)"
)
_NO_LETTER = re.compile(r"[\W_]+")
_LEAST_KINDS = 2
"""Kinds of evidence that tell the country of a town in no list."""


class Evidence(NamedTuple):
    """One kind of evidence and the countries (ISO 3166-1 alpha-2) that it allows."""

    kind: str
    lands: frozenset[str]


def agreed_land(evidence: Sequence[Evidence]) -> str:
    """Return the one country that two kinds of evidence allow and one of them alone; "" where
    there is none, or another kind allows one other alone."""
    alone = {land for _, lands in evidence if len(lands) == 1 for land in lands}
    if len(alone) != 1:
        return ""
    land = alone.pop()
    return land if sum(land in lands for _, lands in evidence) >= _LEAST_KINDS else ""


def likely_lands(evidence: Sequence[Evidence]) -> frozenset[str]:
    """Return the countries in which a page may name its towns: the one that evidence allows alone,
    else those that all kinds allow; none where they differ."""
    alone = {land for _, lands in evidence if len(lands) == 1 for land in lands}
    if alone:
        return frozenset(alone) if len(alone) == 1 else frozenset()
    sets = [lands for _, lands in evidence if lands]
    return frozenset.intersection(*sets) if sets else frozenset()


def land_of_small_town(name: str, evidence: Sequence[Evidence]) -> str:
    """Return the one likely country of a page that has a town of that name, great or small; ""
    where there is none, or several."""
    found = [land for land in likely_lands(evidence) if has_town(name, land)]
    return found[0] if len(found) == 1 else ""


def has_town(name: str, land: str) -> bool:
    """Return whether a country has a town of that name, great or small; of a small one the name is
    no everyday word."""
    if any(town.country == land for town in gazetteer.towns(name)):
        return True
    is_word = gazetteer.key(name) in word_list("words_like_small_towns")
    return not is_word and gazetteer.is_small_town(name, land)


# --- What a text tells of its country -------------------------------------------------------------


def land_of_host(host: str) -> str:
    """Return the country of the ending of a host; "" for an ending that is sold to everyone."""
    ending = host.rpartition(".")[2]
    if len(ending) != 2 or ending in _loose():
        return ""
    return load("country_hints")["domains"].get(ending) or (
        gazetteer.country_of_code(ending.upper()) or ""
    )


def lands_of_domains(address: str, texts: Iterable[str]) -> frozenset[str]:
    """Return the country of the host of a page, else those of the mail and web addresses that it
    prints."""
    if land := land_of_host(urlsplit(address).hostname or ""):
        return frozenset((land,))
    endings = {
        m[1] for text in texts if "@" in text or "www." in text for m in _HOST.finditer(text)
    }
    return frozenset(filter(None, map(land_of_host, endings)))


def lands_of_telephones(texts: Iterable[str]) -> frozenset[str]:
    """Return the countries of the international telephone numbers in some texts."""
    known: dict[str, str] = load("country_hints")["telephone"]
    numbers = (
        _NO_LETTER.sub("", match[1])
        for text in texts
        if "+" in text or "00" in text
        for match in _TELEPHONE.finditer(text)
    )
    prefixes = (
        next((number[:n] for n in range(_LONGEST_PREFIX, 1, -1) if number[:n] in known), "")
        for number in numbers
    )
    return frozenset(known[prefix] for prefix in prefixes if prefix)


def lands_of_legal_forms(names: Iterable[str]) -> frozenset[str]:
    """Return the countries that have the legal form of all names that end in one."""
    forms: dict[str, list[str]] = load("country_hints")["legal_forms"]
    found = []
    for name in names:
        words = name.casefold().replace(".", "").split()
        ends = ("".join(words[-n:]) for n in (3, 2, 1))
        form = next((end for end in ends if end in forms), None) if len(words) > 1 else None
        if form:
            found.append(frozenset(forms[form]))
    return frozenset.intersection(*found) if found else frozenset()


def lands_of_money(printed: Iterable[str]) -> frozenset[str]:
    """Return the countries that use the signs of money in pay as printed, each sign in one country
    alone."""
    text = " ".join(printed)
    signs: dict[str, str] = load("country_hints")["currencies"]
    return frozenset(land for sign, land in signs.items() if sign in text)


def lands_of_language(language: str | None, printed: Iterable[str] = ()) -> frozenset[str]:
    """Return the countries in which a language is usual; beside pay in euros, as printed, those of
    them that pay in it."""
    data = load("country_hints")
    spoken = frozenset(data["languages"].get(language or "", ()))
    in_euros = any(sign in text for text in printed for sign in data["euro"]["signs"])
    return spoken.intersection(data["euro"]["countries"]) or spoken if in_euros else spoken


def lands_of_terms(texts: Iterable[str]) -> frozenset[str]:
    """Return the countries of which some texts name a law or a scheme: "plus superannuation"."""
    text = " | ".join(texts)
    return frozenset(land for land, term in _terms() if text and term.search(text))


@cache
def _terms() -> list[tuple[str, re.Pattern[str]]]:
    terms: dict[str, dict[str, list[str]]] = load("country_hints")["local_terms"]
    return [
        (land, re.compile(rf"(?i)(?<!\w)(?:{any_of(phrases_in(words))})(?!\w)"))
        for land, words in terms.items()
    ]


def lands_of_postcodes(texts: Iterable[str]) -> frozenset[str]:
    """Return the countries of postcodes that one country alone writes so: "LA9 7RG", "CH-3400"."""
    letters: dict[str, str] = load("places")["post_letters"]
    found = (
        letters.get(match["letters"], "") if match["letters"] else str(match.lastgroup)
        for text in texts
        if DIGIT.search(text)
        for match in _POSTCODE.finditer(text)
    )
    return frozenset(filter(None, found))


@cache
def _loose() -> frozenset[str]:
    return frozenset(load("country_hints")["loose_domains"])
