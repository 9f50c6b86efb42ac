"""Read the languages that a posting asks for, with their levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crawlers.extract.requirements.language_groups import (
    BACK,
    FORTH,
    Group,
    groups_in,
    one_and_other,
)
from crawlers.extract.sentences.by_topic import (
    MAX_ROWS,
    OF_APPLICANTS,
    Phrases,
    Prepared,
    Sentence,
    any_of,
    plain,
    prepare,
    shared,
)
from crawlers.posting.parts.requirements import LanguageRequirement, Necessity
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged

_CEFR = re.compile(r"[abc][12]\+?$")
_CLAUSE = re.compile(r"[;.,](?=\s|$)|(?<=\w) [–—-] (?=(?:\S+ ){3})")


def read_languages(
    sections: Sequence[Section] | Prepared, *, employer: str | None = None
) -> list[LanguageRequirement]:
    """Return the languages asked for, in order. employer: its name tells whose scale Roman levels
    are of."""
    rows: list[LanguageRequirement] = []
    for sentence in prepare(sections).about("languages"):
        rows += _of_sentence(sentence, employer, label=False)
        if len(rows) > MAX_ROWS:
            break
    return _without_echoes(rows[:MAX_ROWS])


def languages_of_label(value: str, *, employer: str | None = None) -> list[LanguageRequirement]:
    """Return the languages in the value of a label for them: "English (C1), French"."""
    return _without_echoes(_of_sentence(Sentence.of_label(value), employer, label=True)[:MAX_ROWS])


def _of_sentence(
    sentence: Sentence, employer: str | None, *, label: bool
) -> list[LanguageRequirement]:
    """Return the rows of the languages that a sentence asks for. label: whether it is the value of
    a label, which needs no word that asks."""
    words = _grammar()
    groups = groups_in(sentence)
    if not groups or words.not_asked.search(sentence):
        return []
    if pair := one_and_other(sentence, groups):
        necessity = sentence.necessity(sentence.rank())
        return [_row(sentence, pair.codes, level, necessity, employer) for level in pair.levels]
    if _is_fact(sentence) or words.several_of.search(sentence):
        return []
    rows: list[LanguageRequirement] = []
    for index, group in enumerate(groups):
        before = groups[index - 1].end if index else 0
        after = groups[index + 1].start if index + 1 < len(groups) else len(sentence.low)
        if _is_asked_for(sentence, group, before, after, label=label):
            necessity = _necessity(sentence, group, before, after, alone=len(groups) == 1)
            rows += _rows(sentence, group, necessity, employer)
    return rows


# --- is it asked for ------------------------------------------------------------------------------


def _is_asked_for(
    sentence: Sentence, group: Group, before: int, after: int, *, label: bool
) -> bool:
    """Return whether a group is languages asked for: it stands as a name, and a word that asks
    stands near."""
    words, low = _grammar(), sentence.low
    head, tail = low[max(before, group.start - FORTH) : group.start], low[group.end : after]
    named = group.beside or words.language_before.search(head)
    follows = any(group.levels) or words.may_follow.match(tail)
    if not named and (group.adjective or not follows or not words.may_precede.search(head)):
        return False
    if words.not_needed.search(sentence, *_clause(low, before, group, after)):
        return False
    if label or any(group.levels):
        return True
    near = (group.start - BACK, group.end + FORTH)
    if words.strong.search(sentence, *near):
        return True
    qualified = words.qualifier.search(sentence, group.start - len(head), group.start)
    if (dangling := words.dangling.match(tail)) and (
        not qualified or sentence.text[group.end + dangling.end() :][:1].isupper()
    ):
        return False
    asking = words.weak.search(low, max(0, near[0]), near[1])
    if any(words.language.pattern.search(plain(line)) for line in sentence.above):
        return True
    if sentence.section in OF_APPLICANTS:
        return bool(asking or qualified or sentence.rank(*near))
    return sentence.section != "responsibilities" and bool(
        asking and (qualified or sentence.rank())
    )


def _clause(low: str, before: int, group: Group, after: int) -> tuple[int, int]:
    """Return where the clause of a group starts and ends, between two offsets."""
    starts = [found.end() for found in _CLAUSE.finditer(low, before, group.start)]
    end = _CLAUSE.search(low, group.end, after)
    return starts[-1] if starts else before, end.start() if end else after


def _is_fact(sentence: Sentence) -> bool:
    """Return whether it says what the languages of the employer are, and asks for none."""
    words = _grammar()
    return bool(words.facts.search(sentence) and words.are.search(sentence) and not sentence.rank())


def _necessity(
    sentence: Sentence, group: Group, before: int, after: int, *, alone: bool
) -> Necessity | None:
    """Return the rank in the group's own clause, behind it before ahead of it; else of the
    sentence's place."""
    start, end = _clause(sentence.low, before, group, after)
    dangling = _grammar().dangling.match(sentence.low, group.end, after)
    own = (None if dangling else sentence.rank(group.end, end)) or sentence.rank(start, group.start)
    return (
        own
        or sentence.standing
        or ("essential" if alone and sentence.rank() == "essential" else None)
    )


# --- rows -----------------------------------------------------------------------------------------


def _rows(
    sentence: Sentence, group: Group, necessity: Necessity | None, employer: str | None
) -> list[LanguageRequirement]:
    """Return one row for "A or B", two for "A and B", and two for "A and B or C". A comma does as
    the word in its list does."""
    all_or = "and" not in group.links
    parts = [[0]]
    for index, link in enumerate(group.links, start=1):
        if link == "or" or all_or:
            parts[-1].append(index)
        else:
            parts.append([index])
    rows = []
    for part in parts:
        levels = {group.levels[index] for index in part}
        codes = list(dict.fromkeys(group.codes[index] for index in part))
        rows.append(
            _row(sentence, codes, levels.pop() if len(levels) == 1 else None, necessity, employer)
        )
    return rows


def _row(
    sentence: Sentence,
    codes: list[str],
    level: str | None,
    necessity: Necessity | None,
    employer: str | None,
) -> LanguageRequirement:
    return LanguageRequirement(
        any_of=codes,
        level=level,
        scheme=_scheme(level, sentence, employer),
        necessity=necessity,
        raw=sentence.raw,
    )


def _scheme(
    level: str | None, sentence: Sentence, employer: str | None
) -> Literal["NATO", "CEFR"] | None:
    """Return the scheme of a level: CEFR for "B2"; NATO for others, where the sentence or the
    employer speaks of its scheme."""
    if level is None:
        return None
    if _CEFR.match(level.lower()):
        return "CEFR"
    words = _grammar()
    return (
        "NATO"
        if words.roman_scheme.search(sentence)
        or words.roman_scheme.pattern.search(plain(employer or ""))
        else None
    )


def _without_echoes(rows: list[LanguageRequirement]) -> list[LanguageRequirement]:
    """Leave out a row that says no more than another of the same languages."""

    def says_no_more(one: LanguageRequirement, other: LanguageRequirement) -> bool:
        return (
            one.any_of == other.any_of
            and one.level in (None, other.level)
            and one.necessity in (None, other.necessity)
            and (one.level, one.necessity) != (other.level, other.necessity)
        )

    kept: dict[tuple[object, ...], LanguageRequirement] = {}
    for row in rows:
        if not any(says_no_more(row, other) for other in rows):
            kept.setdefault((tuple(row.any_of), row.level, row.necessity), row)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/languages.yaml. Patterns run over a sentence in lower case.

    strong, weak: words that ask, surely or beside others. qualifier: how well ("fluent"). dangling:
    an "and" or "or" behind a name with no other name behind it.
    """

    language: Phrases
    strong: Phrases
    weak: re.Pattern[str]
    qualifier: Phrases
    not_needed: Phrases
    not_asked: Phrases
    facts: Phrases
    are: Phrases
    several_of: Phrases
    roman_scheme: Phrases
    language_before: re.Pattern[str]
    may_follow: re.Pattern[str]
    may_precede: re.Pattern[str]
    dangling: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = load_merged("languages")
    language, ands, ors = (
        any_of(phrases) for phrases in (data["language"], shared("and", *data["and"]), shared("or"))
    )
    ranks = load_merged("sentences")
    around = [
        *shared("and", *data["and"]),
        *shared("or"),
        *data["strong"],
        *data["weak"],
        *ranks["desirable"],
        *ranks["essential"],
    ]
    return _Grammar(
        language=Phrases(data["language"]),
        strong=Phrases(data["strong"]),
        weak=re.compile(
            rf"(?<!\w)(?:\w*{any_of(data['weak_ends'])}"
            rf"|{any_of([*data['weak'], *data['language']])})(?!\w)"
        ),
        qualifier=Phrases(data["qualifiers"]),
        not_needed=Phrases(data["not_needed"]),
        not_asked=Phrases(data["not_asked"]),
        facts=Phrases(data["facts"]),
        are=Phrases(data["are"]),
        several_of=Phrases(data["several_of"]),
        roman_scheme=Phrases([*data["roman_employers"], *data["roman_words"]]),
        language_before=re.compile(rf"(?<!\w){language}[ :(]*$"),
        may_follow=re.compile(
            rf"\s*(?:$|[.,;:!?()\[\]/\"”»–—•|]|- |{any_of([*data['after'], *around])}(?!\w))"
        ),
        may_precede=re.compile(
            r"(?:^|[,;:()\[\]/\"“«–—•|.!?] ?|- "
            rf"|(?<!\w){any_of([*data['before'], *data['qualifiers'], *around])} ?)$"
        ),
        dangling=re.compile(rf" (?:{ands}|{ors})(?!\w) ?"),
    )
