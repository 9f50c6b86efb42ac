"""Find amounts of money in text: figures with their currencies, and the ranges that two of them
make.

Separators are read by their shape: a last mark with one or two digits behind it is the decimal
one, groups have three digits (in India two, and three at last). A figure of another shape is none.
The words and marks are `data/money.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import islice

from crawlers.extract.pay.patterns import (
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
from crawlers.text.patterns import LETTER
from crawlers.text.unaccented import compose, plain
from crawlers.text.words import load_merged

MAX_FIGURES = 200
"""Figures of one text that are read; a posting has a few dozen."""
MAX_GAP = 44
"""Characters that may stand between the two figures of a range, with the unit of the first."""
LARGEST = Decimal(10**9)
"""No pay is larger; such a figure is a number of another kind, or a fault."""
LEAST_BEHIND_A_WORD = 1_000
"""From here on a code that is a word, too, is a currency: "TOP 10" is none."""
WIDEST = 20
"""No range of pay ends at more than this many times its beginning: "30-40.000" is from thirty
thousand, or a fault."""
WIDEST_APART, MAX_GAP_APART = 3, 90
"""The same, and how many characters, where words stand between the figures."""
TEN_THOUSAND = 10_000
"""What Eastern languages count in: thousands of it are grouped ("5,000万")."""

_NEAR = 3
"""Characters, blanks and a colon, that may stand between a currency and the figure behind it."""
_REACH = 24
"""Characters in front of a figure in which its currency may begin; two words of one name."""
_REACH_OF_BETWEEN = 12
"""Characters in front of a range that a word like "between" and a blank take."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A printed currency. code: ISO 4217, or None where the mark is of several. others: the codes
    that the mark could mean. is_word: whether the mark is a word or a single letter, too, so that
    small figures beside it are of something else ("TOP 10", "R5")."""

    code: str | None
    others: frozenset[str] = frozenset()
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, or a range. start, end: where it stands, with its currency. low, high: of a figure
    the same.

    factor: what a "k" behind it has multiplied it by. valid: no negative, reversed, far too wide or
    far too large one.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: Currency | None = None
    factor: int = 1
    valid: bool = True


# --- Words ----------------------------------------------------------------------------------------


_DATA = load_merged("money")
_CODES = frozenset(_DATA["codes"])
_WORDS_TOO = frozenset(_DATA["codes_that_are_words"])
_MARKS_TOO = frozenset(_DATA["marks_that_are_words"])
_LAKH = Currency(None, frozenset(_DATA["currencies_of_lakh"]))
"""The currencies that are counted in hundreds of thousands: "6 - 9 lakhs"."""
_OF_FACTOR = {
    **{plain(word): _LAKH for word in _DATA["hundred_thousand"]},
    **{plain(word): Currency(code) for word, code in _DATA["currencies_of_millions"].items()},
}
"""What is counted in a word, where no currency stands beside it."""
_IS_LETTER = re.compile(f"[{LETTER}]")
_LETTERS = re.compile(f"[{LETTER}]+")
_FACTORS = {
    **{plain(word): 1000 for word in _DATA["thousand"]},
    **{plain(word): TEN_THOUSAND for word in _DATA["ten_thousand"]},
    **{plain(word): 100_000 for word in _DATA["hundred_thousand"]},
    **{plain(word): 1_000_000 for word in _DATA["million_of_pay"]},
    **{plain(word): 0 for word in _DATA["million"]},
}


@cache
def _names() -> dict[str, Currency]:
    """Return, by plain mark or name, its currency."""
    names = {plain(mark): Currency(code) for mark, code in _DATA["marks"].items()}
    names |= {
        plain(name): Currency(code, is_word=name in _MARKS_TOO)
        for code, spellings in _DATA["names"].items()
        for name in spellings
    }
    return names | {
        plain(mark): Currency(None, frozenset(codes), mark in _MARKS_TOO)
        for mark, codes in _DATA["shared"].items()
    }


SIGNS = "".join(
    mark
    for mark in (*_DATA["shared"], *_DATA["marks"])
    if len(mark) == 1 and mark not in _MARKS_TOO
)
"""The signs of currencies: "$€£¥"."""
_SIGN = f"[{re.escape(SIGNS)}]"
# Read backwards: a word or mark, the mark alone, and the two last words.
_LAST_WORDS = re.compile(
    rf"(?P<both>(?P<last>(?P<mark>[{re.escape(SIGNS)}.])?[{LETTER}]{{0,14}})(?![{LETTER}])"
    rf"(?: [{LETTER}]{{1,14}}(?![{LETTER}]))?)"
)
_BEHIND = re.compile(
    rf" ?(?:(?P<mark>[a-z]{{0,3}}\$|{_SIGN})(?!\d)"
    rf"|(?P<words>[{LETTER}]{{1,12}}\.?(?: [{LETTER}]{{2,14}})?))"
)
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_CODE_IN_BRACKETS = re.compile(r" ?\(([A-Z]{3})\)")
_FIGURE = re.compile(
    r"(?<![\d,'/])(?<![^a-z]\.)(?<!\A\.)(?<!\d[eE])(?<!\d[eE][+-])(?:"
    r"\d{1,2}(?:,\d\d){1,3},\d{3}(?:\.\d{1,2})?"  # 12,00,000.00
    # 12 345.67, 1.234.567,8
    r"|\d{1,3}(?P<sep>[ .,'])\d{3}(?:(?P=sep)\d{3}){0,3}(?:(?!(?P=sep))[.,]\d{1,2})?"
    r"|\d{1,12}(?:[.,]\d{1,2})?"
    # 3.500,-; 18,000/-; 1e308 is none
    r")(?:[.,]-{1,2}(?!\d)|/[-=](?!\d))?(?![.,']?\d|/\d| ?%|[eE][+-]?\d)",
    re.ASCII,
)
_FACTOR = re.compile(rf" ?(?P<factor>{any_word(_FACTORS)})(?![{LETTER}])")
_DECIMALS = re.compile(r"[.,](\d{1,2})$", re.ASCII)
_BASES = any_whole_word(word for words in _DATA["basis"].values() for word in words)
_ENDS = any_whole_word((*_DATA["label_minimum"], *_DATA["label_maximum"]))
_UNIT = (
    rf"(?:[ ,(]{{0,2}}(?:{unnamed(PERIOD)}|{unnamed(SHORT_PERIOD)}|{_BASES}|{_ENDS})\.?\)?){{0,3}}"
)
"""What may follow the first figure of a range as it follows the second: "$21/hr to $25/hr"."""
_RANGE = re.compile(
    rf",? ?{any_word(_DATA['to'])}(?: {any_word((*_DATA['maximum'], *_DATA['minimum']))})? ?"
)
_APART = re.compile(rf"[^.;!?|/]{{0,30}}{any_whole_word(_DATA['to_apart'])} [^.;!?|/]{{0,24}}")
"""Between two figures with words of their own: "step 1 ($86,962) to step 10 ($113,047)"."""
_NO_RANGE = re.compile(any_whole_word(_DATA["no_range"]))
_STARTING = re.compile(rf"{any_whole_word(_DATA['starting_pay'])}[ :(]*$")
_MIDDLE = re.compile(rf"{any_whole_word(_DATA['middle'])}[ :(]*$")
_INCREMENT = re.compile(rf"(?:{any_whole_word(_DATA['increments'])}| x)[ :(]*$")
"""In front of what the pay rises by: "£30,000 rising by steps of £600", "£30,000 x £600"."""
_STEP = re.compile(rf"{any_whole_word(_DATA['steps'])} ?\d{{1,2}}[ :=)(–-]*$")
"""In front of the pay of one step of a scale: "Step 5: $25.60"."""
_POINT = re.compile(r"(?<![a-z])[a-z]{1,3} ?\d{1,2}[ :(]*$", re.ASCII)
_TO_POINT = re.compile(r" ?- ?[a-z]{1,3} ?\d{1,2}[ :(]*", re.ASCII)
"""Two points of a scale, each in front of its pay: "M1 £31,000 - U3 £49,000"."""
_RISES = re.compile(any_whole_word(_DATA["rises"]))
_RISES_TO = re.compile(
    rf"[^.;!?|]{{0,40}}{_RISES.pattern}(?: [^.;!?|]{{0,40}})? "
    rf"{any_whole_word(_DATA['rises_to'])} "
)
_NEXT_OF_LIST = re.compile(r" ?[,;/] ?")
_LEAST_OF_LIST = 3
"""Figures that are a scale from here on, where nothing but commas stand between them."""
_AND = re.compile(rf" {any_word(_DATA['and'])} ")
_BEHIND_UNIT = re.compile(_UNIT)
_BETWEEN = re.compile(rf"(?<![{LETTER}]){any_word(_DATA['between'])} ?$")


def currency_of(word: str, printed: str) -> Currency | None:
    """Return the currency that a plain word or mark names. Codes, the letters of "C$" and a mark
    that is a letter count in capitals only: "c$50k" is circa."""
    if printed in _CODES:
        return Currency(printed, is_word=printed in _WORDS_TOO)
    is_letter = len(word) == 1 and "a" <= word <= "z"
    if (is_letter or (word.endswith("$") and printed != "$")) and not printed.isupper():
        return None
    return _names().get(word) or _names().get(word.rstrip("."))


def shared_currencies(text: str) -> frozenset[str]:
    """Return the codes that the mark of the first amount with a currency can mean, where it is the
    mark of several: of "$80,000" those of all dollars. Empty for "€80,000" and for "80,000"."""
    marked = next((amount.currency for amount in find_amounts(text) if amount.currency), None)
    return marked.others if marked else frozenset()


def without_codes(text: str) -> str:
    """Return the text with blanks in place of currency codes."""
    return _CAPITALS.sub(lambda match: "   " if match.group() in _CODES else match.group(), text)


def currencies_in(text: str) -> set[str]:
    """Return the codes of all currencies that composed text names beyond doubt: "EUR", "zł",
    "Euro (EUR)"; not "$"."""
    named = {word for word in _CAPITALS.findall(text) if word in _CODES - _WORDS_TOO}
    certain = (
        currency_of(match.group(), text[match.start() : match.end()])
        for match in _certain_names().finditer(plain(text))
    )
    return named | {currency.code for currency in certain if currency and currency.code}


@cache
def _certain_names() -> re.Pattern[str]:
    return re.compile(
        any_whole_word(name for name, currency in _names().items() if not currency.others)
    )


def may_name_currency(text: str) -> bool:
    """Return whether a text has the sign of a currency, a code, or a word of a name: a cheap check
    before amounts with their currencies are looked for."""
    low = plain(compose(text))
    return (
        _marks().search(low) is not None
        or not _CODES.isdisjoint(_CAPITALS.findall(text))
        or not _words_of_names().isdisjoint(_LETTERS.findall(low))
    )


@cache
def _marks() -> re.Pattern[str]:
    """Return a pattern of what tells a currency that is not written in letters alone."""
    others = (_LETTERS.sub("", name).strip(" .") for name in _names())
    return re.compile(f"[{re.escape(''.join({char for other in others for char in other}))}]")


@cache
def _words_of_names() -> frozenset[str]:
    """Return the longest word of each mark and name that is written in letters alone, and of what
    one currency is counted in."""
    names = [name for name in (*_names(), *_OF_FACTOR) if not _marks().search(name)]
    return frozenset(max(_LETTERS.findall(name), key=len) for name in names)


def find_amounts(text: str) -> list[Amount]:
    """Return the amounts in composed, squeezed text, with or without a currency, in order; two
    figures that make a range are one."""
    low = plain(text)
    figures: list[Amount] = []
    for match in islice(_FIGURE.finditer(low), MAX_FIGURES):
        figure = _figure(text, low, match, figures[-1].end if figures else 0)
        if figure and figures and _is_rest(figures[-1], figure):
            figures[-1] = _with_rest(figures[-1], figure)
        else:
            figures += [figure] if figure else []
    joined: list[Amount] = []
    while figures:
        first = figures.pop(0)
        if (
            figures
            and figures[0].start - first.end <= MAX_GAP
            and _is_range(low, first, figures[0])
        ):
            joined.append(_range(first, figures.pop(0)))
        else:
            fits = 0 < first.low <= LARGEST and not _is_negative(low, first.start)
            joined.append(first if fits else replace(first, valid=False))
    return _join_apart(low, joined) if len(joined) > 1 else joined


# --- Figures --------------------------------------------------------------------------------------


def _figure(text: str, low: str, match: re.Match[str], floor: int) -> Amount | None:
    """Return the amount of a figure; what stands before `floor` belongs to another one."""
    start, end, value = match.start(), match.end(), _value(match.group())
    factor = _FACTOR.match(low, end)
    times = _FACTORS[factor["factor"]] if factor else 1
    if value is None or times == 0 or (times > 1 and match["sep"] and times != TEN_THOUSAND):
        return None
    end = factor.end() if factor else end
    before, start = _currency_before(text, low, start, floor)
    behind, end_with = _currency_behind(text, low, end, marks=before is None)
    if before is None and match.start() and _IS_LETTER.match(low, match.start() - 1):
        return None  # "G15"
    if value * times < LEAST_BEHIND_A_WORD and any(c and c.is_word for c in (before, behind)):
        return None  # "TOP 10"
    counted = _OF_FACTOR.get(factor["factor"]) if factor and behind is None else None
    currency = before or counted
    if behind and (before is None or behind.code in before.others or behind.code == before.code):
        currency, end = behind if before is None or not behind.others else before, end_with
    return Amount(start, end, value * times, value * times, currency, times)


def _is_rest(first: Amount, second: Amount) -> bool:
    """Return whether a figure is the thousands behind one in ten thousands: "21万5千円"."""
    is_glued = second.start - first.end <= 1 and not first.currency
    return first.factor == TEN_THOUSAND and is_glued and 1000 <= second.low < TEN_THOUSAND


def _with_rest(first: Amount, rest: Amount) -> Amount:
    whole = first.low + rest.low
    return replace(first, end=rest.end, low=whole, high=whole, currency=rest.currency)


def _value(figure: str) -> Decimal | None:
    """Return the number that a figure of `_FIGURE` is; None with a zero in front of other
    digits."""
    figure = figure.rstrip("-=").rstrip(".,/")
    decimals = _DECIMALS.search(figure)
    digits = re.sub(r"\D", "", figure[: decimals.start()] if decimals else figure)
    if len(digits) > 1 and digits[0] == "0":
        return None
    return Decimal(f"{digits}.{decimals[1]}" if decimals else digits)


def _currency_before(text: str, low: str, start: int, floor: int) -> tuple[Currency | None, int]:
    """Return the currency in front of a figure, and where it begins."""
    gap = max(floor, start - _NEAR)
    end = gap + len(low[gap:start].rstrip(" :="))
    if end <= floor or not (low[end - 1].isalpha() or low[end - 1] in SIGNS + "."):
        return None, start
    words = _LAST_WORDS.match(low[max(floor, end - _REACH) : end][::-1])
    for size in (words.end("both"), words.end("last"), words.end("mark")) if words else ():
        if size > 0 and (
            currency := currency_of(
                low[end - size : end].replace(" $", "$"), text[end - size : end]
            )
        ):
            return currency, end - size
    return None, start


def _currency_behind(text: str, low: str, end: int, *, marks: bool) -> tuple[Currency | None, int]:
    """Return the currency behind a figure, with its code in brackets, and where it ends. marks:
    whether a bare mark can be meant."""
    currency, after = None, end
    match = _BEHIND.match(low, end)
    if match and match["mark"] and marks:
        currency, after = currency_of(match["mark"], match["mark"]), match.end()
    elif match and match["words"]:
        start = match.start("words")
        for size in (len(match["words"]), len(match["words"].split(" ")[0])):
            currency = currency_of(
                low[start : start + size], text[start : start + size].rstrip(".")
            )
            if currency:
                after = start + size
                break
    bracket = _CODE_IN_BRACKETS.match(text, after)
    if bracket and bracket[1] in _CODES:
        return Currency(bracket[1]), bracket.end()
    return currency, after


def _is_negative(low: str, start: int) -> bool:
    """Return whether a minus is glued to the figure; not the second half of ":-" or of a word."""
    return low[start - 1 : start] == "-" and not (
        start > 1 and (low[start - 2].isalnum() or low[start - 2] in ":-")
    )


# --- Ranges ---------------------------------------------------------------------------------------


def _is_range(low: str, first: Amount, second: Amount) -> bool:
    if second.start - first.end > MAX_GAP:
        return False
    if not first.currency and first.low * WIDEST < second.low and not low[second.start].isdigit():
        return False  # "Band 5 - £29,000"
    if _INCREMENT.search(_before(low, first)):
        return False
    gap = low[first.end : second.start]
    unit = _BEHIND_UNIT.match(gap)
    gap = gap if unit is None or _RANGE.fullmatch(gap) else gap[unit.end() :]
    between = _BETWEEN.search(low[max(0, first.start - _REACH_OF_BETWEEN) : first.start])
    joins = between and second.high * second.factor >= first.low and _AND.fullmatch(gap)
    return bool(_RANGE.fullmatch(gap) or joins)


def _join_apart(low: str, amounts: list[Amount]) -> list[Amount]:
    """Join the ends of ranges that have words of their own: a least and a most ("Min: $54,000 |
    Max: $70,000"), also with a middle between them; "£32,076 rising to point 25, £33,945"."""
    if scale := _of_steps(low, [amount for amount in amounts if amount.currency]):
        return [scale]
    joined: list[Amount] = []
    amounts = _join_list(low, amounts)
    while amounts:
        first = amounts.pop(0)
        at = next(
            (i for i in range(len(amounts[:3])) if _are_ends(low, first, amounts[: i + 1])), -1
        )
        joined.append(first if at < 0 else _range(first, amounts[at]))
        del amounts[: at + 1]
    return joined


def _of_steps(low: str, paid: list[Amount]) -> Amount | None:
    """Return the range of a scale of which each step has its pay: "Step 1 $42, Step 2 $46"."""
    if len(paid) < 2 or not all(_STEP.search(_before(low, each)) for each in paid):
        return None
    first, last = paid[0], paid[-1]
    fits = first.low == first.high < last.low == last.high <= WIDEST_APART * first.low
    return _range(first, last) if fits else None


def _join_list(low: str, amounts: list[Amount]) -> list[Amount]:
    """Join the figures of a scale that are all listed: "€31,234, €32,456, €33,680 - €38,900"."""
    at = next((i for i, each in enumerate(amounts) if each.currency), len(amounts))
    run = amounts[at : at + 1]
    for each in amounts[at + 1 :]:
        is_next = _NEXT_OF_LIST.fullmatch(low[run[-1].end : each.start])
        is_single = run[-1].low == run[-1].high and each.currency in (run[0].currency, None)
        if not is_next or not is_single or each.low <= run[-1].low:
            break
        run.append(each)
    if len(run) < _LEAST_OF_LIST or run[-1].high > WIDEST_APART * run[0].low:
        return amounts
    return [*amounts[:at], _range(run[0], run[-1]), *amounts[at + len(run) :]]


def _are_ends(low: str, first: Amount, following: list[Amount]) -> bool:
    """Return whether an amount and the last of those behind it are the ends of one range; what
    stands between them is a number of something else, or the middle of the range."""
    second, gap = following[-1], low[first.end : following[-1].start]
    fits = first.low == first.high < second.low == second.high <= WIDEST_APART * first.high
    if not fits or len(gap) > MAX_GAP_APART:
        return False
    is_of_one = first.currency and first.currency == second.currency
    if is_of_one and _RISES_TO.fullmatch(gap) and not OTHER_MONEY.search(_RISES.sub("", gap)):
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
    return bool(is_of_one and _APART.fullmatch(gap)) and not _NO_RANGE.search(gap)


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
    fits = agreed and low <= high <= LARGEST and high > 0 and (low == 0 or high <= WIDEST * low)
    currency = next(iter(certain or named), None) if agreed else None
    return Amount(first.start, second.end, low, high, currency, valid=fits)
