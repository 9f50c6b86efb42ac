"""Choices by tables of evidence: the first that holds decides, and each table decides of all."""

from __future__ import annotations

import pytest

from crawlers.extract.cleaning.body_boxes import PARTS_ABOVE, PARTS_BELOW, Part
from crawlers.extract.cleaning.body_edges import EDGES, Edge
from crawlers.extract.cleaning.evidence_table import Evidence, always, first_that_holds
from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.posting_page import PostingPage
from tests.page.blocks import blocks_of_html

SMALL: Evidence[int, str] = Evidence("small", lambda n: n < 3, "small", "Below three.")
EVEN: Evidence[int, str] = Evidence("even", lambda n: n % 2 == 0, "even", "By two.")
REST: Evidence[int, str] = Evidence("rest", always, "rest", "All others.")


def test_the_first_that_holds_decides() -> None:
    table = (SMALL, EVEN, REST)
    found = [first_that_holds(table, n).verdict for n in (2, 4, 5)]
    assert found == ["small", "even", "rest"]
    with pytest.raises(LookupError, match="small"):
        first_that_holds((SMALL, EVEN), 5)


@pytest.mark.parametrize("table", [PARTS_ABOVE, PARTS_BELOW, EDGES])
def test_each_table_names_its_rows_and_decides_of_everything(
    table: tuple[Evidence[object, object], ...],
) -> None:
    names = [evidence.name for evidence in table]
    assert len(set(names)) == len(names)
    assert table[-1].holds is always
    assert all(evidence.comment.endswith((".", "'s own.")) for evidence in table)


@pytest.mark.parametrize(
    ("part", "is_main_unboxed", "name"),
    [
        (
            "<h2>Your duties</h2><p>You cook for the forty people of a lightship and bake their"
            " bread.</p>",
            False,
            "section",
        ),
        ("<h2>Company profile</h2><p>Forty people.</p>", False, "profile"),
        ("<p>Share this job</p>", False, "closing line"),
        (
            "<h2>Lamps</h2><p>Lamps are what we trim here on every night of the year.</p>",
            True,
            "headed box",
        ),
        ("<p>Lamps</p>", False, "little text"),
        ("<p>Lamps are what we trim here on every night of the year, in turns.</p>", False, "text"),
    ],
)
def test_what_speaks_for_a_part_below_the_posting(
    part: str, is_main_unboxed: bool, name: str
) -> None:
    page = PostingPage(blocks_of_html(part), None)
    below = Part(page, list(range(len(page.blocks))), is_main_unboxed)
    assert first_that_holds(PARTS_BELOW, below).name == name


@pytest.mark.parametrize(
    ("line", "core", "name"),
    [
        ("<h2>Job description</h2>", {0}, "frame heading"),
        ("<p>Oban</p>", {0}, "own line"),
        ("<p>Oban</p>", None, "own line"),
        ("<p>Oban</p>", set(), "no running text"),
        ("<a href=/jobs>Back to the pier</a>", {0}, "link"),
    ],
)
def test_what_speaks_for_a_line_at_the_edge(line: str, core: set[int] | None, name: str) -> None:
    page = PostingPage(blocks_of_html(line), None)
    assert first_that_holds(EDGES, Edge(page, 0, core, True)).name == name


def test_measures_serve_as_long_as_the_blocks_are_the_same() -> None:
    """A plugin may change a block after the decision: then they are taken anew."""
    blocks = blocks_of_html(f"<h1>Cook</h1><p>{'You cook for forty guests. ' * 9}</p>")
    first = Measured(blocks)
    assert Measured(blocks, first.measures).measures is first.measures
    assert Measured(list(blocks), first.measures).measures is first.measures
    assert Measured(blocks[1:], first.measures).weight == [first.weight[1]]
    blocks[1].text = "Apply"
    assert Measured(blocks, first.measures).weight == [0.0, 0.0]
    blocks[1].kind, blocks[0].region = "heading", "nav"
    assert not any(Measured(blocks, first.measures).short[:1])
