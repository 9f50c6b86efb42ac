"""The pay of a JobPosting, in the shapes in which sites write it: a MonetaryAmount, a
QuantitativeValue, a PriceSpecification, a number, text."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from crawlers.extract.jsonld.values import GROUPED, amount, figure_of
from crawlers.page.jsonld_shapes import listed, term, words
from crawlers.posting.parts.terms import Pay
from crawlers.text.word_lists import load_merged
from crawlers.text.words import fold

Period = Literal["hour", "day", "week", "month", "year"]
_MOST_AN_HOUR = 2_000
_LARGE_UNITS = frozenset({"AUD", "CAD", "CHF", "EUR", "GBP", "NZD", "USD"})
"""No hour is paid more than this in these currencies. Set by hand."""
_MAX_PART = 60  # characters of a unit or a currency
_FIGURES = re.compile(r"[\d\s.,–-]*\d[\d\s.,–-]*")
_TWO_FIGURES = re.compile(r"(\d[\d.,]{0,11}\d) ?[–-] ?(\d[\d.,]{0,11}\d)")
_FILLER = re.compile(r"1|0\.\d+|9{6,}")
"""What a site fills in where it has no pay: "1", "0.01", "999999"."""
_CURRENCY = re.compile(r"[A-Z]{3}")


def pay_of(value: Any, currency: str) -> tuple[str, Pay | None]:
    """Return pay as words and, where it has plain figures, typed. A lone figure is both ends of the
    range.

    value: a MonetaryAmount, a QuantitativeValue, a PriceSpecification, a number or text, of a
    list of objects the first.
    currency: the one that the posting states beside it.
    """
    values = listed(value)
    first = values[0] if values else ""
    if len(values) > 1 and not isinstance(first, dict) and not any(map(str.isalpha, str(first))):
        return "", None  # several numbers: nothing says what each is
    if not values:
        return "", None
    if isinstance(first, dict):
        return _amount_object(first, currency)
    figure, text = figure_of(first), words(first)
    if figure and not any(map(str.isalpha, text)) and _printed_amount(figure, None):
        return _typed_pay([figure, figure], currency, "")
    if len(currency) == 3 and _FIGURES.fullmatch(text):
        return f"{currency} {text}", None
    return text, None


def _amount_object(value: dict[str, Any], currency: str) -> tuple[str, Pay | None]:
    inner = next((one for one in listed(value.get("value")) if isinstance(one, dict)), None)
    quantity = value if inner is None else inner
    holders = (quantity, value)
    units = (term(one.get(name)) for name in ("unitText", "unitCode") for one in holders)
    coins = (
        _coin(one.get(name)) for name in ("currency", "priceCurrency") for one in holders[::-1]
    )
    unit, own = next(filter(None, units), ""), next(filter(None, coins), "")
    low, high, lone = (
        next((f for name in names if (f := figure_of(quantity.get(name)))), "")
        for names in (
            ("minValue", "minPrice"),
            ("maxValue", "maxPrice"),
            ("value", "@value", "price"),
        )
    )
    ends = [low, high] if low or high else _ends(lone)
    return _typed_pay(ends, own or currency, unit)


def _coin(value: Any) -> str:
    """Return a currency as written: its code, name or sign ("$", which is of several)."""
    is_sign = isinstance(value, str) and len(sign := value.strip()) == 1 and not sign.isalnum()
    return sign if is_sign else words(value)


def _ends(figure: str) -> list[str]:
    """Return both ends of a figure: of "24000-26000" those two, of any other itself twice."""
    ends = _TWO_FIGURES.fullmatch(figure)
    return [ends[1], ends[2]] if ends else [figure, figure]


def _typed_pay(figures: list[str], currency: str, unit: str) -> tuple[str, Pay | None]:
    """Two figures, each as written or "", with their words."""
    shown_figures = " - ".join(dict.fromkeys(f for f in figures if f))
    if not shown_figures or any(f.startswith("-") for f in figures):  # it would be read as a dash
        return "", None
    currency, unit = (part if len(part) <= _MAX_PART else "" for part in (currency.upper(), unit))
    raw = f"{currency} {shown_figures} {unit}".strip()
    low, high = (_printed_amount(f, period_of(unit)) if f else None for f in figures)
    unclear = any(f and not a for f, a in zip(figures, (low, high), strict=True))
    if unclear or (low is None and high is None):
        return raw, None
    if low and high and Decimal(low) > Decimal(high):
        return raw, None
    if _FILLER.fullmatch(high or low or ""):
        return "", None
    known = currency if _CURRENCY.fullmatch(currency) else _printed_currency([*figures, currency])
    period = period_of(unit)
    if period == "hour" and known in _LARGE_UNITS and Decimal(low or high or 0) > _MOST_AN_HOUR:
        period = None  # a default that nobody changed
    return raw, Pay(raw=raw, min=low, max=high, currency=known, period=period)


def _printed_amount(figure: str, period: Period | None) -> str | None:
    """Return a figure in plain digits, also one that is printed for readers ("28,000", "$21.00",
    "45.000"); None for anything else, and for "45.000" an hour, which may be 45."""
    from crawlers.extract.pay.amounts import find_amounts

    if GROUPED.fullmatch(figure) and period == "hour":
        return None
    if not GROUPED.fullmatch(figure) and (plain := amount(figure)):
        return plain
    found = find_amounts(figure)
    alone = len(found) == 1 and (found[0].start, found[0].end) == (0, len(figure))
    if not alone or not found[0].valid or found[0].low != found[0].high:
        return None
    return amount(found[0].low)


def _printed_currency(figures: list[str]) -> str | None:
    """Return the code of the currency that figures are printed with, where all agree."""
    from crawlers.extract.pay.currencies import currencies_in

    if all(f.isascii() and not any(map(str.isalpha, f)) for f in figures):
        return None
    named = {code for f in figures for code in currencies_in(f)}
    return named.pop() if len(named) == 1 else None


@cache
def _periods() -> dict[str, Period]:
    periods = load_merged("jsonld")["periods"]
    return {fold(word): period for period, units in periods.items() for word in units}


def period_of(unit: str) -> Period | None:
    """Return the period that a unit names, as text of any language ("Monat") or as a code of
    UN/CEFACT ("HUR")."""
    if period := _periods().get(fold(unit)):
        return period
    from crawlers.extract.pay.words import period_named

    return period_named(unit) if 0 < len(unit) <= _MAX_PART else None
