"""Read sentences that say that a posting is over: "This position has now been filled."

The words are data/notices.yaml, the only list of them. A sentence is a subject, a verb and a state
of one language, or a known beginning. With a condition before it, or a denial within, it says no
such thing: "If this job is no longer available, ...", "The post is not yet filled".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.text.lines import Line, once
from crawlers.text.patterns import any_of
from crawlers.text.phrases import Beginnings
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_MAX_LINE = 200
"""Characters of a line that may say that the posting is over."""
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s[-–—|]\s|\n")
_WIDE_SENTENCES = re.compile(r"[。！？!?\n]|\.\s")
_CLAUSES = re.compile(r"[,;:()–—]+")
_BEFORE, _BEHIND = 8, 6
"""Words before the subject and behind the state that leave it the sentence of a notice."""
_ASIDE, _ADVERBS = 5, 3
"""Words between subject and verb, and adverbs between verb and state."""
_EDGE = re.compile(
    r"\s*[\[(]([^\[\]()]{3,30})[\])]\s*"
    r"|(?:^|(?<=[\])]\s))([^:\[\]()]{3,24}):\s+\S"
    r"|\s[-–—|]\s([^-–—|]{3,24})$"
)
"""A remark in brackets, before a colon ("[list] Filled: Cook"), or behind a dash at the end."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words, folded. sentences: by language, the last words of its states, and the pattern of
    its sentences. ends: all last words. wakes: those, and a word of each beginning. texts: found
    anywhere, in languages without blanks. limits: with which a sentence says for whom a post is
    none. joins: with which another sentence follows. openers: what may stand before a sentence.
    agos, units: words that together say how long ago something was.
    """

    ends: frozenset[str]
    wakes: frozenset[str]
    agos: frozenset[str]
    units: frozenset[str]
    sentences: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    texts: tuple[str, ...]
    terms: tuple[str, ...]
    beginnings: Beginnings
    marks: frozenset[str]
    conditions: frozenset[str]
    denials: frozenset[str]
    limits: tuple[str, ...]
    joins: frozenset[str]
    openers: frozenset[str]


@cache
def _words() -> _Words:
    data = load("notices")
    closing = data["closing"].values()
    lines = phrases_in((data["kinds"]["closed_notice"]["lines"], data["closing_beginnings"]))
    sentences = tuple(_pattern(each) for each in closing if "subjects" in each)
    dates = load("dates")
    ends = frozenset().union(*(ends for ends, _ in sentences))
    begin = [line for line in map(fold, lines) if " " in line]
    return _Words(
        ends=ends,
        wakes=ends.union(max(line.split(), key=len) for line in begin),
        agos=frozenset(map(fold, phrases_in((dates["after_ago"], dates["before_ago"])))),
        units=frozenset(map(fold, phrases_in(list(dates["units"].values())))),
        sentences=sentences,
        texts=_wide(fold(text) for each in closing for text in each.get("texts", ())),
        terms=_wide(map(fold, phrases_in(data["closing_terms"]))),
        beginnings=Beginnings(f"{line} " for line in begin),
        marks=frozenset(map(fold, phrases_in(data["closed_marks"]))),
        conditions=frozenset(
            map(fold, phrases_in((data["conditions"], data["closing_conditions"])))
        ),
        denials=frozenset(map(fold, phrases_in(data["denials"]))),
        limits=tuple(f" {fold(limit)} " for limit in phrases_in(data["closing_limits"])),
        joins=frozenset(map(fold, phrases_in(data["closing_joins"]))),
        openers=frozenset(map(fold, phrases_in(data["closing_openers"]))),
    )


def _wide(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts, none of which may be in ASCII: no line in ASCII is searched for them."""
    found = tuple(texts)
    assert not any(map(str.isascii, found)), "notices.yaml: texts or terms in ASCII"
    return found


def _pattern(language: dict[str, list[str]]) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the words that a sentence must have one of, and the pattern of such sentences."""
    states = [fold(state) for state in language["states"]]
    verbs = [fold(verb) for verb in language["verbs"] if verb]
    optional = "?" if "" in language["verbs"] else ""
    verb = rf"(?:(?:{any_of(verbs)}) ){optional}" if verbs else ""
    adverbs = any_of(map(fold, phrases_in(load("notices")["closing_adverbs"])))
    return frozenset(state.split()[-1] for state in states), re.compile(
        rf"(?<!\w)(?:{any_of(map(fold, language['subjects']))}) "
        rf"(?P<aside>(?:\w+ ){{0,{_ASIDE}}}?){verb}(?:(?:{adverbs}) ){{0,{_ADVERBS}}}"
        rf"(?:{any_of(states)})(?!\w)"
    )


def where_may_say_closed(lines: Sequence[Line]) -> list[int]:
    """Return which lines have a word that says so, or are such a mark: few need more than this
    look."""
    wakes, marks = _words().wakes, _words().marks
    return [
        i
        for i, line in enumerate(lines)
        if not wakes.isdisjoint(line.words) or line.folded in marks or not line.folded.isascii()
    ]


@once
def says_closed(line: Line) -> bool:
    """Return whether a line says that its posting is over."""
    words = _words()
    if not 0 < len(line.text) <= _MAX_LINE:
        return False
    folded = line.folded
    if not folded.isascii() and any(text in folded for text in words.texts):
        return any(map(_is_closing_text, _WIDE_SENTENCES.split(line.text)))
    if words.wakes.isdisjoint(line.words) or not _may_say(line):
        return False
    sentences = _SENTENCES.split(line.text)
    if len(sentences) == 1 and not _CLAUSES.search(line.text):
        return _is_closing([line.folded])
    return any(_is_closing(map(fold, _CLAUSES.split(each))) for each in sentences)


def _is_closing_text(sentence: str) -> bool:
    """Return whether a sentence of a language without blanks says so, and not when or whether a
    post will be over: "掲載終了予定日" is the planned day."""
    words, folded = _words(), fold(sentence)
    return any(text in folded for text in words.texts) and not any(
        term in folded for term in words.terms
    )


def _may_say(line: Line) -> bool:
    """Return whether a line has a word that such sentences have."""
    known = _words()
    return (
        not known.ends.isdisjoint(line.words)
        or known.beginnings.begin(f"{line.folded} ")
        or any(known.beginnings.begin(f"{fold(s)} ") for s in _SENTENCES.split(line.text)[1:])
        or any(known.beginnings.begin(f"{fold(s)} ") for s in _CLAUSES.split(line.text)[1:])
    )


def _is_closing(clauses: Iterable[str]) -> bool:
    """Return whether a sentence says so in one of its folded clauses."""
    words, before = _words(), list[str]()
    for clause in clauses:
        if not before and words.beginnings.begin(f"{clause} "):
            return True
        said = clause.split()
        for ends, pattern in words.sentences:
            match = None if ends.isdisjoint(said) else pattern.search(clause)
            if match and _holds(match, clause, before):
                return True
        before += [] if clause in words.openers else said
    return False


def _holds(match: re.Match[str], clause: str, earlier: Sequence[str]) -> bool:
    """Return whether a clause is a notice: few words around the match, no condition before it, no
    denial within, no limit."""
    words = _words()
    before = [*earlier, *clause[: match.start()].split()]
    aside = match["aside"].split()
    behind = clause[match.end() :].split()
    return (
        len(before) <= _BEFORE
        and (len(behind) <= _BEHIND or behind[0] in words.joins)
        and words.conditions.isdisjoint([*before, *aside])
        and words.denials.isdisjoint(aside)
        and not any(limit in f"{clause} " for limit in words.limits)
    )


def is_closed_mark(text: str) -> bool:
    """Return whether a value or a line is nothing but a word for "closed"."""
    return is_mark(fold(text))


def is_mark(folded: str) -> bool:
    """Return whether a folded line is nothing but such a word."""
    return folded in _words().marks


def is_marked_closed(title: str) -> bool:
    """Return whether a title has such a word around it: "[CLOSED] Cook", "Cook (filled)"."""
    if len(title) > _MAX_LINE:
        return False
    return any(
        is_closed_mark(part) for match in _EDGE.finditer(title) for part in match.groups() if part
    )


def is_only_closing(line: Line) -> bool:
    """Return whether a line is one sentence that says so, with nothing behind it."""
    if not says_closed(line):
        return False
    words = _words()
    said = f"{line.folded} "
    return any(said == text for text in words.beginnings.texts) or any(
        match.end() == len(line.folded)
        for ends, pattern in words.sentences
        if not ends.isdisjoint(line.words)
        for match in pattern.finditer(line.folded)
    )


def says_how_long_ago(line: Line) -> bool:
    """Return whether the sentence of a line that says so tells a span of time, as an archive does:
    "This opening expired two years ago". "Thanks for ..." is none in Danish, where "for" is a word
    of "ago"."""
    if not _tells_span_ago(line.words):
        return False
    sentences = _SENTENCES.split(line.text)
    closing = (Line(each) for each in sentences) if len(sentences) > 1 else (line,)
    return any(_tells_span_ago(each.words) for each in closing if says_closed(each))


def _tells_span_ago(said: Iterable[str]) -> bool:
    words, known = frozenset(said), _words()
    return not known.agos.isdisjoint(words) and not known.units.isdisjoint(words)
