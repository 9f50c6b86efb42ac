"""How sites print dates, pay and addresses."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from crawlers.demo.truth.vacancies import Pay

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_AS_ASCII = str.maketrans({"’": "-", "'": "", "ß": "ss"})
EVERY = {"hour": "Hourly", "month": "Monthly", "year": "Yearly"}
SIGNS = {"EUR": "€", "GBP": "£", "USD": "US$", "AUD": "A$", "CHF": "CHF ", "NOK": "NOK "}


def dashed(day: dt.date) -> str:
    """12-Nov-2026"""
    return f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day.year}"


def american(day: dt.date, short: bool = False) -> str:
    """November 12, 2026, or Nov 12, 2026"""
    month = MONTHS[day.month - 1]
    return f"{month[:3] if short else month} {day.day}, {day.year}"


def dotted(day: dt.date) -> str:
    """12.11.2026"""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def pay_basis(pay: Pay) -> str:
    """5,431.20 EUR Monthly; the figure alone where the site leaves the currency out."""
    return f"{pay.figures()} {pay.currency} {EVERY[pay.period]}" if pay.currency else pay.figures()


def slug(text: str, lower: bool = True) -> str:
    """Return a title as addresses write it: ASCII letters and digits, parted by hyphens."""
    plain = (
        unicodedata.normalize("NFKD", text.translate(_AS_ASCII)).encode("ascii", "ignore").decode()
    )
    words = re.findall(r"[A-Za-z0-9]+", plain)
    return "-".join(words).lower() if lower else "-".join(words)
