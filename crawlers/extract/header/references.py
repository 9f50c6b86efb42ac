"""Find the number of a posting inside a line: "Published 2 May - Ref: 2025-118", "Apply quoting
reference HQ/2031/07".

The words are those of the labels for numbers (data/labels.yaml). A number is taken from the header,
and from the text where it says how to apply: elsewhere a reference is one to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from crawlers.posting.raw import Slot
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_SLOTS: tuple[Slot, ...] = ("reference", "requisition", "vacancy")
_LEAST = 3
"""Characters of the shortest label that counts inside a line."""
_ALONE = 60
"""Characters of a line that is nothing but a number with its label."""
_LONGEST = 300
"""Characters of a line that is looked at."""
_CODE = r"(?P<code>(?:[A-Z]{2,6} )?[^\W_][\w./\-–]*\d[\w./\-–]*)"


def find_reference(header: Iterable[Line], text: Sequence[Line]) -> tuple[Slot, str] | None:
    """Return the slot and the code of the first number that a line names, None for none. text: the
    lines in which only the words for a reference count, and a code with letters or four digits."""
    for lines, is_text in ((header, False), (text, True)):
        for line in lines:
            if found := _in_line(line, is_text):
                return found
    return None


def _in_line(line: Line, is_text: bool) -> tuple[Slot, str] | None:
    if len(line.text) > _LONGEST or _wakes().isdisjoint(line.words):
        return None
    for match in _pattern().finditer(line.text):
        slot, code = _slot_by_label()[fold(match["label"])], match["code"].rstrip(".-–/")
        alone = match.start() == 0 and len(line.text) <= _ALONE  # "STAFF VACANCY 250974"
        if not is_text or (_is_sure(code) and (slot == "reference" or alone)):
            return slot, code
    return None


def _is_sure(code: str) -> bool:
    """Return whether a code in running text is no paragraph or year of something else."""
    digits = sum(map(str.isdigit, code))
    return digits >= 5 or (digits > 1 and any(map(str.isupper, code)))


@cache
def _slot_by_label() -> dict[str, Slot]:
    labels = load("labels")
    return {
        folded: slot
        for slot in reversed(_SLOTS)
        for spelling in phrases_in(labels[slot])
        if len(folded := fold(spelling)) >= _LEAST
    }


@cache
def _wakes() -> frozenset[str]:
    """Return the first words of all labels: nearly all lines have none."""
    return frozenset(label.split(" ", 1)[0] for label in _slot_by_label())


@cache
def _pattern() -> re.Pattern[str]:
    labels = any_of(
        spelling for slot in _SLOTS for spelling in phrases_in(load("labels")[slot])
        if len(fold(spelling)) >= _LEAST
    )  # fmt: skip
    signs, links = (
        any_of(phrases_in(load("header")[name]))
        for name in ("number_signs", "between_label_and_number")
    )
    marks = rf"(?:\s*(?:[:#.°º№]|\b(?:{signs})\.?|\b(?:{links})\b))*\s*"
    return re.compile(rf"(?<!\w)(?P<label>(?i:{labels})){marks}[\"“(]?{_CODE}")
