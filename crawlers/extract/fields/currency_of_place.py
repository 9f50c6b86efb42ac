"""Say which currencies are in use where the work of a posting is, for pay with the mark of
several ("$", "kr")."""

from __future__ import annotations

from functools import lru_cache

from crawlers.extract.fields.around_text import land_of_addresses, land_of_terms
from crawlers.extract.pay.amounts import shared_currencies
from crawlers.extract.places.agreed_country import hinted_lands
from crawlers.posting.parts.terms import Pay
from crawlers.posting.raw import RawPosting


def in_currency_of_place(item: RawPosting, pay: Pay) -> Pay:
    """Give pay with the mark of several currencies ("$", "kr") the one that is used where the work
    is; without a place in a country of one of them its currency stays open."""
    shared = shared_currencies(pay.raw) if pay.currency is None else frozenset()
    used = shared & currencies_here(item)
    if len(shared) == 1 and not _lands_of_work(item):
        used = shared  # "R 24 000": of one country only, and no other is named
    return pay.model_copy(update={"currency": next(iter(used))}) if len(used) == 1 else pay


def currencies_here(item: RawPosting) -> set[str]:
    """Return the currencies in use where the work is or may be done; else in the country of the
    addresses on the page, of its domain, in those of its language."""
    lands = _lands_of_work(item)
    if not lands and (land := land_of_addresses(item) or land_of_terms(item)):
        lands = {land}
    lands = lands or next(
        filter(None, map(set, hinted_lands(item.url or "", item.language))), set()
    )
    return {currency for land in lands for currency in _currencies(land)}


def _lands_of_work(item: RawPosting) -> set[str]:
    places = (*item.facts.get("locations", ()), *item.facts.get("applicant_locations", ()))
    return {place.country for place in places if place.country}


@lru_cache(maxsize=256)
def _currencies(country: str) -> tuple[str, ...]:
    """Return the currencies in use in a country (CLDR)."""
    from babel.numbers import get_territory_currencies

    return tuple(get_territory_currencies(country))
