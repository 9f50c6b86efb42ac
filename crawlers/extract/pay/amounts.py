"""Find amounts of money in text: figures, and the ranges that two of them make.

The words are `data/money.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from crawlers.extract.pay.figures import TEN_THOUSAND, Amount, find_figures
from crawlers.extract.pay.patterns import (
    BETWEEN,
    BOUND_REACH,
    LEAST_PAY,
    MAXIMUM,
    MINIMUM,
    OTHER_MONEY,
    PERIOD,
    REACH_OF_LEAST,
    SHORT_PERIOD,
    any_whole_word,
    any_word,
    unnamed,
)
from crawlers.text.patterns import compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

_MAX_GAP = 44
"""Characters that may stand between the two figures of a range, with the unit of the first."""
_LARGEST = Decimal(10**9)
"""No pay is larger; such a figure is a number of another kind, or a fault."""
_WIDEST = 20
"""No range of pay ends at more than this many times its beginning: "30-40.000" is from thirty
thousand, or a fault."""
WIDEST_APART, _MAX_GAP_APART = 3, 90
"""The same, and how many characters, where words stand between the figures."""
_REACH_OF_BETWEEN = 12
"""Characters in front of a range that a word like "between" and a blank take."""


_DATA = load_merged("money")
_BASES = any_whole_word(word for words in _DATA["basis"].values() for word in words)
_ENDS = any_whole_word((*_DATA["label_minimum"], *_DATA["label_maximum"]))
_UNIT = (
    rf"(?:[ ,(]{{0,2}}(?:{unnamed(PERIOD)}|{unnamed(SHORT_PERIOD)}|{_BASES}|{_ENDS})\.?\)?){{0,3}}"
)
"""What may follow the first figure of a range as it follows the second: "$21/hr to $25/hr"."""
_BEHIND_UNIT = compiled_late(_UNIT)
_RANGE_WORDS = (
    rf",? ?{any_word(_DATA['to'])}(?: {any_word((*_DATA['maximum'], *_DATA['minimum']))})? ?"
)
_RANGE = compiled_late(_RANGE_WORDS)
_AND = re.compile(rf" {any_word(_DATA['and'])} ")
_APART = re.compile(rf"[^.;!?|/]{{0,30}}{any_whole_word(_DATA['to_apart'])} [^.;!?|/]{{0,24}}")
"""Between two figures with words of their own: "step 1 ($86,962) to step 10 ($113,047)"."""
_NO_RANGE = compiled_late(any_whole_word(_DATA["no_range"]))
_STARTING = re.compile(rf"{any_whole_word(_DATA['starting_pay'])}[ :(]*$")
_MIDDLE = re.compile(rf"{any_whole_word(_DATA['middle'])}[ :(]*$")
_INCREMENT = re.compile(rf"(?:{any_whole_word(_DATA['increments'])}| x)[ :(]*$")
"""In front of what the pay rises by: "£30,000 rising by steps of £600", "£30,000 x £600"."""
_STEP = re.compile(rf"{any_whole_word(_DATA['steps'])} ?\d{{1,2}}[ :=)(–-]*$")
"""In front of the pay of one step of a scale: "Step 5: $25.60"."""
_POINT = re.compile(r"(?<![a-z])[a-z]{1,3} ?\d{1,2}[ :(]*$", re.ASCII)
_TO_POINT = re.compile(r" ?- ?[a-z]{1,3} ?\d{1,2}[ :(]*", re.ASCII)
"""Two points of a scale, each in front of its pay: "M1 £31,000 - U3 £49,000"."""
_REMARK = rf" ?\([^()]{{1,24}}\)| {any_whole_word(_DATA['steps'])} [a-z\d]{{1,2}}(?![a-z\d])"
_TO_REMARKED = compiled_late(rf"(?:{_REMARK}){_RANGE_WORDS}")
_REMARK_BEHIND = compiled_late(_REMARK)
"""Two figures with a remark behind each: "£8.60 (under 18) - £12.21 (21+)"."""
_IF_MORE = re.compile(rf" {any_whole_word(_DATA['if_more'])}")
_TO_NEXT = re.compile(r"(?: [^.;,!?|/0-9]{1,40})?, ?(?:or )?")
"""Between what is paid at first and what is paid under a condition."""
_RISES = re.compile(any_whole_word(_DATA["rises"]))
_RISES_TO = re.compile(
    rf"[^.;!?|]{{0,40}}{_RISES.pattern}(?: [^.;!?|]{{0,40}})? "
    rf"{any_whole_word(_DATA['rises_to'])} "
)
_NEXT_OF_LIST = re.compile(r"(?: ?\([^()]{1,20}\))? ?([,;/]|[-–—]) ?")
"""Between two points of a scale, of which the first may have a remark: " (LSI 1) - "."""
_SLASHED = compiled_late(
    rf"(?<=(?<![\d/.,])\d\d)/(?=\d\d ?{any_word(_DATA['thousand'])} ?(?:€|eur))"
)
"""Between the ends of a range in thousands: "32/36 k€"."""
_LEAST_OF_LIST = 3
"""Figures that are a scale from here on, where nothing but commas, or nothing but dashes, stand
between them."""


@lru_cache(32)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts in composed, squeezed text, with or without a currency, in order; two
    figures that make a range are one. Several readers ask for each text of a page that has some:
    looked at once."""
    low = plain(text)
    low = _SLASHED.sub("-", low) if "/" in low else low
    figures = find_figures(text, low)
    figures = _join_list(low, figures) if len(figures) >= _LEAST_OF_LIST else figures
    joined: list[Amount] = []
    while figures:
        first = figures.pop(0)
        if figures and _is_range(low, first, figures[0]):
            joined.append(_range(first, figures.pop(0)))
        else:
            fits = 0 < first.low <= _LARGEST and not _is_negative(low, first.start)
            joined.append(first if fits else replace(first, valid=False))
    return tuple(_join_apart(low, joined) if len(joined) > 1 else joined)


def shared_currencies(text: str) -> frozenset[str]:
    """Return the codes that the mark of the first amount with a currency can mean, where it is the
    mark of several: of "$80,000" those of all dollars. Empty for "€80,000" and for "80,000"."""
    marked = next((amount.currency for amount in find_amounts(text) if amount.currency), None)
    return marked.others if marked else frozenset()


def _is_negative(low: str, start: int) -> bool:
    """Return whether a minus is glued to the figure; not the second half of ":-" or of a word."""
    return low[start - 1 : start] == "-" and not (
        start > 1 and (low[start - 2].isalnum() or low[start - 2] in ":-")
    )


def _is_range(low: str, first: Amount, second: Amount) -> bool:
    """Return whether two figures next to each other are the ends of a range: "30 - 40 kr/h"."""
    if second.start - first.end > _MAX_GAP:
        return False
    if not first.currency and first.low * _WIDEST < second.low and not low[second.start].isdigit():
        return False  # "Band 5 - £29,000"
    if _INCREMENT.search(_before(low, first)):
        return False
    gap = low[first.end : second.start]
    unit = _BEHIND_UNIT.match(gap)
    gap = gap if unit is None or _RANGE.fullmatch(gap) else gap[unit.end() :]
    between = BETWEEN.search(low[max(0, first.start - _REACH_OF_BETWEEN) : first.start])
    joins = between and second.high * second.factor >= first.low and _AND.fullmatch(gap)
    return bool(_RANGE.fullmatch(gap) or joins)


def _range(first: Amount, second: Amount) -> Amount:
    """Join two amounts to one. A "k" or a currency that only one of them carries is of both; two
    certain currencies make none."""
    low, high = first.low, second.high
    is_short = low < 1000 or second.factor == TEN_THOUSAND
    if second.factor > first.factor and is_short and low * second.factor <= high:
        low *= second.factor
    elif first.factor > second.factor and high < 1000:
        high *= first.factor
    elif low < 1000 and TEN_THOUSAND <= low * 1000 <= high <= 2 * low * 1000:
        low *= 1000  # "£25 - £30,000"
    named = {c for c in (first.currency, second.currency) if c}
    certain = [c for c in named if not c.others]
    agreed = len(named) < 2 or (
        len(certain) == 1 and all(certain[0].code in c.others for c in named - set(certain))
    )
    fits = agreed and low <= high <= _LARGEST and high > 0 and (low == 0 or high <= _WIDEST * low)
    currency = next(iter(certain or named), None) if agreed else None
    return Amount(first.start, second.end, low, high, currency, valid=fits)


def _join_apart(low: str, amounts: list[Amount]) -> list[Amount]:
    """Join the ends of ranges that have words of their own: a least and a most ("Min: $54,000 |
    Max: $70,000"), also with a middle between them; "£32,076 rising to point 25, £33,945"."""
    if scale := _of_steps(low, [amount for amount in amounts if amount.currency]):
        return [scale]
    joined: list[Amount] = []
    while amounts:
        first = amounts.pop(0)
        at = next(
            (i for i in range(len(amounts[:3])) if _are_ends(low, first, amounts[: i + 1])), -1
        )
        whole = first if at < 0 else _range(first, amounts[at])
        remark = _REMARK_BEHIND.match(low, whole.end) if at >= 0 else None
        joined.append(replace(whole, end=remark.end()) if remark else whole)
        del amounts[: at + 1]
    return joined


def _of_steps(low: str, paid: list[Amount]) -> Amount | None:
    """Return the range of a scale of which each step has its pay: "Step 1 $42, Step 2 $46"."""
    if len(paid) < 2 or not all(_STEP.search(_before(low, each)) for each in paid):
        return None
    first, last = paid[0], paid[-1]
    fits = first.low == first.high < last.low == last.high <= WIDEST_APART * first.low
    return _range(first, last) if fits else None


def _join_list(low: str, figures: list[Amount]) -> list[Amount]:
    """Join the figures of a scale that are all listed: "€31,234, €32,456, €33,680 - €38,900",
    "€52,100 - €54,300 - €56,500 (1st LSI)"."""
    at = next((i for i, each in enumerate(figures) if each.currency), len(figures))
    run, marks, end = figures[at : at + 1], set[bool](), at + 1
    for i, each in enumerate(figures[at + 1 :], at + 2):
        gap = low[run[-1].end : each.start]
        if each.currency is None and gap.count("(") > gap.count(")"):
            continue  # the number in a remark on a point
        joins = _NEXT_OF_LIST.fullmatch(gap)
        marks |= {joins[1] in ",;/"} if joins else set()
        is_next = joins and len(marks) == 1 and each.currency in (run[0].currency, None)
        if not is_next or each.low <= run[-1].low:
            break
        run.append(each)
        end = i
    if len(run) < _LEAST_OF_LIST or run[-1].high > WIDEST_APART * run[0].low:
        return figures
    return [*figures[:at], _range(run[0], run[-1]), *figures[end:]]


def _are_ends(low: str, first: Amount, following: list[Amount]) -> bool:
    """Return whether an amount and the last of those behind it are the ends of one range; what
    stands between them is a number of something else, or the middle of the range."""
    second, gap = following[-1], low[first.end : following[-1].start]
    fits = first.low == first.high < second.low == second.high <= WIDEST_APART * first.high
    if not fits or len(gap) > _MAX_GAP_APART:
        return False
    is_of_one = first.currency and first.currency == second.currency
    if is_of_one and _RISES_TO.fullmatch(gap) and not OTHER_MONEY.search(_RISES.sub("", gap)):
        return True
    if is_of_one and _is_under_condition(low, first, second):
        return True
    if OTHER_MONEY.search(gap):
        return False
    if _rises_to(low, following):
        return True
    if any(each.currency and not _MIDDLE.search(_before(low, each)) for each in following[:-1]):
        return False
    if MAXIMUM.search(_before(low, second)) and _is_least(low, first, gap):
        return True
    if is_of_one and _TO_POINT.fullmatch(gap) and _POINT.search(_before(low, first)):
        return True
    if is_of_one and _TO_REMARKED.fullmatch(gap):
        remark = _REMARK_BEHIND.match(low, second.end)
        return remark is not None and not _NO_RANGE.search(f"{gap}{remark[0]}")
    return bool(is_of_one and _APART.fullmatch(gap)) and not _NO_RANGE.search(gap)


def _is_under_condition(low: str, first: Amount, second: Amount) -> bool:
    """Return whether an amount is what is paid instead of the one in front of it under a
    condition: "$23 an hour for a first year, $26.50 if you have done this before"."""
    if not _IF_MORE.match(low, second.end) or second.low > 2 * first.low:
        return False
    gap = _TO_NEXT.fullmatch(low, first.end, second.start)
    return gap is not None and not OTHER_MONEY.search(gap[0])


def _rises_to(low: str, following: list[Amount]) -> bool:
    """Return whether the last amount is what the pay rises to by the one in front of it: "by
    increments of £600 to a maximum of £36,000"."""
    if len(following) != 2 or not _INCREMENT.search(_before(low, following[0])):
        return False
    rise, last = following
    gap = low[rise.end : last.start]
    is_to = _RANGE.fullmatch(gap) or MAXIMUM.search(_before(low, last)) or _APART.fullmatch(gap)
    return bool(is_to) and rise.low < last.low / 2


def _is_least(low: str, amount: Amount, gap: str) -> bool:
    """Return whether an amount is a least one: called so, or the first of a value that has nothing
    but a word for the most between the two."""
    before = _before(low, amount)
    if MINIMUM.search(before) or _STARTING.search(before):
        return True
    if LEAST_PAY.search(low, max(0, amount.start - REACH_OF_LEAST), amount.start):
        return True
    is_first = not any(map(str.isalnum, low[: amount.start]))
    return is_first and MAXIMUM.match(gap.lstrip(" |,;-")) is not None


def _before(low: str, amount: Amount) -> str:
    return low[max(0, amount.start - BOUND_REACH) : amount.start]
