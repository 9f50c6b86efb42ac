"""Split a table of labels and values that lost its cells: one line in which nothing but blanks
stands between them.

"Location Bergen, Norway Schedule Full-time Closing date 4 May 2031 Grade G12 ..." comes from PDF
files and from sites that copy text. A label alone proves nothing there, it can be a word of a
sentence: so several must follow each other, each before a short value that it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.extract.header.labels import (
    capitalised_labels,
    first_words_of_labels,
    fits,
    slot_of,
)
from crawlers.text.lines import Line

_LEAST = 4
"""Labels in a row that make a table. Set by hand."""
_MAX_VALUE = 80
"""Characters of a value between two labels."""

Pair = tuple[str, str]


def split_flat_run(line: Line) -> tuple[str, list[Pair]]:
    """Return the text before such a table, and its (label, value) pairs; of the last one the value
    goes on to the end of the text. The text alone and [] where there is no table."""
    text, labels = line.text, capitalised_labels(line)
    if len(labels) < _LEAST:
        return text, []
    if sum(map(first_words_of_labels().__contains__, line.words)) < _LEAST:
        return text, []
    found: list[re.Match[str]] = []
    for label in labels:
        begins_word = label.start() == 0 or text[label.start() - 1] == " "
        if begins_word and (not found or label.start() >= found[-1].end()):
            found.append(label)
    run = _longest_run(text, found)
    if len(run) < _LEAST:
        return text, []
    ends = [*(label.start() for label in run[1:]), len(text)]
    pairs = [
        (label[1], text[label.end() : end].strip(" :"))
        for label, end in zip(run, ends, strict=True)
    ]
    return text[: run[0].start()].strip(), pairs


def _longest_run(text: str, found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the most labels in a row that each stand before a short value of theirs, with the
    label behind those values. A label in the value of its own kind is a part of that:
    "Grade Band Grade 5"."""
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for label in found:
        if run and not _stands_before(text, run[-1], label.start()):
            if slot_of(run[-1][1]) == slot_of(label[1]):
                continue
            run = []
        run.append(label)
        best = max(best, run, key=len).copy()
    return best


def _stands_before(text: str, label: re.Match[str], end: int) -> bool:
    """Return whether a label stands before a short value that it asks for."""
    slot, value = slot_of(label[1]), text[label.end() : end].strip(" :")
    return slot is not None and 0 < len(value) <= _MAX_VALUE and fits(slot, value)
