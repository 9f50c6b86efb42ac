"""Say which value a short text of a header is beyond doubt: "Full-time", "Bergen, Norway", "Closes
30 June 2031"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

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
from crawlers.text.patterns import DIGIT
from crawlers.text.phrases import InText
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged, phrases_in
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

_SPELLED = re.compile(r"^\d|[FPfp]/[Tt]|[^\W\d_]-[\s/]|://|[a-z][A-Z]")
"""What shows a term that is spelled otherwise than its phrase: a share, "F/T", a part cut short, an
address, "FullTime"."""
_TOGETHER = re.compile(r"\d|-$|[a-z][A-Z]|[A-Z]{3}[a-z]")
"""What shows a word that no list has as it stands: "37.5h", "Voll-", "FullTime", "EURMonthly"."""
_SMALL = 2
"""Letters of a word of any list: "am", "ca"."""
_LISTS = ("employment", "dates", "money", "numbers")
"""The lists of words of which values are made, but for places."""


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
    return term_of_line(line) or (("location", line.text) if is_place(line) else None)


@once
def term_of_line(line: Line) -> Value | None:
    """Return the value that a line is, but for a place."""
    text = line.text
    if may_name_term(line):
        if looks_like_employment(line):
            return "employment_type", text
        if looks_like_workplace(line) or says_anywhere(line):
            return "workplace", text
        if looks_like_contract(line):
            return "contract_type", text
    if is_day(line) and says_posted(text):
        return "date_posted", text
    return ("salary", text) if is_pay(line) else None


@once
def is_place(line: Line) -> bool:
    """Return whether a line is a place."""
    return looks_like_place(line.text)


@once
def is_day(line: Line) -> bool:
    """Return whether a line is a date."""
    return looks_like_date(line.text)


@once
def is_pay(line: Line) -> bool:
    """Return whether a line is an amount of pay; what it says beside, it says in brackets."""
    text = line.text
    if not DIGIT.search(text) or not ("(" in text or all(map(may_belong, text.split()))):
        return False
    return looks_like_pay(text)


@once
def may_name_term(line: Line) -> bool:
    """Return whether a line can be a type of employment, a work model or a kind of contract: it has
    a phrase of one, or is spelled so that its words need not show it ("Voll- oder Teilzeit")."""
    return may_be_term(line) and (
        _terms().may_be_in(line.folded, line.words) or _SPELLED.search(line.text) is not None
    )


def may_hold_term(line: Line) -> bool:
    """Return whether a line, or some of its words, may be a value that is no place: a cheap check
    before every run of its words is looked at."""
    text = line.text
    return may_name_term(line) or may_be_date(text) or text.startswith("http") or " http" in text


@lru_cache(4096)
def may_tell(word: str) -> bool:
    """Return whether a word is one without which a run of words is no value but a place: of a
    type of employment, a date, pay. Few words are."""
    return "/" in word or may_be_term(Line(word)) or may_be_date(word)


@lru_cache(4096)
def may_belong(word: str) -> bool:
    """Return whether a word can stand in a value but for a place, beside others: one of the lists
    of terms, dates and pay, one with a digit, in other letters, or written together with another.
    Most words of other lines can not."""
    if not word.isascii() or _TOGETHER.search(word):
        return True
    return all(len(each) <= _SMALL or each in _words_of_values() for each in fold(word).split())


@cache
def _words_of_values() -> frozenset[str]:
    folded = (fold(text) for name in _LISTS for text in _texts_in(load_merged(name)))
    words = frozenset(word for text in folded for word in text.split())
    return words | frozenset(map(plain, words))


def _texts_in(node: Any) -> Iterator[str]:
    """Return all texts of a part of a word list, those that are keys among them."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for part in (*node, *node.values()) if isinstance(node, dict) else node:
            yield from _texts_in(part)


@cache
def _terms() -> InText:
    """Return the phrases for types of employment, work models and kinds of contract."""
    data = load_merged("employment")
    by_meaning = (data[name].values() for name in ("types", "workplace", "contracts"))
    return InText(phrases_in([data["anywhere"], *map(list, by_meaning)]))


def has_place(values: Iterable[Value]) -> bool:
    """Return whether values have a place."""
    return any(slot == "location" for slot, _ in values)
