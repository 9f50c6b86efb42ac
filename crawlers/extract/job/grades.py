"""Read grades: the value of a grade field, a bare line, a bracket of a title, a sentence.

The system that a code belongs to follows from the employer, or from a label or value that names the
system, never from the pattern of the code. The systems, their employers and their codes are
data/grades.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawlers.posting.parts.terms import Grade
from crawlers.text.lines import Line, once
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load_merged
from crawlers.text.words import fold, squeeze

_LONGEST = 300
_CODE = re.compile(r"\d|[A-Z]{2}")
"""What every code of a grade in a sentence has: a digit, or two capitals."""
_LONGEST_UNREAD, _MOST_WORDS_UNREAD = 40, 4
"""Characters and words of a grade that no pattern fits."""
_LONGEST_LINE = 60
_MOST_WORDS_BEFORE = 4
"""A value begins with its grade: a code further in is of the prose around it."""
_MOST_GRADES = 12
_LONGEST_SENTENCE = 1_000

_WHOLE = re.compile(
    r"(?P<letters>[A-Z]{1,5})(?P<joint>-?)(?P<number>\d{1,3})(?P<step>[a-d]?)"
    r"|(?P<plain>[A-Z]|[A-Z]{2,5}-?[A-Z]?)"
)
_FIGURES = re.compile(r"(?P<low>\d{1,2}[a-d]?)(?:\s*[-–/]\s*(?P<high>\d{1,2}[a-d]?))?")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]")


@dataclass(frozen=True, slots=True, eq=False)
class _System:
    """A grade system of the data file.

    words: what names the system. codes: a pattern of its codes in its own spelling. joint: what
    stands between letters and number. bare: the letters that a bare number lacks. before_letters:
    letters that have a letter in place of the number behind them ("NO-B"). former: a pattern of
    codes of the scale before today's. equivalents: by former code, today's."""

    name: str
    words: tuple[str, ...]
    codes: re.Pattern[str]
    joint: str
    bare: str
    before_letters: frozenset[str]
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
        """The code as printed, without blanks and dots."""
        return f"{self.letters}{'-' if '-' in self.joint else ''}{self.number}"

    def spelled(self, system: _System) -> str | None:
        """Return the code in the system's own spelling; None where the system has no such code."""
        letters = self.letters
        spellings = (
            [f"{letters}{system.joint}{self.number}"]
            if letters and self.number
            else [letters or self.number]
        )
        if letters[:-1] in system.before_letters and not self.number:
            spellings = [f"{letters[:-1]}{system.joint}{letters[-1]}"]
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
            before_letters=frozenset(row.get("before_letters", ())),
            former=re.compile(row["former"]) if "former" in row else None,
            equivalents=row.get("equivalents", {}),
        )
        for row in load_merged("grades")["systems"]
    )


@cache
def _employers() -> dict[str, list[tuple[list[str], str, _System]]]:
    """Return, by the first folded word of an employer's name: all its folded words, the name, its
    system."""
    index: dict[str, list[tuple[list[str], str, _System]]] = {}
    for row, system in zip(load_merged("grades")["systems"], _systems(), strict=True):
        for name in row["employers"]:
            words = fold(name).split()
            index.setdefault(words[0], []).append((words, name, system))
    return index


def _in_capitals(acronym: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(acronym)}(?!\w)", text) is not None


@once
def _systems_of(line: Line) -> tuple[_System, ...]:
    """Return the systems of an employer; where its name names several, those of the one named
    first."""
    employer = line.text[:_LONGEST]
    words = (line.folded if len(line.text) <= _LONGEST else fold(employer)).split()
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


def system_of(employer: Line | str) -> str | None:
    """Return the name of the grade system that an employer uses, by whole words of its name; None
    for an unknown employer."""
    systems = _systems_of(employer)
    return systems[0].name if systems else None


def todays_code(code: str, system: str | None) -> str | None:
    """Return today's code of a former one ("A2" at NATO is "G15"), where that is certain."""
    return next((s.equivalents.get(code) for s in _systems() if s.name == system), None)


# --- Codes in a value -----------------------------------------------------------------------------


_END_OF_NUMBER = r"(?![\w%]|[.,]\d)"
"""Behind the number of a grade: "A4", but not "A4.5" or "4%"."""


def _words_of_systems() -> list[str]:
    return [word for row in load_merged("grades")["systems"] for word in row["words"]]


@cache
def _level() -> re.Pattern[str]:
    """Return a pattern of a level word, or the name of a system."""
    systems = "|".join(map(re.escape, _words_of_systems()))
    return re.compile(
        rf"(?i)(?<!\w)(?:{systems}|{any_of(load_merged('grades')['levels'])})(?!\w)[:.]?"
    )


@cache
def _code() -> re.Pattern[str]:
    """Return a pattern of a code with letters, or of a number behind a level word."""
    data = load_merged("grades")
    letters, plain, level = (
        any_of(data["letters"]),
        "|".join(data["letter_codes"]),
        any_of(data["levels"]),
    )
    return re.compile(
        rf"(?<![\w.])(?:(?P<letters>{letters})(?P<joint>\. ?|[ -])?(?P<number>\d{{1,2}}[a-d]?)"
        rf"|(?P<plain>{plain})"
        rf"|(?i:(?<!\w)(?:{level}))[ :.]{{1,2}}(?P<bare>\d{{1,2}}[a-d]?)){_END_OF_NUMBER}"
    )


@cache
def _second_number() -> re.Pattern[str]:
    """Return a pattern of the second number of a code with two: "G15-17"."""
    data = load_merged("grades")
    return re.compile(
        rf"\s?(?:(?P<range>{any_of(data['range'])})|(?P<twin>{any_of(data['twin'])}))\s?"
        rf"(?P<number>\d{{1,2}}){_END_OF_NUMBER}"
    )


@cache
def _gap() -> re.Pattern[str]:
    """Return a pattern of what can join two codes."""
    kinds = "|".join(
        f"(?P<{kind}>{any_of(load_merged('grades')[kind])})" for kind in ("range", "twin", "list")
    )
    return re.compile(kinds, re.IGNORECASE)


def _codes(text: str) -> Iterator[_Code]:
    for match in _code().finditer(text):
        letters = match["letters"] or (match["plain"] or "").replace(" ", "").replace("-", "")
        number = match["number"] or match["bare"] or ""
        joint = "-" if match["plain"] and "-" in match["plain"] else match["joint"] or ""
        yield _Code(letters, joint, number, match.start(), match.end())
        if second := _second_number().match(text, match.end()):
            yield _Code(letters, joint, second["number"], second.start("number"), second.end())


def _whole_value(text: str) -> list[_Code]:
    """Return the codes of a value that is nothing but a code or bare numbers: "24", "4/5", "B",
    "XK-3"."""
    bare = squeeze(_level().sub(" ", text)).strip(" .:")
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
    return [
        (re.compile(rf"\b{pattern}\b"), code)
        for rows in load_merged("grades")["spelled"].values()
        for pattern, code in rows
    ]


def _spelled(text: str) -> list[str]:
    """Return the code of a grade written out in words: "Senior Executive Officer"."""
    folded = fold(text)
    for pattern, code in _spellings():
        if match := pattern.search(folded):
            return [code.format(*(group.upper() for group in match.groups()))]
    return []


def _runs(text: str, codes: list[_Code]) -> list[list[_Code]]:
    """Return codes in runs that belong to one post; the run ends at a comma or an "and", all end
    where prose begins."""
    runs: list[list[_Code]] = []
    for code in codes[: _MOST_GRADES * 2]:
        if not runs:
            if len(text[: code.start].split()) > _MOST_WORDS_BEFORE:
                return []
            runs.append([code])
            continue
        gap = squeeze(_level().sub(" ", text[runs[-1][-1].end : code.start])).strip(" ()")
        joined = _gap().fullmatch(gap)
        if gap and not joined:
            break
        if joined and joined["list"] is None:
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs


# --- Codes into grades ----------------------------------------------------------------------------


def _grades_of_run(raw: str, run: list[_Code], systems: tuple[_System, ...]) -> Iterator[Grade]:
    """Yield the grades of one run: a range or a twin where the letters are the same, else one
    each."""
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
    """Return the systems that the label or the value names, else those of the employer."""
    folded = f" {fold(label)} {fold(raw)} "
    named = tuple(s for s in _systems() if any(f" {word} " in folded for word in s.words))
    return named or (_systems_of(employer[:_LONGEST]) if employer else ())


def read_grades(raw: str, *, employer: str | None, label: str = "") -> list[Grade]:
    """Return the grades in the value of a grade field, in order; [] where it states none.

    employer: its name, from which the system follows, unless `label` (as printed) or the value
    names it. With an unknown employer the system is null and the code as printed, without blanks
    and dots. A short value that no pattern fits keeps its raw words.
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
        grade
        for piece, run in zip(raws, runs, strict=True)
        for grade in _grades_of_run(piece, run, systems)
    ]
    if grades:
        return list({(g.code, g.code_max): g for g in reversed(grades)}.values())[::-1][
            :_MOST_GRADES
        ]
    return [Grade(raw=text)] if _is_unread(text) else []


@cache
def _no_grade() -> tuple[str, ...]:
    return tuple(f" {fold(words)} " for words in load_merged("grades")["no_grade"])


def _is_unread(text: str) -> bool:
    """Return whether a value may be a grade in words that no list knows ("Professional staff")."""
    folded = f" {fold(text)} "
    known = any(words in folded for words in _no_grade())
    return (
        len(text) <= _LONGEST_UNREAD
        and folded.replace(" ", "").isalpha()
        and len(folded.split()) <= _MOST_WORDS_UNREAD
        and not known
    )


# --- Grades without a label -----------------------------------------------------------------------


@cache
def _unmistakable() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load_merged('grades')['unmistakable'])})(?!\w)")


def _all_unmistakable(text: str) -> bool:
    """Return whether a text is nothing but such codes: "AD 5 & AD 7"."""
    rest = _unmistakable().sub(" ", text)
    return rest != text and not re.search(r"\w", _gap().sub(" ", rest))


def looks_like_grade(line: str) -> bool:
    """Return whether a whole short line is a grade, with a word that says so or in a form of its
    own: "Grade G-6", "schaal 8", "P-3"."""
    line = line.strip()
    if len(line) > _LONGEST_LINE or not any(c.isdigit() or c.isupper() for c in line):
        return False
    if _all_unmistakable(line):
        return True
    level = _level().match(line)
    if not level:
        return False
    rest = _level().sub(" ", line).strip(" :")
    if _whole_value(rest):
        return True
    left = _gap().sub(" ", _code().sub(" ", rest))
    return bool(_code().search(rest)) and not re.search(r"\w", left)


def grade_in_title(title: str) -> tuple[str, str | None]:
    """Return a title and the grade in a bracket of it. A bracket with a grade word is cut: "Legal
    Director (Grade A6)" gives "A6".

    A bracket of mere codes that are nothing but grades is read and stays: "Legal Clerk (AD 5 & AD
    7)".
    """
    for match in _BRACKET.finditer(title[:_LONGEST]):
        inner = match[1].strip()
        level = _level().match(inner)
        if level and looks_like_grade(inner):
            generic = fold(level[0]) in map(fold, load_merged("grades")["levels"])
            rest = squeeze(title[: match.start()] + title[match.end() :])
            return rest, inner[level.end() :].strip() if generic else inner
        if _all_unmistakable(inner):
            return title, inner
    return title, None


# --- Grades in a sentence -------------------------------------------------------------------------


@cache
def _grade_words() -> frozenset[str]:
    """Return the first words of the words for grade of `_mentioned`."""
    data = load_merged("grades")
    words = [*data["sentence_levels"], *data["bare_levels"], *_words_of_systems()]
    return frozenset(fold(word).partition(" ")[0] for word in words)


@cache
def _mentioned() -> re.Pattern[str]:
    """Return a pattern of codes with letters beside a word for grade, before or behind; of a bare
    number only behind a word of nothing but pay."""
    data = load_merged("grades")
    words = any_of([*data["sentence_levels"], *_words_of_systems()])
    level = rf"(?<!\w)(?i:{words})(?!\w)"
    letters, plain = any_of(data["letters"]), "|".join(data["letter_codes"])
    code = rf"(?:(?:{letters})(?:\. ?|[ -])?\d{{1,2}}|{plain})(?!\w)"
    gap = rf"(?: ?(?:{any_of([*data['range'], *data['twin'], *data['list']])}) ?| )"
    run = rf"(?<!\w){code}(?:{gap}{code}){{0,7}}"
    bare = rf"(?<!\w)(?i:{any_of(data['bare_levels'])}) \d{{1,2}}(?: ?[-–/] ?\d{{1,2}})?(?!\w)"
    return re.compile(rf"{level}:? (?P<behind>{run})|(?P<before>{run}) {level}|(?P<bare>{bare})")


def find_grades(text: Line | str, *, employer: str | None) -> list[Grade]:
    """Return the grades that a sentence names by a word for grade: "at grades G5 and G8", "a G15
    grade vacancy"; else [].

    "Level" is no such word: levels are of languages and diplomas, too.
    """
    line = Line(text) if isinstance(text, str) else text
    if _grade_words().isdisjoint(line.words) or not _CODE.search(line.text):
        return []
    for match in _mentioned().finditer(squeeze(line.text[:_LONGEST_SENTENCE])):
        codes = match["behind"] or match["before"] or match["bare"]
        if grades := read_grades(codes, employer=employer, label=match[0].replace(codes, "")):
            return grades
    return []
