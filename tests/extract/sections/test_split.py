from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.sections.rendering import as_html, as_text
from crawlers.extract.sections.split import split_sections
from crawlers.posting.parts.text import Section
from crawlers.text.blocks import Block

LINES = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=120
).filter(lambda s: any(c.isalnum() for c in s))
BLOCKS = st.lists(
    st.builds(
        Block, st.sampled_from(["heading", "paragraph", "item", "row"]), LINES.map(str.strip)
    ),
    max_size=15,
)


def blocks(*lines: str) -> list[Block]:
    return [
        Block("item", line[2:], mark="-", level=1)
        if line.startswith("- ")
        else Block("paragraph", line)
        for line in lines
    ]


def kinds(sections: list[Section]) -> list[tuple[str, str | None, int]]:
    return [(s.kind, s.heading, len(s.blocks)) for s in sections]


def test_headings_open_sections_and_containers_do_not() -> None:
    made = split_sections(
        blocks(
            "SUMMARY",
            "The tower stands.",
            "QUALIFICATIONS AND EXPERIENCE",
            "Essential",
            "The incumbent must:",
            "- know lamps;",
            "Desirable",
            "- know knots.",
        )
    )
    assert kinds(made) == [
        ("summary", "SUMMARY", 1),
        ("qualifications_essential", "Essential", 2),
        ("qualifications_desirable", "Desirable", 1),
    ]


def test_lost_headings_are_found_by_their_lead_ins() -> None:
    made = split_sections(
        blocks(
            "The tower stands on a rock.",
            "The incumbent must:",
            "- know lamps;",
            "- climb stairs.",
            "The following would be considered an advantage:",
            "- know knots.",
            "Project Management",
            "Plan the painting of the tower.",
            "The incumbent reports to the harbour master.",
            "The incumbent must demonstrate:",
            "- Calm: keeps calm.",
        )
    )
    assert [s.kind for s in made] == [
        "summary",
        "qualifications_essential",
        "qualifications_desirable",
        "responsibilities",
        "interrelationships",
        "competencies",
    ]
    assert all(s.heading is None for s in made)


def test_an_unknown_heading_makes_other_and_loses_nothing() -> None:
    made = split_sections(
        [
            Block("heading", "Duties", level=2),
            Block("paragraph", "Light."),
            Block("heading", "Seagulls", level=2),
            Block("paragraph", "Many."),
        ]
    )
    assert kinds(made) == [("responsibilities", "Duties", 1), ("other", "Seagulls", 1)]


def test_an_empty_section_in_the_middle_stays_and_at_the_end_goes() -> None:
    made = split_sections(
        blocks(
            "Background:",
            "The tower stands.",
            "Necessary qualifications:",
            "Remuneration Package:",
            "Paid in oil.",
            "Additional information",
        )
    )
    assert kinds(made) == [
        ("summary", "Background", 1),
        ("qualifications_essential", "Necessary qualifications", 0),
        ("conditions", "Remuneration Package", 1),
    ]


def test_text_and_html() -> None:
    made = split_sections(blocks("Duties", "Keep <the> lamp & log:", "- light it", "- douse it"))
    assert as_text(made) == "Duties\nKeep <the> lamp & log:\n- light it\n- douse it"
    assert (
        as_html(made)
        == "<h2>Duties</h2><p>Keep &lt;the&gt; lamp &amp; log:</p><ul><li>light it</li><li>douse "
        "it</li></ul>"
    )


@given(BLOCKS)
def test_every_kept_block_is_in_exactly_one_section(given_blocks: list[Block]) -> None:
    made = split_sections(given_blocks)
    text = "".join(c for c in as_text(made) if c.isalnum())
    total = sum(len(b.text) for s in made for b in s.blocks)
    assert total <= sum(len(b.text) for b in given_blocks)
    for section in made:
        for block in section.blocks:
            assert "".join(c for c in block.text if c.isalnum()) in text


@given(BLOCKS)
def test_the_same_blocks_give_the_same_sections(given_blocks: list[Block]) -> None:
    assert split_sections(given_blocks) == split_sections(given_blocks)
