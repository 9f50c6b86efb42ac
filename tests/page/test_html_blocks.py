"""HTML becomes blocks, as a browser shows it."""

from __future__ import annotations

import pytest

from crawlers.page import Page
from tests.page.blocks import assert_sound, blocks_of_html, lines_of_html


def test_inline_text_is_glued_as_a_browser_shows_it():
    assert lines_of_html("<p>A<b>B</b><!-- x --> c\n\n d&nbsp;e<br>f<script>g</script></p>h") == [
        "paragraph AB c d e",
        "paragraph f",
        "paragraph h",
    ]


def test_parts_that_only_styles_keep_apart():
    assert lines_of_html("<div><span>Location</span><span>Oban</span></div>") == [
        "paragraph Location Oban"
    ]
    assert lines_of_html("<p><strong>Pay:</strong> 10<strong>Grade:</strong> 5</p>") == [
        "paragraph Pay: 10 Grade: 5"
    ]
    assert lines_of_html("<p>Eco<span>ring</span> Mc<b>Donald</b></p>") == [
        "paragraph Ecoring McDonald"
    ]


def test_fields_of_forms_stand_between_words():
    form = "<form>Name<input>Mail<select><option>x</select>Letter<input type=hidden>s</form>"
    assert lines_of_html(form) == ["paragraph Name Mail Letters"]


def test_headings():
    assert lines_of_html(
        "<h1>Ship<br>cook</h1><h3><span>Your tasks</span></h3><div role=heading "
        "aria-level=4>Pay</div>"
    ) == [
        "heading1 Ship cook",
        "heading3 Your tasks",
        "heading4 Pay",
    ]
    assert lines_of_html(
        "<h3><button>What you bring</button></h3><button>Apply</button><p>x</p>"
    ) == [
        "heading3 What you bring",
        "paragraph x",
    ]


def test_a_line_in_bold_is_a_weak_heading():
    styled = "<p><span style='font-weight:700'>Pay</span></p>"
    assert lines_of_html(
        "<p><b>Your tasks</b></p><p><strong>What </strong><b>else:</b><br>Text</p>" + styled
    ) == [
        "heading6 Your tasks",
        "heading6 What else:",
        "paragraph Text",
        "heading6 Pay",
    ]
    assert lines_of_html(
        "<p><b>Closing date: 6 July</b></p><p><b>Apply today.</b></p><p><b>Cook</b> "
        "wanted</p><p><b>***</b></p>"
    ) == [
        "paragraph Closing date: 6 July",
        "paragraph Apply today.",
        "paragraph Cook wanted",
        "paragraph ***",
    ]


def test_lists():
    assert lines_of_html(
        "<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul><ol start=3><li>x<li><b>y</b>"
        "</ol><p>• z</p><p>- w</p>"
    ) == [
        "item1 • a",
        "item2 • b",
        "item1 • c",
        "paragraph d",
        "item1 3. x",
        "item1 4. y",
        "item1 • z",
        "item1 - w",
    ]


def test_definition_lists():
    long = "Keeps the boat in order. " * 10
    assert lines_of_html(
        f"<dl><dt>Place:<dd>Oban<dt>Duties<dd>{long}<dt>Skills<dd><ul><li>rope</ul><dt>Nothing</dl>"
    ) == [
        "pair Place = Oban",
        "heading6 Duties",
        f"paragraph {long.strip()}",
        "heading6 Skills",
        "item1 • rope",
        "paragraph Nothing",
    ]


def test_tables():
    assert lines_of_html(
        "<table><tr><th>Place</th><td>Oban</td></tr><tr><td>Pay</td><td>:</td><td>10</td>"
        "</tr></table>"
    ) == [
        "pair Place = Oban",
        "pair Pay = 10",
    ]
    assert lines_of_html(
        "<table><tr><td>Pay:<td>10<td>Grade:<td>5<tr><th>a<th>b<th>c<tr><td>x<td>y<td>z</table>"
    ) == [
        "pair Pay = 10",
        "pair Grade = 5",
        "row a | b | c",
        "row x | y | z",
    ]
    layout = (
        "<table><tr><td><a href=/>Home</a><br><a href=/j>Jobs</a></td><td><h1>Cook</h1>"
        "<p>Text</p></td></tr></table>"
    )
    assert lines_of_html(layout) == [
        "paragraph Home",
        "paragraph Jobs",
        "heading1 Cook",
        "paragraph Text",
    ]
    assert lines_of_html("<table><tr><td>Duties<td><ul><li>a<li>b</ul></table>") == [
        "heading6 Duties",
        "item1 • a",
        "item1 • b",
    ]


def test_preformatted_text_is_read_by_its_lines():
    assert lines_of_html("<pre>Tasks\n-----\n- a\n- b</pre>") == [
        "heading2 Tasks",
        "item1 - a",
        "item1 - b",
    ]
    assert lines_of_html("<div style='white-space: pre-line'>One\n\nTwo</div>") == [
        "paragraph One",
        "paragraph Two",
    ]


def test_regions():
    markup = """<header><p>a</p></header><nav>b</nav><div role=navigation>c</div>
    <main><header><h1>d</h1></header><div class="job-sidebar">e</div><form><p>f</p></form></main>
    <div id="relatedJobs">g</div><aside>h</aside><footer><nav>i</nav></footer>
    <div class="side navigate">j</div>"""
    regions = {b.text: b.region for b in blocks_of_html(markup)}
    assert regions == {
        "a": "header",
        "b": "nav",
        "c": "nav",
        "d": "main",
        "e": "aside",
        "f": "form",
        "g": "aside",
        "h": "aside",
        "i": "footer",
        "j": "",
    }


def test_a_class_around_the_whole_page_is_no_region():
    prose = "<p>" + "word " * 40 + "</p>"
    blocks = blocks_of_html(
        f"<div class='site has-sidebar'><nav>Home</nav>{prose * 3}<div "
        f"class=sidebar>{prose}</div><footer>{prose}</footer></div>"
    )
    assert [b.region for b in blocks] == ["nav", "", "", "", "aside", "footer"]


def test_boxes_and_links():
    one, two, three = blocks_of_html(
        "<div><p>a <a href=x>bc</a></p><section><p>d</p></section></div><a href=y><p>e</p></a>"
    )
    assert one.box == two.box[:1]
    assert len(two.box) == 2
    assert three.box == ()
    assert (one.links, two.links, three.links) == (0.5, 0, 1)


@pytest.mark.parametrize(
    "markup",
    [
        "<dl><dt>:</dt><dd>Oban</dd></dl>",
        "<table><tr><th>:</th><td>Oban</td></tr><tr><th>Town</th><td>Oban</td></tr></table>",
    ],
)
def test_a_colon_alone_labels_nothing(markup: str) -> None:
    assert_sound(Page.from_bytes(markup.encode()))


@pytest.mark.parametrize(
    "markup",
    [
        "<title>x</title><main><h1>Rigger</h1><p>Mast</p></main>",
        "<html><title>x</title><link rel=icon href=a><header><h1>Rigger</h1></header>Mast",
        "<head><title>x</title></head><article><h1>Rigger</h1></article><p>Mast</p>",
        "<title>x</title><h1>Rigger</h1><section>Mast</section>",
    ],
)
def test_a_page_needs_no_body_tag(markup):
    page = Page.from_bytes(f"<!doctype html>{markup}".encode())
    assert [block.text for block in page.blocks] == ["Rigger", "Mast"]
    assert page.head_title == "x"
