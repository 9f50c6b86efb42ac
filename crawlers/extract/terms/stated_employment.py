"""Read the type of employment that sentences of a posting state of the post.

"Full-time" stands in many sentences of a posting, of its students, its team, its benefits. It is
the post's where a form says so: "this is a full-time position", "we are looking for a part-time
clerk", "the position is full-time", "un contrat à temps plein", "Full time, two days at sea".
The words are `stated` in data/employment.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import cast

from crawlers.extract.terms.employment import (
    has_negation,
    looks_like_employment,
    read_employment,
    share_of_whole,
    types_named,
)
from crawlers.extract.terms.weekly_hours import hours_of_sentence
from crawlers.posting.parts.terms import EmploymentType
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load, load_merged, phrases_in
from crawlers.text.words import fold

_OF_HOURS = ("FULL_TIME", "PART_TIME")
_LONGEST = 2_000
"""Characters of a block that are read."""
_LEAST = 4
"""Letters of the shortest phrase that counts in a sentence: "FT" can be feet."""
_MAX_LABEL = 3
"""Words of a label before a type: "Conditions: full-time, two years"."""
_NEAR = 25
"""Characters around a type in which a word is about it. Set by hand."""
_SENTENCE = re.compile(r"(?<=[^\W\d_)][.!?])(?<!\bv\.)(?<!\bv\. H\.)\s+|\n")
_BETWEEN_MARKS = re.compile(r";|\s[|·•]\s")
_FIRST_PART = re.compile(r"[,(;.]|\s[-–—]\s")
_MARKS = re.compile(r"^[^\w(]+")


def employment_of_sentence(line: Line) -> list[EmploymentType]:
    """Return the type of employment that a sentence states of the post: "This is a full-time
    position". "Full-time students" and the like say nothing, nor does one that offers both."""
    if not _types().may_be_in(line.folded, line.words):
        return []
    match = _stated().search(line.text)
    if match is None or _offers_both(line.text) or _is_negated(match):
        return []
    return read_employment(match["type"])


def employment_called(lines: Iterable[Line]) -> tuple[list[EmploymentType], str]:
    """Return what else than full or part time a sentence calls the post as a whole, with the words:
    "This is a paid internship", "You will work as an independent contractor"."""
    for line in lines:
        if not _call_words().may_be_in(line.folded, line.words):
            continue
        for kind, pattern in _calls():
            match = pattern.search(line.text[:_LONGEST])
            if match and not _is_negated(match):
                return [cast(EmploymentType, kind)], match[0]
    return [], ""


def _is_negated(match: re.Match[str]) -> bool:
    return has_negation(fold(match[0]))


@cache
def _call_words() -> InText:
    """Return what such calls end with: few texts have one."""
    said = load_merged("employment")["stated"]
    return InText(
        phrase
        for name in ("called_so", "work_as")
        for phrases in said[name].values()
        for phrase in phrases
    )


@cache
def _calls() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return, by type, the patterns of what a sentence calls the post."""
    said = load_merged("employment")["stated"]
    so = (
        (kind, rf"(?:{any_of(said['before'])})\s+(?:[\w-]+,?\s+){{0,3}}?(?:{any_of(phrases)})")
        for kind, phrases in said["called_so"].items()
    )
    seeks = any_of(chain(phrases_in(load("page_kinds")["seeking"]), said["seeks"], said["invites"]))
    sought = (
        (
            kind,
            rf"(?:{seeks})\s+(?:[\w-]+,?\s+){{0,6}}?(?:{any_of(said['one_post'])})\s+"
            rf"(?:[\w-]+\s+)?(?:{any_of(phrases)})s?",
        )
        for kind, phrases in said["called_so"].items()
        if kind != "INTERN"  # "looking for somebody with an internship"
    )
    work_as = ((kind, any_of(phrases)) for kind, phrases in said["work_as"].items())
    return tuple(
        (kind, re.compile(rf"(?i)(?<!\w)(?:{form})(?!\w)"))
        for kind, form in (*so, *sought, *work_as)
    )


def employment_of_text(lines: Iterable[Line]) -> tuple[list[EmploymentType], str]:
    """Return full or part time where the forms of a posting's text state one of them, with the
    words; nothing where none does or some state the other."""
    found: dict[str, str] = {}
    for line in lines:
        text = line.text
        if not _may_state(line):
            continue
        sentences = _SENTENCE.split(text[:_LONGEST])
        if _offers_both(text):
            sentences = [each for each in sentences if not _is_only_possible(each)]
            if _offers_both(" ".join(sentences)):
                continue
        for sentence in sentences:
            said = line if sentence == text else Line(sentence)
            if _may_state(said) and (kind := _of_hours(said, text)):
                found.setdefault(kind, sentence)
    if len(found) != 1:
        return [], ""
    kind, words = next(iter(found.items()))
    return [cast(EmploymentType, kind)], words


def hours_within(line: str) -> str:
    """Return the words for full or part time in a line of values, "" where it has none or both."""
    found = _phrases().search(line)
    return "" if found is None or _offers_both(line) else found[0]


def _may_state(line: Line) -> bool:
    """Return whether a text has a word of full or part time, of hours or of a share of a post: a
    cheap check first."""
    text, words = line.text, line.words
    if not _hour_words().isdisjoint(words) or _types().may_be_in(line.folded, words):
        return True
    if "%" in text and _share().search(text):
        return True
    return bool(share_of_whole(text))


@cache
def _hour_words() -> frozenset[str]:
    said = load_merged("employment")["stated"]
    phrases = (*said["hour"], *said["hours"], *said["share_units"], *said["percent"])
    return frozenset(word for phrase in phrases for word in fold(phrase).split()[:1])


@cache
def _types() -> InText:
    """Return the phrases for types that sentences state, alone and with what may be glued to them
    ("Vollzeitstelle")."""
    data = load_merged("employment")
    phrases = [p for kind in (*_OF_HOURS, "INTERN") for p in data["types"][kind]]
    glued = (phrase + end for phrase in phrases for end in data["stated"]["glued"])
    return InText(chain(phrases, glued))


def _of_hours(line: Line, text: str) -> str | None:
    """Return full or part time where a sentence of a text states one of them; "part-time is
    possible" states none."""
    sentence, names_type = line.text, _types().may_be_in(line.folded, line.words)
    if names_type and _is_only_possible(_soon().sub(" ", sentence)):
        return None
    if share := share_of_whole(sentence):
        return next(iter(read_employment(f"{share}%")), None)
    begin = _begins_with_type(sentence, text) or _type_between_marks(sentence)
    begin = begin or (_begins_with_post(sentence) if names_type else "")
    tried = (p.search(sentence) for p in _forms()) if names_type and not begin else iter(())
    match = next((m for m in tried if m and not _is_negated(m)), None)
    words = begin or (match["type"] if match else "")
    kinds = {kind for kind in (read_employment(words) if words else ()) if kind in _OF_HOURS}
    if len(kinds) == 1:
        return kinds.pop()
    if kind := _by_share(sentence):
        return kind
    week = hours_of_sentence(sentence)
    return week.employment_type if week else None


def _by_share(sentence: str) -> str | None:
    """Return full or part time by the share of a full post that a sentence states."""
    match = _share().search(sentence) if DIGIT.search(sentence) else None
    if match is None:
        return None
    part = next(filter(None, match.groups()))
    kinds = read_employment(_percent().sub("%", part))
    return kinds[0] if len(kinds) == 1 else None


def _is_only_possible(sentence: str) -> bool:
    """Return whether a word for "possible" stands close to a type of employment."""
    near = (
        sentence[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        for match in _phrases().finditer(sentence)
    )
    return any(_possible().search(words) for words in near)


def _begins_with_type(sentence: str, text: str) -> str:
    """Return the first part of a sentence where it is a type and nothing else, behind a short
    label or a mark: "Full time, two days at sea", "Conditions: full-time, two years". More of
    the text follows: a type alone is the value of a label, or an item of a list."""
    label, colon, value = sentence.partition(":")
    words = value if colon and len(label.split()) <= _MAX_LABEL else sentence
    words = _MARKS.sub("", words.strip())
    part = _FIRST_PART.split(words, maxsplit=1)[0].strip()
    goes_on = len(sentence) + 1 < len(text) or len(part) + 2 < len(words)
    if part and goes_on and looks_like_employment(part):
        return part
    match = _before_days().match(words)
    return match["type"] if match else ""


@cache
def _before_days() -> re.Pattern[str]:
    """Return the pattern of a type before the days of the week: "Full time Monday to Friday",
    "jornada completa de lunes a viernes"."""
    named = phrases_in(load("dates")["weekdays"])
    days = any_of(day for day in named if len(day) > _LEAST)
    return re.compile(rf"(?i)(?P<type>{_kinds()})\s+(?:[^\W\d]+\s+){{0,2}}(?:{days})(?!\w)")


def _type_between_marks(sentence: str) -> str:
    """Return the part of a sentence between semicolons or bars, or in brackets behind its hours,
    that is a type: "Mill Lane 3; full-time; shifts", "35 hours per week (full-time)"; or between
    commas in the value of a label that has a figure: "Pay: £24,000, full time"."""
    label, colon, value = sentence.partition(":")
    if colon and len(label.split()) <= _MAX_LABEL and DIGIT.search(value) and "," in value:
        whole = (part.strip(" .") for part in value.split(","))
        if part := next(filter(looks_like_employment, whole), ""):
            return part
    parts = _BETWEEN_MARKS.split(sentence)
    whole = (p.strip(" .") for p in parts[1:])
    if len(parts) > 1 and (part := next(filter(looks_like_employment, whole), "")):
        return part
    bracket = _hours_and_type().search(sentence) if "(" in sentence else None
    return bracket["type"] if bracket else ""


def _begins_with_post(sentence: str) -> str:
    """Return the word that is a type and a post in one with which a sentence begins, behind up to
    two words: "Unbefristete Vollzeitstelle in einem Team", "A full-time position by the sea"."""
    match = _post_of_type().match(sentence)
    return match["type"] if match and not _is_negated(match) else ""


@cache
def _post_of_type() -> re.Pattern[str]:
    types = load_merged("employment")["types"]
    ends = tuple(map(fold, load_merged("employment")["stated"]["ends_of_posts"]))
    posts = [p for kind in _OF_HOURS for p in types[kind] if fold(p).endswith(ends)]
    kinds = any_of({phrase.replace(" ", "-", 1) for phrase in posts} | set(posts))
    told = any_of(load_merged("employment")["stated"]["told_of_posts"])
    return re.compile(rf"(?i)\W*(?:[^\W\d]+\s+){{0,2}}(?P<type>{kinds})(?!\w)(?!\s+(?:{told})\s)")


@cache
def _hours_and_type() -> re.Pattern[str]:
    said = load_merged("employment")["stated"]
    return re.compile(
        rf"(?i)(?<![\w.,])\d{{1,2}}(?:[.,]\d{{1,2}})?\s+(?:{any_of(said['hours'])})\s*"
        rf"\((?P<type>{_kinds()})\)"
    )


def _offers_both(text: str) -> bool:
    return len(set(types_named(text, _LEAST)) & set(_OF_HOURS)) == len(_OF_HOURS)


@cache
def _kinds() -> str:
    types = load_merged("employment")["types"]
    phrases = [p for kind in _OF_HOURS for p in types[kind] if len(p) >= _LEAST]
    return any_of({phrase.replace(" ", "-") for phrase in phrases} | set(phrases))


@cache
def _kinds_behind_a_word() -> str:
    """Return a pattern of the types that begin with a word like "in": "in Vollzeit"."""
    types = load_merged("employment")["types"]
    words = phrases_in(load("employment")["stated"]["prepositions"])
    begins = tuple(f"{word} " for word in words)
    return any_of(p for kind in _OF_HOURS for p in types[kind] if p.startswith(begins))


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{_kinds()})(?!\w)")


@cache
def _soon() -> re.Pattern[str]:
    return re.compile(rf"(?i){any_of(load_merged('employment')['stated']['soon'])}")


@cache
def _possible() -> re.Pattern[str]:
    words = any_of(load_merged("employment")["stated"]["possible"])
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the forms in which a sentence states a type of the post."""
    said = load_merged("employment")["stated"]
    kinds, behind = (
        rf"(?P<type>{_kinds()})(?!\w)",
        rf"(?!\s+(?:{any_of(said['not_before'])})(?!\w))",
    )
    seeks = any_of(chain(phrases_in(load("page_kinds")["seeking"]), said["seeks"]))
    some = r"(?:[\w'’/-]+,?\s+)"
    contract = any_of(said["contract"])
    # "suchen wir einen Elektroniker für Gebäudetechnik (m/w/d) in Vollzeit."
    some_words = r"(?:\S+\s+){0,16}?"
    kinds_at_end = rf"(?P<type>{_kinds_behind_a_word()})(?=\s*(?:[.,;(!]|$))"
    forms = (
        rf"(?:{seeks})\s+{some}{{0,6}}?{kinds}{behind}",
        rf"(?:{any_of(said['predicate'])})\s+{some}{{0,2}}?{kinds}{behind}",
        rf"(?:{any_of(said['this'])})\s+{some}{{0,1}}?{kinds}\s+{some}{{0,2}}?"
        rf"(?:{any_of(said['post'])})(?!\w)",
        rf"(?:{seeks})\s+{some_words}{kinds_at_end}",
        rf"(?:{contract})(?:\s+\S+){{0,6}}?,?\s+{kinds}{behind}",
        rf"{kinds}{behind}(?:\s+\S+){{0,4}}?\s+(?:{contract})(?!\w)",
        rf"(?:{any_of(said['predicate'])})\s+{some}{{1,5}}?(?:{any_of(said['joins'])})\s+"
        rf"{kinds}{behind}",
        rf"(?:{any_of(said['work'])})\s+{some}{{0,1}}?{kinds}{behind}",
        rf"{kinds}\s+{some}{{0,1}}?(?:{any_of(said['work'])})(?!\w)",
        rf"{kinds}\s+{some}{{0,4}}?(?:{any_of(said['sought'])})(?!\w)",
    )
    return (_stated(), *(re.compile(rf"(?i)(?<!\w){form}") for form in forms))


@cache
def _share() -> re.Pattern[str]:
    """Return a pattern of the share of a full post that a sentence states: "100 % fast stilling",
    "stillingen er 80 %", "a 0.8 FTE position"."""
    said = load_merged("employment")["stated"]
    units = any_of((*said["share_units"], *said["percent"]))
    share = rf"\d{{2,3}} ?(?:%|{units})"
    ends = rf"(?=\s*(?:[.,;)]|$|(?:{any_of(said['joins'])})\s))"
    posts = any_of(said["post"])
    return re.compile(
        rf"(?i)(?<![\w.,])(?P<of>\d{{2,3}} ?%)(?:\s+|-)(?:\w+\s+)?"
        rf"(?:{any_of(said['share_of'])})(?!\w)"
        rf"|(?<!\w)(?:{any_of(said['predicate'])})\s+(?:(?:{any_of(said['before_share'])})\s+)?"
        rf"(?P<is>{share}){ends}"
        rf"|(?:^|(?<=[(,;]\s)|(?<=\ba\s)|(?<=[(]))(?P<fte>[01][.,]\d{{1,2}} ?(?:{units}))"
        rf"(?=\s+(?:{posts})(?!\w)|\s*[.,;)]|$)"
    )


@cache
def _percent() -> re.Pattern[str]:
    return re.compile(any_of(load_merged("employment")["stated"]["percent"]), re.IGNORECASE)


@cache
def _stated() -> re.Pattern[str]:
    """Return the pattern of a type in front of a word for the post."""
    data = load_merged("employment")
    kinds = [p for k in ("FULL_TIME", "PART_TIME", "INTERN") for p in data["types"][k]]
    hyphenated = {phrase.replace(" ", "-") for phrase in kinds} | set(kinds)
    said = data["stated"]
    # "This is a permanent, full-time position"
    return re.compile(
        rf"(?i)(?<!\w)(?:{any_of(said['before'])})\s+(?:[\w-]+,?\s+){{0,3}}?"
        rf"(?P<type>{any_of(hyphenated)})(?:(?:{any_of(said['glued'])})(?!\w)"
        rf"|(?:\s*\([^()]{{0,30}}\))?(?:,?\s+[\w-]+){{0,4}}?\s+(?:{any_of(said['post'])})(?!\w))"
    )
