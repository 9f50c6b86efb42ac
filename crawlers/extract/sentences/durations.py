"""Find spans of time in running text, in twenty languages: "at least 3 years", "18 months", "3-5
years", "sechs Jahre"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load_merged

MONTHS = {"Y": 12, "M": 1}
_MOST = 600
"""No posting means a span of more units than this."""
_REACH = 45
"""How far before its unit a number may start, in characters."""
_DIGITS = frozenset("0123456789")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, and where it stands in the text it was found in.

    low, high: the number, in `unit` (Y, M, W or D as in ISO 8601); `high` of a range, else None.
    more: "5+", "5 or more". compound: written with a hyphen ("3-year"), so it qualifies the words
    after it. start, end: character offsets.
    """

    low: int
    high: int | None
    unit: str
    more: bool
    compound: bool
    start: int
    end: int

    @property
    def iso(self) -> str:
        """The ISO 8601 duration, of the high end of a range; whole years of months as years (36
        months are P3Y)."""
        count = self.high or self.low
        return (
            f"P{count // 12}Y" if self.unit == "M" and count % 12 == 0 else f"P{count}{self.unit}"
        )

    @property
    def months(self) -> int | None:
        """The low end in months; None of weeks and days."""
        return self.low * MONTHS[self.unit] if self.unit in MONTHS else None


class _Grammar(NamedTuple):
    """pattern: a number, or two, with a unit. numbers: word to {language: value}. units: word to
    {language: unit}.

    glued: one word for both ("zweijährig") to the two. only_of_one: units that count behind a one
    only ("1 an"). tens: what a number word goes on after
    ("twenty five"). joins, up_to: what makes one span of two.
    """

    pattern: re.Pattern[str]
    numbers: dict[str, dict[str, int]]
    units: dict[str, dict[str, str]]
    glued: dict[str, tuple[int, str]]
    only_of_one: frozenset[str]
    tens: tuple[str, ...]
    joins: frozenset[str]
    up_to: frozenset[str]


def find_spans(text: str) -> Iterator[Span]:
    """Return the spans of a text in lower case, from left to right. A decimal ("1.5 years") is
    none; "1 year and 6 months" and "2 years to less than 3 years" are one each."""
    last: Span | None = None
    for span in _spans(text):
        joined = last and _joined(last, span, text)
        if last and not joined:
            yield last
        last = joined or span
    if last:
        yield last


def _joined(one: Span, other: Span, text: str) -> Span | None:
    """Return the one span that two are, one right behind the other; None where they are two."""
    if one.high is not None or other.high is not None or one.compound:
        return None
    between = text[one.end : other.start].strip(" ,-–—")
    if (one.unit, other.unit) == ("Y", "M") and other.low < MONTHS["Y"]:
        months = one.low * MONTHS["Y"] + other.low
        joins = not between or between in _grammar().joins
        return replace(other, low=months, start=one.start) if joins else None
    if one.unit == other.unit and one.low < other.low and between in _grammar().up_to:
        return replace(one, high=other.low, end=other.end)
    return None


def _spans(text: str) -> Iterator[Span]:
    grammar = _grammar()
    starts: list[int] = []
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in grammar.numbers or word[0] in _DIGITS:
            starts.append(token.start())
        elif word in grammar.units:
            matches = (
                grammar.pattern.match(text, at) for at in starts if token.start() - at <= _REACH
            )
            span = next(
                (
                    span
                    for found in matches
                    if found and found.end() >= token.end() and (span := _span(text, found))
                ),
                None,
            )
            starts.clear()
            if span:
                yield span
        elif word in grammar.glued:
            number, unit = grammar.glued[word]
            yield Span(number, None, unit, False, False, token.start(), token.end())


def unit_words(*units: str) -> list[str]:
    """Return the words for the given units (Y, M, W, D), in all languages, but for those that are
    other words elsewhere."""
    grammar = _grammar()
    words = [
        word
        for word, by_language in grammar.units.items()
        if set(by_language.values()) & set(units) and word not in grammar.only_of_one
    ]
    return words + [word for word, (_, unit) in grammar.glued.items() if unit in units]


def number(text: str) -> int | None:
    """Return the number that a text in lower case is, in digits or as a word of any language that
    has one value for it; else None."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 3 else None
    values = set(_grammar().numbers.get(text, {}).values())
    return values.pop() if len(values) == 1 else None


def _span(text: str, found: re.Match[str]) -> Span | None:
    grammar = _grammar()
    languages = grammar.units[found["unit"]]
    low, high = (_value(found[name], grammar.numbers, languages) for name in ("low", "high"))
    if (
        low is None
        or low > _MOST
        or (found["high"] and (high is None or high <= low or high > _MOST))
    ):
        return None
    if text.endswith(grammar.tens, 0, found.start()):
        return None
    if found["unit"] in grammar.only_of_one and low != 1:
        return None
    return Span(
        low=low,
        high=high,
        unit=next(iter(languages.values())),
        more=bool(found["plus"] or found["more"]),
        compound=found["hyphen"] is not None,
        start=found.start(),
        end=found.end(),
    )


def _value(
    word: str | None, numbers: dict[str, dict[str, int]], languages: dict[str, str]
) -> int | None:
    if word is None:
        return None
    if word.isdigit():
        return int(word)
    return next((value for language, value in numbers[word].items() if language in languages), None)


@cache
def _grammar() -> _Grammar:
    data = load_merged("numbers")
    numbers: dict[str, dict[str, int]] = {}
    units: dict[str, dict[str, str]] = {}
    glued: dict[str, tuple[int, str]] = {}
    for language, values in data["numbers"].items():
        for word, value in values.items():
            numbers.setdefault(word.lower(), {})[language] = value
    for language, names in data["units"].items():
        for unit, words in names.items():
            for word in words:
                units.setdefault(word.lower(), {})[language] = unit
    for language, stems in data["glued"]["numbers"].items():
        for stem, value in stems.items():
            glued |= {
                stem + ending: (value, unit)
                for unit, ends in data["glued"]["units"][language].items()
                for ending in ends
            }
    count = rf"[0-9]{{1,3}}|{_any(numbers)}"
    pattern = re.compile(
        rf"(?<![\w.,/+-])(?P<low>{count})(?: ?\((?:{count})\))?(?P<plus> ?\+)?"
        rf"(?:(?: ?[-–—/] ?| (?:{_any(data['to'])}) )(?P<high>{count}))?(?: ?\((?:{count})\))?"
        rf"(?P<more> ?\+| (?:{_any(data['or_more'])})\b)?"
        rf"(?: (?:{_any(data['filler'])}))?(?:(?P<hyphen>[-‐‑])| ?)(?P<unit>{_any(units)})(?!\w)"
    )
    tens = tuple(f"{word} " for word in data["tens"])
    joins, up_to = frozenset(data["and"]), frozenset(data["up_to"])
    once = frozenset(data["only_of_one"])
    return _Grammar(pattern, numbers, units, glued, once, tens, joins, up_to)


def _any(words: Iterable[str]) -> str:
    return any_of(map(str.lower, words))
