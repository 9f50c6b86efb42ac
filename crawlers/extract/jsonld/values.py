"""The dates and numbers of a JobPosting, in the shapes in which sites write them.

Each function takes any JSON value. A shape that is known is read exactly; of one that is not,
nothing is said.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crawlers.page.jsonld_shapes import MAX_DIGITS, digits, listed, words

_MAX_MONTHS, _MAX_POSTS = 600, 999
"""Months of experience, and posts of one posting, that a site may mean. Set by hand."""
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,6})?")
GROUPED = re.compile(r"\d{1,3}\.\d{3}")
"""A string like "45.000": mostly a figure in groups of three, as it is printed."""
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_EPOCHS = range(946_684_800, 4_102_444_800)
"""Seconds from 1970 to the years 2000 and 2100: what a number of ten digits in a date is."""
_DATES = ("@value", "value", "$date", "date")
"""Where the objects that libraries write for a date keep it (JSON-LD, schema.org, MongoDB, PHP)."""


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


def figure_of(value: Any) -> str:
    """Return a figure as plain digits where it is a number, else as written; "" for none, for zero,
    and for several."""
    values = listed(value)
    if len(values) != 1:
        return ""
    one = values[0]
    if isinstance(one, dict):
        one = one.get("@value", one.get("value"))
    text = words(one) if isinstance(one, str) else digits(one)
    if isinstance(one, str) and GROUPED.fullmatch(text):
        return text
    return amount(text) or (text if text.strip("0., -+") and len(text) <= MAX_DIGITS else "")


def _count(value: Any, most: int) -> int | None:
    """Return a whole number from 1 on, None for anything else."""
    figure = figure_of(value)
    if not figure.isascii() or not figure.isdigit():
        return None
    return int(figure) if 0 < int(figure) <= most else None


def months(value: Any) -> int | None:
    """Return the months of an OccupationalExperienceRequirements, None for any other value."""
    return _count(value.get("monthsOfExperience"), _MAX_MONTHS) if isinstance(value, dict) else None


def number_of_posts(value: Any) -> int | None:
    """Return the number of posts, as a number or as digits."""
    return _count(value, _MAX_POSTS)
