"""Read whether the work takes travel or irregular hours, and whether telework is offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from crawlers.extract.sentences.by_topic import Phrases, Prepared, Sentence, any_of, prepare, shared
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged, own_words

_MAX_VALUE = 200
"""Characters of the value of a label that are read."""
NAMES = ("travel", "irregular_hours", "telework")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Each True, False, or None where the page does not say. raws: by field, the sentence it was
    read from."""

    travel: bool | None = None
    irregular_hours: bool | None = None
    telework: bool | None = None
    raws: dict[str, str] = field(default_factory=dict)


class _Words(NamedTuple):
    """skip: kinds of section that say nothing of it. asked, denied, other: phrases for yes, for
    no, for another matter."""

    skip: frozenset[str]
    asked: Phrases
    denied: Phrases
    other: Phrases


def read_conditions(sections: Sequence[Section] | Prepared) -> Conditions:
    """Return what the first sentence about each condition says; "travel expenses" and "remote
    areas" tell nothing."""
    found_values: dict[str, bool] = {}
    raws: dict[str, str] = {}
    grammar = _grammar()
    for sentence in prepare(sections).about("conditions"):
        for name in NAMES:
            if name in found_values or sentence.section in grammar[name].skip:
                continue
            if (value := _value_of(sentence, grammar[name])) is not None:
                found_values[name], raws[name] = value, sentence.raw
    return Conditions(**found_values, raws=raws)


def condition_of_label(name: str, value: str) -> bool | None:
    """Return the value of a label for `travel` or `telework`: "Yes, up to 20 %", "None"; None where
    it is neither yes nor no."""
    data, sentence = load_merged("conditions"), Sentence(value[:_MAX_VALUE].strip())
    low = sentence.low
    if re.match(rf"{any_of([*shared('none'), *shared('no'), *data['label_no']])}(?!\w)", low):
        return False
    if re.match(rf"{any_of(shared('yes', *data['label_yes']))}(?!\w)", low):
        return True
    return _value_of(sentence, _grammar()[name])


def _value_of(sentence: Sentence, words: _Words) -> bool | None:
    """No before yes; neither counts where it overlaps a phrase of another matter."""
    others = [found.span() for found in words.other.finditer(sentence)]
    for phrases, value in ((words.denied, False), (words.asked, True)):
        for found in phrases.finditer(sentence):
            if not any(start < found.end() and found.start() < end for start, end in others):
                return value
    return None


@cache
def _grammar() -> dict[str, _Words]:
    data = load_merged("conditions")
    phrases, only = ("asked", "denied", "other"), own_words("conditions")
    return {
        name: _Words(
            frozenset(data[name]["skip"]),
            *(Phrases(data[name][kind], only=only) for kind in phrases),
        )
        for name in NAMES
    }
