"""Read the words around an amount of pay: its period, how it is taxed, whether it is a bound,
whether it is other money.

All functions take plain text (`crawlers.text.unaccented`). The words are data (`data/money.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from crawlers.extract.pay.currencies import SIGNS, without_codes
from crawlers.extract.pay.patterns import (
    BOUND_REACH,
    LEAST_PAY,
    MAXIMUM,
    MINIMUM,
    OTHER_MONEY,
    PER_PIECE,
    PER_WORK,
    PERIOD,
    REACH_OF_LEAST,
    SHORT_PERIOD,
    any_whole_word,
    any_word,
    unnamed,
)
from crawlers.text.patterns import LETTER, compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

Period = Literal["hour", "day", "week", "month", "year"]
Basis = Literal["gross", "net", "tax_free"]
Bound = Literal["min", "max"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What words say of an amount, and where they end."""

    period: Period | None
    basis: Basis | None
    end: int = 0


_DATA: dict[str, Any] = load_merged("money")
_BASIS = "|".join(
    rf"(?P<{basis}>{any_whole_word(words)})" for basis, words in reversed(_DATA["basis"].items())
)
_BEHIND = any_word(_DATA["minimum_behind"]) + f"(?![{LETTER}])"
_FIRST_TO = compiled_late(
    rf"(?:^|:|{any_whole_word(_DATA['pay_words'])}) ?{any_word(_DATA['to_apart'])} $"
)
"""In front of a lone figure at the beginning of a value, or behind a word for pay: "to $137,000",
"remuneration to $137,000"."""
_CURRENCY = any_whole_word(
    (
        *_DATA["marks"],
        *_DATA["shared"],
        *(name for names in _DATA["names"].values() for name in names),
    )
)
_BOUNDS = any_whole_word((*_DATA["maximum"], *_DATA["minimum"]))
_AROUND = any_whole_word((*_DATA["around"], *_DATA["between"], *_DATA["whole_pay"]))
_KNOWN = "|".join((unnamed(PERIOD), unnamed(_BASIS), _AROUND, _CURRENCY, _BEHIND, _BOUNDS))
_READ_PERIOD, _READ_BASIS, _READ_KNOWN = map(compiled_late, (PERIOD, _BASIS, _KNOWN))
_POINT = r" \((?:[a-z]{2,12} \d{1,3}|\d[a-z]{2} [a-z]{2,12})\)"
_CALLED = rf" {any_whole_word(_DATA['between_amount_and_period'])}"
_RUN = compiled_late(rf"\)?(?:[ ,(:*-]{{0,3}}(?:{_KNOWN})\)?|{_POINT}|{_CALLED})*")
"""With a remark like "(point 24)" or "(2nd LSI)"."""
_CONVERTED = re.compile(rf" ?\([a-z{re.escape(SIGNS)}. ]{{1,16}}\d[\d.,' ]{{2,12}}\)")
"""The same amount in another currency: "GBP 38,000 (EUR 44,500) a year"."""
_READ_SHORT = compiled_late(
    rf"[ ,(]{{0,2}}(?:(?:{unnamed(_BASIS)}|"
    rf"{any_word((*_DATA['whole_pay'], *_DATA['between_amount_and_period']))})[ ,]{{1,2}})?"
    rf"(?:{SHORT_PERIOD})"
)
_NUMBERS = rf"\d[\d.,]{{0,9}}(?: ?{any_word(_DATA['to'])} ?\d[\d.,]{{0,9}})?"
_COUNTED = compiled_late(
    rf"{_NUMBERS} ?{any_word(_DATA['counted'])}(?![{LETTER}])(?: ?(?:{unnamed(PERIOD)}))?"
)
_NUMBER_PER = compiled_late(rf"\d ?(?:{unnamed(PERIOD)})")
_MAXIMUM_BEHIND = compiled_late(rf" ?\(?{any_whole_word(_DATA['maximum_behind'])}")
_MINIMUM_BEHIND = compiled_late(rf"(?! \+) ?{_BEHIND}")
"""A plus counts where it is glued to the figure: "£45k+", not "$90k + super"."""
_LABEL_MAXIMUM, _LABEL_MINIMUM = (
    re.compile(rf"{any_word(_DATA[f'label_{end}'])}|{any_whole_word(_DATA[f'label_{end}_end'])}$")
    for end in ("maximum", "minimum")
)
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_OTHER_MONEY_BEHIND = compiled_late(
    rf" ?(?:[a-z'][a-z'-]{{0,19}} ){{0,2}}?(?!{any_word(_DATA['whole_pay'])})"
    rf"{any_whole_word(_DATA['other_money'])}"
)
_JOINS = re.compile(any_whole_word(_DATA["joins"]))
_REMARKS = any_whole_word(
    (*_DATA["joins"], *_DATA["around"], *_DATA["asides"], *_DATA["remarks_behind"])
)
_REMARK = compiled_late(rf"[ )]*(?:$|[^\w\s{re.escape(SIGNS)}]|{_REMARKS})")
NEAR = 25
"""Characters before an amount in which a word for other money is about that amount, where no word
for pay stands between."""


def terms_behind(text: str, low: str, end: int) -> Terms:
    """Return the terms in the known words directly behind an amount that ends at `end`. text: `low`
    as printed."""
    converted = _CONVERTED.match(low, end)
    if converted and (behind := terms_behind(text, low, converted.end())).period:
        return behind
    run = _RUN.match(low, end)
    stop = run.end() if run else end
    basis = _READ_BASIS.search(low, end, stop)
    period = _READ_PERIOD.search(low, end, stop)
    short = _READ_SHORT.match(low, end)
    if short and text[end : short.end()].isascii():  # the Danish "på" is no "p.a."
        period = short
    return Terms(
        _named(period),
        _named(basis),
        max(end, *(match.end() for match in (period, basis) if match), 0),
    )


def counts_in(low: str) -> Iterator[tuple[int, int]]:
    """Yield where a text counts hours, days or payments: "35 to 40 hours per week"."""
    return (match.span() for match in _COUNTED.finditer(low))


def terms_in(low: str) -> Terms:
    """Return the terms that a label, or the words before an amount, agree on; counts ("12 x per
    year", "40 hours a week", "37.5 per week") are none."""
    low = _NUMBER_PER.sub(" ", _COUNTED.sub(" ", low))
    return terms_between(low)


def period_of(low: str) -> Period | None:
    """Return the period that a value names that is nothing else: "per hour", "Annually"."""
    return terms_in(low).period or terms_behind(low, low, 0).period


def period_named(unit: str) -> Period | None:
    """Return the period that a unit is the noun of, in any language, or that it names: "Monat",
    "mês", "por hora"."""
    low = plain(unit).strip(" .")
    return _nouns().get(low) or period_of(f"/ {low}")


@cache
def _nouns() -> dict[str, Period]:
    """Return, by plain noun of more than two letters, its period."""
    nouns = ((noun, name) for name, words in _DATA["periods"].items() for noun in words["nouns"])
    return {plain(noun).strip("."): cast("Period", name) for noun, name in nouns if len(noun) > 2}


def terms_between(low: str) -> Terms:
    """Return the terms that stand within a range, behind its figures: "21/hr to 25/hr"."""
    periods = {match.lastgroup for match in _READ_PERIOD.finditer(low)}
    bases = {match.lastgroup for match in _READ_BASIS.finditer(low)}
    return Terms(cast("Period | None", _only(periods)), cast("Basis | None", _only(bases)))


def bound_in_label(label: str) -> Bound | None:
    """Return which end of the pay a plain label is of ("minimum pay"); None for both or none."""
    low, high = bool(_LABEL_MINIMUM.search(label)), bool(_LABEL_MAXIMUM.search(label))
    return None if low == high else "min" if low else "max"


def read_bound(low: str, start: int, end: int, label: str = "") -> Bound | None:
    """Return which bound the lone figure between start and end is, if any: "up to", "from", "+", or
    a label like "Maximum salary"."""
    before = low[max(0, start - BOUND_REACH) : start]
    if MAXIMUM.search(before) or _FIRST_TO.search(before):
        return "max"
    if LEAST_PAY.search(low, max(0, start - REACH_OF_LEAST), start):
        return "min"
    if MINIMUM.search(before) or _MINIMUM_BEHIND.match(low, end):
        return "min"
    if _MAXIMUM_BEHIND.match(low, end):
        return "max"
    most, least = _LABEL_MAXIMUM.search(label), _LABEL_MINIMUM.search(label)
    return None if bool(most) == bool(least) else "max" if most else "min"


def only_known(text: str, spans: Iterable[tuple[int, int]], *, brackets: bool = False) -> bool:
    """Return whether composed text says nothing but the spans and the words of pay. brackets:
    whether these may say more."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    low = plain(without_codes(text))
    low = _BRACKETS.sub(" ", low) if brackets else low
    return not any(c.isalnum() for c in _READ_KNOWN.sub(" ", low))


def has_remark_only(low: str, end: int) -> bool:
    """Return whether an amount that ends at `end` is all that its clause is about: the text ends
    there or goes on behind a mark, or with words like "plus" and "depending on experience"."""
    return _REMARK.match(low, end) is not None


def is_other_money(low: str, start: int, end: int, since: int | None = None) -> bool:
    """Return whether an amount is said to be a budget, a deduction, a bonus, a price of pieces or
    the like. since: where its word for pay ends."""
    if PER_WORK.match(low, end):
        return False
    if PER_PIECE.match(low, end):
        return True
    near = max(0, start - NEAR) if since is None else since
    near = max(near, low.rfind(";", near, start) + 1)
    behind = _OTHER_MONEY_BEHIND.match(low, end)
    return bool(OTHER_MONEY.search(low, near, start)) or bool(
        behind and not _JOINS.search(behind.group())
    )


def _named(match: re.Match[str] | None) -> Any:
    return match.lastgroup if match else None


def _only(names: set[str | None]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None
