"""The shapes in which sites write the values of a JobPosting: text, numbers, lists, typed objects
of schema.org.

Each function takes any JSON value. A shape that is known is read exactly; of one that is not,
nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal

from crawlers.page.jsonld_shapes import (
    ADDRESS_PARTS,
    MAX_DIGITS,
    digits,
    listed,
    term,
    words,
)
from crawlers.posting.schema import Location, Pay
from crawlers.text.words import fold, load_merged

Period = Literal["hour", "day", "week", "month", "year"]

_MOST_AN_HOUR = 2_000
_LARGE_UNITS = frozenset({"AUD", "CAD", "CHF", "EUR", "GBP", "NZD", "USD"})
"""No hour is paid more than this in these currencies."""
_MAX_PART = 60  # characters of a part of an address, of a unit or a currency
_MAX_RAW = 300
_MAX_MONTHS = 600
_MAX_POSTS = 999

_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,6})?")
_FIGURES = re.compile(r"[\d\s.,–-]*\d[\d\s.,–-]*")
_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
"""A string like "45.000": mostly a figure in groups of three, as it is printed."""
_TWO_FIGURES = re.compile(r"(\d[\d.,]{0,11}\d) ?[–-] ?(\d[\d.,]{0,11}\d)")
_FILLER = re.compile(r"1|0\.\d+|9{6,}")
"""What a site fills in where it has no pay: "1", "0.01", "999999"."""
_CURRENCY = re.compile(r"[A-Z]{3}")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_EPOCHS = range(946_684_800, 4_102_444_800)
"""Seconds from 1970 to the years 2000 and 2100: what a number of ten digits in a date is."""

_DATES = ("@value", "value", "$date", "date")
"""Where the objects that libraries write for a date keep it (JSON-LD, schema.org, MongoDB, PHP)."""


# --- Dates ----------------------------------------------------------------------------------------


def instant(value: Any) -> str:
    """Return a date as written; seconds or milliseconds since 1970 as an instant in UTC. "" for a
    list of numbers."""
    values = listed(value)
    if len(values) > 1 and any(isinstance(one, (int, float)) for one in values):
        return ""  # [2026, 3, 1]: nothing says what stands for the month
    one = values[0] if values else None
    if isinstance(one, dict):
        one = next(
            (found for name in _DATES if isinstance(found := one.get(name), (str, int, float))),
            None,
        )
    text = words(one)
    if (epoch := _EPOCH.fullmatch(text)) and int(epoch[1]) in _EPOCHS:
        return f"{datetime.fromtimestamp(int(epoch[1]), UTC):%Y-%m-%dT%H:%M:%SZ}"
    return text


# --- Numbers --------------------------------------------------------------------------------------


def amount(value: Any) -> str | None:
    """Return a positive number in plain digits, None for anything else ("45k", "45,000", 0)."""
    try:
        number = Decimal(str(value).strip()[:40])
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return None
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if _AMOUNT.fullmatch(plain) and plain.strip("0.") else None


def _figure(value: Any) -> str:
    """Return a figure as plain digits where it is a number, else as written; "" for none, for zero,
    and for several."""
    values = listed(value)
    if len(values) != 1:
        return ""
    one = values[0]
    if isinstance(one, dict):
        one = one.get("@value", one.get("value"))
    text = words(one) if isinstance(one, str) else digits(one)
    if isinstance(one, str) and _GROUPED.fullmatch(text):
        return text
    return amount(text) or (text if text.strip("0., -+") and len(text) <= MAX_DIGITS else "")


def _printed_amount(figure: str, period: Period | None) -> str | None:
    """Return a figure in plain digits, also one that is printed for readers ("28,000", "$21.00",
    "45.000"); None for anything else, and for "45.000" an hour, which may be 45."""
    from crawlers.extract.pay.amounts import find_amounts

    if _GROUPED.fullmatch(figure) and period == "hour":
        return None
    if not _GROUPED.fullmatch(figure) and (plain := amount(figure)):
        return plain
    found = find_amounts(figure)
    alone = len(found) == 1 and (found[0].start, found[0].end) == (0, len(figure))
    if not alone or not found[0].valid or found[0].low != found[0].high:
        return None
    return amount(found[0].low)


def _count(value: Any, most: int) -> int | None:
    """Return a whole number from 1 on, None for anything else."""
    figure = _figure(value)
    if not figure.isascii() or not figure.isdigit():
        return None
    return int(figure) if 0 < int(figure) <= most else None


def months(value: Any) -> int | None:
    """Return the months of an OccupationalExperienceRequirements, None for any other value."""
    return _count(value.get("monthsOfExperience"), _MAX_MONTHS) if isinstance(value, dict) else None


def number_of_posts(value: Any) -> int | None:
    """Return the number of posts, as a number or as digits."""
    return _count(value, _MAX_POSTS)


# --- Places ---------------------------------------------------------------------------------------


def places_of(place: Any) -> Iterator[tuple[str, Location | None]]:
    """Return what a Place, an address or plain text says: words and, where its parts are what they
    should be, a typed place."""
    if not isinstance(place, dict):
        yield words(place), None
        return
    addresses = (
        [place] if any(name in place for name in ADDRESS_PARTS) else listed(place.get("address"))
    )
    found = [each for address in addresses for each in _addressed(address) if each[0]]
    yield from found or [(words(place.get("name")) or words(place.get("address")), None)]


def _addressed(address: Any) -> Iterator[tuple[str, Location | None]]:
    """Yield the places of one address: several towns in it are several places."""
    if not isinstance(address, dict):
        yield words(address), None
        return
    cities = [city for one in listed(address.get("addressLocality")) if (city := words(one))]
    region = words(address.get("addressRegion")) if len(cities) < 2 else ""
    country = _country(address.get("addressCountry"))
    for city in cities or [""]:
        raw = ", ".join(dict.fromkeys(part for part in (city, region, country) if part))
        if raw:
            yield raw, _typed(raw, city, region, country) if len(raw) <= _MAX_RAW else None
        else:
            yield words(address.get("streetAddress")) or words(address), None


def _typed(raw: str, city: str, region: str, country: str) -> Location | None:
    from crawlers.extract.places.typed_places import typed_place

    return typed_place(raw, city, region, country)


def _country(value: Any) -> str:
    """Return the name of a Country or its code."""
    if text := words(value):
        return text
    codes = (words(one.get("identifier")) for one in listed(value) if isinstance(one, dict))
    return next(filter(None, codes), "")


# --- Pay ------------------------------------------------------------------------------------------


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
    figure, text = _figure(first), words(first)
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
        next((f for name in names if (f := _figure(quantity.get(name)))), "")
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
