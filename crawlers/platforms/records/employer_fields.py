"""The fields that an employer has added to a platform's record: a label of its own, and a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, load_merged, phrases_in

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting

_LONG = 200
"""Characters of a value that are kept of a field that is not read."""
_READ_WHOLE = ("employment_type", "language")
"""Slots of which the first statement that can be read counts."""
_PARTS = re.compile(r"\s*(?:/|&|\band\b)\s*")


class Field(NamedTuple):
    """A field of the employer's own. path: where it stands, for its locator."""

    label: str
    value: str
    path: str


def say_fields(raw: RawPosting, fields: Iterable[Field]) -> None:
    """Say what the fields say: by their labels where the vocabulary knows them, or a part of them
    ("Education & Work Experience"), by a word for pay in them ("Pay Range", "Minimum Pay"). Any
    other field stays unread."""
    bounds: dict[str, Field] = {}
    for field in _joined(fields):
        if bound := _bound_of_pay(field.label):
            bounds[bound] = field
        elif not (_say_by_label(raw, field) or _say_pay(raw, field)):
            raw.unread.append((field.label or field.path, field.value[:_LONG]))
    if bounds:
        _say_bounds(raw, bounds)


def _joined(fields: Iterable[Field]) -> list[Field]:
    """Return the fields that have a value; the several values of a field that is read by its first
    statement are one."""
    from crawlers.extract.header.labels import slot_of

    joined: dict[object, Field] = {}
    for number, field in enumerate(fields):
        is_read_whole = bool(field.label) and slot_of(field.label) in _READ_WHOLE
        name = field.label if is_read_whole else number
        before = joined.get(name)
        value = f"{before.value}, {field.value}" if before and field.value else field.value
        if value:
            joined[name] = Field(field.label, value, before.path if before else field.path)
    return list(joined.values())


def say_further(raw: RawPosting, fields: Iterable[Field]) -> None:
    """Say of fields what nothing else has said: the labels of a page beside its typed data."""
    before = {slot: list(statements) for slot, statements in raw.said.items()}
    say_fields(raw, fields)
    raw.said.update(before)


def _say_by_label(raw: RawPosting, field: Field) -> bool:
    from crawlers.extract.header.labels import slot_of

    whole = slot_of(field.label)
    slots = [whole] if whole else [s for part in _PARTS.split(field.label) if (s := slot_of(part))]
    for slot in dict.fromkeys(slots):
        if slot != "salary":
            raw.say(slot, field.value, "label", f"{field.path}: {field.label}")
    return bool(slots) and ("salary" not in slots or _say_pay(raw, field))


@cache
def _pay_words() -> re.Pattern[str]:
    from crawlers.extract.pay.patterns import any_whole_word

    data = load("money")
    return re.compile(any_whole_word(phrases_in((data["pay_words"], data["pay_labels"]))))


@cache
def _other_money() -> re.Pattern[str]:
    from crawlers.extract.pay.patterns import any_whole_word

    return re.compile(any_whole_word(load_merged("money")["other_money"]))


def _say_pay(raw: RawPosting, field: Field) -> bool:
    """Say pay in a field whose label has a word for it. A sentence about pay is none."""
    from crawlers.extract.pay.printed_pay import read_pay

    pay = read_pay(field.value, label=field.label) if _names_pay(field.label) else None
    if pay:
        raw.say("salary", field.value, "label", f"{field.path}: {field.label}", pay)
    return bool(pay)


def _names_pay(label: str) -> bool:
    """Return whether a label is of pay: on a page "Budget" may be that, in a record it is what the
    holder of the post spends."""
    from crawlers.extract.header.labels import slot_of

    words = plain(label)
    is_pay = slot_of(label) == "salary" and not _other_money().search(words)
    return is_pay or bool(_pay_words().search(words))


def _bound_of_pay(label: str) -> str:
    """Return which end of the pay a label is of: `min`, `max` or ""."""
    from crawlers.extract.pay.words import bound_in_label

    return (bound_in_label(plain(label)) or "") if _names_pay(label) else ""


def _say_bounds(raw: RawPosting, bounds: dict[str, Field]) -> None:
    """Say pay of which each end has a field of its own; a bare figure is enough there."""
    from crawlers.extract.jsonld.values import amount
    from crawlers.extract.pay.printed_pay import read_pay
    from crawlers.posting.parts.terms import Pay

    ends = [bounds[name] for name in ("min", "max") if name in bounds]
    words = " - ".join(dict.fromkeys(end.value for end in ends))
    pay = read_pay(words, label=ends[0].label if len(ends) == 1 else "")
    low, high = (amount(bounds[name].value) if name in bounds else None for name in ("min", "max"))
    if pay is None and (low or high) and not (low and high and float(low) > float(high)):
        pay = Pay(raw=words, min=low, max=high)
    if pay:
        raw.say("salary", words, "label", f"{ends[0].path}: {ends[0].label}", pay)
    else:
        raw.unread += [(end.label, end.value[:_LONG]) for end in ends]
