from __future__ import annotations

from crawlers.extract.cleaning.second_copies import second_copies
from crawlers.text.blocks import Block

LONG = [
    "The tower stands on the northern rock and has kept ships from the reef for more than a "
    "century." + f" Part {n}."
    for n in range(4)
]


def blocks(*texts: str) -> list[Block]:
    return [Block("paragraph", t) for t in texts]


def kept(*texts: str) -> list[str]:
    gone = second_copies(blocks(*texts))
    return [t for i, t in enumerate(texts) if i not in gone]


def test_the_fuller_copy_stays_and_what_stands_once_is_never_lost() -> None:
    header = ["Kiel", "Grade", "G9"]
    second = [LONG[0], "climb stairs;", LONG[1], "write logs;", LONG[2]]
    assert kept("Location", *header, *LONG[:2], "Only here", *header, *second) == [
        "Location",
        *header,
        "Only here",
        *second,
    ]


def test_a_header_printed_twice_loses_the_later_copy() -> None:
    header = ["Harbour Office", "Kiel, Germany", "Full-time"]
    assert kept("Keeper", *header, *header, LONG[0]) == ["Keeper", *header, LONG[0]]


def test_a_page_without_copies_is_left_alone() -> None:
    texts = ["Keeper", "Kiel", *LONG, "Kiel"]
    assert kept(*texts) == texts


def test_equal_short_lines_far_apart_are_no_copies() -> None:
    texts = ["Duties", LONG[0], "Duties", LONG[1], "Duties", LONG[2]]
    assert kept(*texts) == texts
