"""Tell the pay of a post from all that the post brings: "OTE £50,000 (basic £27,500)"."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.pay.figures import Amount
from crawlers.extract.pay.patterns import BASE_PAY, BOUND_REACH, TOTAL

_REACH = 40
"""Characters in front of an amount in which a word for a total is about it."""


def is_total(low: str, amount: Amount, found: Sequence[Amount]) -> bool:
    """Return whether an amount is what the post brings in all, while the pay in it stands beside
    it. low: plain text. found: its amounts."""
    begin = max([each.end for each in found if each.end <= amount.start], default=0)
    if not TOTAL.search(low, max(begin, amount.start - _REACH), amount.start):
        return False
    return any(
        each.currency == amount.currency
        and each.valid
        and each.high < amount.high
        and BASE_PAY.search(low, max(0, each.start - BOUND_REACH), each.start)
        for each in found
    )


def called_base(low: str, amount: Amount) -> list[tuple[int, int]]:
    """Return the word for the basic pay right in front of an amount, in a text that names a total,
    too; [] where there is none."""
    match = BASE_PAY.search(low, max(0, amount.start - BOUND_REACH), amount.start)
    return [match.span()] if match and TOTAL.search(low) else []
