"""The word lists: each list of words is of one language, and what YAML reads is words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale

from crawlers.text.word_lists import DATA, load

NAMES = frozenset(
    {"addresses", "career_pages", "gazetteer", "internal_members", "platforms", "small_towns"}
)
"""Files of data/ that hold no words of a language, but names: of hosts, members and places."""
FILES = sorted(path.stem for path in DATA.glob("*.yaml") if path.stem not in NAMES)
ANYWHERE = frozenset({"cues", "skip"})
"""Lists of any file that hold no words: paths in the file, kinds of sections."""
NO_WORDS = {
    "certifications.names": "names, the same in all languages",
    "country_hints.dollars_and_code": "codes",
    "country_hints.euro": "codes and signs",
    "country_hints.legal_forms": "codes",
    "country_hints.loose_domains": "parts of hosts",
    "clearance.levels": "patterns of printed levels",
    "grades.letter_codes": "codes",
    "grades.letters": "codes",
    "grades.unmistakable": "codes",
    "header.pins": "signs",
    "page_regions.captchas": "names in markup",
    "page_regions.classes": "names in markup",
    "languages.capitals": "codes",
    "languages.codes": "codes",
    "languages.locales": "codes",
    "money.codes": "codes",
    "money.codes_that_are_words": "codes",
    "money.currencies_of_lakh": "codes",
    "money.shared": "codes",
    "organizations.stock_exchanges": "codes",
    "organizations.platform_hosts": "parts of hosts",
    "page_kinds.other_types": "types of schema.org",
    "page_kinds.inflected": "codes of languages",
    "places.cases_beside_their_country": "endings",
    "places.city_states": "codes",
    "places.countries_of_cases_alone": "codes",
    "places.doubtful_codes": "codes",
    "places.english": "codes",
    "places.languages": "codes",
    "places.regional": "codes",
    "places.regions": "names of places",
    "places.scripts": "names of places, by their letters",
    "places.seats": "names of places",
    "places.without_small_towns": "codes",
    "places.states": "codes and names of places",
    "standard_text.employers": "names",
    "titles.acronyms": "codes",
}
"""Lists that hold no words of a language, by path, and what they hold."""
LANGUAGES = frozenset(code for code in Locale("en").languages if len(code) == 2) | {"any"}
"""ISO 639-1 codes, as CLDR has them; `any` is for what belongs to no language."""


def lists_in(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Yield each list of a word list with the keys above it."""
    if isinstance(node, dict):
        for key, part in node.items():
            yield from lists_in(part, (*path, key))
    elif isinstance(node, list):
        yield path, node


def faults(node: Any, name: str) -> list[str]:
    """Return what is wrong with the lists of a file: no language above it, a value that is no text
    (a bare `no` is a truth value in YAML), a word that stands twice."""
    found = []
    for path, words in lists_in(node, (name,)):
        where = ".".join(map(str, path))
        texts = [word for word in words if isinstance(word, str)]
        is_exempt = ".".join(map(str, path[:2])) in NO_WORDS or path[-1] in ANYWHERE
        if texts and not (is_exempt or LANGUAGES.intersection(map(str, path[1:]))):
            found.append(f"{where}: no language")
        if texts and len(texts) < len(words):
            found.append(f"{where}: not text")
        found += [f"{where}: {word} twice" for word in set(texts) if texts.count(word) > 1]
    return found


@pytest.mark.parametrize("name", FILES)
def test_each_list_of_words_is_of_one_language(name: str) -> None:
    assert faults(load(name), name) == []


def test_what_is_said_to_hold_no_words_is_there() -> None:
    assert all(load(name)[part] for name, part in (path.split(".") for path in NO_WORDS))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"at": {"en": ["At"], "any": ["@"]}}, []),
        ({"at": ["At", "Bei"]}, ["x.at: no language"]),
        ({"at": {"en": ["At", "At"]}}, ["x.at.en: At twice"]),
        ({"at": {"pt": ["em", False]}}, ["x.at.pt: not text"]),
        ({False: ["på"]}, ["x.False: no language"]),
        ({"numbers": [1, 2]}, []),
    ],
)
def test_a_list_that_is_not_of_one_language_is_found(data: Any, expected: list[str]) -> None:
    assert faults(data, "x") == expected
