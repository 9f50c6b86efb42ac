"""Section headings, alone on a line or in front of their prose, by their words
(data/headings.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crawlers.text.lines import Line, once
from crawlers.text.patterns import any_of
from crawlers.text.phrases import ByBeginning
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

MAX_WORDS = 12
"""Words of a heading at most."""
_NUMBER = re.compile(
    r"^(?:(?:\d{1,2}|[A-Z]|[IVX]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?|[-–•*#]+)\s+"
    r"|^(?:\d{1,2}|[IVX]{1,4})[.)](?=[^\W\d])"
)
_CAPITALS = re.compile(r"[A-ZÀ-Ý](?:(?<=À)\b|[A-ZÀ-Ý'’.]+)")
_SEAM = re.compile(r"[a-zà-ÿ][A-ZÀ-Ý]")
_GLUE = re.compile(r"([^\W\d_][\w'’&/ ]{4,60}?[a-zà-ÿ])(?=[A-ZÀ-Ý][\w'’]*[a-zà-ÿ'’ ])")
_MARK_BEFORE = re.compile("[.;:)] ")  # stands before a subheading between sentences
_BEGIN = 4  # characters
_SHORT = 160  # characters of a line that may be a heading that no vocabulary knows
_SEAM_AT = 70  # characters in which a heading that is glued to its prose ends
_WORD = re.compile(r"[^\W\d_]+")

# Set by hand on the headings of recorded postings.
_SPACED = range(3, 7)
"""Words of a heading that only a blank parts from its sentence: shorter ones begin sentences."""
_SENTENCE = 5
"""Words of that sentence at least, and of a heading before a colon at most."""
_PROSE = 8
"""Words behind the colon of a heading at least."""
_SUBHEADING_WORDS, _SUBHEADING = 9, 90
"""Words and characters of a subheading at most."""
_LONG_WORD = 3
"""Characters above which a word of a title has a capital."""
_CAPITALISED = 0.6
"""Share of the long words with a capital in a subheading without a colon."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading: `kind` is a SectionKind, or `container`, `frame` or `subheading`;
    `printed` as the page has it; `rest` is the prose that was glued behind it."""

    kind: str
    printed: str
    rest: str = ""


@cache
def heading_kinds() -> dict[str, str]:
    """Return the kind of each folded heading; the first kind in the file wins."""
    known: dict[str, str] = {}
    for kind, spellings in load("headings").items():
        for spelling in phrases_in(spellings):
            known.setdefault(fold(spelling), "subheading" if kind == "subheadings" else kind)
    return known


@cache
def _first_words() -> frozenset[str]:
    """Return the words that headings begin with: nearly all lines begin with another, and are
    none."""
    return frozenset(heading.split(" ", 1)[0] for heading in heading_kinds())


@cache
def _inline() -> ByBeginning:
    """Headings in capitals inside or in front of prose; words of one short token left out."""
    spellings = {
        s.upper()
        for kind, all_ in load("headings").items()
        if kind not in ("subheadings", "frame")
        for s in phrases_in(all_)
        if len(s) > 5
    }
    behind = r"\s*:?(?=\s|[A-ZÀ-Ý][a-zà-ÿ'’]|http|$|[-–•(])"
    return ByBeginning(spellings, _BEGIN, lambda headings: re.compile(rf"(?:{headings}){behind}"))


@cache
def _inline_subheadings() -> re.Pattern[str]:
    subheadings = any_of(phrases_in(load("headings")["subheadings"]))
    return re.compile(rf"(?:{subheadings}) (?=[A-Z][a-z])")


def strip_number(text: str) -> str:
    """Return the heading without its number or list mark: "1. SUMMARY" -> "SUMMARY"."""
    text = text.strip()
    number = _NUMBER.match(text) if not text[1:2].islower() else None
    return text[number.end() :].strip() if number else text


@once
def heading_of(line: Line) -> Heading | None:
    """Return the heading that a whole line is, or that stands in front of its prose; None for
    anything else."""
    text = line.text.strip()
    unnumbered = strip_number(text)
    bare = unnumbered.strip("*_# ").rstrip(":").strip()
    if not bare:
        return None
    folded = line.folded if unnumbered == text else fold(bare)  # the marks at its ends are no words
    first = folded.partition(" ")[0] in _first_words()
    # most text: it is a heading as a whole or not at all
    if bare[1:].islower() and ":" not in bare:
        kind = heading_kinds().get(folded) if first else None
        return Heading(kind, bare) if kind and len(bare.split()) <= MAX_WORDS else None
    if (
        first
        and len(bare.split(None, MAX_WORDS)) <= MAX_WORDS
        and (kind := heading_kinds().get(folded))
    ):
        return Heading(kind, bare)
    found = _in_capitals(bare) or (_spaced(bare) if first else None) or _glued(bare)
    return found or (_before_colon(bare) if first else None) or _numbered(text, bare)


def _in_capitals(bare: str) -> Heading | None:
    """Return a known heading in capitals in front of prose ("SUMMARY The mission")."""
    match = _inline().match(bare, 0)
    if match and match.end() < len(bare):
        printed, rest = match.group().rstrip(": "), bare[match.end() :].strip()
        if (kind := heading_kinds().get(fold(printed))) and (
            rest[:1].isupper() or rest.startswith("http") or not rest[:1].isalpha()
        ):
            return Heading(kind, printed, rest)
    return None


def _glued(bare: str) -> Heading | None:
    """Return a known heading glued to its prose ("EssentialThe incumbent")."""
    glue = _GLUE.match(bare) if _SEAM.search(bare, 0, _SEAM_AT) else None
    if (
        glue
        and (kind := heading_kinds().get(fold(glue.group(1))))
        and kind not in ("container", "frame")
    ):
        return Heading(kind, glue.group(1), bare[glue.end() :])
    return None


def _spaced(bare: str) -> Heading | None:
    """Return a known heading of three words or more in front of a sentence, parted by a blank
    only."""
    words = bare.split(" ", MAX_WORDS)
    for size in range(min(_SPACED[-1], len(words) - _SENTENCE), _SPACED[0] - 1, -1):
        if words[size][:1].isupper() and (
            kind := heading_kinds().get(fold(" ".join(words[:size])))
        ):
            return Heading(kind, " ".join(words[:size]), " ".join(words[size:]))
    return None


def _before_colon(bare: str) -> Heading | None:
    """Return a known heading, a colon, and its prose in the same line ("Background: The agency is
    ...")."""
    head, colon, rest = bare.partition(":")
    if not colon or len(head.split()) > _SENTENCE or len(rest.split()) < _PROSE:
        return None
    kind = heading_kinds().get(fold(head))
    return (
        Heading(kind, head.strip(), rest.strip())
        if kind and kind not in ("container", "frame", "subheading")
        else None
    )


def _numbered(text: str, bare: str) -> Heading | None:
    """Return a numbered run of capitals that ends in a known heading: "1. THE AGENCY AND THE HIRING
    DEPARTMENT The agency ..."."""
    if bare == text.strip():
        return None
    match = re.match(r"[^\W\d_a-zà-ÿ][^a-zà-ÿ]{3,80}?(?=\s+[^\W\d_a-zà-ÿ][a-zà-ÿ]|$)", bare)
    if not match:
        return None
    words = fold(match.group()).split()
    for start in range(1, len(words)):
        if kind := heading_kinds().get(" ".join(words[start:])):
            return Heading(kind, match.group().strip(), bare[match.end() :].strip())
    return None


@cache
def _telling_words() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (kind, re.compile(rf"(?<!\w)(?:(?:{anywhere})(?!\w)|(?:{at_end})$)"))
        for kind, by_language in load("heading_words").items()
        for phrases in [tuple(phrases_in(by_language))]
        for anywhere in [any_of(fold(p) for p in phrases if not p.endswith("$"))]
        for at_end in [any_of(fold(p) for p in phrases if p.endswith("$")) or "(?!)"]
    ]


@once
def kind_by_words(heading: Line) -> str | None:
    """Return the kind of section that the words of an unknown heading tell ("A plus if you have"),
    None where they tell none."""
    if len(heading.text) > _SHORT or len(heading.text.split()) > MAX_WORDS:
        return None
    return next((kind for kind, words in _telling_words() if words.search(heading.folded)), None)


@once
def split_inline(line: Line) -> tuple[tuple[str, str], ...]:
    """Return the parts of a block in which headings in capitals stand inside the prose: (kind or
    "", text) in order.

    Only headings behind the end of a sentence or glued to a word count: capitals inside a sentence
    are not headings.
    """
    text = line.text
    if text[1:].islower():  # most items of lists
        return (("", text.strip()),)
    parts: list[tuple[str, str]] = []
    last = 0
    for start in _inline().starts(text, _CAPITALS):
        match = _inline().match(text, start) if start >= last else None
        if match is None:
            continue
        before = text[last : match.start()].rstrip()
        in_sentence = (
            before and text[match.start() - 1].isspace() and before[-1] not in '.!?:;)”"0123456789'
        )
        if in_sentence:
            continue
        whole = match.end() - match.start() == len(text)
        kind = heading_kinds().get(line.folded if whole else fold(match.group()))
        if not kind:
            continue
        if before:
            parts.append(("", before))
        parts.append((kind, match.group().rstrip(": ")))
        last = match.end()
    tail = text[last:].strip()
    if tail or not parts:
        parts.append(("", tail))
    return tuple(parts)


def first_heading(text: str) -> int:
    """Return where the first known heading in capitals stands behind a blank inside a text; 0 where
    there is none."""
    places = (
        place.start()
        for place in _CAPITALS.finditer(text)
        if place.start() and text[place.start() - 1].isspace()
    )
    return next(
        (
            at
            for at in places
            if (m := _inline().match(text, at)) and fold(m.group()) in heading_kinds()
        ),
        0,
    )


def split_subheadings(text: str) -> list[tuple[str, str]]:
    """Return the parts of a block in which known subheadings stand between sentences: ("subheading"
    or "", text) in order."""
    parts: list[tuple[str, str]] = []
    last = 0
    for start in (0, *(mark.end() for mark in _MARK_BEFORE.finditer(text))):
        match = _inline_subheadings().match(text, start) if start >= last else None
        if match is None:
            continue
        if before := text[last : match.start()].strip():
            parts.append(("", before))
        parts.append(("subheading", match.group().strip()))
        last = match.end()
    if tail := text[last:].strip():
        parts.append(("", tail))
    return parts


def looks_like_subheading(text: str) -> bool:
    """Return whether a text is a short line in title case or capitals, without a sentence end: a
    heading that no vocabulary knows."""
    words = _WORD.findall(text)
    if not 1 <= len(words) <= _SUBHEADING_WORDS or len(text) > _SUBHEADING:
        return False
    if text[-1:] in ".,;!?" or not text[:1].isupper():
        return False
    long = [w for w in words if len(w) > _LONG_WORD]
    capitals = sum(w[:1].isupper() for w in long)
    return bool(long) and capitals >= (
        len(long) if text.endswith(":") else _CAPITALISED * len(long)
    )
