"""The instants that a run may be of."""

from __future__ import annotations

import pytest

from crawlers.feed.format.clock import Clock


def test_an_instant_is_given_back_in_utc() -> None:
    assert Clock.at("2031-03-04").now() == "2031-03-04T00:00:00Z"
    assert Clock.at("2031-03-04T01:00:00+02:00").now() == "2031-03-03T23:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01",
        "0001-01-01T00:00:00+12:00",
        "99999-01-01",
        "2200-01-01",
        "tomorrow",
        "2031-02-30",
    ],
)
def test_no_run_is_of_another_time(text: str) -> None:
    """The ids of runs increase: after a run of the last day there is no further one."""
    with pytest.raises(ValueError, match=r"instant|years"):
        Clock.at(text)
