"""Read the years of work that a posting asks for; years of a contract, an age, a window ("the last
5 years") or the employer are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.extract.sentences.by_topic import (
    MAX_ROWS,
    OF_APPLICANTS,
    Phrases,
    Prepared,
    Sentence,
    any_of,
    phrase,
    plain,
    prepare,
)
from crawlers.extract.sentences.durations import MONTHS, Span
from crawlers.posting.parts.requirements import Experience, Necessity
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged

_MOST_MONTHS = 25 * 12
_BACK, _FORTH, _NEAR = 100, 160, 35
"""How far to look for the word "experience", and for the words that bound the number, in
characters."""
_CLAUSE = re.compile(r"[;,.]\s")


def read_experience(sections: Sequence[Section] | Prepared) -> list[Experience]:
    """Return the experience asked for, in order; "of which 5 years in ..." is a row of its own
    behind the whole."""
    rows: dict[tuple[object, ...], Experience] = {}
    for sentence in prepare(sections).about("experience"):
        for row in _of_sentence(sentence):
            rows.setdefault((row.min_months, row.max_months, row.what, row.necessity), row)
        if len(rows) >= MAX_ROWS:
            break
    return list(rows.values())[:MAX_ROWS]


def experience_of_label(value: str) -> Experience | None:
    """Return the value of a label for experience: "3-5 years", "at least 2 years in sales". None
    where it names no span."""
    sentence = Sentence.of_label(value)
    span = next((span for span in sentence.spans if _fits(span)), None)
    if span is None:
        return None
    low, high = _bounds(sentence, span)
    what = _field(sentence, span.end, len(sentence.low))
    return Experience(
        min_months=low, max_months=high, what=what, necessity=sentence.rank(), raw=sentence.raw
    )


def _of_sentence(sentence: Sentence) -> Iterator[Experience]:
    """Yield a row for each span of time in a sentence that is one of experience."""
    spans = [span for span in sentence.spans if _fits(span)]
    if not spans or not _is_of_applicants(sentence):
        return
    last = None
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        found = _field_span(sentence, span, last)
        if found is None or _is_instead(sentence, span):
            continue
        last = span
        end = following.start if following else len(sentence.low)
        start, stop = found
        low, high = _bounds(sentence, span)
        yield Experience(
            min_months=low,
            max_months=high,
            what=_field(
                sentence, start, stop or (_before(sentence.low, start, end) if following else end)
            ),
            necessity=_necessity(sentence, span, end),
            raw=sentence.raw,
        )


def _fits(span: Span) -> bool:
    return span.months is not None and span.months <= _MOST_MONTHS


def _is_of_applicants(sentence: Sentence) -> bool:
    """Return whether its years can be asked of an applicant: not what is usual, nor what the
    employer has."""
    words = _grammar()
    if words.not_asked.search(sentence):
        return False
    return (
        sentence.section in OF_APPLICANTS
        or not words.ours.search(sentence)
        or bool(words.asks.search(sentence))
    )


def _is_instead(sentence: Sentence, span: Span) -> bool:
    """Return whether the years stand in for something else that is asked for."""
    start, end = sentence.low.rfind(";", 0, span.start) + 1, sentence.low.find(";", span.end)
    return _grammar().instead.search(sentence, start, None if end < 0 else end) is not None


def _field_span(sentence: Sentence, span: Span, last: Span | None) -> tuple[int, int | None] | None:
    """Return where the field of the experience starts, and ends where that is known, if the span is
    one of experience; else None."""
    words, low, start = _grammar(), sentence.low, max(0, span.start - _BACK)
    if words.window.search(low, max(0, span.start - _NEAR), span.start):
        return None
    named = words.experience.search(sentence)
    if named and (
        found := (words.compound_of if span.compound else words.experience_after).match(
            low, span.end, span.end + _FORTH
        )
    ):
        return found.end(), None
    if span.compound or words.other_after.match(low, span.end):
        return None
    goes_on = words.goes_on.match(low, span.end)
    if named and (found := words.experience_before.search(low, start, span.start)):
        return (span.end, None) if goes_on or not found["gap"] else found.span("gap")
    if not goes_on:
        return None
    if last and words.of_which.search(sentence, last.end, span.start):
        return span.end, None
    headed = any(words.experience.pattern.search(plain(line)) for line in sentence.above)
    least = span.more or words.at_least.search(low, max(0, span.start - _NEAR), span.start)
    return (span.end, None) if headed and least else None


def _bounds(sentence: Sentence, span: Span) -> tuple[int | None, int | None]:
    """Return the least and the most months that a span stands for."""
    words, months, near = _grammar(), MONTHS[span.unit], (max(0, span.start - _NEAR), span.start)
    if span.high is not None:
        return span.low * months, span.high * months
    if (
        not span.more
        and words.at_most.search(sentence.low, *near)
        and not words.at_least.search(sentence.low, *near)
    ):
        return None, span.low * months
    return span.low * months, None


def _necessity(sentence: Sentence, span: Span, end: int) -> Necessity | None:
    """Return the rank in the span's own clause (up to the next "experience"), before it in its
    clause; else of its place."""
    words, low = _grammar(), sentence.low
    again = [found.start() for found in words.experience.pattern.finditer(low, span.end, end)][1:2]
    semicolon = low.find(";", span.end, end)
    stop = min([end, *again, *([semicolon] if semicolon >= 0 else [])])
    starts = [found.end() for found in _CLAUSE.finditer(low, 0, span.start)]
    return sentence.necessity(
        sentence.rank(span.start, stop) or sentence.rank(starts[-1] if starts else 0, span.start)
    )


def _before(low: str, start: int, end: int) -> int:
    """Return where the field that starts at `start` ends when the next span is at `end`: at the
    last comma, or the link, before that."""
    comma = max(low.rfind(mark, start, end) for mark in ",;(")
    link = _grammar().link_to_next.search(low, start, end)
    return comma if comma >= 0 else link.start() if link else start


def _field(sentence: Sentence, start: int, end: int) -> str | None:
    """Return what the experience must be in, as printed: behind `start`, without the words that
    lead to it."""
    words = _grammar()
    lead = words.lead.match(sentence.low, start, end)
    start = lead.end() if lead else start
    stop = words.stop.search(sentence.low, start, end)
    what = phrase(sentence.text[start : stop.start() if stop else end])
    return None if what is None or words.no_field.match(plain(what)) else what


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/experience.yaml. Patterns run over a sentence in lower case.

    window: "the last" before a span. compound_of: what "3-year" qualifies. goes_on, lead: what
    leads from a span to its field. stop: where a field ends.
    """

    experience: Phrases
    not_asked: Phrases
    instead: Phrases
    ours: Phrases
    asks: Phrases
    window: re.Pattern[str]
    at_least: re.Pattern[str]
    at_most: re.Pattern[str]
    experience_after: re.Pattern[str]
    compound_of: re.Pattern[str]
    experience_before: re.Pattern[str]
    of_which: Phrases
    other_after: re.Pattern[str]
    goes_on: re.Pattern[str]
    lead: re.Pattern[str]
    stop: re.Pattern[str]
    link_to_next: re.Pattern[str]
    no_field: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = load_merged("experience")
    experience, other, never = (
        any_of(data["experience"]),
        any_of(data["other"]),
        any_of(data["never"]),
    )
    at_least, of_which = any_of(data["at_least"]), any_of(data["of_which"])
    bound = any_of([*data["at_least"], *data["at_most"], *data["link"]])
    word = r"[^\s.;:,!?()]+"
    step = rf"(?: (?!{other} {any_of(data['joins'])} |{never}(?!\w)|\d){word})"
    glued = r"(?:[^\s.;:,!?()'/-]*['/-])?"
    return _Grammar(
        experience=Phrases(data["experience"]),
        not_asked=Phrases(data["not_asked"]),
        instead=Phrases(data["instead"]),
        ours=Phrases(data["ours"]),
        asks=Phrases(data["asks"]),
        window=re.compile(rf"(?<!\w){any_of(data['window'])} $"),
        at_least=re.compile(rf"(?<!\w){at_least}[ :(]*$"),
        at_most=re.compile(rf"(?<!\w){any_of(data['at_most'])}[ :(]*$"),
        experience_after=re.compile(rf"'?s?{step}{{0,8}}? {glued}{experience}(?!\w)"),
        compound_of=re.compile(rf"'?s?{step}{{0,3}}? {glued}{experience}(?!\w)"),
        experience_before=re.compile(
            rf"(?<!\w){experience}(?!\w)"
            rf"(?P<gap>(?: (?!{never}(?!\w)|{other}[ :(–-]+{bound}|\d){word}){{0,7}}?)"
            rf"(?:(?:[ :(–-]+{bound}){{1,3}}| ?[:(–-])[ :(]*$"
        ),
        of_which=Phrases([*data["of_which"], *data["including"]]),
        other_after=re.compile(rf"'?s?(?: {any_of(data['link'])})? (?:{other}|{never})(?!\w)"),
        goes_on=re.compile(rf"'?s?\)? {any_of(data['lead'])}(?!\w)"),
        lead=re.compile(rf"(?:[\s:,)–-]*{any_of(data['lead'])}(?!\w))*[\s:,)–-]*"),
        stop=re.compile(
            rf"[;!?]|\.(?=\s|$)|,? \(?{of_which} |,? {at_least} *$|,? {any_of(data['stop'])}(?!\w)"
        ),
        link_to_next=re.compile(rf" {any_of(data['joins'])}(?: {at_least})?[ :(]*$"),
        no_field=re.compile(
            rf"{any_of([*data['no_field'], *data['at_least'], *data['at_most']])}(?!\w)"
        ),
    )
