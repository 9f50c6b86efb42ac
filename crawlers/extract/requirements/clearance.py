"""Read the security clearance that a posting asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crawlers.extract.sentences.by_topic import (
    OF_APPLICANTS,
    Phrases,
    Prepared,
    Sentence,
    any_of,
    prepare,
    shared,
)
from crawlers.posting.parts.requirements import SecurityClearance
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged, own_words

Scheme = Literal["NATO", "EU", "national"]
_LISTED = OF_APPLICANTS - {"qualifications_desirable"}


def read_clearance(sections: Sequence[Section] | Prepared) -> SecurityClearance | None:
    """Return the clearance asked for: of the sentence that says most (a level before none, a clear
    yes or no before a "may be")."""
    rows = [
        row for sentence in prepare(sections).about("clearance") if (row := _of_sentence(sentence))
    ]
    return max(
        rows,
        key=lambda row: (row.level is not None, row.required is not None, bool(row.required)),
        default=None,
    )


def clearance_of_label(value: str) -> SecurityClearance | None:
    """Return the value of a label for clearance: "NATO SECRET", "Not required", "may be required".
    None where it says nothing."""
    words, sentence = _grammar(), Sentence.of_label(value)
    low = sentence.low.strip(" .")
    level, scheme = _level(sentence)
    if words.no.search(sentence) or low in words.nothing:
        return SecurityClearance(required=False, raw=sentence.raw)
    if words.may.search(sentence):
        return SecurityClearance(level=level, scheme=scheme, raw=sentence.raw)
    if level or low in words.yes or words.required.search(sentence):
        return SecurityClearance(required=True, level=level, scheme=scheme, raw=sentence.raw)
    return None


def _of_sentence(sentence: Sentence) -> SecurityClearance | None:
    """Return what a sentence says of clearance; None where it only mentions one."""
    words = _grammar()
    if not words.clearance.search(sentence) or words.other.search(sentence):
        return None
    if words.no.search(sentence):
        return SecurityClearance(required=False, raw=sentence.raw)
    level, scheme = _level(sentence)
    if (
        words.may.search(sentence)
        or words.not_required.search(sentence)
        or sentence.standing == "desirable"
    ):
        return SecurityClearance(level=level, scheme=scheme, raw=sentence.raw)
    if words.work.search(sentence.low):
        return None
    if level or sentence.section in _LISTED or words.required.search(sentence):
        return SecurityClearance(required=True, level=level, scheme=scheme, raw=sentence.raw)
    return None


def _level(sentence: Sentence) -> tuple[str | None, Scheme | None]:
    """Return the level as printed and its scheme; a scheme alone where only that is said."""
    words = _grammar()
    for scheme, pattern in words.levels:
        if found := pattern.search(sentence.text):
            return found[0], scheme
    return None, next(
        (scheme for scheme, phrases in words.schemes if phrases.search(sentence)), None
    )


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/clearance.yaml.

    levels: patterns of a level as printed, by scheme. work: clearance as a task, not asked for.
    nothing, yes: the whole value of a label that says no or yes.
    """

    levels: tuple[tuple[Scheme, re.Pattern[str]], ...]
    schemes: tuple[tuple[Scheme, Phrases], ...]
    clearance: Phrases
    other: Phrases
    work: re.Pattern[str]
    may: Phrases
    no: Phrases
    required: Phrases
    not_required: Phrases
    nothing: frozenset[str]
    yes: frozenset[str]


@cache
def _grammar() -> _Grammar:
    data = load_merged("clearance")
    clearance = any_of(data["clearance"])
    return _Grammar(
        levels=tuple(
            (scheme, re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"))
            for scheme, patterns in data["levels"].items()
        ),
        schemes=tuple((scheme, Phrases(phrases)) for scheme, phrases in data["schemes"].items()),
        clearance=Phrases(data["clearance"], only=own_words("clearance")),
        other=Phrases(data["other"]),
        work=re.compile(
            rf"(?<!\w)(?:{any_of(data['work'])}(?: [^\s.;,]+){{0,3}} {clearance}"
            rf"|{clearance} {any_of(data['work_behind'])})(?!\w)"
        ),
        may=Phrases(data["may"]),
        no=Phrases(data["never"]),
        required=Phrases(data["required"]),
        not_required=Phrases(data["not_required"]),
        nothing=frozenset([*shared("none"), *shared("no"), *data["label_no"]]),
        yes=frozenset(shared("yes", *data["label_yes"])),
    )
