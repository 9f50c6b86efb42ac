"""Lead-ins, the beginnings of sentences that open a section in place of a lost heading ("The
incumbent must:"), by their words (data/lead_ins.yaml)."""

from __future__ import annotations

import re
from functools import cache

from crawlers.text.lines import Line, once
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_BEGINNING = 160
"""Characters of a text that are looked at for a lead-in; a longer one is folded as far."""


@cache
def _lead_ins() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return by first word kind and pattern of each lead-in. In the file, words stand in order, `|`
    parts choices, `*` is for up to four words."""
    patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    # "must demonstrate" before "must"
    kinds = sorted(load("lead_ins").items(), key=lambda entry: entry[0] != "competencies")
    for kind, rows in kinds:
        for row in phrases_in(rows):
            words = row.replace("'", " ").split(" ")
            parts = [
                r"(?:\S+ ){0,4}?" if p == "*" else f"(?:{p.replace('_', ' ')}) " for p in words
            ]
            pattern = re.compile("".join(parts).rstrip(" ") + r"(?: |$)")
            for first in {choice.partition("_")[0] for choice in words[0].split("|")}:
                patterns.setdefault(first, []).append((kind, pattern))
    return patterns


def may_lead_in(line: Line) -> bool:
    """Return whether a line, or the beginning of it, may be a lead-in, by its first word."""
    return line.folded.partition(" ")[0] in _lead_ins()


@once
def lead_in_of(line: Line) -> str | None:
    """Return the section kind that a lead-in opens ("The incumbent must:"), else None. Read at the
    start of the line."""
    patterns = _lead_ins().get(line.folded.partition(" ")[0])
    if patterns is None:
        return None
    start = line.folded if len(line.text) <= _BEGINNING else fold(line.text[:_BEGINNING])
    return next((kind for kind, pattern in patterns if pattern.match(start)), None)
