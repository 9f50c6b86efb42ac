"""Any text as pay: no reader of pay fails or takes long."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract.pay.amounts import find_amounts
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import looks_like_pay
from crawlers.extract.pay.printed_pay import read_pay

PIECES = st.sampled_from(
    [
        "€",
        "$",
        "kr",
        "EUR",
        "12",
        "500",
        "0",
        "3",
        ",",
        ".",
        " ",
        "-",
        "k",
        "to",
        "per",
        "month",
        "/h",
        "gross",
        "salary",
        "bonus",
        "(",
        ")",
        "up to",
        "+",
    ]
)


@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(PIECES, max_size=14).map(" ".join),
    ),
    st.text(max_size=20),
)
@settings(max_examples=800)
def test_any_text_is_read_or_refused(raw: str, label: str) -> None:
    looks_like_pay(raw)
    for pay in (read_pay(raw, label=label), find_pay(raw)):
        if pay is None:
            continue
        for figure in (pay.min, pay.max):
            assert figure is None or re.fullmatch(r"\d{1,10}(\.\d{1,2})?", figure)
        if pay.min and pay.max:
            assert Decimal(pay.min) <= Decimal(pay.max)


@given(st.lists(PIECES, max_size=20).map(" ".join))
@settings(max_examples=200)
def test_amounts_keep_their_place(text: str) -> None:
    last = 0
    for amount in find_amounts(" ".join(text.split())):
        assert last <= amount.start < amount.end <= len(text)
        last = amount.end


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "(",
        "€1 ",
        "salary €1 ",
        "a",
        "12,000 ",
        "EUR ",
        "salary ",
        ", before ",
        "1.000",
        "$",
        "per month ",
        "€5 per month ",
        "salary. ",
        "bonus ",
        "1-",
        "1,00,",
        "k ",
        ". A",
        "x1 ",
        "€",
        "5 times ",
    ],
)
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        for raw in (text, text + " salary is €5", text[:499], text[:79]):
            read_pay(raw, label=raw)
            looks_like_pay(raw)
            find_pay(raw)
        return time.process_time() - began

    assert spent(100_000) < 24 * max(spent(12_500), 0.02)  # by its square it would be 64 times
