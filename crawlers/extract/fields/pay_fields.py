"""Read pay as the employer states it, apart from what the site guesses."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from crawlers.extract.fields.around_text import lines_of_text
from crawlers.extract.fields.currency_of_place import in_currency_of_place
from crawlers.extract.fields.pay_estimates import (
    calls_itself_estimate,
    is_estimate,
    is_said_estimate,
)
from crawlers.extract.fields.pay_of_text import (
    blocks_with_money,
    is_for_trainees,
    pays_of_text,
)
from crawlers.extract.fields.period_near import period_near
from crawlers.extract.fields.statements import (
    TRUST,
    WITHOUT_LABEL,
    employer_names,
    set_field,
    statements,
)
from crawlers.extract.job.grades import system_of
from crawlers.extract.pay import pay_lines, printed_pay
from crawlers.extract.pay.amounts import shared_currencies
from crawlers.extract.pay.currencies import currencies_in
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.period_said import period_said
from crawlers.extract.pay.text_of_pay import MAX_VALUE
from crawlers.extract.pay.trainees import is_paid_to_trainees
from crawlers.extract.pay.words import period_of
from crawlers.posting.parts.terms import Pay
from crawlers.posting.raw import RawPosting, Said
from crawlers.posting.schema import Inferred
from crawlers.text.patterns import any_of
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, load_merged
from crawlers.text.words import fold

_COUNT_IN_UNIT = re.compile(r"\((?P<unit>[^()\d]{3,20})\)\s*:\s*\d")
"""A label with its unit, and a number: "Scope (hours): 900"."""
_NO_DIGITS = re.compile(r"[^0-9]+")

_LARGE_UNITS = frozenset({"EUR", "GBP", "USD", "CHF", "CAD", "AUD", "NZD", "SGD"})
_SIZES = {
    "hour": (5, 250),
    "day": (40, 2_500),
    "week": (150, 5_000),
    "month": (300, 12_000),
    "year": (8_000, 900_000),
}
"""Least and most pay for a period in these currencies, where the period stands apart. Set by
hand."""


_LEAST_PLACES = 2
"""Lines that print the pay of several places."""
_FAR_OFF = 10
"""Times by which stated pay is off these sizes so that its period is a fault. Set by hand."""


def read_pay(item: RawPosting) -> None:
    """Read salary and estimate from the header, else the pay that the text states."""
    for said in _pay_of_hire_first(item):
        pay = said.value if isinstance(said.value, Pay) else _labelled_pay(item, said)
        if pay is None or _is_pay_of_trainees(item, said):
            continue
        if said.method == "jsonld" and pay.period and not _may_be_per(pay, pay.period):
            pay = pay.model_copy(update={"period": None})
        pay = _with_terms_of_text(item, _with_terms_apart(item, pay))
        pay = _per_counted_unit(item, pay, said)
        pay = in_currency_of_place(item, pay)
        field = "salary_estimate" if is_estimate(item, pay, said) else "salary"
        if field not in item.facts:
            set_field(item, field, pay, said)
        elif said.method == "label":
            item.facts[field] = _with_other_end(item.facts[field], pay)
    if "salary" not in item.facts:
        _read_prose(item)
    if (pay := item.facts.get("salary")) and pay.period is None and (pay.min or pay.max):
        item.facts["salary"] = _with_period_said(item, pay)
    _warn_of_shared_mark(item)
    _infer_by_convention(item)


def _labelled_pay(item: RawPosting, said: Said) -> Pay | None:
    """Return the pay of a label. A small figure alone is pay where a label of its own says that it
    is per hour: "Minimum salary: 16.50", "Pay basis: hourly"."""
    pay = printed_pay.read_pay(said.raw, label=said.locator)
    if pay is None and said.method == "label" and (period := _period_apart(item)):
        pay = printed_pay.read_pay(said.raw, label=f"{said.locator} {period}")
    return pay


def _period_apart(item: RawPosting) -> str:
    """Return the words of a label for the period that say so: "Hourly"; "" where there are none."""
    said = (one.raw for one in statements(item, "pay_period"))
    return next((words for words in said if period_of(plain(words))), "")


def _pay_of_hire_first(item: RawPosting) -> list[Said]:
    """Return what is said of pay; of labels, those of what a new person is paid before those of the
    whole grade: "Hiring range" before "Salary grade range"."""
    said = list(statements(item, "salary", "salary_estimate"))
    if len(said) > 1:
        said.sort(key=lambda one: (TRUST.index(one.method), not _is_of_hire(one)))
    return said


def _is_of_hire(said: Said) -> bool:
    return said.method == "label" and _labels_of_hire().search(fold(said.locator)) is not None


@lru_cache(maxsize=1)
def _labels_of_hire() -> re.Pattern[str]:
    labels = any_of(fold(label) for label in load_merged("money")["pay_of_hire"])
    return re.compile(rf"(?<!\w)(?:{labels})(?!\w)")


def _with_terms_apart(item: RawPosting, pay: Pay) -> Pay:
    """Give pay that lacks them the currency and the period that are stated apart from it
    ("Currency: EUR")."""
    missing: dict[str, str] = {}
    if pay.currency is None:
        shared = shared_currencies(pay.raw)
        stated = (currencies_in(said.raw) for said in statements(item, "currency"))
        code = next((each.pop() for each in stated if len(each) == 1), None)
        if code and (not shared or code in shared):
            missing["currency"] = code
    if pay.period is None:
        periods = (period_of(plain(said.raw)) for said in statements(item, "pay_period"))
        if (period := next(filter(None, periods), None)) and _fits_period(pay, period):
            missing["period"] = period
    return pay.model_copy(update=missing) if missing else pay


def _per_counted_unit(item: RawPosting, pay: Pay, said: Said) -> Pay:
    """Return a rate without a period per the one unit in which the header counts the work: "Rate:
    60 EUR" beside "Scope (hours): 900" is per hour."""
    data = load_merged("money")
    if pay.period or set(fold(said.locator).split()).isdisjoint(data["rates"]):
        return pay
    counts = (_COUNT_IN_UNIT.search(f"{label}: {value}") for label, value in item.unread)
    counted = {fold(count["unit"]) for count in counts if count}
    units = {unit for unit, words in data["work_counted_in"].items() if counted & set(words)}
    return pay.model_copy(update={"period": units.pop()}) if len(units) == 1 else pay


def _with_other_end(pay: Pay, other: Pay) -> Pay:
    """Return pay with the end that a second label gives: "Min: $20/hr", "Max: $25/hr"; or "up to
    $25/hr" and "$20 - $25/hr"."""
    ends = {end: getattr(other, end) for end in ("min", "max") if not getattr(pay, end)}
    alike = (pay.currency, pay.period) == (other.currency, other.period)
    if len(ends) != 1 or not all(ends.values()) or not alike:
        return pay
    known = "max" if "min" in ends else "min"
    if getattr(other, known) not in (None, getattr(pay, known)):
        return pay
    return pay.model_copy(update={**ends, "raw": f"{pay.raw}; {other.raw}"})


def _warn_of_shared_mark(item: RawPosting) -> None:
    pay = item.facts.get("salary")
    if pay and pay.currency is None and shared_currencies(pay.raw):
        item.warnings.append("currency_ambiguous")


def _read_prose(item: RawPosting) -> None:
    """Read the first pay that the text states: in a sentence, in a line that is nothing else, or
    below a heading that is a label of pay; else one that begins a line. Lines of several currencies
    are pay of several countries, and none of them is this post's for sure."""
    found = pays_of_text(item)
    if not found:
        return
    pay, is_sentence = found[0]
    lines = {other.currency for other, in_sentence in found if not in_sentence}
    if not is_sentence and len(lines - {None}) > 1:
        return
    if not is_sentence:
        pay = _over_places([pay for pay, in_sentence in found if not in_sentence])
    pay = in_currency_of_place(item, _with_terms_apart(item, pay))
    if is_said_estimate(item, pay):
        return
    is_guess = calls_itself_estimate(pay.raw) or (
        not is_sentence and pay_lines.is_estimated(pay.raw)
    )
    field = "salary_estimate" if is_guess else "salary"
    set_field(item, field, pay, Said(pay.raw, "section_rule", "pay in a sentence"))


def _over_places(lines: list[Pay]) -> Pay:
    """Return the pay of the first line; where the lines behind it print ranges that overlap, as
    those of several places do ("Zone 1: $120,000 - $150,000", "Zone 2: $105,000 - $130,000"), the
    range from the least to the most."""
    first = lines[0]
    lines = list(takewhile(lambda pay: _is_range_like(pay, first), lines))
    ranges = [(pay.min or "", pay.max or "") for pay in lines]
    if len(ranges) < _LEAST_PLACES:
        return first
    lows = sorted((low for low, _ in ranges), key=Decimal)
    highs = sorted((high for _, high in ranges), key=Decimal)
    if Decimal(lows[-1]) > Decimal(highs[0]):
        return first
    raw = "; ".join(dict.fromkeys(pay.raw for pay in lines))[:MAX_VALUE]
    return first.model_copy(update={"raw": raw, "min": lows[0], "max": highs[-1]})


def _is_range_like(pay: Pay, first: Pay) -> bool:
    """Return whether pay has two ends, and the currency and the period of another."""
    is_range = pay.min and pay.max and pay.min != pay.max
    return bool(is_range) and (pay.currency, pay.period) == (first.currency, first.period)


def _is_pay_of_trainees(item: RawPosting, said: Said) -> bool:
    """Return whether a value that was read without a label is what the text pays trainees, and the
    post is another."""
    if not said.locator.startswith(WITHOUT_LABEL) or is_for_trainees(item):
        return False
    texts = (b.text for s in item.sections for b in s.blocks if said.raw in b.text)
    return any(is_paid_to_trainees(text, text.find(said.raw)) for text in texts)


def _with_terms_of_text(item: RawPosting, pay: Pay) -> Pay:
    """Give pay of the header ("€49k - €57k") the currency and the period with which the text prints
    the same figures ("€49,000 to €57,000 a year")."""
    if pay.currency and pay.period:
        return pay
    for section, i in blocks_with_money(item):
        line = section.blocks[i].text
        if not _has_figures(line, pay):
            continue
        other = pay_lines.leading_pay(line) or find_pay(line)
        if other and (other.min, other.max) == (pay.min, pay.max):
            same = other.currency in (pay.currency, None) or pay.currency is None
            terms = {"currency": other.currency, "period": other.period} if same else {}
            missing = {k: v for k, v in terms.items() if v and getattr(pay, k) is None}
            return pay.model_copy(update=missing) if missing else pay
    return pay


def _has_figures(text: str, pay: Pay) -> bool:
    """Return whether a text has the digits of an amount, however they are parted."""
    digits = _NO_DIGITS.sub("", plain(text))
    figures = (figure.replace(".", "").strip("0") for figure in (pay.min, pay.max) if figure)
    return all(figure in digits for figure in figures)


def _with_period_said(item: RawPosting, pay: Pay) -> Pay:
    """Give pay the period that stands near it or that the text names beside a word for pay ("your
    gross monthly salary as shown above"), or the type of employment ("Full-time, hourly"), where
    its size fits that."""
    stated = (period_of(plain(said.raw)) for said in statements(item, "employment_type"))
    period = (
        next(filter(None, stated), None)
        or period_near(item, pay)
        or period_said(lines_of_text(item).values())
    )
    is_usual = period in ("month", "year") or _in_large_units(pay)
    fits = period and is_usual and _fits_period(pay, period)
    return pay.model_copy(update={"period": period}) if fits else pay


def _fits_period(pay: Pay, period: str) -> bool:
    """Return whether pay has the size of that for a period: a label like "Frequency: monthly" can
    be of when a year's pay is paid out."""
    least, most = _SIZES[period]
    return not _in_large_units(pay) or least <= float(pay.min or pay.max or 0) <= most


def _may_be_per(pay: Pay, period: str) -> bool:
    """Return whether pay can be for a period at all: a site may state "HOUR" with a year's pay, or
    "YEAR" with an hour's."""
    least, most = _SIZES[period]
    amount = float(pay.min or pay.max or 0)
    return not _in_large_units(pay) or least / _FAR_OFF <= amount <= most * _FAR_OFF


def _in_large_units(pay: Pay) -> bool:
    codes = {pay.currency} if pay.currency else shared_currencies(pay.raw)
    return not codes or not _LARGE_UNITS.isdisjoint(codes)


def _infer_by_convention(item: RawPosting) -> None:
    """Infer currency and period of a bare figure where it is known how the employer fills that
    field (`conventions` in data/organizations.yaml): a site may have cut "EUR a month" off."""
    pay = item.facts.get("salary")
    if not pay or pay.currency or not (pay.min or pay.max):
        return
    if not shared_currencies(pay.raw):
        item.warnings.append("currency_missing")
    row = load("organizations")["conventions"]["pay"].get(system_of(employer_names(item)))
    if row and row["label"] in fold(item.provenance["salary"].locator):
        item.inferred["salary.currency"] = Inferred(value=row["currency"], rule=row["rule"])
        item.inferred["salary.period"] = Inferred(value=row["period"], rule=row["rule"])
