"""Read the certificates that a posting asks for, by their usual names; a method ("such as PRINCE2")
is no certificate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crawlers.extract.sentences.by_topic import MAX_ROWS, Phrases, Prepared, plain, prepare
from crawlers.posting.parts.requirements import Certification
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load

_ACRONYM = 4
"""A name of so few letters may be a word, and counts only in capitals."""


def read_certifications(sections: Sequence[Section] | Prepared) -> list[Certification]:
    """Return the certificates that sentences about certificates name, each once: essential where
    any of them says so."""
    names, usual = _names()
    rows: dict[str, Certification] = {}
    for sentence in prepare(sections).about("certifications"):
        necessity = sentence.necessity(sentence.rank())
        for found in names.finditer(sentence):
            printed = sentence.text[found.start() : found.end()]
            # "Mop the floors"
            if found[0].isalpha() and len(printed) <= _ACRONYM and printed[1:].islower():
                continue
            row = Certification(name=usual[found[0]], necessity=necessity)
            if row.name not in rows or row.necessity == "essential":
                rows[row.name] = row
        if len(rows) >= MAX_ROWS:
            break
    return list(rows.values())[:MAX_ROWS]


@cache
def _names() -> tuple[Phrases, dict[str, str]]:
    """Return all names, and the usual one of each."""
    usual = {
        plain(alias): name
        for name, aliases in load("certifications")["names"].items()
        for alias in aliases
    }
    return Phrases(usual), usual
