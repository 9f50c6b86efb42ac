"""Read pay as postings print it, in a labelled value, a line by itself or a sentence of the body,
to a `Pay`, or refuse it.

A value that is no pay is refused. Right or null: the currency, the period and the tax are what the
value or its label says and nothing else. Money that is not pay (a budget, a deduction, a fee, a
bonus) is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from crawlers.extract.pay.amounts import (
    SIGNS,
    Amount,
    currencies_in,
    find_amounts,
    may_name_currency,
)
from crawlers.extract.pay.patterns import (
    BOUND_REACH,
    MAXIMUM,
    MINIMUM,
    any_whole_word,
    any_word,
)
from crawlers.extract.pay.words import (
    Terms,
    has_remark_only,
    is_other_money,
    only_known,
    read_bound,
    terms_behind,
    terms_between,
    terms_in,
)
from crawlers.posting.schema import Pay
from crawlers.text.patterns import DIGIT, LOWER, any_of
from crawlers.text.unaccented import compose, plain
from crawlers.text.words import load_merged, squeeze

MAX_VALUE = 500
"""Characters; a longer value is prose."""
MAX_LINE = 80
"""Characters of a line that is pay by itself."""
REACH = 120
"""Characters in which an amount belongs to the word for pay before it."""
LEAD = 40
"""Characters before that word in which "gross monthly" may stand."""
LEAST_OF_A_LINE = 1_000
"""A lone figure without a period is pay by itself from here on: "£5" can be anything. Set by
hand."""
LEAST_OF_A_LABEL = 100
"""A labelled figure without currency and period is pay from here on: "12" may be a grade. Set by
hand."""
LEAST_PER = {"hour": 5, "day": 40, "week": 150, "month": 300, "year": 8_000}
"""An amount for a period, without a word for pay, is pay from here on: "£500 a year" is for books.
Set by hand, for the currencies with large units."""
MAX_LINE_OF_VALUES = 160
"""Characters of a line of values with an amount in it."""
LEAST_OF_A_RANGE = 10_000
"""A range without a period and a word for pay is pay from here on. Set by hand."""

_LARGE_UNITS = frozenset({"GBP", "EUR"})
_LEAST_OF_A_YEAR, _MOST_OF_A_YEAR = 12_000, 150_000
"""A figure of this size, in these currencies, that is called "pro rata" is a year's. Set by
hand."""
_BEFORE_A_YEAR, _NEAR_A_YEAR = 8, 25
"""Characters before and behind the figure in which that may stand."""

_DATA = load_merged("money")
_OF_A_YEAR = re.compile(any_whole_word(_DATA["of_a_year"]))
_GLUED_PERIOD = re.compile(
    rf"{any_word(word for words in _DATA['periods'].values() for word in words['glued'])}[ :：]*$"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z][a-z])|(?<=[\d ][A-Z]{3})(?=[A-Z]?[a-z]{3})")
_EURO = any_of(_DATA["euro_printed"])
_DECIMALS = rf"(?=\d\d ?(?:$|[{re.escape(SIGNS)}(]|[A-Z]{{3}}\b|{_EURO}))"
_SPLIT_DECIMALS = re.compile(rf"(?<=\d,\d{{3}}\.) {_DECIMALS}|(?<=\d\.\d{{3}},) {_DECIMALS}")
_PAY_WORD = re.compile(any_whole_word(_DATA["pay_words"]))
_WEAK_PAY_WORD = re.compile(any_whole_word((*_DATA["weak_pay_words"], *_DATA["offers_pay"])))
_WEAK_NAMES = frozenset(map(plain, _DATA["weak_pay_words"]))
_NEXT_TO = 24
"""Characters between a word that can be of other payments, too, and a figure next to it."""
_PAY_WORD_BEHIND = re.compile(
    rf",? ?(?:{any_whole_word(_DATA['pay_words'])}"
    rf"|{any_whole_word(_DATA['pay_words_behind'])}(?! ?\w))"
)
_OTHER_PAY = re.compile(any_whole_word(_DATA["other_pay"]))
_ESTIMATED = re.compile(any_whole_word(_DATA["estimated"]))
_BY_EMPLOYER = re.compile(any_whole_word(_DATA["estimated_by_employer"]))
_NOT_OF_THE_POST = re.compile(any_whole_word(_DATA["not_of_the_post"]))
_TRAINEES = re.compile(any_whole_word(_DATA["trainees"]))
_OF_TRAINEES = 70
"""Characters in front of an amount in which a word for trainees says that it is theirs."""
_ASIDE = re.compile(
    rf", ?{any_whole_word(_DATA['asides'])}[^,;()]{{0,120}}(?=,)|\([^()0-9]{{0,120}}\)"
)
_SENTENCE_END = re.compile(rf"[.!?;] +(?=[^ {LOWER}])")
_STARTS = re.compile(r"^|(?<=[^\W\d][.!?]) ")
"""Where a line and its sentences begin."""
_LEADS = re.compile(rf"[^\w]{{0,4}}(?:[A-Za-z]{{1,3}})? ?[{re.escape(SIGNS)}]? ?\d")
"""How a line begins that can begin with an amount: a cheap check first."""
_OFFERS = re.compile(
    rf"(?:{any_word(_DATA['offers_pay'])} ?)?"
    rf"(?:{any_word((*_DATA['between'], *_DATA['minimum'], *_DATA['maximum']))} ?)?"
)
"""What may stand in front of that amount: "We pay", "Starting at"."""
_SENTENCE_LAST = re.compile(rf"[{LOWER})][.!?]$")
_CLAUSE = re.compile(r"[.!?;:,|()·•–—]")
_WORDS_OF_SENTENCE = 3
"""Words directly in front of an amount, from which on they are a sentence's."""
_LAST_WORD = re.compile(r"[^ (]{1,12}$")
_NAMED = re.compile(r"[^\W\d](?:[^\W\d]|[ '/()-]){2,39}: ?$")
_ABBREVIATIONS = frozenset(_DATA["abbreviations"])


@lru_cache(maxsize=1024)
def read_pay(raw: str, *, label: str = "") -> Pay | None:
    """Return the pay that a labelled value states, or None. label: as printed; it may name the
    period, the currency, the tax or a bound.

    A figure without a currency counts only where the value says nothing else. A value that names
    currency and period but has lost its figure is read without one. "negotiable" and the like are
    None; so are negative and reversed figures.
    """
    printed = _printed(raw)
    if printed is None:
        return None
    text = _SPLIT_DECIMALS.sub("", _GLUED.sub(" ", printed))
    low, label = plain(text), compose(label[:MAX_VALUE])
    found = find_amounts(text)
    if not found:
        return _without_figure(printed, text)
    if not found[0].valid:
        return None
    for amount in found:
        if not amount.currency or not amount.valid:
            continue
        if not is_other_money(low, amount.start, amount.end) and _is_of_post(text, low, amount):
            return _pay(printed, text, amount, terms_in(low[: amount.start]), label)
    return _read_bare_figure(printed, text, found, label)


def _is_of_post(text: str, low: str, amount: Amount) -> bool:
    """Return whether a later sentence of a value does not say that its amount is another's."""
    start = max((s for s in _sentence_starts(text, low) if s <= amount.start), default=None)
    return start is None or not _NOT_OF_THE_POST.search(low, start, amount.start)


def looks_like_pay(line: str) -> bool:
    """Return whether a whole short line is an amount of pay with its currency. A remark may stand
    in brackets behind it.

    It is a range, a figure per period, or one of a thousand or more.
    """
    printed = _printed(line) if len(line) <= MAX_LINE and DIGIT.search(line) else None
    if printed is None:
        return False
    text = _GLUED.sub(" ", printed)
    found = find_amounts(text) if may_name_currency(text) else []
    if len(found) != 1 or not found[0].valid or not found[0].currency:
        return False
    amount, low = found[0], plain(text)
    if is_other_money(low, amount.start, amount.end):
        return False
    behind = terms_behind(text, low, amount.end)
    is_telling = amount.low != amount.high or amount.low >= LEAST_OF_A_LINE or behind.period
    return bool(is_telling) and only_known(text, [(amount.start, behind.end)], brackets=True)


def is_one_range(before: list[str], part: str) -> bool:
    """Return whether a part of a line begins with the end of the range that the part before it
    begins: "package €7,000" and "€8,500 net"."""
    if not before or not before[0][-1:].isdigit() or not _LEADS.match(part):
        return False
    found = find_amounts(f"{before[0]} - {part}")
    return any(each.start < len(before[0]) < each.end for each in found)


def leading_pay(line: str) -> Pay | None:
    """Return the pay that a line of an offer begins with, without a word for it: "£380 a day, paid
    weekly", "$29 - $34 per hour plus tips", "€41-48k, depending on experience"; also where a
    sentence of it begins so ("One year, renewable. KSh 90,000 per month plus airtime").

    What it is for shows in its period and size, and other money says so right behind ("£1,000
    learning budget").
    """
    if not DIGIT.search(line) or len(line) > MAX_VALUE or not may_name_currency(line):
        return None
    printed = squeeze(compose(line))
    parts = (printed[at.end() :] for at in _STARTS.finditer(printed))
    return next(filter(None, map(_leading_pay, filter(_may_lead, parts))), None)


def _may_lead(part: str) -> bool:
    """Return whether a part of a line can begin with pay: a cheap check first."""
    if _LEADS.match(part):
        return True
    offers = _OFFERS.match(low := plain(part[:REACH]))
    return offers is not None and offers.end() > 0 and _LEADS.match(low, offers.end()) is not None


def _leading_pay(text: str) -> Pay | None:
    printed = _printed(text)
    amount = next(iter(find_amounts(printed)), None) if printed else None
    if printed is None or amount is None:
        return None
    before = plain(printed[: amount.start])
    if any(c.isalnum() for c in before) and not _OFFERS.fullmatch(before):
        return None
    behind = terms_behind(printed, plain(printed), amount.end)
    if not has_remark_only(plain(printed), behind.end) or not _is_telling(printed, amount, behind):
        return None
    raw = printed if is_estimated(printed) else printed[amount.start : behind.end].strip()
    return _pay(raw, printed, amount, terms_in(""))


def pay_within(line: str) -> Pay | None:
    """Return the one amount of pay in a line of values, in any place of it: "Grade D, £9.10 - £9.85
    per hour", "Band 5 £28,000 to £34,000 a year pro rata"."""
    may_be = len(line) <= MAX_LINE_OF_VALUES and DIGIT.search(line) and may_name_currency(line)
    printed = _printed(line) if may_be else None
    found = [each for each in find_amounts(printed) if each.currency] if printed else []
    if printed is None or len(found) != 1 or _OTHER_PAY.search(plain(printed)):
        return None
    if _NOT_OF_THE_POST.search(plain(printed[: found[0].start])):
        return None
    behind = terms_behind(printed, plain(printed), found[0].end)
    if not _is_telling(printed, found[0], behind) or _is_in_sentence(printed, found[0].start):
        return None
    begin = _begin_of_name(printed, found[0].start)
    begin = _begin_of_glued(printed, begin)
    before = terms_in(plain(printed[begin : found[0].start]))
    raw = printed if is_estimated(printed) else printed[begin : behind.end].strip()
    return _pay(raw, printed, found[0], before)


def pay_per_period(line: str) -> Pay | None:
    """Return the pay of a line that names it by its period and nothing else: "Monthly basic: RM
    2,400 - RM 3,000"."""
    label, _, value = line.partition(":")
    if not value or len(line) > MAX_LINE or not DIGIT.search(value):
        return None
    period = terms_in(plain(label)).period
    if not period or not only_known(compose(label), ()) or not may_name_currency(value):
        return None
    pay = read_pay(value, label=label)
    least = LEAST_PER[period]
    return (
        pay if pay and pay.period == period and Decimal(pay.min or pay.max or 0) >= least else None
    )


def is_estimated(line: str) -> bool:
    """Return whether a line of values says that a site reckoned its pay: "£25k - £28k (Glassdoor
    est.)"; not the employer's own reckoning."""
    low = plain(line)
    return _ESTIMATED.search(low) is not None and not _BY_EMPLOYER.search(low)


def _is_in_sentence(printed: str, start: int) -> bool:
    """Return whether a line is a sentence that has words of its own in front of an amount: "The
    rent of the room is £450 a month."; one that speaks of pay is read by `find_pay`."""
    if not _SENTENCE_LAST.search(printed):
        return False
    return len(_CLAUSE.split(printed[:start])[-1].split()) >= _WORDS_OF_SENTENCE


def _begin_of_name(printed: str, start: int) -> int:
    """Return where the name of an amount begins, directly in front of it and with a colon
    ("Anticipated annual base pay: "), or the word for a bound ("up to"); where it has none,
    `start`."""
    if printed[:start].rstrip()[-1:] != ":":
        before = plain(printed[max(0, start - BOUND_REACH) : start])
        bound = MAXIMUM.search(before) or MINIMUM.search(before)
        return start - len(before) + bound.start() if bound else start
    named = _NAMED.search(printed, max(0, start - LEAD), start)
    is_pay = named and _PAY_WORD.search(plain(named[0].strip(" :")))
    return named.start() if named and is_pay else start


def _begin_of_glued(printed: str, begin: int) -> int:
    """Return where the period begins that is written together with an amount at `begin`:
    "月給23万円"."""
    glued = _GLUED_PERIOD.search(printed, max(0, begin - BOUND_REACH), begin)
    return glued.start() if glued else begin


def _is_telling(printed: str, amount: Amount, behind: Terms) -> bool:
    """Return whether an amount without a word for pay is pay, by its period and its size."""
    if not amount.valid or not amount.currency:
        return False
    low = plain(printed)
    if is_other_money(low, amount.start, amount.end) or is_other_money(
        low, amount.start, behind.end
    ):
        return False
    least = LEAST_PER.get(behind.period or "", LEAST_OF_A_RANGE)
    return bool(behind.period or amount.low != amount.high) and amount.low >= least


def is_of_trainees(title: str) -> bool:
    """Return whether a title is of somebody who learns on the job: "Apprentice baker"."""
    return _TRAINEES.search(plain(title)) is not None


def find_pay(text: str, *, under: str | None = None, trainees: bool = True) -> Pay | None:
    """Return the first pay that a sentence states: a word for pay and an amount with its currency,
    and no word for other money nearer. The word stands before the amount, or right behind it
    ("€45.000 - 60.000 salary range").

    `raw` is the phrase, from the words before that word to the terms behind the amount. under: the
    heading of a text that is about pay as a whole, which needs no word for it. trainees: whether
    what trainees are paid is pay of the post.
    """
    for line in text.splitlines():
        if (
            DIGIT.search(line)
            and may_name_currency(line)
            and (under is not None or _speaks_of_pay(plain(line)))
            and not _SURROGATE.search(line)
        ):
            printed = squeeze(compose(line))
            for amount, word, start in _amounts_of_pay(printed, under is not None):
                if not trainees and is_paid_to_trainees(printed, amount.start, start):
                    continue
                return _pay_of_sentence(printed, amount, word, start, under or "")
    return None


def is_paid_to_trainees(line: str, end: int, start: int = 0) -> bool:
    """Return whether an amount at `end`, in a sentence from `start`, is what trainees are paid:
    "with two students (on a stipend of €600)"."""
    return _TRAINEES.search(plain(line[max(start, end - _OF_TRAINEES) : end])) is not None


# --- A value --------------------------------------------------------------------------------------


def _printed(raw: str) -> str | None:
    """Return the value as kept: blanks squeezed, no colon left over from its label."""
    if _SURROGATE.search(raw[: 2 * MAX_VALUE]):
        return None
    printed = squeeze(compose(raw[: 2 * MAX_VALUE])).lstrip(": ").rstrip(" |·•")
    return printed if 0 < len(printed) <= MAX_VALUE else None


def _without_figure(printed: str, text: str) -> Pay | None:
    """Read a value of currency, period and tax only, whose figure the site has lost."""
    codes, terms = currencies_in(text), terms_in(plain(text))
    if len(codes) != 1 or any(c.isdigit() for c in text) or not only_known(text, ()):
        return None
    return Pay(raw=printed, currency=codes.pop(), period=terms.period, basis=terms.basis)


def _read_bare_figure(printed: str, text: str, found: list[Amount], label: str) -> Pay | None:
    """Read a lone figure or range without a currency of its own."""
    amount = found[0]
    end = terms_behind(text, plain(text), amount.end).end
    if len(found) > 1 or amount.currency or not only_known(text, [(amount.start, end)]):
        return None
    pay = _pay(printed, text, amount, terms_in(plain(text[: amount.start])), label)
    return pay if pay.period or pay.currency or amount.high >= LEAST_OF_A_LABEL else None


def _pay(raw: str, text: str, amount: Amount, before: Terms, label: str = "") -> Pay:
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


_ALL_PAY_WORDS = ("pay_words", "pay_words_behind", "weak_pay_words", "offers_pay")


@cache
def _stems() -> tuple[str, ...]:
    taxed = {plain(word) for basis in _DATA["basis"].values() for word in basis}
    named = {plain(word).strip("*") for name in _ALL_PAY_WORDS for word in _DATA[name]}
    words = sorted(taxed | named, key=len)
    return tuple(
        word for i, word in enumerate(words) if not any(shorter in word for shorter in words[:i])
    )


def _speaks_of_pay(low: str) -> bool:
    """Return whether a line has the letters of a word for pay: a cheap check first."""
    return any(map(low.__contains__, _stems()))


# --- A sentence -----------------------------------------------------------------------------------


def _amounts_of_pay(line: str, is_of_pay: bool) -> Iterator[tuple[Amount, int, int]]:
    """Yield the amounts of pay in a line, each with the place of its word for pay and the start of
    its sentence. is_of_pay: whether the whole line is about pay."""
    found = [amount for amount in find_amounts(line) if amount.currency]
    if not found:
        return
    low = _ASIDE.sub(_blank, plain(line))
    others = [match.end() for match in _OTHER_PAY.finditer(low)]
    low = _OTHER_PAY.sub(_blank, low) if others else low
    starts = [0, *_sentence_starts(line, low), len(line)]
    words = [match.span() for match in _PAY_WORD.finditer(low)]
    for amount in found:
        start = max(s for s in starts if s <= amount.start)
        before = [
            span
            for span in words
            if max(start, amount.start - REACH) <= span[0] and span[1] <= amount.start
        ]
        before = before or _weakly_called(line, low, amount, start) or _is_taxed(line, low, amount)
        if not before and (is_of_pay or _is_called_pay(line, low, amount)):
            before = [(start, start)]
        if _NOT_OF_THE_POST.search(low, start, amount.start):
            continue
        if (
            before
            and amount.valid
            and not any(before[-1][1] < end <= amount.start for end in others)
            and not is_other_money(low, amount.start, amount.end, since=before[-1][1])
        ):
            yield amount, before[-1][0], start


def _weakly_called(line: str, low: str, amount: Amount, start: int) -> list[tuple[int, int]]:
    """Return the words in front of an amount in its sentence that speak of a payment ("we pay",
    "you get"), where it is pay by its period and its size, or "pay" stands next to it."""
    begin = max(start, amount.start - REACH)
    found = [match.span() for match in _WEAK_PAY_WORD.finditer(low, begin, amount.start)]
    if not found:
        return []
    name, is_near = low[slice(*found[-1])], amount.start - found[-1][1] <= _NEXT_TO
    if is_near and name in _WEAK_NAMES:
        return found
    behind = terms_behind(line, low, amount.end)
    period = behind.period or terms_in(_clause_before(low, begin, amount)).period
    is_pay = period and has_remark_only(low, behind.end)
    return found if is_pay and _is_telling(line, amount, replace(behind, period=period)) else []


def _is_taxed(line: str, low: str, amount: Amount) -> list[tuple[int, int]]:
    """Return where an amount begins that is pay by its tax and its period, with no word for it:
    "up to €2,400 gross a month"; else nothing."""
    behind = terms_behind(line, low, amount.end)
    is_pay = behind.period and behind.basis and _is_telling(line, amount, behind)
    return [(amount.start, amount.start)] if is_pay else []


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_called_pay(line: str, low: str, amount: Amount) -> bool:
    """Return whether a word for pay stands right behind an amount."""
    end = terms_behind(line, low, amount.end).end
    return _PAY_WORD_BEHIND.match(low, end) is not None


def _sentence_starts(line: str, low: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(line):
        last = _LAST_WORD.search(low, max(0, match.start() - 12), match.start())
        if line[match.start()] != "." or not last or last.group() not in _ABBREVIATIONS:
            yield match.end()


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
    return _pay(raw, line, amount, before, label)


def _clause_before(low: str, begin: int, amount: Amount) -> str:
    return _CLAUSE.split(low[begin : amount.start])[-1]
