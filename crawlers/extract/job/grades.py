"""Grades: the value of a grade field, a bare line, a bracket of a title.

What system a code belongs to is told by the employer, or by a label or value that names the system,
never by the pattern of the code. The systems, their employers and their codes are data/grades.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from crawlers.posting.schema import Grade
from crawlers.text.words import fold, folded, load, squeeze

_LONGEST = 300
_LONGEST_UNREAD = 40
_LONGEST_LINE = 60
_MOST_WORDS_BEFORE = 4
"""A value begins with its grade: a code further in is of the prose around it."""
_MOST_GRADES = 12
_LONGEST_SENTENCE = 1_000

_WHOLE = re.compile(
    r"(?P<letters>[A-Z]{1,5})(?P<joint>-?)(?P<number>\d{1,3})(?P<step>[a-d]?)|(?P<plain>[A-Z]|[A-Z]{2,5}-?[A-Z]?)"
)
_FIGURES = re.compile(r"(?P<low>\d{1,2}[a-d]?)(?:\s*[-–/]\s*(?P<high>\d{1,2}[a-d]?))?")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]")


@dataclass(frozen=True, slots=True, eq=False)
class _System:
    """A grade system of the data file."""

    name: str
    words: tuple[str, ...]
    codes: re.Pattern[str]
    joint: str
    bare: str
    former: re.Pattern[str] | None
    equivalents: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Code:
    """A code in a value: letters, what joins them, number; a bare number has no letters, a code of
    letters no number."""

    letters: str
    joint: str
    number: str
    start: int
    end: int

    @property
    def printed(self) -> str:
        """Without blanks and dots, as printed otherwise."""
        return f"{self.letters}{'-' if '-' in self.joint else ''}{self.number}"

    def spelled(self, system: _System) -> str | None:
        """In the system's own spelling; None where the system has no such code."""
        letters = self.letters
        spellings = (
            [f"{letters}{system.joint}{self.number}"]
            if letters and self.number
            else [letters or self.number]
        )
        if letters and not self.number and letters[:2] == "NO" and len(letters) == 3:
            spellings = [f"NO{system.joint}{letters[2]}"]
        if not letters and system.bare:
            spellings.insert(0, f"{system.bare}{self.number}")
        return next((spelling for spelling in spellings if system.codes.fullmatch(spelling)), None)


@cache
def _systems() -> tuple[_System, ...]:
    return tuple(
        _System(
            name=row["name"],
            words=tuple(map(fold, row["words"])),
            codes=re.compile(row["codes"]),
            joint=row["joint"],
            bare=row.get("bare", ""),
            former=re.compile(row["former"]) if "former" in row else None,
            equivalents=row.get("equivalents", {}),
        )
        for row in load("grades")["systems"]
    )


@cache
def _employers() -> dict[str, list[tuple[list[str], str, _System]]]:
    """By the first folded word of an employer's name: all its folded words, the name, its
    system."""
    index: dict[str, list[tuple[list[str], str, _System]]] = {}
    for row, system in zip(load("grades")["systems"], _systems(), strict=True):
        for name in row["employers"]:
            words = fold(name).split()
            index.setdefault(words[0], []).append((words, name, system))
    return index


def _in_capitals(acronym: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(acronym)}(?!\w)", text) is not None


@lru_cache(2048)
def _systems_of(employer: str) -> tuple[_System, ...]:
    """The systems of an employer; where its name names several, those of the one named first."""
    words = fold(employer).split()
    for at, word in enumerate(words):
        found = [
            system
            for names, name, system in _employers().get(word, ())
            if words[at : at + len(names)] == names
            and (not name.isupper() or _in_capitals(name, employer))
        ]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def system_of(employer: str) -> str | None:
    """The name of the grade system that an employer uses, by whole words of its name; None for an
    unknown employer."""
    systems = _systems_of(employer[:_LONGEST])
    return systems[0].name if systems else None


def equivalent(code: str, system: str | None) -> str | None:
    """Today's code of a former one ("A2" at NATO is "G15"), where that is certain."""
    return next((s.equivalents.get(code) for s in _systems() if s.name == system), None)


# --- Codes in a value -----------------------------------------------------------------------------


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """`level`: a level word; `code`: a code with letters, or a number behind a level word; `gap`:
    what can join two codes."""
    data = load("grades")
    level = "|".join(map(re.escape, sorted(data["levels"], key=len, reverse=True)))
    systems = "|".join(re.escape(word) for system in data["systems"] for word in system["words"])
    letters = "|".join(map(re.escape, sorted(data["letters"], key=len, reverse=True)))
    if name == "level":
        return re.compile(rf"(?i)(?<!\w)(?:{systems}|{level})(?!\w)[:.]?")
    if name == "code":
        return re.compile(
            rf"(?<![\w.])(?:(?P<letters>{letters})(?P<joint>\. ?|[ -])?(?P<number>\d{{1,2}}[a-d]?)"
            rf"|(?P<plain>{'|'.join(data['letter_codes'])})"
            rf"|(?i:(?<!\w)(?:{level}))[ :.]{{1,2}}(?P<bare>\d{{1,2}}[a-d]?))(?![\w%]|[.,]\d)"
        )
    kinds = {
        kind: "|".join(map(re.escape, sorted(data[kind], key=len, reverse=True)))
        for kind in ("range", "twin", "list")
    }
    if name == "short":
        return re.compile(
            rf"\s?(?:(?P<range>{kinds['range']})|(?P<twin>{kinds['twin']}))\s?(?P<number>\d{{1,2}})(?![\w%]|[.,]\d)"
        )
    return re.compile(
        rf"(?P<range>{kinds['range']})|(?P<twin>{kinds['twin']})|(?P<list>{kinds['list']})",
        re.IGNORECASE,
    )


def _codes(text: str) -> Iterator[_Code]:
    for match in _pattern("code").finditer(text):
        letters = match["letters"] or (match["plain"] or "").replace(" ", "").replace("-", "")
        number = match["number"] or match["bare"] or ""
        joint = "-" if match["plain"] and "-" in match["plain"] else match["joint"] or ""
        yield _Code(letters, joint, number, match.start(), match.end())
        if short := _pattern("short").match(text, match.end()):  # "G15-17"
            yield _Code(letters, joint, short["number"], short.start("number"), short.end())


def _whole_value(text: str) -> list[_Code]:
    """The codes of a value that is nothing but a code or bare numbers: "24", "4/5", "B", "XK-3"."""
    bare = squeeze(_pattern("level").sub(" ", text)).strip(" .:")
    if match := _FIGURES.fullmatch(bare):
        return [
            _Code("", "", figure, *match.span(name))
            for name in ("low", "high")
            if (figure := match[name])
        ]
    if match := _WHOLE.fullmatch(bare):
        number = f"{match['number'] or ''}{match['step'] or ''}"
        return [
            _Code(match["letters"] or match["plain"], match["joint"] or "", number, 0, len(bare))
        ]
    return []


@cache
def _spellings() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"\b{pattern}\b"), code) for pattern, code in load("grades")["spelled"]]


def _spelled(text: str) -> list[str]:
    """The code of a grade written out in words: "Senior Executive Officer"."""
    folded = fold(text)
    for pattern, code in _spellings():
        if match := pattern.search(folded):
            return [code.format(*(group.upper() for group in match.groups()))]
    return []


def _runs(text: str, codes: list[_Code]) -> list[list[_Code]]:
    """Codes that belong to one post together; the run ends at a comma or an "and", all end where
    prose begins."""
    runs: list[list[_Code]] = []
    for code in codes[: _MOST_GRADES * 2]:
        if not runs:
            if len(text[: code.start].split()) > _MOST_WORDS_BEFORE:
                return []
            runs.append([code])
            continue
        gap = squeeze(_pattern("level").sub(" ", text[runs[-1][-1].end : code.start])).strip(" ()")
        joined = _pattern("gap").fullmatch(gap)
        if gap and not joined:
            break
        if joined and joined["list"] is None:
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs


# --- Codes into grades ----------------------------------------------------------------------------


def _row(raw: str, run: list[_Code], systems: tuple[_System, ...]) -> Iterator[Grade]:
    """The grades of one run: a range or a twin where the letters are the same, else one each."""
    system = next((s for s in systems if all(code.spelled(s) for code in run)), None)
    former = system.former if system else None
    todays = [
        code
        for code in run
        if not (former and system and former.fullmatch(code.spelled(system) or ""))
    ]
    by_letters: dict[str, list[_Code]] = {}
    for code in todays or run:
        by_letters.setdefault(code.letters, []).append(code)
    for same in by_letters.values():
        ordered = sorted(same, key=lambda code: int(re.sub(r"\D", "", code.number) or 0))
        spelled = [(code.spelled(system) if system else None) or code.printed for code in ordered]
        yield Grade(
            raw=raw,
            system=system.name if system else None,
            code=spelled[0],
            code_max=spelled[-1] if spelled[-1] != spelled[0] else None,
        )


def _candidates(raw: str, employer: str | None, label: str) -> tuple[_System, ...]:
    """The systems that the label or the value names, else those of the employer."""
    folded = f" {fold(label)} {fold(raw)} "
    named = tuple(s for s in _systems() if any(f" {word} " in folded for word in s.words))
    return named or (_systems_of(employer[:_LONGEST]) if employer else ())


def read_grades(raw: str, *, employer: str | None, label: str = "") -> list[Grade]:
    """The grades in the value of a grade field, in order; [] where it states none.

    `employer` tells the system, unless `label` (as printed) or the value names it. With an unknown
    employer the system is null and the code as printed, without blanks and dots. A short value that
    no pattern fits keeps its raw words.
    """
    text = squeeze(raw[: 2 * _LONGEST])[:_LONGEST].strip(" :-–")
    if not text:
        return []
    systems = _candidates(text, employer, label)
    if codes := _spelled(text):
        system = next((s.name for s in systems if s.codes.fullmatch(codes[0])), None)
        return [Grade(raw=text, system=system, code=codes[0])]
    runs = _runs(text, list(_codes(text)))
    if not runs and (whole := _whole_value(text)):
        runs = [whole]
    raws = [text[run[0].start : run[-1].end] if len(runs) > 1 else text for run in runs]
    grades = [
        grade for piece, run in zip(raws, runs, strict=True) for grade in _row(piece, run, systems)
    ]
    if grades:
        return list({(g.code, g.code_max): g for g in reversed(grades)}.values())[::-1][
            :_MOST_GRADES
        ]
    return [Grade(raw=text)] if _is_unread(text) else []


@cache
def _no_grade() -> tuple[str, ...]:
    return tuple(f" {fold(words)} " for words in load("grades")["no_grade"])


def _is_unread(text: str) -> bool:
    """Whether a value may be a grade in words that no list knows ("Professional staff")."""
    folded = f" {fold(text)} "
    known = any(words in folded for words in _no_grade())
    return (
        len(text) <= _LONGEST_UNREAD
        and folded.replace(" ", "").isalpha()
        and len(folded.split()) <= 4
        and not known
    )


# --- Grades without a label -----------------------------------------------------------------------


@cache
def _unmistakable() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('grades')['unmistakable'])})(?!\w)")


def _all_unmistakable(text: str) -> bool:
    """Whether a text is nothing but such codes: "AD 5 & AD 7"."""
    rest = _unmistakable().sub(" ", text)
    return rest != text and not re.search(r"\w", _pattern("gap").sub(" ", rest))


def looks_like_grade(line: str) -> bool:
    """Whether a whole short line is a grade, with a word that says so or in a form of its own:
    "Grade G-6", "schaal 8", "P-3"."""
    line = line.strip()
    if len(line) > _LONGEST_LINE or not any(c.isdigit() or c.isupper() for c in line):
        return False
    if _all_unmistakable(line):
        return True
    level = _pattern("level").match(line)
    if not level:
        return False
    rest = _pattern("level").sub(" ", line).strip(" :")
    if _whole_value(rest):
        return True
    left = _pattern("gap").sub(" ", _pattern("code").sub(" ", rest))
    return bool(_pattern("code").search(rest)) and not re.search(r"\w", left)


def grade_in_title(title: str) -> tuple[str, str | None]:
    """A title and the grade in a bracket of it. A bracket with a grade word is cut: "Legal Director
    (Grade A6)" gives "A6".

    A bracket of mere codes that are nothing but grades is read and stays: "Legal Clerk (AD 5 & AD
    7)".
    """
    for match in _BRACKET.finditer(title[:_LONGEST]):
        inner = match[1].strip()
        level = _pattern("level").match(inner)
        if level and looks_like_grade(inner):
            generic = fold(level[0]) in map(fold, load("grades")["levels"])
            return squeeze(title[: match.start()] + title[match.end() :]), inner[
                level.end() :
            ].strip() if generic else inner
        if _all_unmistakable(inner):
            return title, inner
    return title, None


# --- Grades in a sentence -------------------------------------------------------------------------


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _grade_words() -> frozenset[str]:
    """The first words of the words for grade of `_mentioned`."""
    data = load("grades")
    words = [
        *data["sentence_levels"],
        *data["bare_levels"],
        *(w for row in data["systems"] for w in row["words"]),
    ]
    return frozenset(fold(word).partition(" ")[0] for word in words)


@cache
def _mentioned() -> re.Pattern[str]:
    """Codes with letters beside a word for grade, before or behind; a bare number only behind a
    word of nothing but pay."""
    data = load("grades")
    level = rf"(?<!\w)(?i:{_any([*data['sentence_levels'], *(w for row in data['systems'] for w in row['words'])])})(?!\w)"
    code = rf"(?:(?:{_any(data['letters'])})(?:\. ?|[ -])?\d{{1,2}}|{'|'.join(data['letter_codes'])})(?!\w)"
    gap = rf"(?: ?(?:{_any([*data['range'], *data['twin'], *data['list']])}) ?| )"
    run = rf"(?<!\w){code}(?:{gap}{code}){{0,7}}"
    bare = rf"(?<!\w)(?i:{_any(data['bare_levels'])}) \d{{1,2}}(?: ?[-–/] ?\d{{1,2}})?(?!\w)"
    return re.compile(rf"{level}:? (?P<behind>{run})|(?P<before>{run}) {level}|(?P<bare>{bare})")


def find_grades(text: str, *, employer: str | None) -> list[Grade]:
    """The grades that a sentence names by a word for grade: "at grades G5 and G8", "a G15 grade
    vacancy"; else [].

    "Level" is no such word: levels are of languages and diplomas, too.
    """
    if _grade_words().isdisjoint(folded(text).split()):
        return []
    for match in _mentioned().finditer(squeeze(text[:_LONGEST_SENTENCE])):
        codes = match["behind"] or match["before"] or match["bare"]
        if grades := read_grades(codes, employer=employer, label=match[0].replace(codes, "")):
            return grades
    return []
