"""What list pages print of the list as a whole."""

from __future__ import annotations

import pytest

from crawlers.text.paging import (
    PrintedPage,
    PrintedRange,
    printed_page,
    printed_range,
    prints_postings,
)

RANGES = {
    "1-20 of 83": (1, 20, 83),
    "Showing 21 to 40 of 1,083 vacancies": (21, 40, 1083),
    "Résultats 1 à 20 sur 1 083": (1, 20, 1083),
    "Ergebnisse 1 bis 20 von 1.083": (1, 20, 1083),
    "1 t/m 20 van 83 vacatures": (1, 20, 83),
    "Mostrando 1 a 20 de 83": (1, 20, 83),
    "Vagas 1 até 20 de 83": (1, 20, 83),
    "Risultati 1 - 20 di 83": (1, 20, 83),
    "Oferty 1 do 20 z 83": (1, 20, 83),
    "Zobrazeno 1 až 20 z 83": (1, 20, 83),
    "Viser 1 til 20 af 83": (1, 20, 83),
    "81–83 / 83": (81, 83, 83),
}


@pytest.mark.parametrize("line", RANGES)
def test_a_range_is_read(line: str) -> None:
    assert printed_range(line) == PrintedRange(*RANGES[line])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "12-10-2025 of 3",
        "40 to 21 of 83",
        "1-20 of 7",
        "2 to 3 years of 5",
        "1-2 of May 2026",
        "x" * 200 + "1-2 of 3",
    ],
)
def test_no_range_is_read(line: str) -> None:
    assert printed_range(line) is None


PAGES = {
    "Page 3 of 5": (3, 5),
    "Seite 1 von 4": (1, 4),
    "Página 2 de 9": (2, 9),
    "Strona 1 z 4": (1, 4),
    "page 2/7": (2, 7),
}


@pytest.mark.parametrize("line", PAGES)
def test_a_page_number_is_read(line: str) -> None:
    assert printed_page(line) == PrintedPage(*PAGES[line])


@pytest.mark.parametrize("line", ["Page 6 of 5", "3 of 5", "Homepage 1 of 2", "Page one of 2"])
def test_no_page_number_is_read(line: str) -> None:
    assert printed_page(line) is None


@pytest.mark.parametrize(
    ("line", "prints"),
    [
        ("33 jobs found", True),
        ("We have 1,204 open positions", True),
        ("Jobs (7)", True),
        ("12 offene Stellen", True),
        ("Vacatures: 5", True),
        ("1 - 20 of 83", True),
        ("0 jobs found", False),
        ("Jobs (0)", False),
        ("Jobs 2031", False),
        ("2031 vacancies programme", False),
        ("No jobs at present", False),
        ("Open 24 hours", False),
        ("A 100% remote role", False),
        ("We are a team of 40 people, and hope that you find the job you seek", False),
    ],
)
def test_a_number_of_postings_is_read(line: str, prints: bool) -> None:
    assert prints_postings(line) == prints
