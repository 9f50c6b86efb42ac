"""Read pay in a line of values that has no label: "£380 a day, paid weekly", "€41-48k"."""

from __future__ import annotations

import re
from decimal import Decimal

from crawlers.extract.pay.amounts import find_amounts
from crawlers.extract.pay.by_size import LEAST_PER, is_pay_by_size
from crawlers.extract.pay.currencies import SIGNS, may_name_currency
from crawlers.extract.pay.figures import Amount
from crawlers.extract.pay.patterns import (
    BETWEEN,
    BOUND_REACH,
    MAXIMUM,
    MINIMUM,
    NOT_OF_THE_POST,
    OTHER_PAY,
    PAY_WORD,
    any_whole_word,
    any_word,
)
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.extract.pay.record import pay_of_amount, with_year_of_share
from crawlers.extract.pay.text_of_pay import CLAUSE, GLUED, LEAD, MAX_VALUE, printed_text
from crawlers.extract.pay.words import (
    has_remark_only,
    is_other_money,
    only_known,
    terms_behind,
    terms_in,
)
from crawlers.posting.parts.terms import Pay
from crawlers.text.patterns import DIGIT, LOWER
from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load_merged
from crawlers.text.words import squeeze

_MAX_LINE = 80
"""Characters of a line that is pay by itself."""
_REACH = 120
"""Characters of a line in which its words for an offer stand."""
_LEAST_OF_A_LINE = 1_000
"""A lone figure without a period is pay by itself from here on: "£5" can be anything. Set by
hand."""
_MAX_LINE_OF_VALUES = 160
"""Characters of a line of values with an amount in it."""

_DATA = load_merged("money")
_GLUED_PERIOD = re.compile(
    rf"{any_word(word for words in _DATA['periods'].values() for word in words['glued'])}[ :：]*$"
)
_PAYMENTS = _DATA["payments_of_a_year"][0]
_SCALE = re.compile(rf"[^\w]{{0,3}}{any_whole_word(_DATA['scales'])}[^.;!?]{{0,30}}[:(,–-]")
_SHARE = re.compile(rf"{any_whole_word(_DATA['shares_of_a_year'])}[ :(]*$")
_ESTIMATED = re.compile(any_whole_word(_DATA["estimated"]))
_BY_EMPLOYER = re.compile(any_whole_word(_DATA["estimated_by_employer"]))
_STARTS = re.compile(r"^|(?<=[^\W\d][.!?]) ")
"""Where a line and its sentences begin."""
_LEADS = re.compile(rf"[^\w]{{0,4}}(?:[A-Za-z]{{1,3}}\.?)? ?[{re.escape(SIGNS)}]? ?\d")
"""How a line begins that can begin with an amount: a cheap check first."""
_OFFERS = re.compile(
    rf"(?:{any_word(_DATA['offers_pay'])} ?)?"
    rf"(?:{any_word((*_DATA['between'], *_DATA['minimum'], *_DATA['maximum']))} ?)?"
)
"""What may stand in front of that amount: "We pay", "Starting at"."""
_SENTENCE_LAST = re.compile(rf"[{LOWER})][.!?]$")
_WORDS_OF_SENTENCE = 3
"""Words directly in front of an amount, from which on they are a sentence's."""
_NAMED = re.compile(r"[^\W\d](?:[^\W\d]|[ '/()-]){2,39}: ?$")


def looks_like_pay(line: str) -> bool:
    """Return whether a whole short line is an amount of pay with its currency, or one that is
    counted as pay is in the East. A remark may stand in brackets behind it.

    It is a range, a figure per period, or one of a thousand or more.
    """
    printed = printed_text(line) if len(line) <= _MAX_LINE and DIGIT.search(line) else None
    if printed is None or printed.count(")") > printed.count("("):  # the rest of a longer line
        return False
    text = GLUED.sub(" ", printed)
    found = find_amounts(text) if may_name_currency(text) else []
    if not any(each.currency for each in found):
        return _is_counted_pay(text)
    if len(found) != 1 or not found[0].valid or not found[0].currency:
        return False
    amount, low = found[0], plain(text)
    if is_other_money(low, amount.start, amount.end):
        return False
    behind = terms_behind(text, low, amount.end)
    is_telling = amount.low != amount.high or amount.low >= _LEAST_OF_A_LINE or behind.period
    return bool(is_telling) and only_known(text, [(amount.start, behind.end)], brackets=True)


def _is_counted_pay(text: str) -> bool:
    """Return whether a text without a currency is a range that is counted as pay is in the East:
    by the month in thousands or ten thousands, or with the number of monthly payments a year
    ("9千-1.3万/月", "9-13K·14薪")."""
    if not any(map(text.__contains__, _DATA["counted_as_pay"])):
        return False
    pay = read_pay(text)
    return pay is not None and pay.min != pay.max and (bool(pay.period) or _PAYMENTS in text)


def pay_of_scale(line: str) -> Pay | None:
    """Return the range that a line prints for a step of a scale; it needs no period: "Band 5:
    £31,049 - £37,796"."""
    may_be = len(line) <= _MAX_LINE_OF_VALUES and DIGIT.search(line) and may_name_currency(line)
    printed = printed_text(line) if may_be else None
    found = [each for each in find_amounts(printed) if each.currency] if printed else []
    if printed is None or not found or found[0].low == found[0].high:
        return None
    amount, low = found[0], plain(printed)
    if not all(_is_share(low, amount, each) for each in found[1:]):
        return None
    if not amount.valid or amount.low < _LEAST_OF_A_LINE:
        return None
    if is_other_money(low, amount.start, amount.end) or OTHER_PAY.search(low):
        return None
    return pay_of_amount(printed, printed, amount, terms_in(low[: amount.start]))


def _is_share(low: str, whole: Amount, amount: Amount) -> bool:
    """Return whether an amount is the share of a full year's pay in front of it: "£24,248 FTE
    (actual £16,388)"."""
    before = low[max(0, amount.start - BOUND_REACH) : amount.start]
    return amount.high < whole.high and _SHARE.search(before) is not None


def begins_with_scale(line: str) -> bool:
    """Return whether a line begins with a word for a step of a scale: "Schaal 8: ..."."""
    return DIGIT.search(line) is not None and _SCALE.match(plain(line)) is not None


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
    offers = _OFFERS.match(low := plain(part[:_REACH]))
    return offers is not None and offers.end() > 0 and _LEADS.match(low, offers.end()) is not None


def _leading_pay(text: str) -> Pay | None:
    """Return the pay that a text begins with, behind words for an offer at most."""
    printed = printed_text(text)
    amount = next(iter(find_amounts(printed)), None) if printed else None
    if printed is None or amount is None:
        return None
    before = plain(printed[: amount.start])
    if any(c.isalnum() for c in before) and not _OFFERS.fullmatch(before):
        return None
    low = plain(printed)
    behind = with_year_of_share(low, amount, terms_behind(printed, low, amount.end))
    is_whole = has_remark_only(low, behind.end)
    if not is_whole or not is_pay_by_size(printed, amount, behind):
        return None
    raw = printed if is_estimated(printed) else printed[amount.start : behind.end].strip()
    return pay_of_amount(raw, printed, amount, terms_in(""))


def pay_within(line: str) -> Pay | None:
    """Return the one amount of pay in a line of values, in any place of it: "Grade D, £9.10 - £9.85
    per hour", "Band 5 £28,000 to £34,000 a year pro rata"."""
    may_be = len(line) <= _MAX_LINE_OF_VALUES and DIGIT.search(line) and may_name_currency(line)
    printed = printed_text(line) if may_be else None
    found = [each for each in find_amounts(printed) if each.currency] if printed else []
    if printed is None or len(found) != 1 or OTHER_PAY.search(plain(printed)):
        return None
    if NOT_OF_THE_POST.search(plain(printed[: found[0].start])):
        return None
    behind = terms_behind(printed, plain(printed), found[0].end)
    if not is_pay_by_size(printed, found[0], behind) or _is_in_sentence(printed, found[0].start):
        return None
    begin = _begin_of_glued(printed, _begin_of_name(printed, found[0]))
    before = terms_in(plain(printed[begin : found[0].start]))
    raw = printed if is_estimated(printed) else printed[begin : behind.end].strip()
    return pay_of_amount(raw, printed, found[0], before)


def _is_in_sentence(printed: str, start: int) -> bool:
    """Return whether a line is a sentence that has words of its own in front of an amount: "The
    rent of the room is £450 a month."; one that speaks of pay is read by `find_pay`."""
    if not _SENTENCE_LAST.search(printed):
        return False
    return len(CLAUSE.split(printed[:start])[-1].split()) >= _WORDS_OF_SENTENCE


def _begin_of_name(printed: str, amount: Amount) -> int:
    """Return where the name of an amount begins, directly in front of it and with a colon
    ("Anticipated annual base pay: "), or the word for a bound ("up to") or a range ("between");
    where it has none, where the amount does."""
    start = amount.start
    if printed[:start].rstrip()[-1:] != ":":
        before = plain(printed[max(0, start - BOUND_REACH) : start])
        bound = MAXIMUM.search(before) or MINIMUM.search(before)
        bound = bound or (BETWEEN.search(before) if amount.low != amount.high else None)
        return start - len(before) + bound.start() if bound else start
    named = _NAMED.search(printed, max(0, start - LEAD), start)
    is_pay = named and PAY_WORD.search(plain(named[0].strip(" :")))
    return named.start() if named and is_pay else start


def _begin_of_glued(printed: str, begin: int) -> int:
    """Return where the period begins that is written together with an amount at `begin`:
    "月給23万円"."""
    glued = _GLUED_PERIOD.search(printed, max(0, begin - BOUND_REACH), begin)
    return glued.start() if glued else begin


def pay_per_period(line: str) -> Pay | None:
    """Return the pay of a line that names it by its period and nothing else: "Monthly basic: RM
    2,400 - RM 3,000"."""
    label, _, value = line.partition(":")
    if not value or len(line) > _MAX_LINE or not DIGIT.search(value):
        return None
    period = terms_in(plain(label)).period
    if not period or not only_known(compose(label), ()) or not may_name_currency(value):
        return None
    pay = read_pay(value, label=label)
    if pay is None or pay.period != period:
        return None
    return pay if Decimal(pay.min or pay.max or 0) >= LEAST_PER[period] else None


def is_estimated(line: str) -> bool:
    """Return whether a line of values says that a site estimated its pay: "£25k - £28k (Glassdoor
    est.)"; not where the employer did."""
    low = plain(line)
    return _ESTIMATED.search(low) is not None and not _BY_EMPLOYER.search(low)
