"""Read the notices that a single line of a posting gives: that it is over, that it was advertised
before (data/notices.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.posting.schema import Flag
from crawlers.text.blocks import Block, annotate
from crawlers.text.phrases import Beginnings
from crawlers.text.word_lists import load_merged, phrases_in
from crawlers.text.words import fold

MAX_LINE = 160
"""Characters of a line that may be such a notice. Set by hand."""
_MAX_DATED = 30
"""Characters of a line like "4 May 2025 Expired". Set by hand."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of such lines, folded.

    closed_lines, closed_beginnings: whole lines that say that the posting is over, and how such
    lines begin. behind_date: what follows a date in such a line. flags: each phrase with its flag.
    """

    closed_lines: frozenset[str]
    closed_beginnings: Beginnings
    behind_date: tuple[str, ...]
    flags: tuple[tuple[Flag, str], ...]


@cache
def _words() -> _Words:
    data = load_merged("notices")
    lines = [fold(line) for line in phrases_in(data["kinds"]["closed_notice"]["lines"])]
    return _Words(
        closed_lines=frozenset(lines),
        closed_beginnings=Beginnings(line for line in lines if " " in line),
        behind_date=tuple(f" {fold(word)}" for word in phrases_in(data["behind_date"])),
        flags=tuple(
            (flag, fold(phrase))
            for flag, phrases in data["flags"].items()
            for phrase in phrases_in(phrases)
        ),
    )


def is_closing_line(line: str) -> bool:
    """Return whether a folded line says that the posting is over: a known line, or a date with
    "expired" behind it."""
    words = _words()
    return line in words.closed_lines or words.closed_beginnings.begin(line) or _is_dated(line)


def closed_lines() -> frozenset[str]:
    """Return the lines that say that the posting is over, folded."""
    return _words().closed_lines


def _is_dated(line: str) -> bool:
    """Return whether a line is a date with a word behind it that says that it is over."""
    return line[:1].isdigit() and len(line) < _MAX_DATED and line.endswith(_words().behind_date)


def flags_of(blocks: Sequence[Block]) -> list[Flag]:
    """Return the flags that the lines of a page give: `expired` where one says that the posting is
    over, and those that have a phrase."""
    lines = [line.folded for line in annotate(blocks) if len(line.text) <= MAX_LINE]
    whole = "\n".join(lines)
    phrases = [(flag, phrase) for flag, phrase in _words().flags if phrase in whole]
    may_be_closed = _may_say_closed(lines, whole)
    flags: list[Flag] = []
    for line in lines if phrases or may_be_closed else ():
        if may_be_closed and is_closing_line(line) and "expired" not in flags:
            flags.append("expired")
        flags += [flag for flag, phrase in phrases if phrase in line and flag not in flags]
    return flags


def _may_say_closed(lines: Sequence[str], whole: str) -> bool:
    """Return whether there is reason to look at the lines one by one. whole: all of them."""
    words = _words()
    return (
        not words.closed_lines.isdisjoint(lines)
        or words.closed_beginnings.may_begin_any(lines)
        or any(map(whole.__contains__, words.behind_date))
    )
