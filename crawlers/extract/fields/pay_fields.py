"""Read pay as the employer states it, apart from what the site guesses."""

from __future__ import annotations

from functools import lru_cache

from crawlers.extract.fields.statements import WITHOUT_LABEL, employer_names, set_field, statements
from crawlers.extract.job.grades import system_of
from crawlers.extract.pay import printed_pay
from crawlers.posting.raw import RawPosting, Said
from crawlers.posting.schema import Inferred, Pay
from crawlers.text.words import fold, load

_ROUND, _LARGE = 5_000, 10_000
"""A range of which both ends are multiples of the one and at least the other is round. Set by
hand."""


def read_pay(item: RawPosting) -> None:
    """Read salary and estimate from the header, else the pay that a sentence of the text states."""
    for said in statements(item, "salary", "salary_estimate"):
        pay = (
            said.value
            if isinstance(said.value, Pay)
            else printed_pay.read_pay(said.raw, label=said.locator)
        )
        if pay is None:
            continue
        field = "salary_estimate" if _is_estimate(item, pay, said) else "salary"
        if field not in item.facts:
            set_field(item, field, pay, said)
    if "salary" not in item.facts:
        _read_prose(item)
    _infer_by_convention(item)


def _is_estimate(item: RawPosting, pay: Pay, said: Said) -> bool:
    """Return whether pay is the site's own guess: an aggregator's round range, without a label or
    in a currency that is not the workplace's."""
    if said in item.said.get("salary_estimate", ()):
        return True
    if (
        item.source_kind == "origin"
        or said.method == "jsonld"
        or not pay.min
        or not pay.max
        or pay.min == pay.max
    ):
        return False
    if not all(float(v) >= _LARGE and float(v) % _ROUND == 0 for v in (pay.min, pay.max)):
        return False
    here = {c for p in item.facts.get("locations", ()) if p.country for c in _currencies(p.country)}
    return said.locator.startswith(WITHOUT_LABEL) or bool(
        here and pay.currency and pay.currency not in here
    )


@lru_cache(maxsize=256)
def _currencies(country: str) -> tuple[str, ...]:
    """Return the currencies in use in a country (CLDR)."""
    from babel.numbers import get_territory_currencies

    return tuple(get_territory_currencies(country))


def _read_prose(item: RawPosting) -> None:
    """Read the first pay that a sentence of the text states."""
    for section in item.sections:
        for block in section.blocks:
            if pay := printed_pay.find_pay(block.text):
                set_field(item, "salary", pay, Said(pay.raw, "section_rule", "pay in a sentence"))
                return


def _infer_by_convention(item: RawPosting) -> None:
    """Infer currency and period of a bare figure where it is known how the employer fills that
    field (`conventions` in data/organizations.yaml): a site may have cut "EUR a month" off."""
    pay = item.facts.get("salary")
    if not pay or pay.currency or not (pay.min or pay.max):
        return
    item.warnings.append("currency_missing")
    row = load("organizations")["conventions"]["pay"].get(system_of(employer_names(item)))
    if row and row["label"] in fold(item.provenance["salary"].locator):
        item.inferred["salary.currency"] = Inferred(value=row["currency"], rule=row["rule"])
        item.inferred["salary.period"] = Inferred(value=row["period"], rule=row["rule"])
