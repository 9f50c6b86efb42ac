"""Lines without a label that are places."""

import pytest

from crawlers.extract.places.place_lines import looks_like_place

LINES = [
    "Brussels, Belgium",
    "LU-Capellen",
    "Paris - France",
    "Norway",
    "Den Haag",
    "1000 Bruxelles",
    "Austin, TX",
    "Veldhoek, NL",
    "Bruxelles / Luxembourg",
    "Mons, Belgium (Hybrid)",
    "BELGIUM-BRUSSELS",
    "Remote (UK)",
    "Remote - US",
    "Remote or Berlin",
    "Remote or Kendal city centre",
]

OTHER_LINES = [
    "",
    "Finance, Sales",
    "Embassy of France",
    "Bank of Ireland",
    "Operator, Brussels",
    "Marketing, Germany",
    "IT-Support",
    "BE",
    "ML-Engineer",
    "HR, IT",
    "Sales, NL",
    "Nice",
    "Reading",
    "Remote or Reading",
    "Remote / Sales",
    "Remote or Office",
    "Mobile",
    "Officer",
    "Paris Agreement",
    "Belgium, France, Spain",
    "Remote",
    "Georgia",
    "Legal Adviser, Geneva",
    "Location: Brussels",
    "Brussels is a town.",
    "Travel to Brussels",
    "University of Oslo",
    "Full-time",
    "US",
    "Hybrid preferred",
]


@pytest.mark.parametrize("line", LINES)
def test_line_that_is_a_place(line: str) -> None:
    assert looks_like_place(line)


@pytest.mark.parametrize("line", OTHER_LINES)
def test_line_that_is_none(line: str) -> None:
    assert not looks_like_place(line)


def test_an_address_with_its_postcode_is_no_place_of_work() -> None:
    assert not looks_like_place("Castle Road, KENDAL, LA9 7RG")
    assert looks_like_place("Kendal, United Kingdom")
