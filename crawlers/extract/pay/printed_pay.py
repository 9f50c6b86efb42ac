"""Pay as postings print it: a labelled value, a line by itself, or a sentence of the body, read to
a `Pay` or refused.

Right or null: the currency, the period and the tax are what the value or its label says and nothing
else. Money that is not pay (a budget, a deduction, a fee, a bonus) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from crawlers.extract.pay.amounts import Amount, amounts, currencies_in, whole
from crawlers.extract.pay.words import (
    Terms,
    bound,
    is_other_money,
    only_known,
    terms_behind,
    terms_in,
)
from crawlers.posting.schema import Pay
from crawlers.text.unaccented import compose, plain
from crawlers.text.words import load, squeeze

MAX_VALUE = 500
"""Characters; a longer value is prose."""
MAX_LINE = 80
"""Characters of a line that is pay by itself."""
REACH = 120
"""Characters in which an amount belongs to the word for pay before it."""
LEAD = 40
"""Characters before that word in which "gross monthly" may stand."""
TELLING = 1000
"""A lone figure without a period is pay by itself from here on: "£5" is anything."""
BARE = 100
"""A bare labelled figure without currency and period is pay from here on: "12" may be a grade."""

_DATA = load("money")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z][a-z])|(?<=[\d ][A-Z]{3})(?=[A-Z]?[a-z]{3})")
_SPLIT_DECIMALS = re.compile(
    r"(?<=\d,\d{3}\.) (?=\d\d ?(?:$|[€£$(]|[A-Z]{3}\b|Euro))|(?<=\d\.\d{3},) (?=\d\d ?(?:$|[€£$(]|[A-Z]{3}\b|Euro))"
)
_PAY_WORD = re.compile(whole(_DATA["pay_words"]))
_ASIDE = re.compile(rf", ?{whole(_DATA['asides'])}[^,;()]{{0,120}}(?=,)|\([^()0-9]{{0,120}}\)")
_SENTENCE_END = re.compile(r"[.!?;] +(?=[^ a-zà-ÿ])")
_LAST_WORD = re.compile(r"[^ (]{1,12}$")
_ABBREVIATIONS = frozenset(_DATA["abbreviations"])


@lru_cache(maxsize=1024)
def read_pay(raw: str, *, label: str = "") -> Pay | None:
    """The pay that a labelled value states, or None. label: as printed; it may name the period, the
    currency, the tax or a bound.

    A figure without a currency counts only where the value says nothing else. A value that names
    currency and period but has lost its figure is read without one. "negotiable" and the like are
    None; so are negative and reversed figures.
    """
    printed = _printed(raw)
    if printed is None:
        return None
    text = _SPLIT_DECIMALS.sub("", _GLUED.sub(" ", printed))
    low, label = plain(text), compose(label[:MAX_VALUE])
    found = amounts(text)
    if not found:
        return _without_figure(printed, text)
    if not found[0].valid:
        return None
    for amount in found:
        if amount.currency and amount.valid and not is_other_money(low, amount.start, amount.end):
            return _pay(printed, text, amount, terms_in(low[: amount.start]), label)
    return _bare(printed, text, found, label)


def looks_like_pay(line: str) -> bool:
    """Whether a whole short line is an amount of pay with its currency. A remark may stand in
    brackets behind it.

    It is a range, a figure per period, or one of a thousand or more.
    """
    printed = (
        _printed(line) if len(line) <= MAX_LINE and any("0" <= c <= "9" for c in line) else None
    )
    if printed is None:
        return False
    text = _GLUED.sub(" ", printed)
    found = amounts(text)
    if len(found) != 1 or not found[0].valid or not found[0].currency:
        return False
    amount, low = found[0], plain(text)
    if is_other_money(low, amount.start, amount.end):
        return False
    behind = terms_behind(text, low, amount.end)
    telling = amount.low != amount.high or amount.low >= TELLING or behind.period
    return bool(telling) and only_known(text, [(amount.start, behind.end)], brackets=True)


def find_pay(text: str) -> Pay | None:
    """The first pay that a sentence states: a word for pay, then an amount with its currency, and
    no word for other money nearer.

    `raw` is the phrase, from the words before that word to the terms behind the amount.
    """
    for line in text.splitlines():
        if (
            any(c in line for c in "0123456789")
            and _speaks_of_pay(plain(line))
            and not _SURROGATE.search(line)
        ):
            printed = squeeze(compose(line))
            for amount, word, start in _said(printed):
                return _phrase(printed, amount, word, start)
    return None


# --- A value --------------------------------------------------------------------------------------


def _printed(raw: str) -> str | None:
    """The value as kept: blanks squeezed, no colon left over from its label."""
    if _SURROGATE.search(raw[: 2 * MAX_VALUE]):
        return None
    printed = squeeze(compose(raw[: 2 * MAX_VALUE])).lstrip(": ")
    return printed if 0 < len(printed) <= MAX_VALUE else None


def _without_figure(printed: str, text: str) -> Pay | None:
    """A value of currency, period and tax only, whose figure the site has lost."""
    codes, terms = currencies_in(text), terms_in(plain(text))
    if len(codes) != 1 or any(c.isdigit() for c in text) or not only_known(text, ()):
        return None
    return Pay(raw=printed, currency=codes.pop(), period=terms.period, basis=terms.basis)


def _bare(printed: str, text: str, found: list[Amount], label: str) -> Pay | None:
    """A lone figure or range without a currency of its own."""
    amount = found[0]
    end = terms_behind(text, plain(text), amount.end).end
    if len(found) > 1 or amount.currency or not only_known(text, [(amount.start, end)]):
        return None
    pay = _pay(printed, text, amount, terms_in(plain(text[: amount.start])), label)
    return pay if pay.period or pay.currency or amount.high >= BARE else None


def _pay(raw: str, text: str, amount: Amount, before: Terms, label: str = "") -> Pay:
    """The record of an amount. The words behind it count before those in front, and those before
    its label."""
    low = plain(text)
    behind, within, said = (
        terms_behind(text, low, amount.end),
        terms_in(low[amount.start : amount.end]),
        terms_in(plain(label)),
    )
    side = bound(low, amount.start, amount.end, plain(label)) if amount.low == amount.high else None
    return Pay(
        raw=raw,
        min=None if side == "max" else _digits(amount.low),
        max=None if side == "min" else _digits(amount.high),
        currency=_currency(text, amount, label),
        period=within.period or behind.period or before.period or said.period,
        basis=behind.basis or before.basis or said.basis,
    )


def _currency(text: str, amount: Amount, label: str) -> str | None:
    """The amount's own currency; where it has none or a shared mark ("$"), the one that the value
    or the label names."""
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


@cache
def _stems() -> tuple[str, ...]:
    words = sorted({plain(word).strip("*") for word in _DATA["pay_words"]}, key=len)
    return tuple(
        word for i, word in enumerate(words) if not any(shorter in word for shorter in words[:i])
    )


def _speaks_of_pay(low: str) -> bool:
    """The cheap question first: the letters of a word for pay."""
    return any(stem in low for stem in _stems())


# --- A sentence -----------------------------------------------------------------------------------


def _said(line: str) -> Iterator[tuple[Amount, int, int]]:
    """The amounts of pay in a line, each with the place of its word for pay and the start of its
    sentence."""
    found = [amount for amount in amounts(line) if amount.currency]
    if not found:
        return
    low = _ASIDE.sub(lambda match: " " * len(match.group()), plain(line))
    starts = [0, *_sentence_starts(line, low), len(line)]
    words = [match.span() for match in _PAY_WORD.finditer(low)]
    for amount in found:
        start = max(s for s in starts if s <= amount.start)
        before = [
            span
            for span in words
            if max(start, amount.start - REACH) <= span[0] and span[1] <= amount.start
        ]
        if (
            before
            and amount.valid
            and not is_other_money(low, amount.start, amount.end, since=before[-1][1])
        ):
            yield amount, before[-1][0], start


def _sentence_starts(line: str, low: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(line):
        last = _LAST_WORD.search(low, max(0, match.start() - 12), match.start())
        if line[match.start()] != "." or not last or last.group() not in _ABBREVIATIONS:
            yield match.end()


def _phrase(line: str, amount: Amount, word: int, start: int) -> Pay:
    """The pay of a sentence, with the words from shortly before its word for pay to the terms
    behind the amount."""
    low = plain(line)
    begin = start if word - start <= LEAD else low.find(" ", word - LEAD) + 1
    end = terms_behind(line, low, amount.end).end
    return _pay(
        line[begin:end].strip(" ,(:-")[:MAX_VALUE],
        line,
        amount,
        terms_in(low[begin : amount.start]),
    )
