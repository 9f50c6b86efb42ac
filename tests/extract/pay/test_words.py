"""The words around an amount."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.words import terms_in
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged


def test_no_word_is_of_two_periods() -> None:
    seen: dict[str, str] = {}
    for period, kinds in load_merged("money")["periods"].items():
        for word in {plain(word) for words in kinds.values() for word in words}:
            assert seen.setdefault(word, period) == period, word


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("EUR 2,000 gross per month, 13 to 14 x per year", "month"),
        ("EUR 2 000 brut par mois, 13 à 14 fois par an", "month"),
        ("EUR 2.000, 13 bis zu 14 x pro Jahr", None),
    ],
)
def test_a_count_is_no_period(text: str, period: str | None) -> None:
    assert terms_in(plain(text)).period == period
