"""The word lists: each list of words is of one language, and what YAML reads is words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale

from crawlers.text.words import load

FILES = (
    "body",
    "certifications",
    "chrome",
    "function_words",
    "header",
    "heading_words",
    "headings",
    "label_words",
    "labels",
    "landmarks",
    "lead_ins",
    "offers",
    "organizations",
    "standard_text",
    "titles",
)
"""Files of data/ that are divided into languages."""
NO_WORDS = {
    "certifications.cues": "paths in the file",
    "certifications.names": "names, the same in all languages",
    "certifications.skip": "kinds of sections",
    "header.pins": "signs",
    "landmarks.classes": "names in markup",
    "offers.cues": "paths in the file",
    "offers.skip": "kinds of sections",
    "organizations.stock_exchanges": "codes",
    "organizations.vendor_hosts": "parts of hosts",
    "standard_text.employers": "names",
    "titles.acronyms": "codes",
}
"""Lists that hold no words of a language, by path, and what they hold."""
LANGUAGES = frozenset(Locale("en").languages)
"""ISO 639 codes, those of CLDR."""


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
        is_exempt = ".".join(map(str, path[:2])) in NO_WORDS
        if texts and not (is_exempt or path[-1] == "any" or path[-1] in LANGUAGES):
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
