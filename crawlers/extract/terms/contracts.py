"""Read the terms of the contract that a posting offers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from crawlers.extract.sentences.by_topic import Phrases, Prepared, Sentence, any_of, prepare
from crawlers.extract.sentences.durations import Span
from crawlers.posting.parts.terms import Contract
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged, own_words, phrases_in

ContractType = Literal[
    "definite", "indefinite", "temporary", "consultancy", "internship", "secondment"
]
_BACK, _FORTH, _NEAR, _FAR = 60, 70, 40, 140
_TERMS, _SHORT = ("contract", "conditions"), 80
_MOST = {"Y": 15, "M": 120, "W": 200, "D": 400}
"""Longer spans are no contract's."""


def read_contract(sections: Sequence[Section] | Prepared) -> Contract | None:
    """Return the contract offered: of the first sentence that names its type or duration, completed
    from the others.

    Sentences for some applicants only (seconded or serving staff) do not count.
    """
    words = _grammar()
    sentences = [s for s in prepare(sections).about("contracts") if not words.for_some.search(s)]
    kind: ContractType | None = None
    duration = max_service = renewable = raw = None
    for sentence in sentences:
        longest = words.max_service.search(sentence)
        max_service = max_service or (_longest(sentence, longest.end()) if longest else None)
        type_here = _type(sentence) if _is_of_contract(sentence) else None
        span = _duration(sentence, longest.start() if longest else len(sentence.low))
        if (kind is None and type_here) or (duration is None and span):
            raw = raw or sentence.raw
        kind, duration = kind or type_here, duration or (span.iso if span else None)
        if renewable is None and (type_here or span or _is_of_contract(sentence)):
            renewable = _renewable(sentence)
    if raw is None and max_service is None:
        return None
    raw = raw or next(s.raw for s in sentences if words.max_service.search(s))
    return Contract(
        type=kind or ("definite" if duration else None),
        duration=duration if kind != "indefinite" else None,
        renewable=renewable,
        max_service=max_service,
        raw=raw,
    )


def contract_of_labels(kind: str | None, duration: str | None = None) -> Contract | None:
    """Return the contract from the values of labels for its type ("Fixed term") and duration ("5
    years - extension possible")."""
    words = _grammar()
    sentence = Sentence.of_label(" ".join(filter(None, (kind, duration))))
    named = _type(sentence) or next(
        (words.label_meaning[found[0]] for found in words.label_types.finditer(sentence)), None
    )
    spans = () if words.other.search(sentence) else (span for span in sentence.spans if _fits(span))
    span = next((span for span in spans if not words.renewal.search(sentence, 0, span.start)), None)
    if named is None and span is None:
        return None
    return Contract(
        type=named or "definite",
        duration=span.iso if span else None,
        renewable=_renewable(sentence),
        max_service=None,
        raw=sentence.raw,
    )


def _is_of_contract(sentence: Sentence) -> bool:
    """Return whether a sentence is about the contract at all: "fixed-term deposits" are not."""
    return (
        sentence.section in _TERMS
        or len(sentence.low) <= _SHORT
        or bool(_grammar().contract.search(sentence))
    )


def _type(sentence: Sentence) -> ContractType | None:
    """Return the first type that a sentence names, but for what the contract may become."""
    words = _grammar()
    for found in words.types.finditer(sentence):
        if not words.becomes.search(sentence.low, max(0, found.start() - _BACK), found.start()):
            named: ContractType = words.meaning[found[0]]
            return named
    return None


def _duration(sentence: Sentence, before: int) -> Span | None:
    """Return the first span, up to `before`, that is the contract's: right before a word for it, or
    behind one."""
    words, low = _grammar(), sentence.low
    for span in sentence.spans:
        if span.start >= before:
            return None
        start, end = max(0, span.start - _BACK), span.end + _FORTH
        clause = max(low.rfind(mark, start, span.start) for mark in ".;:")
        renewal = words.renewal.search(sentence, max(start, clause), span.start)
        if not _fits(span) or renewal or words.window.search(low, start, span.start):
            continue
        if words.other.search(sentence, start, span.start) or words.other.search(
            sentence, span.end, span.end + _NEAR
        ):
            continue
        beside = (
            words.ahead.match(low, span.end, end),
            words.behind.search(low, start, span.start),
        )
        if any(
            found and sentence.speaks(found["term"], own_words("contracts")) for found in beside
        ):
            return span
    return None


def _longest(sentence: Sentence, start: int) -> str | None:
    return next(
        (
            span.iso
            for span in sentence.spans
            if start <= span.start <= start + _FAR and _fits(span)
        ),
        None,
    )


def _renewable(sentence: Sentence) -> bool | None:
    words = _grammar()
    if words.not_renewable.search(sentence):
        return False
    return (
        True
        if words.renewable.search(sentence) and not words.no_contract.search(sentence)
        else None
    )


def _fits(span: Span) -> bool:
    return (span.high or span.low) <= _MOST[span.unit]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/contracts.yaml.

    becomes: what leads to a type that the contract may become. ahead, behind: from a span to a
    word for the contract, and from one to a span (group `term`). for_some: sentences for some
    applicants only.
    """

    meaning: Mapping[str, ContractType]
    label_meaning: Mapping[str, ContractType]
    types: Phrases
    label_types: Phrases
    contract: Phrases
    becomes: re.Pattern[str]
    max_service: Phrases
    renewal: Phrases
    window: re.Pattern[str]
    other: Phrases
    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    renewable: Phrases
    not_renewable: Phrases
    no_contract: Phrases
    for_some: Phrases


@cache
def _grammar() -> _Grammar:
    data = load_merged("contracts")
    meaning = {phrase: kind for kind in get_args(ContractType) for phrase in data["types"][kind]}
    label_meaning = {
        phrase: kind for kind in get_args(ContractType) for phrase in data["label_types"][kind]
    }
    word, article = r"[^\s.;:,!?()]+", any_of(phrases_in(data["article"]))
    glued, apart = ([f"{no}{mark}" for no in data["negations"]] for mark in "- ")
    return _Grammar(
        meaning=meaning,
        label_meaning=label_meaning,
        types=Phrases(meaning, not_behind=glued, only=own_words("contracts")),
        label_types=Phrases(label_meaning, only=own_words("contracts")),
        contract=Phrases(
            (word for word in data["contract"] if word not in meaning), only=own_words("contracts")
        ),
        becomes=re.compile(rf"(?<!\w){any_of(data['becomes'])}(?:[ ,]+{word}){{0,4}} $"),
        max_service=Phrases(data["max_service"]),
        renewal=Phrases(data["renewal"], not_behind=[*glued, *apart]),
        window=re.compile(rf"(?<!\w){any_of(data['window'])} $"),
        other=Phrases(data["other"]),
        ahead=re.compile(
            rf"'?s?(?: (?!{any_of(data['no_step'])} ){word}){{0,4}}?"
            rf" (?P<term>{any_of(data['contract'])})(?!\w)"
        ),
        behind=re.compile(
            rf"(?<!\w)(?P<term>{any_of(data['duration'])})"
            rf"(?:(?: {word}){{0,5}}?(?: {any_of(data['link'])})(?: {article})?"
            rf"(?: {word}){{0,2}}? ?| ?[,:(–-] ?| )$"
        ),
        renewable=Phrases(
            data["renewable"], not_behind=["-"], not_before=rf"\w| {any_of(data['no_renewal'])}"
        ),
        not_renewable=Phrases(data["not_renewable"]),
        no_contract=Phrases(data["no_contract"]),
        for_some=Phrases(data["for_some"], not_behind=glued),
    )
