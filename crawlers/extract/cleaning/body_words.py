"""The words that tell a posting from the page around it: data/body.yaml, furniture.yaml,
headings.yaml and labels.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crawlers.extract.cleaning.furniture_words import closing_lines, furniture_lines
from crawlers.extract.sections.headings import heading_kinds
from crawlers.text.phrases import LinePhrases
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words, folded.

    other_postings: headings of boxes about other postings. closes: lines of the site at which a
    posting's own text stops. furniture: those of them that may also head a part of the text.
    profiles: headings of the site's box about the employer. headings: by heading, its kind of
    section. labels: of headers. languages: by word of a posting, the languages that use it. common:
    words that texts of any subject have, in the languages of these.
    """

    other_postings: LinePhrases
    closes: LinePhrases
    furniture: frozenset[str]
    profiles: frozenset[str]
    headings: dict[str, str]
    labels: frozenset[str]
    languages: dict[str, tuple[str, ...]]
    common: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the word lists, read once."""
    data = load("body")
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in data["words"].items():
        for word in map(fold, words):
            languages[word] = (*languages.get(word, ()), language)
    closing = frozenset(map(fold, (*phrases_in(data["closes"]), *closing_lines())))
    furniture = frozenset(map(fold, furniture_lines())) - closing
    ends = phrases_in((data["ends"], load("furniture")["ends"]))
    return Vocabulary(
        other_postings=LinePhrases(map(fold, ends)),
        closes=LinePhrases(closing, alone=furniture),
        furniture=furniture,
        profiles=frozenset(map(fold, phrases_in(data["profiles"]))),
        headings=heading_kinds(),
        labels=frozenset(map(fold, phrases_in(load("labels")))),
        languages=languages,
        common=frozenset(phrases_in(data["common"])),
    )
