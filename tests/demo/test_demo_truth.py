"""The demo's pages are read as their truth says, field by field."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from crawlers.demo.scoring import accuracy, score, table, verdicts
from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import monday, script

# Field, the least share of right values, and the largest share of wrong and invented ones. Raise it
# when the reading improves.
FLOORS = {
    "title": (0.97, 0.03),
    "organization": (0.92, 0.07),
    "locations": (0.96, 0.04),
    "valid_through": (0.94, 0.0),
    "date_posted": (0.98, 0.0),
    "salary": (0.85, 0.0),
    "grade": (1.0, 0.0),
    "employment_types": (0.98, 0.0),
    "language": (0.98, 0.02),
    "sections": (0.96, 0.01),
    "items": (0.89, 0.11),
}


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOBWIRE_DEMO", "1")
        return score()


def test_every_page_gives_a_posting(counts: dict[str, Counter[str]]) -> None:
    assert "posting" not in counts


@pytest.mark.parametrize("field", FLOORS)
def test_a_field_is_right_or_null(counts: dict[str, Counter[str]], field: str) -> None:
    least, most = FLOORS[field]
    found = counts[field]
    bad = (found["wrong"] + found["invented"]) / found.total()
    assert accuracy(found) >= least and bad <= most, "\n" + table(
        {k: v for k, v in counts.items() if k.endswith(field)}
    )


def test_the_score_can_fail() -> None:
    """A posting with another title, a made-up deadline and no place is not right."""
    replica = replicas()["northlake"]
    vacancy = script("northlake").vacancies(0, monday(dt.date(2026, 3, 2)))[0]
    truth = {**replica.truth(vacancy), "valid_through": None}
    posting = {
        "title": "Somebody else",
        "organization": {"name": truth["organization"]},
        "locations": [],
        "valid_through": {"date": "2026-04-04"},
        "date_posted": {"date": truth["date_posted"]},
        "salary": truth["salary"],
        "grades": [],
        "employment_types": truth["employment_types"],
        "language": "en",
        "sections": [
            {"kind": kind, "blocks": [{"kind": "item"}] * items}
            for kind, items in truth["sections"].items()
        ],
    }
    found: dict[str, list[str]] = {}
    for field, verdict, _, _ in verdicts(posting, truth):
        found.setdefault(field, []).append(verdict)
    assert (
        found["title"] == ["wrong"]
        and found["locations"] == ["missing"]
        and found["valid_through"] == ["invented"]
    )
    assert set(found["sections"]) | set(found["items"]) | set(found["date_posted"]) == {"right"}
    assert "grade" not in found
