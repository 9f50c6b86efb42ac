"""Say which value a short text of a header is beyond doubt: "Full-time", "Bergen, Norway", "Closes
30 June 2031"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from crawlers.extract.dates.printed_date import looks_like_date, may_be_date
from crawlers.extract.header.labels import fits, is_everyday, slot_of, split_colon
from crawlers.extract.header.line_parts import Value
from crawlers.extract.header.posted_dates import says_posted
from crawlers.extract.pay.pay_lines import looks_like_pay
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.terms.employment import (
    looks_like_contract,
    looks_like_employment,
    looks_like_workplace,
    may_be_term,
    says_anywhere,
)
from crawlers.posting.raw import Slot
from crawlers.text.lines import Line, once
from crawlers.text.words import fold

_MAX_LABEL_WORDS = 2
"""Words of an unknown label before a value."""
MAX_LABEL = 3
"""Words of a known label before a value without a mark."""
_LABELLED: tuple[Slot | None, ...] = (
    *("date_posted", "valid_through", "start_date", "salary", "location", "employment_type"),
    *("contract_type", "workplace"),
)
"""The slots whose label may stand before a value in a line of several."""


@lru_cache(2048)
def value_of(text: str) -> Value | None:
    """Return the value that a short text is beyond doubt, with its slot; of `label: value` with an
    unknown label the value."""
    text = text.strip(" ,;.").strip()
    if not text:
        return None
    if value := value_of_whole_line(Line(text)):
        return value
    label, *value_text = split_colon(text)
    if not value_text:
        return _labelled(text)
    slot = slot_of(label)
    if slot and slot in _LABELLED and fits(slot, value_text[0]):
        return slot, value_text[0]
    is_label = 0 < len(label.split()) <= _MAX_LABEL_WORDS
    return value_of(value_text[0]) if is_label else None


def _labelled(text: str) -> Value | None:
    """Return the value behind a known label without a mark: "Closes 30 June 2031"."""
    words = text.split(" ")
    for size in range(min(MAX_LABEL, len(words) - 1), 0, -1):
        label, value = " ".join(words[:size]), " ".join(words[size:])
        slot = slot_of(label)
        if slot and slot in _LABELLED and fits(slot, value) and not is_everyday(fold(label)):
            return slot, value
    return None


def value_of_whole_line(line: Line) -> Value | None:
    """Return the value that a line is as a whole."""
    text = line.text
    return term_of_line(line) or (("location", text) if looks_like_place(text) else None)


@once
def term_of_line(line: Line) -> Value | None:
    """Return the value that a line is, but for a place."""
    text = line.text
    if may_be_term(line):
        if looks_like_employment(line):
            return "employment_type", text
        if looks_like_workplace(line) or says_anywhere(line):
            return "workplace", text
        if looks_like_contract(line):
            return "contract_type", text
    if looks_like_date(text) and says_posted(text):
        return "date_posted", text
    return ("salary", text) if looks_like_pay(text) else None


def may_hold_term(line: Line) -> bool:
    """Return whether a line, or some of its words, may be a value that is no place: a cheap check
    before every run of its words is looked at."""
    text = line.text
    return may_be_term(line) or may_be_date(text) or text.startswith("http") or " http" in text


@lru_cache(4096)
def may_tell(word: str) -> bool:
    """Return whether a word is one without which a run of words is no value but a place: of a
    type of employment, a date, pay. Few words are."""
    return "/" in word or may_be_term(Line(word)) or may_be_date(word)


def has_place(values: Iterable[Value]) -> bool:
    """Return whether values have a place."""
    return any(slot == "location" for slot, _ in values)
