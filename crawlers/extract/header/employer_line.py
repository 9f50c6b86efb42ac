"""Choose the line of a header that is the employer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.extract.header.evidence import Rule, score
from crawlers.extract.header.frame import HEAD_MARKS, before_linked_name
from crawlers.extract.header.labels import is_reference, slot_of
from crawlers.extract.header.line_parts import Value, parts_of_line, pieces_of
from crawlers.extract.header.remarks import is_remark
from crawlers.extract.header.value_of_text import value_of
from crawlers.extract.job.employers import (
    cannot_be_employer,
    ends_in_legal_form,
    has_no_name,
    has_organization_word,
    seeker_in,
    times_in,
)
from crawlers.extract.job.frame_names import no_names, without_place
from crawlers.extract.job.grades import system_of
from crawlers.extract.job.title_lines import names_profession
from crawlers.extract.places.gazetteer import country
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_LEAST_SCORE = 0.45
"""A best line below is no employer: one thing alone must be as telling as a word that organisations
have in their names. Set by hand."""
_NEAR = 40
"""Lines around the title among which the employer is looked for; a header has ten."""
_PROSE = 20
"""Blocks behind the header that may call the employer by name."""
_MOST_CHARS, _MOST_WORDS = 100, 10
"""Characters and words of a line that can be an employer."""
_SHORT = 8
"""Words of a line that is the name of a well-known employer, not a sentence with one."""
_MOST_CALLED = 5
"""Words of a name by which a text calls its employer."""
_NUMBER_OF_FIRM = re.compile(r"(?<=\S)\s+\([^()]*\d{6}[^()]*\)$")
"""The number of a firm in a register, behind its name: "UAB Lempa (įm. k. 304455667)"."""
_PIECES = re.compile(r"\s*[;|·•]\s*")
_RATED = re.compile(r"(?P<name>[^★|·•]{2,60}?)\s*[|·•–—-]?\s*(?:★+\s*\d[.,]\d|\d[.,]\d\s*★)")
_MAX_CHARS_RATED = 160
"""Characters of a line with an employer, its rating and its place."""
_PARTS_OF_PLACE = 3
"""Parts of a line that is a place in a country, and may have a quarter that no list knows."""
_FAR = 3
"""Lines between title and employer, from which it does not matter how many there are."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be the employer.

    distance: how many such lines stand between it and the title; 0 without a title. before_value:
    whether it stands between the title and a place, or another value. repeats: how often the lines
    have it. is_linked: whether it leads to the page of one employer. prose: the beginning of the
    posting's text.
    """

    said: Line
    distance: int
    before_value: bool
    repeats: int
    is_linked: bool
    prose: str

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def is_short(self) -> bool:
        return len(self.text.split()) <= _SHORT

    @property
    def is_called(self) -> bool:
        """Whether the text calls the employer by this name."""
        return (
            self.text in self.prose
            and len(self.text.split()) <= _MOST_CALLED
            and times_in(self.prose, self.text) > 0
        )


# All weights are set by hand, on recorded pages.
_EVIDENCE: tuple[Rule[_Line], ...] = (
    Rule("a well-known employer", 0.8, lambda line: bool(system_of(line.said)) and line.is_short),
    Rule(
        "words with a well-known employer",
        0.3,
        lambda line: bool(system_of(line.said)) and not line.is_short,
    ),
    # "Hotel" alone is a trade
    Rule(
        "a word of organisations among others",
        0.6,
        lambda line: has_organization_word(line.said) and len(line.said.words) != 1,
    ),
    # title, employer, place: the usual head of a board's page
    Rule("between title and value", 0.5, lambda line: line.before_value),
    Rule("lines from the title", -0.1, lambda line: min(line.distance, _FAR)),
    Rule("stands there twice", 0.3, lambda line: line.repeats > 1),
    Rule("leads to an employer's page", 0.6, lambda line: line.is_linked),
    Rule("the text calls it so", 0.5, lambda line: line.is_called),
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the lines that may be the employer, by the indexes of their blocks.

    title_at: the title, None for none. title: folded, "" for none. places: lines that are places.
    values: those that are or hold values, and labels. prose_at: where the prose begins. linked: the
    folded names that lead to pages of employers.
    """

    title_at: int | None
    title: str
    places: frozenset[int]
    values: frozenset[int]
    prose_at: int
    linked: frozenset[str]


def find_employer_lines(
    blocks: Sequence[Block], free: Iterable[int], around: Around
) -> list[tuple[int, str]]:
    """Return the index of each line that is likely to be the employer, and the name in it.

    A line beside the title that is a known employer, or is named like one, or stands between title
    and values. Of a line in pieces the first counts: "<a>Acme</a> <span>4.2</span>".

    free: the indexes of lines that are nothing else.
    """
    title_at, linked = around.title_at, around.linked
    named = {i: name for i in free if i != title_at and (name := _name_in(blocks[i], linked))}
    near = sorted(sorted(named, key=lambda i: abs(i - (title_at or 0)))[:_NEAR])
    prose = " ".join(block.text for block in blocks[around.prose_at :][:_PROSE])
    best, best_score = None, 0.0
    for index in (i for i in near if named[i].folded != around.title):
        distance, below = _distance(near, index, title_at)
        line = named[index]
        is_under_title = index - 1 == title_at
        before_value = (below and not _names_unit(line)) and (
            _precedes(index, around.places) or (is_under_title and _precedes(index, around.values))
        )
        repeats = sum(named[i].folded == line.folded for i in near)
        seen = _Line(line, distance, before_value, repeats, line.folded in linked, prose)
        total = score(_EVIDENCE, seen)
        if total > best_score:
            best, best_score = index, total
    if best is None or best_score < _LEAST_SCORE:
        return []
    found = [best, *(i for i in near if i != best and named[i].folded == named[best].folded)]
    return [(i, named[i].text) for i in found]


def _precedes(index: int, others: frozenset[int]) -> bool:
    """Return whether one of the next two lines is one of others."""
    return not others.isdisjoint((index + 1, index + 2))


def _distance(near: Sequence[int], index: int, title_at: int | None) -> tuple[int, bool]:
    """Return how many of the lines stand between one and the title, and whether it stands right
    below."""
    if title_at is None:
        return 0, False
    between = range(min(title_at, index) + 1, max(title_at, index))
    distance = sum(i in near for i in between)
    return distance, index > title_at and distance == 0


def _name_in(block: Block, linked: frozenset[str]) -> Line | None:
    """Return the line of a block that may be a name: the first of its pieces, of its parts where
    another is a value, else all of it."""
    pieces = pieces_of(block) or _glued_runs(block)
    parts = _PIECES.split(block.text)
    if not pieces and any(map(value_of, parts[1:])):
        pieces = tuple(parts)
    line = Line(_first_name(pieces)) if pieces else block.said
    if line.text[-1] == ")" and (name := _NUMBER_OF_FIRM.sub("", line.text)) != line.text:
        line = Line(name)
    if line.text[-1] not in ".!:" and (name := seeker_in(line)):
        return Line(name)  # the line of a notice: "Acme sucht eine", above the title
    parts = HEAD_MARKS.split(line.text)
    names = [part for part in parts if fold(part) not in no_names()] if len(parts) > 1 else []
    is_twice = len(names) > 1 and all(has_organization_word(Line(name)) for name in names)
    line = Line(names[0]) if len(names) == 1 or is_twice else line  # in two languages
    line = without_place(line)
    if block.links and (name := before_linked_name().sub("", line.text)) != line.text:
        line = Line(name)
    first, _, rest = line.text.partition(" ")
    if not rest:
        return line if _may_be_name(line, linked) else None
    if rest[:1].isupper():
        before = Line(first)
        is_label = slot_of(before) == "organization"
        # "at Acme", "Bedrijf Zeelicht BV"
        if before.folded in _words_before() or (is_label and ends_in_legal_form(Line(rest))):
            line = Line(rest)
        if is_label and line.text.count(" ") == 1:
            return None  # "Company Pages"
    return line if _may_be_name(line, linked) and not _is_sender(block, line) else None


def _first_name(pieces: Sequence[str]) -> str:
    """Return the first piece; the second where the first is the place that stands before an
    organisation: "Oban, Scotland", "Harbour Lights Ltd"."""
    is_behind = (
        len(pieces) > 1 and looks_like_place(pieces[0]) and has_organization_word(Line(pieces[1]))
    )
    return pieces[is_behind]


def _glued_runs(block: Block) -> tuple[str, ...]:
    """Return the runs of a heading that its markup keeps apart and no blank does: "Acme Ltd<a>About
    us</a>"; () for any other."""
    if block.kind != "heading" or len(block.runs) < 2 or "".join(block.runs) != block.text:
        return ()
    return block.runs if block.links > 0 or ends_in_legal_form(Line(block.runs[0])) else ()


def _is_sender(block: Block, name: Line) -> bool:
    """Return whether a line is somebody with a mail address, as archives of mailing lists begin:
    "Mary Reed m.reed at acme.example"."""
    rest = block.text.removeprefix(name.text)
    is_mail = "@" in rest or _hidden_mail().match(rest) is not None
    return is_mail and not has_organization_word(name)


@cache
def _words_before() -> frozenset[str]:
    """Return the words before an employer below its title: "at Acme"."""
    return frozenset(map(fold, phrases_in(load("organizations")["title_at"]))) - {""}


def employer_beside(block: Block, values: Sequence[Value], is_framed: bool) -> str | None:
    """Return the employer in a line of values below the title ("Acme Ltd · Bergen · Full time"):
    its part with a word of organisations; else its first part, where no value is in it and the
    frame of the page can tell (is_framed)."""
    parts = parts_of_line(block)
    texts = [text for _, text in values]
    free = [p for p in parts if p not in texts and not any(text in p for text in texts)]
    names = [part for part in free if _may_be_name(Line(part)) and part[-1] not in "/-–—"]
    sure = (name for name in names if has_organization_word(Line(name)))
    is_first = is_framed and len(parts) > 1 and names[:1] == parts[:1]
    return next(sure, names[0] if is_first else None)


def poster_of(text: str) -> str | None:
    """Return who posted, in a line that says so: "Posted by Acme", "Posted 4 May 2025 by Acme"."""
    match = _by().search(text)
    name = match["name"].strip(" ,.:|") if match else ""
    return name if name[:1].isupper() and _may_be_name(Line(name)) else None


def employer_with_staff(text: str) -> str | None:
    """Return the employer in a line that boards print of it, with how many people it has: "Acme;
    hotels; 20-90 employees"."""
    if not any(map(str.isdigit, text)) or len(text) > _MOST_CHARS:
        return None
    first, *rest = _PIECES.split(text)
    if not any(_counts_staff().search(part) for part in rest):
        return None
    return first if first[:1].isupper() and _may_be_name(Line(first)) else None


def rated_employer(text: str) -> str | None:
    """Return the employer in a line that boards print with what its staff say of it: "Acme ★ 4.4",
    "Acme — 2.7 ★ — Oban"."""
    match = _RATED.match(text) if "★" in text and len(text) <= _MAX_CHARS_RATED else None
    name = match["name"].strip(" ,.:|·•–—-") if match else ""
    return name if name[:1].isupper() and _may_be_name(Line(name)) else None


@cache
def _hidden_mail() -> re.Pattern[str]:
    """Return the pattern of an address that an archive has hidden from programs: "m.reed at
    acme.example"."""
    at = any_of(phrases_in(load("header")["at_in_addresses"]))
    return re.compile(rf"\W*[\w.+-]+ (?:{at}) [\w-]+(?:\.[\w-]+)+\W*$")


@cache
def _counts_staff() -> re.Pattern[str]:
    """Return the pattern of a number of people: "20-90 employees", "200+ staff"."""
    words = any_of(phrases_in(load("organizations")["staff"]))
    return re.compile(rf"(?i)^[^;|·•]{{0,12}}\d[\d\s.,+–-]*\s(?:{words})(?!\w)")


@cache
def _by() -> re.Pattern[str]:
    """Return the pattern of a name behind "posted by", with a date between the two words or
    without."""
    data = load("organizations")
    day = r"[^|·•\n]{0,30}?\d[^|·•\n]{0,20}?\s"
    posted, by = any_of(phrases_in(load("header")["posted"])), any_of(phrases_in(data["posted_by"]))
    return re.compile(
        rf"(?i)^(?:{posted})[\s:]+(?:{day})?(?:{by})[\s:]+(?P<name>[^|·•\n]{{2,60}}?)(?:\s[|·•]|$)"
    )


def _is_in_country(line: Line) -> bool:
    """Return whether a line is three parts of a place, of which the last is a country: "Low Bay,
    Wick, Malta"."""
    if line.text.count(", ") < _PARTS_OF_PLACE - 1 or has_organization_word(line):
        return False
    return country(line.text.rpartition(", ")[2]) is not None


def _names_unit(line: Line) -> bool:
    """Return whether a line names a part of an employer: "Directorate of Finance"."""
    return any(slot_of(Line(word)) == "unit" for word in line.text.split())


def _may_be_name(line: Line, linked: frozenset[str] = frozenset()) -> bool:
    """Return whether a line can be a name: short, no label, no sentence, no remark. One that leads
    to the page of an employer may have the name of a trade in it: "Butler Home"."""
    is_other = has_no_name if line.folded in linked else cannot_be_employer
    text = line.text
    if (
        len(text) > _MOST_CHARS
        or not 1 <= len(text.split()) <= _MOST_WORDS
        or slot_of(line)
        or is_reference(text)
        or is_remark(line)
        or is_other(line)
        or _is_in_country(line)
    ):
        return False
    if " " not in text and text[-1] == "s" and names_profession(Line(text[:-1])):
        return False  # "Developers"
    heading = heading_of(line)
    ended = text[-1] in ".,;:!?" and not ends_in_legal_form(line)
    return (
        not ended
        and ":" not in text
        and text[:1].isalnum()
        and (heading is None or bool(heading.rest))
    )
