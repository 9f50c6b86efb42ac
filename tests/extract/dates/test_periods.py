"""The two ends of a printed period."""

from __future__ import annotations

import pytest

from crawlers.extract.dates.periods import ends_of_period


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("5 Nov 2025 - 19 Dec 2025", ("5 Nov 2025", "19 Dec 2025")),
        ("5 November – 19 December 2025", ("5 November 2025", "19 December 2025")),
        ("5-19 December 2025", ("5 December 2025", "19 December 2025")),
        ("05.11.2025 bis 19.12.2025", ("05.11.2025", "19.12.2025")),
        ("05/11/2025 to 19/12/2025", ("05/11/2025", "19/12/2025")),
        ("2025-11-05 - 2025-12-19", ("2025-11-05", "2025-12-19")),
        ("19 Dec 2025 - 5 Nov 2025", None),
        ("6 May 2025, extended to 20 May 2025", None),
        ("5 November 2025", None),
        ("2025-11-05", None),
        ("Mon - Fri", None),
        ("09:00 - 17:00", None),
        ("", None),
    ],
)
def test_a_period_has_two_ends(text: str, want: tuple[str, str] | None) -> None:
    assert ends_of_period(text) == want
