"""The clocks of the servers that answer, compared with ours."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from scrapy.http import Response

from crawlers.contract.ledger import Ledger
from crawlers.spider.answer_dates import AnswerDates


@pytest.mark.parametrize(
    ("headers", "is_off"),
    [
        ({"Date": "Wed, 01 Jan 2020 10:00:00 GMT"}, True),
        ({"Date": "Fri, 01 Jan 2100 10:00:00 GMT"}, True),
        ({"Date": "Wed, 01 Jan 2020 10:00:00 GMT", "Age": "__AGE__"}, False),
        ({"Date": "yesterday"}, False),
        ({"Date": "Wed, 01 Jan 2020 10:00:00 GMT", "Age": "old"}, False),
        ({}, False),
    ],
)
def test_answers_of_another_day_say_that_the_clock_is_off(
    headers: dict[str, str], is_off: bool
) -> None:
    age = datetime.now(UTC) - datetime(2020, 1, 1, 10, tzinfo=UTC)
    headers = {
        name: value.replace("__AGE__", str(int(age.total_seconds())))
        for name, value in headers.items()
    }
    ledger = Ledger()
    dates = AnswerDates(ledger, lambda: datetime.now(UTC))
    dates.received(Response("http://bakery.example/jobs", headers=headers))
    assert ledger.clock_is_off == is_off


def test_a_day_given_by_hand_is_believed_where_the_site_lives_by_the_clock_or_by_that_day() -> None:
    for by_hand, sent, is_off in (
        (datetime(2031, 1, 1, tzinfo=UTC), datetime.now(UTC), False),
        (datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC), False),
        (datetime(2032, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC), True),
    ):
        ledger = Ledger()
        dates = AnswerDates(ledger, lambda by_hand=by_hand: by_hand)  # type: ignore[misc]
        dates.received(Response("http://x.example/", headers={"Date": format_datetime(sent)}))
        assert ledger.clock_is_off == is_off
