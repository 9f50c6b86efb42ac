"""Find the names of languages in a sentence, in groups: what "and", "or" or a stroke ties together,
each with its level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from crawlers.extract.sentences.by_topic import MAX_ROWS, Phrases, Sentence, any_of, shared
from crawlers.extract.sentences.language_names import language_names
from crawlers.text.word_lists import load_merged

BACK, FORTH = 90, 45
"""How far from a name its words may stand, in characters."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Group:
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


def groups_in(sentence: Sentence) -> list[Group]:
    """Return the names in a sentence, in groups: "A and B", "A or B", "A/B", "A, B and C"."""
    words, names, low = _grammar(), language_names(), sentence.low
    groups: list[Group] = []
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
                Group([name.code], [level], name.adjective, beside, [(word.start(), end)])
            )
    return [part for group in groups for part in _with_levels(sentence, group)]


def _with_levels(sentence: Sentence, group: Group) -> list[Group]:
    """Return a group with the level of each name. The level behind the last name is of all, and so
    is one before the first.

    Names with nothing but commas between stand alone, unless one of them is enough.
    """
    if not any(group.levels[:-1]):
        group.levels = [group.levels[-1] or _level_before(sentence, group.start)] * len(
            group.levels
        )
    if _grammar().one_of.search(sentence, group.start - BACK, group.start):
        group.links = ["or"] * len(group.links)
    if _grammar().bilingual.search(sentence, group.start - FORTH, group.start):
        group.links = ["and"] * len(group.links)
    if set(group.links) != {","}:
        return [group]
    return [
        Group([code], [level], group.adjective, group.beside, [spot])
        for code, level, spot in zip(group.codes, group.levels, group.spots, strict=True)
    ]


def _level_after(sentence: Sentence, end: int) -> tuple[str | None, int]:
    found = _grammar().level_after.match(sentence.low, end, end + FORTH)
    if not found:
        return None, end
    level = sentence.text[found.start("level") : found.end("level")]
    return (level, found.end()) if level.isupper() else (None, end)


def _level_before(sentence: Sentence, start: int) -> str | None:
    found = _grammar().level_before.search(sentence.low, max(0, start - FORTH), start)
    if not found:
        return None
    level = sentence.text[found.start("level") : found.end("level")]
    return level if level.isupper() else None


@dataclass(frozen=True, slots=True)
class OneAndOther:
    """ "V in one, I in the other" of several languages. codes: the languages; levels: one of each
    row, as printed."""

    codes: list[str]
    levels: list[str]


def one_and_other(sentence: Sentence, groups: list[Group]) -> OneAndOther | None:
    """Return the levels of "English/French: V in one; I in the other", where either language meets
    either level; None for any other sentence."""
    found = _grammar().one_and_other.search(sentence.low)
    if not found:
        return None
    named = (code for group in groups if group.start < found.start() for code in group.codes)
    codes = list(dict.fromkeys(named))
    levels = [
        sentence.text[found.start(name) : found.end(name)]
        for name in ("one", "other")
        if found[name]
    ]
    if len(codes) < 2 or not all(level.isupper() for level in levels):
        return None
    return OneAndOther(codes, levels)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/languages.yaml that tie names and levels together. Patterns
    run over a sentence in lower case.

    link: between two names of a group. level_after, level_before: beside a name.
    """

    one_of: Phrases
    bilingual: Phrases
    hyphened: re.Pattern[str]
    language_after: re.Pattern[str]
    link: re.Pattern[str]
    level_after: re.Pattern[str]
    level_before: re.Pattern[str]
    one_and_other: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = load_merged("languages")
    roman, cefr = "vi|iv|v|i{1,3}", r"[abc][12]\+?"
    language, level = any_of(data["language"]), any_of([*data["level"], *data["language"]])
    ands, ors, links = (
        any_of(shared("and", *data["and"])),
        any_of(shared("or")),
        any_of(data["links"]),
    )
    label = r"(?: ?\([^()]{0,30}\))?"
    return _Grammar(
        one_of=Phrases(data["one_of"]),
        bilingual=Phrases(data["bilingual"]),
        hyphened=re.compile(r"-\w"),
        language_after=re.compile(rf"[ -]?{language}(?!\w)"),
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
