"""Tables of labels and values that lost their cells."""

from __future__ import annotations

import pytest

from crawlers.extract.header.flat_runs import split_flat_run
from crawlers.text.lines import Line

_TABLE = (
    "Clerk (2012) Location Bergen, Norway Schedule Full-time Application Deadline 4-May-2031 "
    "Salary (Pay Basis) 41,000 NOK Monthly Grade Band Grade G5 Clearance Level None"
)


def test_each_label_has_the_value_behind_it() -> None:
    assert split_flat_run(Line(_TABLE)) == (
        "Clerk (2012)",
        [
            ("Location", "Bergen, Norway"),
            ("Schedule", "Full-time"),
            ("Application Deadline", "4-May-2031"),
            ("Salary (Pay Basis)", "41,000 NOK Monthly"),
            ("Grade Band", "Grade G5"),
            ("Clearance Level", "None"),
        ],
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Location is Bergen and the Schedule is made by the Grade of each Department.",
        "Location Bergen, Norway Schedule Full-time and more",
        # no value fits its label
        "Location You will like Schedule You will know Salary You will get Grade You will have it",
    ],
)
def test_labels_in_sentences_are_no_table(text: str) -> None:
    assert split_flat_run(Line(text)) == (text, [])
