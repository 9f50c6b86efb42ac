"""Read the pay that the value of a label states, or refuse it.

A value that is no pay is refused. Money that is not pay (a budget, a deduction, a fee, a bonus) is
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawlers.extract.pay.amounts import find_amounts
from crawlers.extract.pay.currencies import SIGNS, currencies_in
from crawlers.extract.pay.figures import Amount
from crawlers.extract.pay.patterns import NOT_OF_THE_POST
from crawlers.extract.pay.record import pay_of_amount
from crawlers.extract.pay.text_of_pay import GLUED, MAX_VALUE, printed_text, sentence_starts
from crawlers.extract.pay.totals import is_total
from crawlers.extract.pay.words import counts_in, is_other_money, only_known, terms_behind, terms_in
from crawlers.posting.parts.terms import Pay
from crawlers.text.patterns import any_of
from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load_merged

_LEAST_OF_A_YEAR, _MOST_OF_A_YEAR = 12_000, 150_000
"""Pay of this size can be a year's. Set by hand."""
_LEAST_OF_A_LABEL = 100
"""A labelled figure without currency and period is pay from here on: "12" may be a grade. Set by
hand."""

_DATA = load_merged("money")
_EURO = any_of(_DATA["euro_printed"])
_DECIMALS = rf"(?=\d\d ?(?:$|[{re.escape(SIGNS)}(]|[A-Z]{{3}}\b|{_EURO}))"
_SPLIT_DECIMALS = re.compile(rf"(?<=\d,\d{{3}}\.) {_DECIMALS}|(?<=\d\.\d{{3}},) {_DECIMALS}")


@lru_cache(maxsize=1024)
def read_pay(raw: str, *, label: str = "") -> Pay | None:
    """Return the pay that a labelled value states, or None. label: as printed; it may name the
    period, the currency, the tax or a bound.

    A figure without a currency counts only where the value says nothing else. A value that names
    currency and period but has lost its figure is read without one. "negotiable" and the like are
    None; so are negative and reversed figures.
    """
    printed = printed_text(raw)
    if printed is None:
        return None
    text = _SPLIT_DECIMALS.sub("", GLUED.sub(" ", printed))
    low, label = plain(text), compose(label[:MAX_VALUE])
    found = find_amounts(text)
    if not found:
        return _without_figure(printed, text)
    if not found[0].valid:
        return None
    for amount in found:
        if not amount.currency or not amount.valid:
            continue
        if is_total(low, amount, found):
            continue
        if not is_other_money(low, amount.start, amount.end) and _is_of_post(text, low, amount):
            pay = pay_of_amount(printed, text, amount, terms_in(low[: amount.start]), label)
            return pay if pay.period else _with_year_at_end(pay, text, low, amount, found[-1])
    return _read_bare_figure(printed, text, found, label)


def _with_year_at_end(pay: Pay, text: str, low: str, amount: Amount, last: Amount) -> Pay:
    """Give pay of a year's size the year behind the last amount of its value: "£32,100 - £49,800 +
    allowance £5,300 per annum"."""
    is_added = last is not amount and last.currency == amount.currency and last.low < amount.low
    fits = is_added and amount.low >= _LEAST_OF_A_YEAR and amount.high <= _MOST_OF_A_YEAR
    behind = terms_behind(text, low, last.end) if fits else None
    is_year = behind and behind.period == "year" and not low[behind.end :].strip(" .)")
    return pay.model_copy(update={"period": "year"}) if is_year else pay


def _is_of_post(text: str, low: str, amount: Amount) -> bool:
    """Return whether a later sentence of a value does not say that its amount is another's."""
    start = max((s for s in sentence_starts(text, low) if s <= amount.start), default=None)
    return start is None or not NOT_OF_THE_POST.search(low, start, amount.start)


def _without_figure(printed: str, text: str) -> Pay | None:
    """Read a value of currency, period and tax only, whose figure the site has lost."""
    codes, terms = currencies_in(text), terms_in(plain(text))
    if len(codes) != 1 or any(c.isdigit() for c in text) or not only_known(text, ()):
        return None
    return Pay(raw=printed, currency=codes.pop(), period=terms.period, basis=terms.basis)


def _read_bare_figure(printed: str, text: str, found: Sequence[Amount], label: str) -> Pay | None:
    """Read a lone figure or range without a currency of its own."""
    counts = list(counts_in(plain(text)))  # "18.50 hourly / 35 hours per week"
    found = [a for a in found if not any(start <= a.start < end for start, end in counts)]
    if len(found) != 1:
        return None
    amount = found[0]
    end = terms_behind(text, plain(text), amount.end).end
    spans = [(amount.start, end), *counts]
    if amount.currency or not only_known(text, spans, brackets=True):
        return None
    pay = pay_of_amount(printed, text, amount, terms_in(plain(text[: amount.start])), label)
    if not pay.period and not only_known(text, spans):
        return None  # "500 (points)"
    return pay if pay.period or pay.currency or amount.high >= _LEAST_OF_A_LABEL else None
