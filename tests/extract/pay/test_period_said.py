"""The period that a text names without a figure, beside a word for pay."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.period_said import period_said
from crawlers.text.lines import Line
from crawlers.text.word_lists import load_merged

MONEY = load_merged("money")
NOUNS = [(period, noun) for period, words in MONEY["periods"].items() for noun in words["nouns"]]
FILLING = "The keeper of the lamps is a member of the crew. " * 4


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        (["The gross monthly salary is as shown above."], "month"),
        (["Der Lohn pro Stunde steht oben."], "hour"),
        (["The annual salary review is in May."], None),
        (["Salary per month.", "Salary per year."], None),
        (["A salary is paid.", "The lamps are lit twice a month."], None),
        ([f"A salary is paid. {FILLING}Lit monthly."], None),
        ([f"{FILLING}The salary per month is shown above. {FILLING}"], "month"),
    ],
)
def test_the_period_of_pay_in_a_text(texts: list[str], period: str | None) -> None:
    assert period_said(map(Line, texts)) == period


@pytest.mark.parametrize(("period", "noun"), NOUNS)
def test_every_noun_counts_behind_per(period: str, noun: str) -> None:
    assert period_said([Line(f"{FILLING}The salary per {noun} is {FILLING}")]) == period
