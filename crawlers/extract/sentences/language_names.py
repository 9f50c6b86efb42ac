"""The names of languages in ten languages, from CLDR (Babel), with the endings they take in a
sentence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from crawlers.text.word_lists import load, phrases_in


class LanguageName(NamedTuple):
    """code: BCP 47. capital: written with a capital where it is a language ("Polish", not
    "polish").

    adjective: a form that is a language only beside a word for language ("deutschen Sprache",
    "langue anglaise").
    """

    code: str
    capital: bool
    adjective: bool


@cache
def language_names() -> dict[str, LanguageName]:
    """Return the language of each name in lower case. A name of two languages is left out."""
    from babel import Locale

    data = load("languages")
    never = frozenset(phrases_in(data["never"]))
    found: dict[str, set[str]] = {}
    names: dict[str, LanguageName] = {}

    def add(name: str, entry: LanguageName) -> None:
        found.setdefault(name, set()).add(entry.code)
        held = names.get(name)
        names[name] = (
            entry
            if held is None
            else LanguageName(
                entry.code, held.capital and entry.capital, held.adjective and entry.adjective
            )
        )

    for locale in data["locales"]:
        own, capital = Locale(locale).languages, locale in data["capitals"]
        for code in data["codes"]:
            name = own[code].lower()
            if " " in name:
                continue
            add(name, LanguageName(code, capital, False))
            for form in _forms(name, data["nouns"].get(locale)):
                add(form, LanguageName(code, capital, False))
            for form in _forms(name, data["adjectives"].get(locale)):
                add(form, LanguageName(code, False, True))
    for kind in ("also", "also_adjectives"):
        for code, more in data[kind].items():
            for name in phrases_in(more):
                add(name, LanguageName(code, False, kind != "also"))
    return {
        name: entry for name, entry in names.items() if len(found[name]) == 1 and name not in never
    }


def _forms(name: str, endings: dict[str, list[str]] | None) -> list[str]:
    """Return the other forms of a name: the longest ending that fits is replaced."""
    fitting = [old for old in endings or () if name.endswith(old)]
    if not endings or not fitting:
        return []
    old = max(fitting, key=len)
    return [name.removesuffix(old) + new for new in endings[old]]
