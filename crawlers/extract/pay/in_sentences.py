"""Find the pay that a sentence states: "We offer a salary of €45,000 to €60,000 a year".

Money that is not pay (a budget, a deduction, a fee, a bonus) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from crawlers.extract.pay.amounts import find_amounts
from crawlers.extract.pay.by_size import is_pay_by_size
from crawlers.extract.pay.currencies import may_name_currency
from crawlers.extract.pay.figures import Amount
from crawlers.extract.pay.patterns import NOT_OF_THE_POST, OTHER_PAY, PAY_WORD, any_whole_word
from crawlers.extract.pay.plain_words import PlainWords, runs_of_letters
from crawlers.extract.pay.record import pay_of_amount
from crawlers.extract.pay.text_of_pay import CLAUSE, LEAD, MAX_VALUE, SURROGATE, sentence_starts
from crawlers.extract.pay.totals import called_base, is_total
from crawlers.extract.pay.trainees import is_paid_to_trainees
from crawlers.extract.pay.words import has_remark_only, is_other_money, terms_behind, terms_in
from crawlers.posting.parts.terms import Pay
from crawlers.text.patterns import DIGIT, compiled_late
from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load_merged
from crawlers.text.words import squeeze

_REACH = 120
"""Characters in which an amount belongs to the word for pay before it."""

_DATA = load_merged("money")
_WEAK_PAY_WORD = compiled_late(any_whole_word((*_DATA["weak_pay_words"], *_DATA["offers_pay"])))
_WEAK_NAMES = frozenset(map(plain, _DATA["weak_pay_words"]))
_FEES = re.compile(any_whole_word(_DATA["fees"]))
_NEXT_TO = 24
"""Characters between a word that can be of other payments, too, and a figure next to it."""
_PAY_WORD_BEHIND = compiled_late(
    rf",? ?(?:{any_whole_word(_DATA['pay_words'])}"
    rf"|{any_whole_word(_DATA['pay_words_behind'])}(?! ?\w))"
)
_ASIDE = re.compile(
    rf", ?{any_whole_word(_DATA['asides'])}[^,;()]{{0,120}}(?=,)|\([^()0-9]{{0,120}}\)"
)
_ALL_PAY_WORDS = ("pay_words", "pay_words_behind", "weak_pay_words", "offers_pay", "fees")


def find_pay(
    text: str, *, under: str | None = None, trainees: bool = True, fees: bool = False
) -> Pay | None:
    """Return the first pay that a sentence states: a word for pay and an amount with its currency,
    and no word for other money nearer. The word stands before the amount, or right behind it
    ("€45.000 - 60.000 salary range").

    `raw` is the phrase, from the words before that word to the terms behind the amount. under: the
    heading of a text that is about pay as a whole, which needs no word for it. trainees: whether
    what trainees are paid is pay of the post. fees: whether a fee is (the work is that of a
    freelancer).
    """
    for line in text.splitlines():
        if (
            DIGIT.search(line)
            and may_name_currency(line)
            and (under is not None or _speaks_of_pay(plain(line)))
            and not SURROGATE.search(line)
        ):
            printed = squeeze(compose(line))
            for amount, word, start in _amounts_of_pay(printed, under is not None, fees):
                if not trainees and is_paid_to_trainees(printed, amount.start, start):
                    continue
                return _pay_of_sentence(printed, amount, word, start, under or "")
    return None


def _speaks_of_pay(low: str) -> bool:
    """Return whether a plain line may have a word for pay: a cheap check first."""
    return _words_of_pay().may_be_in(low, runs_of_letters(low))


@cache
def _words_of_pay() -> PlainWords:
    taxed = [word for basis in _DATA["basis"].values() for word in basis]
    return PlainWords([*taxed, *(word for name in _ALL_PAY_WORDS for word in _DATA[name])])


def _amounts_of_pay(line: str, is_of_pay: bool, fees: bool) -> Iterator[tuple[Amount, int, int]]:
    """Yield the amounts of pay in a line, each with the place of its word for pay and the start of
    its sentence. is_of_pay: whether the whole line is about pay. fees: whether a fee is pay."""
    found = [amount for amount in find_amounts(line) if amount.currency]
    if not found:
        return
    low = _ASIDE.sub(_blank, plain(line))
    others = [match.end() for match in OTHER_PAY.finditer(low)]
    low = OTHER_PAY.sub(_blank, low) if others else low
    starts = [0, *sentence_starts(line, low), len(line)]
    words = [match.span() for match in PAY_WORD.finditer(low)]
    for amount in found:
        start = max(s for s in starts if s <= amount.start)
        before = [
            span
            for span in words
            if max(start, amount.start - _REACH) <= span[0] and span[1] <= amount.start
        ]
        before = before or _weakly_called(line, low, amount, start) or _is_taxed(line, low, amount)
        before = before or (_called_fee(line, low, amount, start) if fees else [])
        before = before or called_base(low, amount)
        if not before and (is_of_pay or _is_called_pay(line, low, amount)):
            before = [(start, start)]
        if NOT_OF_THE_POST.search(low, start, amount.start):
            continue
        if (
            before
            and amount.valid
            and not is_total(low, amount, found)
            and not any(before[-1][1] < end <= amount.start for end in others)
            and not is_other_money(low, amount.start, amount.end, since=before[-1][1])
        ):
            yield amount, before[-1][0], start


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _weakly_called(line: str, low: str, amount: Amount, start: int) -> list[tuple[int, int]]:
    """Return the words in front of an amount in its sentence that speak of a payment ("we pay",
    "you get"), where it is pay by its period and its size, or "pay" stands next to it."""
    begin = max(start, amount.start - _REACH)
    found = [match.span() for match in _WEAK_PAY_WORD.finditer(low, begin, amount.start)]
    if not found:
        return []
    name, is_near = low[slice(*found[-1])], amount.start - found[-1][1] <= _NEXT_TO
    if is_near and name in _WEAK_NAMES:
        return found
    behind = terms_behind(line, low, amount.end)
    period = behind.period or terms_in(_clause_before(low, begin, amount)).period
    is_pay = period and has_remark_only(low, behind.end)
    return found if is_pay and is_pay_by_size(line, amount, replace(behind, period=period)) else []


def _called_fee(line: str, low: str, amount: Amount, start: int) -> list[tuple[int, int]]:
    """Return the word for a fee next in front of an amount that is pay by its period and its size:
    "The fee is £220 a day for two weeks"."""
    found = [m.span() for m in _FEES.finditer(low, max(0, start), amount.start)]
    behind = terms_behind(line, low, amount.end)
    is_near = found and amount.start - found[-1][1] <= _NEXT_TO
    is_pay = is_near and behind.period and is_pay_by_size(line, amount, behind, found[-1][1])
    return found if is_pay else []


def _is_taxed(line: str, low: str, amount: Amount) -> list[tuple[int, int]]:
    """Return where an amount begins that is pay by its tax and its period, with no word for it:
    "up to €2,400 gross a month"; else nothing."""
    behind = terms_behind(line, low, amount.end)
    is_pay = behind.period and behind.basis and is_pay_by_size(line, amount, behind)
    return [(amount.start, amount.start)] if is_pay else []


def _is_called_pay(line: str, low: str, amount: Amount) -> bool:
    """Return whether a word for pay stands right behind an amount, or names its period, too:
    "€3,100 Monatsgehalt"."""
    end = terms_behind(line, low, amount.end).end
    named = PAY_WORD.finditer(low, amount.end, end)
    return any(m.end() == end for m in named) or _PAY_WORD_BEHIND.match(low, end) is not None


def _pay_of_sentence(line: str, amount: Amount, word: int, start: int, label: str) -> Pay:
    """Return the pay of a sentence, with the words from shortly before its word for pay to the
    terms behind the amount."""
    low = plain(line)
    begin = start if word - start <= LEAD else low.find(" ", word - LEAD) + 1
    end = terms_behind(line, low, amount.end).end
    before = terms_in(low[begin : amount.start])
    if before.period is None:  # none, or several: "two days a week, and a day is paid €90"
        before = replace(before, period=terms_in(_clause_before(low, begin, amount)).period)
    raw = line[begin:end].strip(" ,(:-")[:MAX_VALUE]
    return pay_of_amount(raw, line, amount, before, label)


def _clause_before(low: str, begin: int, amount: Amount) -> str:
    return CLAUSE.split(low[begin : amount.start])[-1]
