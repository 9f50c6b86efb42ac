"""Prepare a text that may name pay: as it is kept, and where its sentences begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.text.patterns import LOWER
from crawlers.text.unaccented import compose
from crawlers.text.word_lists import load_merged
from crawlers.text.words import squeeze

MAX_VALUE = 500
"""Characters; a longer value is prose."""
LEAD = 40
"""Characters before a word for pay in which "gross monthly" may stand."""
SURROGATE = re.compile("[\ud800-\udfff]")
GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z][a-z])|(?<=[\d ][A-Z]{3})(?=[A-Z]?[a-z]{3})")
"""Where a site has lost the blank between two words: "Euro (EUR)Monthly"."""
CLAUSE = re.compile(r"[.!?;:,|()·•–—]")
"""Marks between the clauses of a sentence."""
_SENTENCE_END = re.compile(rf"[.!?;] +(?=[^ {LOWER}])")
_LAST_WORD = re.compile(r"[^ (]{1,12}$")
_ABBREVIATIONS = frozenset(load_merged("money")["abbreviations"])


def printed_text(raw: str) -> str | None:
    """Return a value as it is kept: blanks squeezed, no colon left over from its label; None where
    nothing is left, and for prose."""
    if SURROGATE.search(raw[: 2 * MAX_VALUE]):
        return None
    printed = squeeze(compose(raw[: 2 * MAX_VALUE])).lstrip(": ").rstrip(" |·•")
    return printed if 0 < len(printed) <= MAX_VALUE else None


def sentence_starts(line: str, low: str) -> Iterator[int]:
    """Yield where each sentence of a line but the first begins. low: the line made plain."""
    for match in _SENTENCE_END.finditer(line):
        last = _LAST_WORD.search(low, max(0, match.start() - 12), match.start())
        if line[match.start()] != "." or not last or last.group() not in _ABBREVIATIONS:
            yield match.end()
