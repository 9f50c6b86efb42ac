"""Any text as a date: no reader of dates fails or takes long."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract.dates.printed_date import looks_like_date, order_evidence, read_date

TODAY = date(2026, 3, 10)


PIECES = st.sampled_from(
    [
        "12",
        "3",
        "2025",
        "25",
        "/",
        ".",
        "-",
        " ",
        ":",
        "59",
        "may",
        "mai",
        "pm",
        "ago",
        "il y a",
        "days",
        "CET",
        "UTC+1",
        "(",
        ")",
        "T",
        "Z",
        "until",
    ]
)


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(PIECES, max_size=12).map("".join),
        st.lists(PIECES, max_size=12).map(" ".join),
    )
)
@settings(max_examples=600)
def test_any_text_is_read_or_refused(raw: str) -> None:
    looks_like_date(raw)
    order_evidence([raw])
    for order in (None, "DMY", "MDY", "YMD"):
        reading = read_date(raw, order=order, today=TODAY, after=TODAY)  # type: ignore[arg-type]
        if reading is None:
            continue
        when = reading.when
        if when.earliest and when.latest:
            assert when.earliest <= when.latest
        if when.date:
            assert when.earliest and when.latest
            start = datetime.fromisoformat(f"{when.date}T{when.time or '00:00:00'}+00:00")
            assert datetime.fromisoformat(when.earliest) <= start + timedelta(hours=12)
            assert datetime.fromisoformat(when.latest) >= start - timedelta(hours=14)


@pytest.mark.parametrize(
    "piece", ["1 ", "(", "12/", "a", "march ", "il y a ", "12:", "1.", " ", "-", "vor 3 ", "é"]
)
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        for raw in (text, text[:299], text[:59]):
            read_date(raw, today=TODAY)
            looks_like_date(raw)
            order_evidence([raw])
        return time.process_time() - began

    assert spent(100_000) < 24 * max(spent(12_500), 0.02)  # by its square it would be 64 times
