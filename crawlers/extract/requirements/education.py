"""Read the degrees and schooling that a posting asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crawlers.extract.sentences.by_topic import (
    MAX_ROWS,
    Phrases,
    Prepared,
    Sentence,
    any_of,
    phrase,
    plain,
    prepare,
    shared,
)
from crawlers.posting.parts.requirements import Education
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load, load_merged, own_words

Level = Literal["secondary", "vocational", "bachelor", "master", "doctorate"]
_BESIDE = 20
"""Characters between a generic phrase and the one that makes it precise, at most."""
_ORDER: tuple[Level, ...] = ("secondary", "vocational", "bachelor", "master", "doctorate")


@dataclass(frozen=True, slots=True)
class _Named:
    """A phrase for a level. generic: "university degree", which a level beside it makes more
    precise."""

    level: Level
    languages: tuple[str, ...]
    generic: bool
    start: int
    end: int


def read_education(sections: Sequence[Section] | Prepared) -> list[Education]:
    """Return the schooling asked for, in order: of "a bachelor's or a master's degree" the lowest
    that is enough."""
    rows: dict[tuple[object, ...], Education] = {}
    for sentence in prepare(sections).about("education"):
        for row in _of_sentence(sentence):
            rows.setdefault((row.level, row.what, row.necessity), row)
        if len(rows) >= MAX_ROWS:
            break
    return list(rows.values())[:MAX_ROWS]


def education_of_label(value: str) -> list[Education]:
    """Return the schooling in the value of a label for it: "Bachelor's degree", "Bachelier"."""
    return list(_of_sentence(Sentence.of_label(value)))[:MAX_ROWS]


def _of_sentence(sentence: Sentence) -> Iterator[Education]:
    """Yield a row for each group of degrees in a sentence: of "bachelor or master" the lowest."""
    groups = [] if _grammar().instead.search(sentence) else _groups(sentence)
    ends = [*(group[0].start for group in groups[1:]), len(sentence.low)]
    for index, (group, end) in enumerate(zip(groups, ends, strict=False)):
        lowest = min(_precise(sentence, group), key=lambda named: _ORDER.index(named.level))
        own = sentence.rank(group[0].start if index else 0, end)
        yield Education(
            level=lowest.level,
            what=_subject(sentence, group[-1], end)
            or (_subject(sentence, group[0], group[1].start) if len(group) > 1 else None),
            necessity=sentence.necessity(own),
            raw=sentence.raw,
        )


def _groups(sentence: Sentence) -> list[list[_Named]]:
    """Return the phrases of a sentence, those together that "or" or a bare comma ties."""
    low = sentence.low
    groups: list[list[_Named]] = []
    for named in _named(sentence):
        between = low[groups[-1][-1].end : named.start] if groups else ""
        bracketed = "(" in between and ")" not in between
        if groups and (
            bracketed
            or between.strip(" ,/-") == ""
            or _has_or(sentence, re.split(r"[,;]", between)[-1])
        ):
            groups[-1].append(named)
        elif (
            groups
            and groups[-1][-1].generic
            and len(between) <= _BESIDE
            and not re.search(r"[,;]", between)
        ):
            groups[-1][-1] = named
        else:
            groups.append([named])
    return groups


def _has_or(sentence: Sentence, between: str) -> bool:
    """Return whether an "or" stands in a part of a sentence: Dutch "of" ties nothing together in
    English."""
    found = _grammar().ors.finditer(between)
    return any(sentence.speaks(each[0], own_words("education")) for each in found)


def _named(sentence: Sentence) -> Iterator[_Named]:
    words = _grammar()
    for found in words.phrase.finditer(sentence):
        if words.measured.search(sentence.low, 0, found.end()):
            continue
        if not words.not_asked.match(sentence.low, found.end()):
            level, generic, languages = words.meaning[found[0]]
            yield _Named(level, languages, generic, found.start(), found.end())


def _precise(sentence: Sentence, group: list[_Named]) -> list[_Named]:
    """Without the generic phrases that the next one, or the one right before, makes precise: "MSc
    degree in"."""
    low = sentence.low
    kept: list[_Named] = []
    for named, following in zip(group, [*group[1:], None], strict=True):
        by_next = following is not None and not _has_or(sentence, low[named.end : following.start])
        by_last = bool(kept) and not low[kept[-1].end : named.start].strip()
        if not (named.generic and (by_next or by_last)):
            kept.append(named)
    return kept


def _subject(sentence: Sentence, named: _Named, end: int) -> str | None:
    """Return what the degree must be in, as printed: behind its phrase, up to `end`."""
    words = _grammar()
    starts = [
        found
        for language in named.languages
        if (found := words.into[language].search(sentence, named.end - 3, end))
    ]
    if not starts:
        return None
    start = min(starts, key=lambda found: found.start()).end()
    stop = words.stop.search(sentence.low, start, end)
    what = phrase(sentence.text[start : stop.start() if stop else end])
    return None if what is None or words.no_subject.match(plain(what)) else what


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/education.yaml.

    meaning: by phrase, its level, whether it is generic ("university degree"), and its languages.
    into: by language, what leads to the subject. stop: where a subject ends.
    """

    meaning: Mapping[str, tuple[Level, bool, tuple[str, ...]]]
    phrase: Phrases
    measured: re.Pattern[str]
    instead: Phrases
    not_asked: re.Pattern[str]
    ors: re.Pattern[str]
    into: Mapping[str, Phrases]
    no_subject: re.Pattern[str]
    stop: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data, by_level = load_merged("education"), load("education")
    meaning: dict[str, tuple[Level, bool, tuple[str, ...]]] = {}
    named = [(level, False, by_level["levels"][level]) for level in _ORDER] + [
        ("bachelor", True, by_level["any_degree"])
    ]
    for level, generic, by_language in named:
        for language, phrases in by_language.items():
            for words in map(plain, phrases):
                languages = meaning[words][2] if words in meaning else ()
                meaning[words] = (level, generic, (*languages, language))
    return _Grammar(
        meaning=meaning,
        phrase=Phrases(
            meaning,
            not_behind=["-", *(f"{word} " for word in data["not_behind"])],
            only=own_words("education"),
        ),
        measured=re.compile(rf"\d ?°? ?{any_of(data['measures'])}$"),
        instead=Phrases(data["instead"]),
        not_asked=re.compile(rf"'?s?[ -]{any_of(data['not_asked'])}(?!\w)"),
        ors=re.compile(rf"(?<!\w){any_of(shared('or', *data['or']))}(?!\w)"),
        into={language: Phrases(phrases) for language, phrases in by_level["in"].items()},
        no_subject=re.compile(rf"\d|{any_of(data['no_subject'])}(?!\w)"),
        stop=re.compile(rf"[;!?]|\.$|,? \(?{any_of(data['stop'])}(?!\w)"),
    )
