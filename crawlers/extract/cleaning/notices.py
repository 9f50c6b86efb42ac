"""Decide whether a page is a notice instead of a posting.

Sites answer 200 to a page that is gone, to a visitor without an account, to a robot. The words of
such notices (data/notices.yaml, the only list of them) also occur in postings, so for a whole page
they decide only against the evidence of a posting (crawlers.extract.cleaning.posting_evidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from crawlers.extract.cleaning import closing
from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.posting_evidence import SENTENCES, PostingEvidence, evidence
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load_merged, phrases_in
from crawlers.text.words import fold

WALLS = ("closed_notice", "soft_404", "login_wall", "captcha", "maintenance")
"""What a page may be instead of a posting or a list, the surest first."""
ON_ANY_PAGE = (
    "javascript_shell",
    "captcha",
    "soft_404",
    "closed_notice",
    "login_wall",
    "consent_wall",
    "list_of_jobs",
)
"""What a page may be that an address of a posting led to and that has been looked at in full."""

Manner = Literal["whole", "part", "applying"]
"""How a page says a notice: as the whole of a block, within a block, as a way to apply."""

_AGAINST: dict[Manner, frozenset[PostingEvidence]] = {
    "whole": frozenset(("jobposting", "section", "prose")),
    "part": frozenset(("jobposting", "section", "prose", "labels", "sentences", "apply")),
    "applying": frozenset(get_args(PostingEvidence)),
}
"""The evidence that a notice does not hold against."""

# Set by hand on the pages of tests/extract/cleaning/test_notices.py and its like.
_MAX_BLOCK = 300  # characters of a block that may be a notice
_MAX_BLOCKS = 500
_BEFORE, _BEHIND = 5, 2  # words around a phrase that leave a clause a notice
_CLAUSES = re.compile(r"[.!?:;,|()…–—\n]+|\s-\s")


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of data/notices.yaml, folded.

    kinds: by kind, the phrases that may not go on and those that may. phrases: all of a kind, to
    look whether there is one at all. apply, conditions: what a sentence about applying has, what a
    condition begins with. These have a blank at both ends (conditions at the end only).
    """

    kinds: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    phrases: dict[str, InText]
    apply: tuple[str, ...]
    conditions: tuple[str, ...]


@cache
def _words() -> _Words:
    data = load_merged("notices")
    kinds = {kind: _phrases(says) for kind, says in data["kinds"].items()}
    return _Words(
        kinds=kinds,
        phrases={kind: InText((*whole, *begins)) for kind, (whole, begins) in kinds.items()},
        apply=_spaced(data["apply"]),
        conditions=tuple(phrase[1:] for phrase in _spaced(data["conditions"])),
    )


def _phrases(says: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phrases of a kind that may not go on, and those that may.

    Of the lines, those of two words may not ("Job expired"), those of more may; a single word may
    label a date ("Expired") and makes no page a notice.
    """
    lines = list(phrases_in(says.get("lines", ())))
    whole = [*says.get("whole", ()), *(line for line in lines if len(line.split()) == 2)]
    begins = [*says.get("begins", ()), *(line for line in lines if len(line.split()) > 2)]
    return _spaced(whole), _spaced(begins)


def _spaced(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(f" {fold(phrase)} " for phrase in phrases)


def notice_in(
    page: Measured,
    *,
    title: str = "",
    stated: bool = False,
    kinds: Sequence[str] = WALLS,
) -> str | None:
    """Return which notice a page is: the first of the kinds that it says and that the evidence of a
    posting allows; None for none.

    title: of the HTML head. stated: whether the page has a JobPosting object with a description.
    """
    lines = [Line(title), *map(_line_of, page.blocks[:_MAX_BLOCKS])]
    kinds = _kinds_in(lines, kinds)
    said = [(at - 1, *one) for at, line in enumerate(lines) for one in _notices_of(line, kinds)]
    for kind in kinds:
        manners = {manner for _, each, manner in said if each == kind}
        if manners:
            found = evidence(page, {at for at, each, _ in said if each == kind}, stated)
            if any(_holds(kind, manner, found) for manner in manners):
                return kind  # guard: pages that are gone
    return None


def _kinds_in(lines: Sequence[Line], kinds: Sequence[str]) -> list[str]:
    """Return the kinds of notices that lines have a phrase of: most have none. Closing sentences
    have words of their own."""
    whole = "\n".join([line.folded for line in lines])
    words, known = {word for line in lines for word in line.words}, _words().phrases
    return [k for k in kinds if k == "closed_notice" or known[k].may_be_in(whole, words)]


def _holds(kind: str, manner: Manner, found: AbstractSet[PostingEvidence]) -> bool:
    against = _AGAINST[manner]
    if (kind, manner) == ("closed_notice", "whole"):
        against -= {"jobposting"}  # sites leave the object on pages of closed postings
    return found.isdisjoint(against)


def _line_of(block: Block) -> Line:
    """Return what a block says, a pair with its label; nothing for a menu."""
    if block.region == "nav":
        return Line("")
    return Line(f"{block.label} {block.text}") if block.label else block.said


def _notices_of(line: Line, kinds: Sequence[str]) -> Iterator[tuple[str, Manner]]:
    """Yield the notices that a block says, each with its manner."""
    if not 0 < len(line.text) <= _MAX_BLOCK:
        return
    words = _words()
    block = f" {line.folded} "
    for kind in kinds:
        if kind == "closed_notice":
            yield from _closings_of(line)
            continue
        whole, begins = words.kinds[kind]
        if not words.phrases[kind].may_be_in(line.folded, line.words):
            continue
        for sentence in SENTENCES.split(line.text):
            low = block if sentence == line.text else f" {fold(sentence)} "
            if low[1:].startswith(words.conditions) or not _is_notice(sentence, low, whole, begins):
                continue
            if any(phrase in low for phrase in words.apply):
                yield kind, "applying"
            else:
                yield kind, "whole" if len(low.split()) >= len(block.split()) else "part"


def _closings_of(line: Line) -> Iterator[tuple[str, Manner]]:
    """Yield the sentences of a block that say that the posting is over."""
    if not closing.says_closed(line):
        return
    sentences = SENTENCES.split(line.text)
    for sentence in sentences:
        if closing.says_closed(Line(sentence)):
            yield "closed_notice", "whole" if len(sentences) == 1 else "part"


def _is_notice(sentence: str, folded: str, whole: Sequence[str], begins: Sequence[str]) -> bool:
    """Return whether a clause of a sentence is a notice: a phrase with few words around it.

    folded: the sentence with a blank at both ends.
    """
    clauses = _CLAUSES.split(sentence)
    low = [f" {fold(clause)} " for clause in clauses] if len(clauses) > 1 else []
    low.append(folded)  # a phrase may have marks inside
    limits = (
        *((phrase, _BEHIND) for phrase in whole),
        *((phrase, _MAX_BLOCK) for phrase in begins),
    )
    return any(_has(clause, phrase, most) for clause in low for phrase, most in limits)


def _has(clause: str, phrase: str, most: int) -> bool:
    """Return whether a clause has a phrase with few words before it and at most so many behind."""
    before, there, behind = clause.partition(phrase)
    return bool(there) and len(before.split()) <= _BEFORE and len(behind.split()) <= most
