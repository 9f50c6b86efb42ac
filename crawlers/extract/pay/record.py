"""Make the record of an amount of pay, from its figures and the words around it.

Right or null: the currency, the period and the tax are what the text or its label says and nothing
else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from crawlers.extract.pay.currencies import currencies_in
from crawlers.extract.pay.figures import Amount
from crawlers.extract.pay.patterns import any_whole_word
from crawlers.extract.pay.words import Terms, read_bound, terms_behind, terms_between, terms_in
from crawlers.posting.parts.terms import Pay
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

_LARGE_UNITS = frozenset({"GBP", "EUR"})
_LEAST_OF_A_YEAR, _MOST_OF_A_YEAR = 12_000, 150_000
"""A figure of this size, in these currencies, that is called "pro rata" is a year's. Set by
hand."""
_BEFORE_A_YEAR, _NEAR_A_YEAR = 8, 25
"""Characters before and behind the figure in which that may stand."""
_OF_A_YEAR = re.compile(any_whole_word(load_merged("money")["of_a_year"]))
_YEAR_BEHIND = re.compile(rf" ?\(?{_OF_A_YEAR.pattern}\)?")


def pay_of_amount(raw: str, text: str, amount: Amount, before: Terms, label: str = "") -> Pay:
    """Return the record of an amount. The words behind it count before those in front, and those
    before its label."""
    low = plain(text)
    behind, within, labelled = (
        terms_behind(text, low, amount.end),
        terms_between(low[amount.start : amount.end]),
        terms_in(plain(label)),
    )
    side = (
        read_bound(low, amount.start, amount.end, plain(label))
        if amount.low == amount.high
        else None
    )
    return Pay(
        raw=raw,
        min=None if side == "max" else _digits(amount.low),
        max=None if side == "min" else _digits(amount.high),
        currency=_currency(text, amount, label),
        period=within.period
        or behind.period
        or before.period
        or labelled.period
        or _year_of(low, amount),
        basis=behind.basis or within.basis or before.basis or labelled.basis,
    )


def with_year_of_share(low: str, amount: Amount, behind: Terms) -> Terms:
    """Return the terms behind an amount, with the year of one that is said to be a share of a full
    one right there: "£28,400 FTE (£17,040 actual)"."""
    share = None if behind.period else _YEAR_BEHIND.match(low, behind.end)
    year = _year_of(low, amount) if share else None
    return replace(behind, period=year, end=share.end()) if share and year else behind


def _year_of(low: str, amount: Amount) -> Literal["year"] | None:
    """Return the period of a figure of a year's size in large units that is said to be a share of a
    full one: "£31,500 pro rata"."""
    code = amount.currency.code if amount.currency else None
    fits = code in _LARGE_UNITS and _LEAST_OF_A_YEAR <= amount.low <= amount.high <= _MOST_OF_A_YEAR
    begin, end = max(0, amount.start - _BEFORE_A_YEAR), amount.end + _NEAR_A_YEAR
    near = low[begin:end] if fits else ""
    return "year" if near and _OF_A_YEAR.search(near) else None


def _currency(text: str, amount: Amount, label: str) -> str | None:
    """Return the amount's own currency; where it has none or a shared mark ("$"), the one that the
    value or the label names."""
    own = amount.currency
    if own and not own.others:
        return own.code
    for place in (text, label):
        named = currencies_in(place) & own.others if own else currencies_in(place)
        if len(named) == 1:
            return named.pop()
    return own.code if own else None


def _digits(value: Decimal) -> str:
    return str(int(value)) if value == int(value) else f"{value:f}"
