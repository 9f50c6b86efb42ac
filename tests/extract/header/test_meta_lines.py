"""Lines of several values near the title, values of titles, and other postings listed above."""

from __future__ import annotations

import pytest

from crawlers.extract.header.line_values import values_of_block, values_of_line
from crawlers.extract.header.meta_lines import find_meta_values
from crawlers.extract.header.posted_dates import posted_within
from crawlers.extract.header.title_block import find_title_block, others_above
from crawlers.extract.header.title_values import place_of_head, values_of_title
from crawlers.text.blocks import Block


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Bay Ridge, NY · Full time · On site",
            [
                ("location", "Bay Ridge, NY"),
                ("employment_type", "Full time"),
                ("workplace", "On site"),
            ],
        ),
        (
            "Full-time position in Bergen, Norway",
            [("employment_type", "Full-time position"), ("location", "Bergen, Norway")],
        ),
        ("Part time (Anywhere)", [("employment_type", "Part time"), ("workplace", "Anywhere")]),
        ("Bergen, Norway /", [("location", "Bergen, Norway")]),
        ("/ Hybrid", [("workplace", "Hybrid")]),
        ("Jobs · Welding · Alexandria, VA", [("location", "Alexandria, VA")]),
        ("📍 Lower Wick", [("location", "Lower Wick")]),
        ("Kendal, hybrid", [("workplace", "hybrid"), ("location", "Kendal")]),
        ("Hybrid - Kendal", [("workplace", "Hybrid"), ("location", "Kendal")]),
        ("Rigging, hybrid", []),
        (
            "📍 Bergen, Norway 💼 Full-time 🕒 3 days ago",
            [
                ("location", "Bergen, Norway"),
                ("employment_type", "Full-time"),
                ("date_posted", "3 days ago"),
            ],
        ),
        ("(Remote or Berlin city centre)", [("location", "Remote or Berlin city centre")]),
        ("(Remote oder Berlin-Zentrum)", [("location", "Remote oder Berlin-Zentrum")]),
        (
            "Workshop | Berlin | Permanent",
            [("location", "Berlin"), ("contract_type", "Permanent")],
        ),
        (
            "Paris, France - CDI - Temps plein",
            [
                ("location", "Paris, France"),
                ("contract_type", "CDI"),
                ("employment_type", "Temps plein"),
            ],
        ),
        (
            "Full-time, Remote, London",
            [("employment_type", "Full-time"), ("workplace", "Remote"), ("location", "London")],
        ),
        (
            "Posted 3 days ago • Remote (UK) • £50,000 - £60,000",
            [
                ("date_posted", "Posted 3 days ago"),
                ("location", "Remote (UK)"),
                ("salary", "£50,000 - £60,000"),
            ],
        ),
        (
            "Published on June 3, 2024 | Madrid, Spain",
            [("date_posted", "Published on June 3, 2024"), ("location", "Madrid, Spain")],
        ),
        (
            "Place: Austin, TX | Kind: Full-time",
            [("location", "Austin, TX"), ("employment_type", "Full-time")],
        ),
    ],
)
def test_a_line_of_values(line: str, expected: list[tuple[str, str]]) -> None:
    assert list(values_of_line(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Sales, Marketing",
        "Reading, writing and arithmetic",
        "Product Manager, London",
        "18 months, funded by a grant (£40,000)",
        "Lamps, Oslo and other things that we love to keep burning all through the long night.",
        "2024-05-01",
        "",
        "·|·",
    ],
)
def test_a_line_that_is_something_else(line: str) -> None:
    assert values_of_line(line) == ()


def blocks(*lines: str) -> list[Block]:
    """One paragraph a line; "# " makes a heading of level 1."""
    return [
        Block("heading", line[2:], level=1) if line[:2] == "# " else Block("paragraph", line)
        for line in lines
    ]


def test_values_stand_near_the_title() -> None:
    page = blocks("# Keeper", "Bergen, Norway · Hybrid", *["Some words"] * 8, "Oslo · Hybrid")
    found = list(find_meta_values(page, 0, 2, set()))
    assert found == [("location", "Bergen, Norway", 1), ("workplace", "Hybrid", 1)]


def test_an_unlisted_town_beside_its_country_counts_right_below_the_title() -> None:
    page = blocks("# Keeper", "Norway, Lower Wick", *["Some words"] * 3, "Norway, Upper Wick")
    assert list(find_meta_values(page, 0, 6, set())) == [("location", "Norway, Lower Wick", 1)]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Port Wick, ON /", "Port Wick, ON"),
        ("Kendal city centre", "Kendal city centre"),
        ("Port Authority, ON", ""),
    ],
)
def test_a_line_right_below_the_title_is_a_place(line: str, place: str) -> None:
    found = list(find_meta_values(blocks("# Keeper", line, "Some words"), 0, 2, set()))
    assert found == ([("location", place, 1)] if place else [])


def test_the_title_is_the_heading_behind_the_list_that_names_it() -> None:
    page = blocks("# Diver", "Posted 3 May 2024", "# Keeper", "Posted 2 May 2024", "# Keeper")
    assert find_title_block(page, "Keeper") == 4
    assert list(others_above(page, 4)) == [0, 1, 2, 3]
    assert list(others_above(page, None)) == []
    assert find_title_block(page, "Pilot") is None


def test_a_line_above_a_title_of_another_level_is_its_own() -> None:
    page = [Block("heading", "Careers", level=2), *blocks("Bergen", "# Keeper")]
    assert list(others_above(page, 2)) == []


def test_a_label_in_bold_above_the_title_is_no_other_posting() -> None:
    labels = [Block("heading", "Industry:", level=6), Block("paragraph", "Lamps")]
    title = Block("heading", "Keeper", level=6)
    assert list(others_above([*labels, title], 2)) == []
    other = Block("heading", "Diver", level=6)
    assert list(others_above([other, *labels, title], 3)) == [0, 1, 2]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Programme Lead - Remote", [("workplace", "Remote")]),
        ("Part-Time Cashier", [("employment_type", "part time")]),
        ("Shop Assistant (Full Time)", [("employment_type", "Full Time")]),
        ("Welder | Berlin | Vollzeit", [("employment_type", "Vollzeit")]),
        ("Remote Sensing Scientist", []),
        ("Volunteer Coordinator", []),
        ("Full-time or part-time cook", []),
    ],
)
def test_values_of_a_title(title: str, expected: list[tuple[str, str]]) -> None:
    assert list(values_of_title(title)) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Find jobs - Lamp Keeper Jobs in Kansas City, Missouri - Lamps Inc",
            "Kansas City, Missouri",
        ),
        ("Clerk in Bergen, Norway | Harbour", "Bergen, Norway"),
        ("Welder - Austin, TX", "Austin, TX"),
        ("Welder - Austin, TX | Offices in Oslo, Norway", ""),
        ("Engineer in Test | Harbour", ""),
        ("Harbour | Lamp Engineer | Dublin", "Dublin"),
        ("Lamp Engineer | Dublin", ""),
        ("Lamp Engineer in Kendal at Harbour Lights", "Kendal"),
        ("Lamp Engineer, Warsaw - Harbour", "Warsaw"),
        ("Harbour Lights, Warsaw - Vacancies", ""),
        ("", ""),
    ],
)
def test_the_place_of_the_head_title(head: str, expected: str) -> None:
    assert place_of_head(head) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Harbour Lights, posted on 4 May 2025, Oban", "posted on 4 May 2025, Oban"),
        ("Keeper - vacancy, published 4 May 2025 - Lights", "published 4 May 2025 - Lights"),
        ("Keeper - Lights AB - publicerad 4 maj 2025", "publicerad 4 maj 2025"),
        ("Posted by Harbour Lights on 4 May 2025", "Posted 4 May 2025"),
        ("Harbour Lights, en poste 4 May 2025", None),
        ("Posted by Harbour Lights", None),
    ],
)
def test_a_date_of_posting_within_a_line(line: str, words: str | None) -> None:
    assert posted_within(line) == ((("date_posted", words),) if words else ())


def test_a_block_without_text_has_no_values():
    assert values_of_block(Block("paragraph", "")) == ()


def test_a_word_that_is_a_type_beside_other_values_only() -> None:
    lines = ["Lamp Keeper", "Temporary", "Bergen, Norway", "Posted 4 May 2031"]
    page = [Block("heading", lines[0], 1), *(Block("item", text) for text in lines[1:])]
    assert ("employment_type", "Temporary", 1) in list(find_meta_values(page, 0, 4, set()))
    page[1] = Block("item", "Contract")
    assert ("employment_type", "Contract", 1) in list(find_meta_values(page, 0, 4, set()))
    alone = [Block("heading", "Lamp Keeper", 1), Block("item", "Temporary"), Block("item", "Lamps")]
    assert list(find_meta_values(alone, 0, 3, set())) == []
