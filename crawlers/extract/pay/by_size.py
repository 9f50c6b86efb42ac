"""Say whether an amount is pay although no word says so, by its period and its size."""

from __future__ import annotations

from crawlers.extract.pay.figures import Amount
from crawlers.extract.pay.words import Terms, is_other_money
from crawlers.text.unaccented import plain

LEAST_PER = {"hour": 5, "day": 40, "week": 150, "month": 300, "year": 8_000}
"""An amount for a period, without a word for pay, is pay from here on: "£500 a year" is for books.
Set by hand, for the currencies with large units."""
_LEAST_OF_A_RANGE = 10_000
"""A range without a period and a word for pay is pay from here on. Set by hand."""


def is_pay_by_size(printed: str, amount: Amount, behind: Terms, since: int | None = None) -> bool:
    """Return whether an amount is pay by its period and its size, without a word for pay. behind:
    the terms behind the amount. since: where the word ends that it is called by."""
    if not amount.valid or not amount.currency:
        return False
    low = plain(printed)
    if any(is_other_money(low, amount.start, end, since) for end in (amount.end, behind.end)):
        return False
    least = LEAST_PER.get(behind.period or "", _LEAST_OF_A_RANGE)
    return bool(behind.period or amount.low != amount.high) and amount.low >= least
