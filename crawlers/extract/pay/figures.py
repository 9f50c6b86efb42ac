"""Find figures of money in text, each with its currency: "€45.000", "12 345 kr", "$50k".

Separators are read by their shape: a last mark with one or two digits behind it is the decimal
one, groups have three digits (in India two, and three at last). A figure of another shape is none.
The words and marks are `data/money.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from crawlers.extract.pay.currencies import (
    CODES,
    LETTER_OF_EURO,
    OF_FACTOR,
    SIGNS,
    Currency,
    currency_of,
)
from crawlers.extract.pay.patterns import PERIOD_OF_NOUN, any_word, unnamed
from crawlers.text.patterns import LETTER, compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

_MAX_FIGURES = 200
"""Figures of one text that are read; a posting has a few dozen."""
_LEAST_BEHIND_A_WORD = 1_000
"""From here on a code that is a word, too, is a currency: "TOP 10" is none."""
TEN_THOUSAND = 10_000
"""What Eastern languages count in: thousands of it are grouped ("5,000万")."""

_GLUED = 3
"""Small letters in front of a figure that are the end of a word."""
_NEAR = 3
"""Characters, blanks and a colon, that may stand between a currency and the figure behind it."""
_REACH = 24
"""Characters in front of a figure in which its currency may begin; two words of one name."""


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


_DATA = load_merged("money")
_IS_LETTER = re.compile(f"[{LETTER}]")
_FACTORS = {
    **{plain(word): 1000 for word in _DATA["thousand"]},
    **{plain(word): TEN_THOUSAND for word in _DATA["ten_thousand"]},
    **{plain(word): 100_000 for word in _DATA["hundred_thousand"]},
    **{plain(word): 1_000_000 for word in _DATA["million_of_pay"]},
    **{plain(word): 0 for word in _DATA["million"]},
}
_SIGN = f"[{re.escape(SIGNS)}]"
# Read backwards: a word or mark, the mark alone, and the two last words.
_LAST_WORDS = re.compile(
    rf"(?P<both>(?P<last>(?P<mark>[{re.escape(SIGNS)}.])?[{LETTER}]{{0,14}})(?![{LETTER}])"
    rf"(?: [{LETTER}]{{1,14}}(?![{LETTER}]))?)"
)
_ABBREVIATED = r"[א-ת]{1,2}[\"״][א-ת](?![א-ת])|[ء-ي]\.[ء-ي](?![ء-ي])"
"""A name with a mark between its letters, as Hebrew and Arabic cut words short."""
_BEHIND = re.compile(
    rf" ?(?:(?P<mark>[a-z]{{0,3}}\$|{_SIGN})(?!\d)"
    rf"|(?P<words>{_ABBREVIATED}|[{LETTER}]{{1,12}}\.?(?: [{LETTER}]{{2,14}})?))"
)
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
_TO_MILLIONS = re.compile(rf" ?[-–—] ?\d[\d.,]* ?{any_word(_DATA['million'])}(?![{LETTER}])")
"""The other end of a range in millions: "3.9 - 4.6 million"."""
_PAID_PER = compiled_late(rf" ?(?:{unnamed(PERIOD_OF_NOUN)})")
_DECADE = re.compile(r"['’]?s(?![a-z$])")
_NO_DIGIT = re.compile(r"\D")
_DECIMALS = re.compile(r"[.,](\d{1,2})$", re.ASCII)


def find_figures(text: str, low: str) -> list[Amount]:
    """Return the figures in composed, squeezed text, in order. low: the text made plain."""
    figures: list[Amount] = []
    for match in islice(_FIGURE.finditer(low), _MAX_FIGURES):
        figure = _figure(text, low, match, figures[-1].end if figures else 0)
        if figure and figures and _is_rest(figures[-1], figure):
            figures[-1] = _with_rest(figures[-1], figure)
        else:
            figures += [figure] if figure else []
    return figures


def _figure(text: str, low: str, match: re.Match[str], floor: int) -> Amount | None:
    """Return the amount of a figure; what stands before `floor` belongs to another one."""
    start, end, value = match.start(), match.end(), _value(match.group())
    factor = _FACTOR.match(low, end)
    times = _FACTORS[factor["factor"]] if factor else 1
    if _TO_MILLIONS.match(low, end):
        return None
    if value is None or times == 0 or (times > 1 and match["sep"] and times != TEN_THOUSAND):
        return None
    end = factor.end() if factor else end
    before, start = _currency_before(text, low, start, floor)
    behind, end_with = _currency_behind(text, low, end, marks=before is None)
    if _DECADE.match(low, end):
        return None  # "mid-$60s"
    if before is None and _is_glued(text, low, match):
        return None  # "G15"
    is_of_word = any(c and c.is_word for c in (before, behind))
    is_small = is_of_word and value * times < _LEAST_BEHIND_A_WORD
    if is_small and not _is_paid_per(text, low, start, end):
        return None  # "TOP 10"
    counted = OF_FACTOR.get(factor["factor"]) if factor and behind is None else None
    currency = before or counted
    if behind and (before is None or behind.code in before.others or behind.code == before.code):
        currency, end = behind if before is None or not behind.others else before, end_with
    return Amount(start, end, value * times, value * times, currency, times)


def _is_glued(text: str, low: str, match: re.Match[str]) -> bool:
    """Return whether a letter stands right in front of a figure; a word that a site has glued to
    it is none of the figure: "Full-time5 200 - 6 000 zł"."""
    start = match.start()
    if not start or not _IS_LETTER.match(low, start - 1):
        return False
    word = text[max(0, start - _GLUED) : start]
    return not (len(word) == _GLUED and word.isalpha() and word.islower())


def _is_paid_per(text: str, low: str, start: int, end: int) -> bool:
    """Return whether a period follows a figure behind a mark that is a word, too, and no code:
    "Fr. 24.50 pro Stunde", "R38 per hour"."""
    return text[start : start + 3] not in CODES and _PAID_PER.match(low, end) is not None


def _value(figure: str) -> Decimal | None:
    """Return the number that a figure of `_FIGURE` is; None with a zero in front of other
    digits."""
    figure = figure.rstrip("-=").rstrip(".,/")
    decimals = _DECIMALS.search(figure)
    digits = _NO_DIGIT.sub("", figure[: decimals.start()] if decimals else figure)
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
    if letter := LETTER_OF_EURO.match(low, end):
        return Currency("EUR"), letter.end()
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
    if bracket and bracket[1] in CODES:
        return Currency(bracket[1]), bracket.end()
    return currency, after


def _is_rest(first: Amount, second: Amount) -> bool:
    """Return whether a figure is the thousands behind one in ten thousands: "21万5千円"."""
    is_glued = second.start - first.end <= 1 and not first.currency
    return first.factor == TEN_THOUSAND and is_glued and 1000 <= second.low < TEN_THOUSAND


def _with_rest(first: Amount, rest: Amount) -> Amount:
    whole = first.low + rest.low
    return replace(first, end=rest.end, low=whole, high=whole, currency=rest.currency)
