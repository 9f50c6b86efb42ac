"""Read the pay of a scale that stands in a table: a row of names, of which one is of pay with its
currency ("Step | Hourly rate (NZ$)"), above rows of steps ("First year: 28.40"); the currency may
stand in the cells instead."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.pay.amounts import WIDEST_APART, find_amounts
from crawlers.extract.pay.currencies import currencies_in
from crawlers.extract.pay.patterns import any_whole_word
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.posting.parts.terms import Pay
from crawlers.text.patterns import compiled_late
from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load_merged

_BAR = " | "
_MAX_NAMES = 120
"""Characters of a row of names at most."""
_DATA = load_merged("money")
_STEPS = compiled_late(any_whole_word((*_DATA["steps"], *_DATA["rows_of_steps"])))
_PAY = compiled_late(any_whole_word((*_DATA["pay_words"], *_DATA["pay_labels"])))


def names_steps(line: str) -> bool:
    """Return whether a line is the row of names of such a table: a cheap check."""
    if _BAR not in line or len(line) > _MAX_NAMES:
        return False
    return _STEPS.search(plain(line.partition(_BAR)[0])) is not None


def pay_of_steps(names: str, rows: Sequence[str]) -> Pay | None:
    """Return the pay from the first of the rows to the last; None where the names have no
    single column of pay with a period, no currency, or figures that fall."""
    column, name = _column_of_pay(compose(names).split(_BAR), rows[0] if rows else "")
    figures: list[str] = []
    for row in rows if column else ():
        cells = row.split(_BAR) if _BAR in row else row.rsplit(": ", 1)
        found = find_amounts(cells[column]) if column < len(cells) else []
        if len(found) != 1 or not found[0].valid or found[0].low != found[0].high:
            break
        figures.append(cells[column].strip())
    if len(figures) < 2:
        return None
    low, high = (find_amounts(figure)[0].low for figure in (figures[0], figures[-1]))
    if not low <= high <= WIDEST_APART * low:
        return None
    pay = read_pay(f"{figures[0]} - {figures[-1]}", label=name)
    return pay if pay and pay.period and (pay.min, pay.max) != (None, None) else None


def _column_of_pay(names: Sequence[str], row: str) -> tuple[int, str]:
    """Return the one column that is of pay, and its name; (0, "") where there is none. row: the
    first of the rows, which may have the currency that the names leave out."""
    is_marked = any(amount.currency for amount in find_amounts(compose(row)))
    found = [
        (i, name)
        for i, name in enumerate(names)
        if i and _PAY.search(plain(name)) and (is_marked or currencies_in(name) or "$" in name)
    ]
    return found[0] if len(found) == 1 else (0, "")
