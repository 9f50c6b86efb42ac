"""The words of data/page_kinds.yaml, folded, ready to be looked for."""

from __future__ import annotations

from functools import cache

from crawlers.text.phrases import PhraseSet
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold


@cache
def phrases(name: str) -> PhraseSet:
    """Return an entry of data/page_kinds.yaml, all languages together."""
    return PhraseSet(phrases_in(load("page_kinds")[name]))


@cache
def calls() -> PhraseSet:
    """Return how lines begin that call for somebody: "We're hiring"."""
    return PhraseSet(phrases_in(load("titles")["calls"]))


@cache
def apply_phrases() -> PhraseSet:
    """Return what controls to apply with say, those of data/furniture.yaml among them."""
    both = (load("page_kinds")["apply_controls"], load("furniture")["apply_lines"])
    return PhraseSet(phrase for part in both for phrase in phrases_in(part))


@cache
def languages_of_requirements() -> dict[str, tuple[str, ...]]:
    """Return the languages of each word that lines of requirements have."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in load("page_kinds")["requirement_words"].items():
        for word in map(fold, words):
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def words_of_requirements() -> frozenset[str]:
    """Return these words alone."""
    return frozenset(languages_of_requirements())


@cache
def other_types() -> frozenset[str]:
    """Return the schema.org types of pages that are about something else."""
    return frozenset(load("page_kinds")["other_types"])
