"""The cheap look for words of pay in plain text."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.plain_words import PlainWords, runs_of_letters

WORDS = PlainWords(["wage", "cost of wicks", "*lamp", "wick*", "給与"], within=["/"])


@pytest.mark.parametrize(
    ("low", "may_be"),
    [
        ("a wage of 20", True),
        ("wages of 20", False),
        ("the cost of wicks", True),
        ("the price of oil", False),
        ("a quaylamp", True),
        ("wicker", True),
        ("20 / week", True),
        ("給与 20", True),
    ],
)
def test_a_word_is_whole_unless_a_star_stands_for_more_of_it(low: str, may_be: bool) -> None:
    assert WORDS.may_be_in(low, runs_of_letters(low)) is may_be


def test_the_places_of_words() -> None:
    low = "a wage, a lamp and a wage"
    assert sorted(WORDS.places_in(low, runs_of_letters(low))) == [2, 10, 21]
