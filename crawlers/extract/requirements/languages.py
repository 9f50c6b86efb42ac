"""Languages that a posting asks for, with their levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from crawlers.extract.sentences.by_topic import (
    MAX_ROWS,
    Phrases,
    Prepared,
    Sentence,
    any_of,
    plain,
    prepare,
)
from crawlers.extract.sentences.language_names import language_names
from crawlers.posting.schema import LanguageRequirement, Necessity, Section
from crawlers.text.words import load

_WORD = re.compile(r"[^\W\d_]+")
_CEFR = re.compile(r"[abc][12]\+?$")
_CLAUSE = re.compile(r"[;.,](?=\s|$)|(?<=\w) [–—-] (?=(?:\S+ ){3})")
_BACK, _FORTH = 90, 45
"""How far from a name its words may stand, in characters."""
_LISTED = frozenset(
    {"qualifications", "qualifications_essential", "qualifications_desirable", "eligibility"}
)


@dataclass(slots=True)
class _Group:
    """Names that stand together.

    levels, spots: of each name; the offsets are with the level. links: "and", "or" or "," between
    one and the next. adjective: whether the last needs a word for language beside it. beside:
    whether one follows.
    """

    codes: list[str]
    levels: list[str | None]
    adjective: bool
    beside: bool
    spots: list[tuple[int, int]]
    links: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.spots[0][0]

    @property
    def end(self) -> int:
        return self.spots[-1][1]


def read_languages(
    sections: Sequence[Section] | Prepared, *, employer: str | None = None
) -> list[LanguageRequirement]:
    """The languages asked for, in order. employer: its name tells whose scale Roman levels are
    of."""
    rows: list[LanguageRequirement] = []
    for sentence in prepare(sections).about("languages"):
        rows += _of_sentence(sentence, employer, label=False)
        if len(rows) > MAX_ROWS:
            break
    return _without_echoes(rows[:MAX_ROWS])


def languages_of_label(value: str, *, employer: str | None = None) -> list[LanguageRequirement]:
    """The languages in the value of a label for them: "English (C1), French"."""
    return _without_echoes(_of_sentence(Sentence(value[:2000]), employer, label=True)[:MAX_ROWS])


def _of_sentence(
    sentence: Sentence, employer: str | None, *, label: bool
) -> list[LanguageRequirement]:
    words = _grammar()
    groups = _groups(sentence)
    if not groups or words.not_asked.search(sentence):
        return []
    if pair := _one_and_other(sentence, groups, employer):
        return pair
    if _is_fact(sentence) or words.several_of.search(sentence):
        return []
    rows: list[LanguageRequirement] = []
    for index, group in enumerate(groups):
        before = groups[index - 1].end if index else 0
        after = groups[index + 1].start if index + 1 < len(groups) else len(sentence.low)
        if _asked(sentence, group, before, after, label=label):
            necessity = _necessity(sentence, group, before, after, alone=len(groups) == 1)
            rows += _rows(sentence, group, necessity, employer)
    return rows


# --- names to groups ------------------------------------------------------------------------------


def _groups(sentence: Sentence) -> list[_Group]:
    """The names in a sentence; what "and", "or" or a stroke ties together is one group, and so is
    "A, B and C"."""
    words, names, low = _grammar(), language_names(), sentence.low
    groups: list[_Group] = []
    for word in _WORD.finditer(low):
        name = names.get(word[0])
        if name is None or (name.capital and not sentence.text[word.start()].isupper()):
            continue
        if len(groups) > MAX_ROWS:
            break
        if low.endswith("-", 0, word.start()) or words.hyphened.match(low, word.end()):
            continue
        level, end = _level_after(sentence, word.end())
        beside = words.language_after.match(low, word.end()) is not None
        last = groups[-1] if groups else None
        link = words.link.fullmatch(low, last.end, word.start()) if last else None
        if last and link:
            last.codes.append(name.code)
            last.levels.append(level)
            last.adjective, last.beside = name.adjective, beside
            last.spots.append((word.start(), end))
            last.links.append(
                "and" if link["and"] else "or" if link["or"] or link["stroke"] else ","
            )
        else:
            groups.append(
                _Group([name.code], [level], name.adjective, beside, [(word.start(), end)])
            )
    return [part for group in groups for part in _settled(sentence, group)]


def _settled(sentence: Sentence, group: _Group) -> list[_Group]:
    """The level behind the last name is of all, and so is one before the first.

    Names with nothing but commas between stand alone, unless one of them is enough.
    """
    if not any(group.levels[:-1]):
        group.levels = [group.levels[-1] or _level_before(sentence, group.start)] * len(
            group.levels
        )
    if _grammar().one_of.search(sentence, group.start - _BACK, group.start):
        group.links = ["or"] * len(group.links)
    if _grammar().bilingual.search(sentence, group.start - _FORTH, group.start):
        group.links = ["and"] * len(group.links)
    if set(group.links) != {","}:
        return [group]
    return [
        _Group([code], [level], group.adjective, group.beside, [spot])
        for code, level, spot in zip(group.codes, group.levels, group.spots, strict=True)
    ]


def _level_after(sentence: Sentence, end: int) -> tuple[str | None, int]:
    found = _grammar().level_after.match(sentence.low, end, end + _FORTH)
    if not found:
        return None, end
    level = sentence.text[found.start("level") : found.end("level")]
    return (level, found.end()) if level.isupper() else (None, end)


def _level_before(sentence: Sentence, start: int) -> str | None:
    found = _grammar().level_before.search(sentence.low, max(0, start - _FORTH), start)
    if not found:
        return None
    level = sentence.text[found.start("level") : found.end("level")]
    return level if level.isupper() else None


# --- is it asked for ------------------------------------------------------------------------------


def _asked(sentence: Sentence, group: _Group, before: int, after: int, *, label: bool) -> bool:
    """Whether a group is languages asked for: it stands as a name, and a word that asks stands
    near."""
    words, low = _grammar(), sentence.low
    head, tail = low[max(before, group.start - _FORTH) : group.start], low[group.end : after]
    named = group.beside or words.language_before.search(head)
    follows = any(group.levels) or words.may_follow.match(tail)
    if not named and (group.adjective or not follows or not words.may_precede.search(head)):
        return False
    if words.not_needed.search(sentence, *_clause(low, before, group, after)):
        return False
    if label or any(group.levels):
        return True
    near = (group.start - _BACK, group.end + _FORTH)
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
    if sentence.section in _LISTED:
        return bool(asking or qualified or sentence.rank(*near))
    return sentence.section != "responsibilities" and bool(
        asking and (qualified or sentence.rank())
    )


def _clause(low: str, before: int, group: _Group, after: int) -> tuple[int, int]:
    """Where the clause of a group starts and ends, between two offsets."""
    starts = [found.end() for found in _CLAUSE.finditer(low, before, group.start)]
    end = _CLAUSE.search(low, group.end, after)
    return starts[-1] if starts else before, end.start() if end else after


def _is_fact(sentence: Sentence) -> bool:
    """Whether it says what the languages of the employer are, and asks for none."""
    words = _grammar()
    return bool(words.facts.search(sentence) and words.are.search(sentence) and not sentence.rank())


def _necessity(
    sentence: Sentence, group: _Group, before: int, after: int, *, alone: bool
) -> Necessity | None:
    """The rank in the group's own clause, behind it before ahead of it; else of the sentence's
    place."""
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
    sentence: Sentence, group: _Group, necessity: Necessity | None, employer: str | None
) -> list[LanguageRequirement]:
    """One row for "A or B", two for "A and B", and two for "A and B or C". A comma does as the word
    in its list does."""
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


def _one_and_other(
    sentence: Sentence, groups: list[_Group], employer: str | None
) -> list[LanguageRequirement]:
    """Two rows for "English/French: V in one; I in the other": one for each level, and either
    language meets it."""
    found = _grammar().one_and_other.search(sentence.low)
    if not found:
        return []
    codes = list(
        dict.fromkeys(
            code for group in groups if group.start < found.start() for code in group.codes
        )
    )
    levels = [
        sentence.text[found.start(name) : found.end(name)]
        for name in ("one", "other")
        if found[name]
    ]
    if len(codes) < 2 or not all(level.isupper() for level in levels):
        return []
    return [
        _row(sentence, codes, level, sentence.necessity(sentence.rank()), employer)
        for level in levels
    ]


def _scheme(
    level: str | None, sentence: Sentence, employer: str | None
) -> Literal["NATO", "CEFR"] | None:
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
    """Leaves out a row that says no more than another of the same languages."""

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
    one_of: Phrases
    bilingual: Phrases
    several_of: Phrases
    roman_scheme: Phrases
    hyphened: re.Pattern[str]
    language_after: re.Pattern[str]
    language_before: re.Pattern[str]
    may_follow: re.Pattern[str]
    may_precede: re.Pattern[str]
    dangling: re.Pattern[str]
    link: re.Pattern[str]
    level_after: re.Pattern[str]
    level_before: re.Pattern[str]
    one_and_other: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = load("languages")
    roman, cefr = "vi|iv|v|i{1,3}", r"[abc][12]\+?"
    language, level = any_of(data["language"]), any_of([*data["level"], *data["language"]])
    ands, ors, links = any_of(data["and"]), any_of(data["or"]), any_of(data["links"])
    ranks = load("sentences")
    around = [
        *data["and"],
        *data["or"],
        *data["strong"],
        *data["weak"],
        *ranks["desirable"],
        *ranks["essential"],
    ]
    label = r"(?: ?\([^()]{0,30}\))?"
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
        one_of=Phrases(data["one_of"]),
        bilingual=Phrases(data["bilingual"]),
        several_of=Phrases(data["several_of"]),
        roman_scheme=Phrases([*data["roman_employers"], *data["roman_words"]]),
        hyphened=re.compile(r"-\w"),
        language_after=re.compile(rf"[ -]?{language}(?!\w)"),
        language_before=re.compile(rf"(?<!\w){language}[ :(]*$"),
        may_follow=re.compile(
            rf"\s*(?:$|[.,;:!?()\[\]/\"”»–—•|]|- |{any_of([*data['after'], *around])}(?!\w))"
        ),
        may_precede=re.compile(
            r"(?:^|[,;:()\[\]/\"“«–—•|.!?] ?|- "
            rf"|(?<!\w){any_of([*data['before'], *data['qualifiers'], *around])} ?)$"
        ),
        dangling=re.compile(rf" (?:{ands}|{ors})(?!\w) ?"),
        link=re.compile(
            rf"[-)]?(?:,? (?:(?P<or>{ors})|(?P<and>{ands})) | ?(?P<stroke>/) ?|, ?)"
            rf"(?:{links} ?){{0,3}}"
        ),
        level_after=re.compile(
            rf"[\s:(,–—-]*(?:{level}(?!\w)[\s:(.-]*){{0,5}}"
            rf"(?P<level>{cefr}|(?:{roman})(?= ?(?:[(),;./]|$)))(?![\w+])\)?"
        ),
        level_before=re.compile(rf"(?<!\w)(?P<level>{cefr}|(?:{roman}))[\s)]*(?:{level} ){{0,4}}$"),
        one_and_other=re.compile(
            rf"(?<!\w)(?P<one>{roman}|{cefr}){label} {any_of(data['in_one'])}(?!\w)"
            rf"(?:[\s,;:.]{{0,4}}(?:{ands} )?(?P<other>{roman}|{cefr}){label}"
            rf" {any_of(data['in_the_other'])}(?!\w))?"
        ),
    )
