"""Find the period of pay that stands apart from it: on the line below ("£34,000 to £38,000" above
"per annum, grade 6"), or where the text prints one of its figures again ("starting at £34,000 a
year")."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from crawlers.extract.fields.pay_of_text import blocks_with_money
from crawlers.extract.pay.amounts import find_amounts
from crawlers.extract.pay.patterns import PERIOD_OF_NOUN, SHORT_PERIOD, unnamed
from crawlers.extract.pay.words import Period, only_known, terms_behind, terms_in
from crawlers.posting.parts.terms import Pay
from crawlers.posting.raw import RawPosting
from crawlers.text.patterns import compiled_late
from crawlers.text.unaccented import compose, plain

_MAX_LINE = 60
"""Characters of a line that is the period of the pay above it."""
_BEGINS_WITH_PERIOD = compiled_late(unnamed(f"{PERIOD_OF_NOUN}|{SHORT_PERIOD}"))


def period_near(item: RawPosting, pay: Pay) -> Period | None:
    """Return the period that the line below pay names, or the end of the line that it goes on
    with, else that of one of its figures elsewhere in the text."""
    return (
        _period_below(item, pay.raw)
        or _period_cut_off(item, pay.raw)
        or _period_of_figure(item, pay)
    )


def _period_below(item: RawPosting, raw: str) -> Period | None:
    """Return the period that is the line below a line that is pay, or that it begins with: "per
    annum on grade F", "Monthly"; not "Monthly newsletter"."""
    blocks = item.frame.blocks or item.blocks
    for above, block in pairwise(blocks):
        if above.text == raw and len(block.text) <= _MAX_LINE:
            low = plain(compose(block.text))
            begins = _BEGINS_WITH_PERIOD.match(low) is not None
            if begins or only_known(compose(block.text), ()):
                return terms_behind(block.text, low, 0).period
    return None


def _period_cut_off(item: RawPosting, raw: str) -> Period | None:
    """Return the period that is the last word of the line above, where a line end has cut it off:
    "The basic monthly" above "salary is EUR 4 210"."""
    if not raw[:1].islower():
        return None
    for above, block in pairwise(item.frame.blocks or item.blocks):
        if block.text.startswith(raw) and above.text[-1:].isalpha():
            return terms_in(plain(compose(above.text.rpartition(" ")[2]))).period
    return None


def _period_of_figure(item: RawPosting, pay: Pay) -> Period | None:
    """Return the one period that the text prints behind an end of pay: "starting at £34,000 a
    year"."""
    ends = {Decimal(end) for end in (pay.min, pay.max) if end}
    found: set[Period] = set()
    for section, i in blocks_with_money(item):
        text = compose(section.blocks[i].text)
        for amount in find_amounts(text):
            code = amount.currency.code if amount.currency else None
            if amount.currency and code in (pay.currency, None) and amount.low in ends:
                period = terms_behind(text, plain(text), amount.end).period
                found |= {period} if period else set()
    return found.pop() if len(found) == 1 else None
