"""Nothing of a posting's text is lost: short sections, boxes, tables, terms, lines of labels."""

from __future__ import annotations

import pytest

from crawlers.extract.cleaning.choose_body import find_body
from crawlers.extract.cleaning.prose_pairs import open_prose_pairs
from crawlers.extract.cleaning.second_copies import second_copies
from tests.page.blocks import blocks_of_html

OPENING = (
    "<p>The quay has kept its lamps since 1911, and looks after forty more along the coast, "
    "for ships and for those who walk home late along the water.</p>"
)
SHORT = "<h2>Tasks</h2><ul><li>Trim wicks</li></ul>", "<h2>We offer</h2><p>A pension.</p>"
LAYOUTS = {
    "boxes": OPENING + "".join(f"<div>{part}</div>" for part in SHORT),
    "columns": f"{OPENING}<div><div>{SHORT[0]}</div><div>{SHORT[1]}</div></div>",
    "heading above its box": "<div>" + OPENING + "</div><h2>Tasks</h2><div><ul><li>Trim wicks</li>"
    "<li>Oil</li></ul></div><h2>We offer</h2><div><p>A pension.</p><p>A boat.</p></div>",
    "terms": f"{OPENING}<dl><dt>Tasks</dt><dd>You trim wicks every day.</dd>"
    "<dt>Requirements</dt><dd>You have A pension. and good eyes.</dd></dl>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_short_sections_stay(layout):
    blocks = open_prose_pairs(blocks_of_html(f"<h1>Lamp Keeper</h1>{LAYOUTS[layout]}"))
    text = "\n".join(blocks[i].text for i in find_body(blocks).body)
    assert "rim wicks" in text and "A pension." in text


def test_a_pair_of_the_header_stays_a_pair():
    blocks = blocks_of_html("<dl><dt>Location</dt><dd>Oban</dd><dt>Tasks</dt><dd>Some</dd></dl>")
    assert [b.kind for b in open_prose_pairs(blocks)] == ["pair", "pair"]


def test_a_section_that_is_printed_again_goes():
    part = "<h2>Tasks</h2><p>You trim the wicks of forty lamps every evening.</p>"
    assert second_copies(blocks_of_html(part + part)) == {2, 3}


def test_text_begins_below_the_title_that_the_head_names():
    blocks = blocks_of_html(
        f"<div><p>Quay Ltd is old.</p></div><div><h4>Night Engineer</h4>{OPENING}{OPENING[::1]}"
        f"{SHORT[0]}</div>"
    )
    body = find_body(blocks, head_title="Jobs - Night Engineer - Quay Ltd").body
    assert blocks[body[0]].text.startswith("The quay has kept")
