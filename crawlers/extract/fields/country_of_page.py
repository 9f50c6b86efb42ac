"""Gather what a page says of the country that it is of, a row for each kind of evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crawlers.extract.fields.around_text import land_of_addresses, land_of_terms, once_an_item
from crawlers.extract.fields.pay_of_text import pays_of_text
from crawlers.extract.fields.statements import statements
from crawlers.extract.pay.amounts import shared_currencies
from crawlers.extract.places.country_evidence import (
    Evidence,
    lands_of_domains,
    lands_of_language,
    lands_of_legal_forms,
    lands_of_money,
    lands_of_postcodes,
    lands_of_telephones,
    lands_of_terms,
)
from crawlers.posting.raw import RawPosting

_MAX_LINE = 400
"""Characters of a line with an address or a number; a longer one is text."""


@once_an_item
def evidence_of(item: RawPosting) -> tuple[Evidence, ...]:
    """Return what a page says of its country, the surest kind first."""
    read = ((kind, frozenset(find(item))) for kind, find in _KINDS)
    return tuple(Evidence(kind, lands) for kind, lands in read if lands)


@once_an_item
def printed_pay(item: RawPosting) -> list[str]:
    """Return the pay of the labels, else that of the text, as printed, and the currencies that a
    letter in it stands for."""
    printed = [said.raw for said in statements(item, "salary")]
    printed = printed or [pay.raw for pay, _ in pays_of_text(item)]
    marked = map(shared_currencies, printed)  # "R 24 000" has the mark of one currency
    return [*printed, *(code for codes in marked if len(codes) == 1 for code in codes)]


@once_an_item
def short_lines(item: RawPosting) -> list[str]:
    """Return the lines of the whole page, or of a text, that are no running text."""
    texts = [block.text for block in item.frame.blocks] or [
        block.text for section in item.sections for block in section.blocks
    ]
    if item.kind == "text":
        texts += [removed.text for removed in item.removed]  # the head of a letter among them
    return [text for text in texts if len(text) <= _MAX_LINE]


def _of_address(item: RawPosting) -> Iterable[str]:
    found = lands_of_postcodes(short_lines(item))
    return found or filter(None, [land_of_addresses(item)])


def _of_law(item: RawPosting) -> Iterable[str]:
    land = land_of_terms(item)
    return [land] if land else lands_of_terms(printed_pay(item))


def _of_legal_form(item: RawPosting) -> Iterable[str]:
    named = [said.raw for said in statements(item, "organization")]
    return lands_of_legal_forms([*named, *item.frame.holders])


_KINDS: tuple[tuple[str, Callable[[RawPosting], Iterable[str]]], ...] = (
    (
        "domain of the page or of its addresses",
        lambda i: lands_of_domains(i.url or "", short_lines(i)),
    ),
    ("sign of money", lambda i: lands_of_money(printed_pay(i))),
    ("law or scheme of one country", _of_law),
    ("postcode, state or country of an address", _of_address),
    ("telephone number", lambda i: lands_of_telephones(short_lines(i))),
    ("legal form of the employer", _of_legal_form),
    ("language", lambda i: lands_of_language(i.language, printed_pay(i))),
)
"""The kinds of evidence, the surest first, each with its reader."""
