"""Lines that are pay by themselves."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.pay_lines import looks_like_pay


@pytest.mark.parametrize(
    "line",
    [
        "$64,000 - $71,000 / YEAR",
        "€3.200 bruto per maand",
        "£31,000 - £44,500 (depends on the place)",
        "EUR 45 000",
        "£28,000 pa",
        "$13/hr",
        "$60k – $70k • No equity",
        "7,431.20Euro (EUR)Monthly",
        "up to £40,000",
        "Salary: £40,000",
        "$64,000 – $71,000 + equity",
        "entre 30 000 et 35 000 € par an",
    ],
)
def test_lines_that_are_pay(line: str) -> None:
    assert looks_like_pay(line)


@pytest.mark.parametrize(
    "line",
    [
        "40,000",
        "€99",
        "$5",
        "24 - 32",
        "We raised $5,000,000",
        "Budget: $50,000",
        "plus £2,000",
        "£2,000 bonus",
        "Save £2,000 today",
        "EUR 45K - 55K * est.",
        "Competitive",
        "EUR",
        "Euro (EUR) Monthly",
        "2 posts",
        "30 000 members",
        "TOP 10",
        "€5,000 €6,000",
        "x" * 500,
        "",
    ],
)
def test_lines_that_are_not_pay(line: str) -> None:
    assert not looks_like_pay(line)
