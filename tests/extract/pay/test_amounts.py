"""Currencies and the amounts that bear them."""

from __future__ import annotations

import pycountry
import pytest

from crawlers.extract.pay.amounts import shared_currencies
from crawlers.text.word_lists import load


def test_codes_are_of_the_standard() -> None:
    codes = set(load("money")["codes"])
    assert len(codes) == len(load("money")["codes"])
    gone = {code for code in codes if pycountry.currencies.get(alpha_3=code) is None}
    assert gone <= {"BGN"}, (
        "currencies that were given up stay readable only where a posting may still print them"
    )


@pytest.mark.parametrize(
    ("raw", "code"), [("$80,000", "AUD"), ("31 000 kr", "SEK"), ("R25 000", "ZAR")]
)
def test_a_mark_of_several_currencies_keeps_what_it_can_mean(raw: str, code: str) -> None:
    assert code in shared_currencies(raw)


@pytest.mark.parametrize("raw", ["€80,000", "USD 80,000", "80,000"])
def test_another_mark_means_one_currency(raw: str) -> None:
    assert shared_currencies(raw) == frozenset()
