"""What learning proposes, and what it never does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawlers.plugins.learning import (
    Proposals,
    Sample,
    board_lines,
    declarations,
    propose,
)
from crawlers.posting.parts.text import Section, SectionBlock

OWN = "We make rope in {town} since the year of the great frost."
STANDARD = "Our house treats every applicant alike, whoever they are."
PAY = "You are paid by the tariff of the rope makers."


def section(*lines: str, heading: str | None = None) -> Section:
    """A section; "- " begins an item."""
    blocks = [
        SectionBlock(
            kind="item" if line.startswith("- ") else "paragraph", text=line.removeprefix("- ")
        )
        for line in lines
    ]
    return Section(kind="other", heading=heading, blocks=blocks)


def samples(*lines: str, count: int = 5, raws: tuple[str, ...] = (), **more: bool) -> list[Sample]:
    """Postings of a rope maker that share some lines and have a text of their own in between."""
    return [
        Sample(
            f"https://ropery.example/jobs/{n}",
            "Ropery Ltd",
            [section(lines[0], OWN.format(town=f"Town{'abcde'[n % 5]}"), *lines[1:])],
            raws,
            **more,
        )
        for n in range(count)
    ]


def texts(found: Proposals) -> tuple[list[str], list[str]]:
    return [each.text for each in found.lines], [each.text for each in found.sentences]


def test_a_line_at_the_edge_and_a_sentence_are_proposed_with_their_share_and_an_example() -> None:
    found = propose(samples("Back to the rope walk", STANDARD, "Tell a friend about us"))
    assert texts(found) == (["Back to the rope walk", "Tell a friend about us"], [STANDARD])
    assert found.lines[0].count == found.lines[0].of == 5
    assert found.lines[0].example == "https://ropery.example/jobs/0"


@pytest.mark.parametrize(
    "line",
    [
        "- Mends nets with a friend",  # an item
        "Location",  # a label
        "Location: Hamble",
        "What we offer",  # a heading
        "Room 4 on the quay",  # a figure
    ],
)
def test_items_labels_headings_and_figures_are_never_proposed(line: str) -> None:
    assert not propose(samples("Ropes and more", line)).lines[1:]
    assert not propose(samples(OWN, line)).lines


def test_a_text_that_a_fact_was_read_from_is_never_proposed() -> None:
    assert texts(propose(samples("Rope maker", PAY))) == (["Rope maker"], [PAY])
    assert not propose(samples("Rope maker", PAY, raws=("rope maker", "the tariff of the rope")))


def test_a_fact_in_one_posting_is_enough() -> None:
    some = samples("Rope maker", PAY)
    some[3] = Sample(some[3].name, some[3].employer, some[3].sections, (PAY,))
    assert texts(propose(some)) == (["Rope maker"], [])


def test_a_record_has_no_furniture() -> None:
    found = propose(samples("Back to the rope walk", STANDARD, is_record=True))
    assert texts(found) == ([], [STANDARD])


def test_a_line_in_the_middle_of_a_text_is_the_employers_own() -> None:
    middle = [
        OWN,
        "Another text.",
        "More of it.",
        "Rope and rigging",
        "And a text.",
        "More.",
        "End.",
    ]
    found = propose([Sample(f"{n}", "Ropery", [section(f"Top {n}", *middle)]) for n in range(5)])
    assert "Rope and rigging" not in texts(found)[0]


def test_a_sentence_is_of_one_employer() -> None:
    other = [Sample(f"{n}", "Sailmaker Ltd", [section("Sails of canvas.")]) for n in range(5)]
    assert texts(propose([*samples("Rope walk", STANDARD), *other]))[1] == [STANDARD]


def test_a_sentence_of_two_employers_is_proposed_once() -> None:
    ours = samples("Top", STANDARD, "End")
    theirs = [replace(each, employer="Sailmakers plc") for each in ours]
    (found,) = propose([*ours, *theirs]).sentences
    assert (found.text, found.count, found.of) == (STANDARD, 10, 10)


def test_duties_and_requirements_are_the_jobs_own() -> None:
    duties = Section(
        kind="responsibilities", blocks=[SectionBlock(kind="paragraph", text=STANDARD)]
    )
    assert not propose([Sample(f"{n}", "Ropery", [duties], is_record=True) for n in range(5)])


def test_two_postings_are_too_few_and_seven_of_ten_is_no_rule() -> None:
    assert not propose(samples("Back to the rope walk", STANDARD, count=2))
    some = [*samples("Rope", STANDARD, count=7), *samples("Rope", "A text alone.", count=3)]
    assert STANDARD not in texts(propose(some))[1]


def test_the_declarations_can_be_pasted() -> None:
    found = propose(samples('Tell "them" about us', STANDARD))
    made: dict[str, object] = {}
    source = f"class Site:\n{declarations(found)}"
    exec(f"from crawlers.spider import Chrome\n{source}", made)
    site = made["Site"]
    assert site.chrome.lines == ('Tell "them" about us',)  # type: ignore[attr-defined]
    assert site.standard == (STANDARD,)  # type: ignore[attr-defined]


def test_the_lines_of_the_boards_file_can_be_pasted() -> None:
    import yaml

    found = propose(samples("Rope walk", STANDARD, is_record=True))
    said = yaml.safe_load(board_lines("greenhouse", "Ropery", found))
    assert said == {"greenhouse": {"Ropery": {"standard": [STANDARD]}}}
