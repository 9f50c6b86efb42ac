"""Read whether the employer sponsors a visa and helps with moving, only as a sentence states it.

A sentence that speaks of it and decides nothing gives no answer, but is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from crawlers.extract.sentences.by_topic import Phrases, Prepared, Sentence, any_of, prepare, shared
from crawlers.posting.parts.terms import Offer
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load, phrases_in

Name = Literal["visa_sponsorship", "relocation"]
NAMES: tuple[Name, ...] = ("visa_sponsorship", "relocation")
_ASKED = re.compile(r"\?\s*$")
"""A question asks the applicant, and offers nothing."""


class _Words(NamedTuple):
    about: Phrases
    denied: Phrases
    offered: Phrases


def read_offers(sections: Sequence[Section] | Prepared) -> dict[str, Offer]:
    """Return what the first sentence that decides says of each, else the first that speaks of
    it."""
    found: dict[str, Offer] = {}
    for sentence in prepare(sections).about("offers"):
        for name in NAMES:
            if (name in found and found[name].offered is not None) or _ASKED.search(sentence.text):
                continue
            words = _grammar()[name]
            if words.about.search(sentence):
                offered = _decision(sentence, words)
                if name not in found or offered is not None:
                    found[name] = Offer(offered=offered, raw=sentence.raw)
    return found


def offer_of_label(name: Name, value: str) -> Offer | None:
    """Return what the value of a label for it says: "Yes", "Not available"; None
    where it decides nothing."""
    sentence, words = Sentence.of_label(value), _grammar()[name]
    starts_with_no = _no().match(sentence.low)
    offered = False if starts_with_no else _decision(sentence, words)
    if offered is None and _yes().match(sentence.low):
        offered = True
    return None if offered is None else Offer(offered=offered, raw=sentence.raw)


def _decision(sentence: Sentence, words: _Words) -> bool | None:
    if words.denied.search(sentence):
        return False
    return True if words.offered.search(sentence) else None


@cache
def _no() -> re.Pattern[str]:
    return re.compile(rf"{any_of([*shared('none'), *shared('no')])}(?!\w)")


@cache
def _yes() -> re.Pattern[str]:
    return re.compile(rf"{any_of(shared('yes'))}(?!\w)")


@cache
def _grammar() -> dict[Name, _Words]:
    data = load("offers")
    return {
        name: _Words(
            *(Phrases(phrases_in(data[name][kind])) for kind in ("about", "denied", "offered"))
        )
        for name in NAMES
    }
