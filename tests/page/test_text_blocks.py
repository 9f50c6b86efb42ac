"""Plain text becomes blocks."""

from __future__ import annotations

import pytest

from crawlers.page.text_blocks import blocks_of_text
from tests.page.blocks import lines_of_text


def test_lines_gaps_and_rules():
    blocks = blocks_of_text("One\n\n\n  Two   words\xa0 here\n____\n-\nThree\u2028Four")
    assert [(b.text, b.gap, b.line) for b in blocks] == [
        ("One", 0, 1),
        ("Two words here", 2, 4),
        ("Three", 0, 7),
        ("Four", 0, 8),
    ]


def test_items_and_their_depth():
    assert lines_of_text("• a\n    • b\n    • c\n  • d\nText\n  * e") == [
        "item1 • a",
        "item2 • b",
        "item2 • c",
        "item2 • d",
        "paragraph Text",
        "item1 * e",
    ]


@pytest.mark.parametrize(
    "mark", ["•", "-", "–", "*", "+", "·", "✅", "🌍", "1.", "12)", "a)", "iv.", "(2)", "\uf0b7"]
)
def test_marks_of_items(mark):
    assert lines_of_text(f"{mark} sail") == [f"item1 {mark} sail"]


def test_marks_without_a_blank():
    assert lines_of_text("-have\n1.SUMMARY\n•x\no  second") == [
        "item1 - have",
        "item1 1. SUMMARY",
        "item1 • x",
        "item1 o second",
    ]


def test_what_only_looks_like_an_item():
    lines = ["1. May 2026", "3.5 years", "e.g. sailing", "J. Smith", "-5 degrees", "on board"]
    assert lines_of_text("\n".join(lines)) == [f"paragraph {line}" for line in lines]


def test_marks_of_markdown():
    assert lines_of_text("# Cook\n### Tasks ###\n**Your profile:**\nPay\n---") == [
        "heading1 Cook",
        "heading3 Tasks",
        "heading6 Your profile",
        "heading2 Pay",
    ]
    assert lines_of_text(
        "**Hours:** 8 to 5\n**Closing date: 5 May**\nAbout **us** all\n* a note *"
    ) == [
        "paragraph Hours: 8 to 5",
        "paragraph Closing date: 5 May",
        "paragraph About us all",
        "paragraph a note",
    ]
    assert lines_of_text("| Place | Oban |\n|---|---|\n| a | b | c |") == [
        "pair Place = Oban",
        "row a | b | c",
    ]


WRAPPED = """We are looking for a cook who can feed forty people in a kitchen that
is never level. The boat leaves at six in the evening and comes back at
six in the morning, and in between there are two meals and a good deal
of coffee. You will work with one helper, and on Fridays with two of
them, because on Fridays everybody wants fish.

You bring some years of experience in a kitchen, a sense of humour when
the sea is high, and the papers that the authorities want to see before
they let you on board. A licence to drive is good to have but not a
must.
- soup
- fish
"""


def test_lines_broken_at_a_width_are_joined():
    blocks = lines_of_text(WRAPPED)
    assert [b[:30] for b in blocks] == [
        "paragraph We are looking for a",
        "paragraph You bring some years",
        "item1 - soup",
        "item1 - fish",
    ]
    assert blocks[0].endswith("wants fish.")
    assert "kitchen that is never level" in blocks[0]


def test_lines_of_their_own_are_not_joined():
    lines = [
        f"{n} a line of a list that has about the length of a broken one, indeed"
        for n in "abcdefghij"
    ] + ["x" * 140]
    assert len(lines_of_text("\n".join(lines))) == 11
    assert (
        len(
            lines_of_text(
                "\n".join(
                    f"Place of work number {n} is at the pier on the other side of town"
                    for n in range(10)
                )
            )
        )
        == 10
    )


def test_a_value_of_two_lines_does_not_end_a_table():
    text = (
        "Employer     Oban Lights\n             4 Quay Street\nReference    LX-4\nHours        35"
    )
    assert lines_of_text(text) == [
        "pair Employer = Oban Lights",
        "paragraph 4 Quay Street",
        "pair Reference = LX-4",
        "pair Hours = 35",
    ]
    # a row alone is no table
    assert (
        lines_of_text("Oban Lights    Quay\n               Pier")[0] == "paragraph Oban Lights Quay"
    )


def test_two_labels_in_a_row_have_their_colons():
    text = (
        "PAY:     $27 an hour        TYPE: Full-time\nOPENS:   5 May      CLOSES: 9 May, 4:30 p.m."
    )
    assert lines_of_text(text) == [
        "pair PAY = $27 an hour",
        "pair TYPE = Full-time",
        "pair OPENS = 5 May",
        "pair CLOSES = 9 May, 4:30 p.m.",
    ]
