"""Page: what bytes become, and what they must not cost."""

from __future__ import annotations

import time
import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, TextResponse

from crawlers.page import Page, decoding, limits
from crawlers.page.text_blocks import blocks_of_text
from tests.page.blocks import blocks_of_html

UMLAUTS = "<p>Größe Müller Straße</p>"


def line_of(block):
    """Return a block in one line."""
    kind = f"{block.kind}{block.level or ''}"
    mark, label = block.mark and f"{block.mark} ", block.label and f"{block.label} = "
    return f"{kind} {mark}{label}{block.text}"


def html(markup):
    return [line_of(b) for b in blocks_of_html(markup)]


def text(plain):
    return [line_of(b) for b in blocks_of_text(plain)]


# --- What a body is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"<!doctype html><p>a", None, "html"),
        (b"<html><body>a", "text/plain", "html"),
        (b"<p>a</p>", "application/octet-stream", "html"),
        (b"A line\n\nanother", None, "text"),
        (b"A line < another", "text/html", "text"),
        (b"a <b>line</b> of text", "text/plain; charset=utf-8", "text"),
        (b'{"jobs": []}', "text/html", "json"),
        (b'[{"a": 1}]', None, "json"),
        (b"[not json]", None, "text"),
    ],
)
def test_kind_is_told_by_the_body(body, content_type, kind):
    page = Page.from_bytes(body, content_type=content_type)
    assert (page.kind, page.problems) == (kind, [])


@pytest.mark.parametrize(
    ("body", "content_type", "problem"),
    [
        (b"", None, "empty_page"),
        (b" \n\x00 ", None, "empty_page"),
        (b"<html><body> </body></html>", None, "empty_page"),
        (b"%PDF-1.7\nstream", "text/html", "binary"),
        (b"\x89PNG\r\n\x1a\n", None, "binary"),
        (bytes(range(32)) * 20, None, "binary"),
        (b"x" * (decoding.MAX_BYTES + 1), None, "too_large"),
        (b"<i>" * (limits.MAX_TAGS + 1), None, "too_large"),
        (b"a\n" * (limits.MAX_LINES + 1), None, "too_large"),
        (b'{"a": ', "application/json", "json_broken"),
        (b"[" * 100_000 + b"]", "application/json", "json_broken"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_blocks(body, content_type, problem):
    page = Page.from_bytes(body, content_type=content_type)
    assert [p.split(":")[0] for p in page.problems] == [problem]
    assert page.blocks == []
    assert page.links == []


def test_json_is_data():
    page = Page.from_bytes(b'\xef\xbb\xbf{"title": "Cook\\u00e9"}', content_type="application/json")
    assert page.data == {"title": "Cooké"}
    assert page.blocks == []


# --- Charsets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (UMLAUTS.encode(), None),
        (b"\xef\xbb\xbf" + UMLAUTS.encode(), "text/html; charset=iso-8859-1"),
        (UMLAUTS.encode(), "text/html; charset=iso-8859-1"),
        (b'<meta charset="latin-1">' + UMLAUTS.encode(), None),
        (UMLAUTS.encode("cp1252"), None),
        (UMLAUTS.encode("cp1252"), "text/html; charset=utf-8"),
        (UMLAUTS.encode("cp1252"), "text/html; charset=klingon"),
        (UMLAUTS.encode("iso-8859-15"), "text/html; charset=iso-8859-15"),
        (b'<meta charset="cp850">' + UMLAUTS.encode("cp850"), None),
        (UMLAUTS.encode("utf-16"), None),
        (b"\xfe\xff" + UMLAUTS.encode("utf-16-be"), None),
        (UMLAUTS.encode("utf-16-le"), "text/html"),
        (UMLAUTS.encode() + b"<p>\x00</p>", None),
    ],
)
def test_charset(body, content_type):
    page = Page.from_bytes(body, content_type=content_type)
    assert [b.text for b in page.blocks] == ["Größe Müller Straße"]
    assert page.problems == []


@pytest.mark.parametrize(
    ("language", "text", "charset"),
    [
        ("hu", "Könyvelő, Győr: fűtő és őr", "cp1250"),
        ("cs", "Účetní, Třebíč: vedení účtů", "iso-8859-2"),
        ("pl", "Księgowa, Łódź: płace i świadczenia", "cp1250"),
        ("pl-PL", "Księgowa, Łódź: płace i świadczenia", "iso-8859-2"),
        ("ru", "Бухгалтер, Тверь: ведение учёта", "cp1251"),
        ("ru", "Бухгалтер, Тверь: ведение учёта", "koi8-r"),
        ("el", "Λογιστής, Βόλος: τήρηση βιβλίων", "cp1253"),
        ("tr", "Muhasebeci, Eskişehir: ücret bordrosu", "cp1254"),
        ("lt", "Buhalterė, Šiauliai: ąžuolų žemė", "cp1257"),
        ("ja", "経理担当者、神戸市：月次決算の補助", "shift_jis"),
        ("ja", "経理担当者、神戸市：月次決算の補助", "euc-jp"),
        ("zh-TW", "會計，高雄市：每月結帳", "big5"),
        ("de", "Größe Müller Straße", "cp1252"),
    ],
)
@pytest.mark.parametrize("header", [None, "text/html; charset=utf-8"])
def test_an_undeclared_charset_is_that_of_the_language(language, text, charset, header):
    body = f'<!doctype html><html lang="{language}"><p>{text}</p>'.encode(charset)
    page = Page.from_bytes(body, content_type=header)
    assert [block.text for block in page.blocks] == [text]
    assert page.problems == []


@pytest.mark.parametrize("charset", ["shift_jis", "euc-jp", "gb18030"])
def test_a_charset_that_nothing_names_gives_no_wrong_letters(charset):
    body = "<p>経理担当者、神戸市、月次決算の補助</p>".encode(charset)
    page = Page.from_bytes(body)
    assert page.problems and page.problems[0].startswith("wrong_charset: ")


def test_a_drawn_line_is_western_text():
    page = Page.from_bytes("<p>Größe •••••• Straße</p>".encode("cp1252"))
    assert [block.text for block in page.blocks] == ["Größe •••••• Straße"]


def test_a_few_broken_bytes_are_no_other_charset():
    page = Page.from_bytes("<p>Größe Müller Straße ".encode() + b"\xff</p>")
    assert page.blocks[0].text == "Größe Müller Straße \ufffd"
    assert page.problems[0].startswith("wrong_charset: 1 of ")


def test_no_controls_no_surrogates_no_invisible_characters():
    markup = "<p>a\x01b&#xD800;c&#2;d\u200be\u202ef \u00ad\U000e0041g\ufeff</p>"
    assert [b.text for b in Page.from_bytes(markup.encode()).blocks] == ["ab\ufffdcd ef g"]


@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace"))
    )
)
@settings(max_examples=300)
def test_any_bytes(body):
    assert_sound(Page.from_bytes(body, url="https://x.example/a/"))


PIECES = st.sampled_from(
    [
        "<p>",
        "<b>",
        "</b>",
        "</p>",
        "<li>",
        "<ul>",
        "<ol start=7>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</tr>",
        "</table>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<h1>",
        "</h1>",
        "<br>",
        "<a href=x>",
        "</a>",
        "<div class=sidebar>",
        "</div>",
        "<pre>",
        "</pre>",
        "<span>",
        "</span>",
        "<button>",
        "<nav>",
        "</nav>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<base href=/b>",
        "<p hidden>",
        "<p role=heading>",
        "<i style=font-weight:bold>",
        "<i aria-hidden=true>",
        "<pre style=white-space:pre>",
        "&amp;",
        "&#0;",
        "- ",
        "•",
        "1.",
        "**",
        "#",
        "|",
        ":",
        "\n",
        "\r",
        "\t",
        "\x0b",
        "\x85",
        "\u2028",
        "\xa0",
        "\ufeff",
        "a",
        "Bc",
        "&#xDFFF;",
        "<",
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=300)
def test_any_markup(pieces):
    joined = " ".join(pieces)
    assert_sound(Page.from_bytes(("<html>" + joined).encode()))
    assert_sound(Page.from_bytes(joined.encode(), content_type="text/plain"))


def assert_sound(page):
    for block in page.blocks:
        assert block.text == " ".join(block.text.split()) != ""
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in block.text + block.label)
        assert (block.kind == "pair") == bool(block.label)
        assert (block.level > 0) == (block.kind in ("heading", "item"))
        assert 0 <= block.links <= 1
    assert [b.line for b in page.blocks] == sorted({b.line for b in page.blocks})
    assert all(p.partition(": ")[2] for p in page.problems)
    assert all(address.startswith("http") for address, _ in page.links)


# --- Limits ---------------------------------------------------------------------------------------

PARAGRAPH = b"<p>" + b"word " * 30 + b"</p>"


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 1_500_000,
        b"<div>" * 2000 + b"</x>" * 90_000,
        b"<a href=x>a</a>" * 45_000,
        b"<p>" + b"word " * 1_590_000,
        b"<p><b><i><span>" * 24_000,
        b"<div " + b" ".join(b"a%d=1" % i for i in range(300_000)) + b">x</div>",
        b"<i>" + b'<a x="' * 90_000,
        b"<p style='display:none;x:1'>a</p>" * 45_000,
        b"<table>" + b"<tr><td>a<td>b" * 30_000,
        PARAGRAPH * 45_000,
        b"- a\n" * 50_000,
        b"*a _b " * 1_300_000,
        b'<script type="application/ld+json">' + b"/*" * 400_000,
    ],
    ids=lambda body: body[:16].decode(),
)
def test_hostile_pages_are_read_or_refused_in_linear_time(body):
    start = time.process_time()
    page = Page.from_bytes(body, content_type="text/html" if body[:1] == b"<" else "text/plain")
    assert page.links is not None
    assert time.process_time() - start < 2


def test_many_attributes_are_refused_but_not_long_ones():
    many = b"<p>x</p><div " + b" ".join(b"a%d" % i for i in range(30_000)) + b">y</div>"
    assert Page.from_bytes(many).problems[0].startswith("hostile_markup")
    picture = b'<p>x</p><img src="data:image/png;base64,' + b"ab/+" * 50_000 + b'" alt="a > b">'
    assert Page.from_bytes(picture).problems == []


def test_what_looks_like_a_tag_in_a_script_is_no_reason_to_refuse():
    body = PARAGRAPH * 2 + b"<script>if (a <b) { " + b"word " * 40_000 + b"}</script><p>goes on</p>"
    page = Page.from_bytes(body)
    assert [b.text for b in page.blocks][2:] == ["goes on"]
    assert page.problems == []


def test_depth_is_told():
    page = Page.from_bytes(b"<p>above</p>" + b"<div>" * 1200 + b"below" + b"</div>" * 1200)
    assert [p.split(":")[0] for p in page.problems] == ["too_deep"]
    assert [b.text for b in page.blocks] == ["above", "below"]
    assert [
        p.split(":")[0]
        for p in Page.from_bytes(b"<p>above</p>" + b"<div>" * 5000 + b"lost").problems
    ] == ["too_deep"]


# --- The head, links, hidden text -----------------------------------------------------------------

HEAD = b"""<!doctype html><html lang="en_gb"><head><title>Cook &amp; baker
 | Board</title><link rel=canonical href="/jobs/7"><meta property="og:title" content="Cook">
<meta name=Description content=" A  job "><meta name=description content=second></head><body><svg>
<title>icon</title></svg>
<a href="/jobs/1"> One <b>job</b></a><a href="https://other.example/x">Two</a>
<a href=mailto:a@b.example>m</a><a href="#top">t</a>
<a href="javascript:void(0)">j</a><a name=x>n</a><a href="http://[bad">b</a></body></html>"""


def test_head_and_links():
    page = Page.from_bytes(HEAD, url="https://board.example/jobs/7?utm=1")
    assert page.head_title == "Cook & baker | Board"
    assert page.lang == "en-GB"
    assert page.canonical == "https://board.example/jobs/7"
    assert page.meta["og:title"] == "Cook"
    assert page.meta["description"] == "A job"
    assert page.links == [
        ("https://board.example/jobs/1", "One job"),
        ("https://other.example/x", "Two"),
    ]


def test_base_is_followed_on_its_own_host_only():
    url = "https://board.example/jobs/"
    inside = b"<base href='/de/'><p><a href=1>x</a>"
    outside = b"<base href='https://evil.example/'><p><a href=1>x</a>"
    assert Page.from_bytes(inside, url=url).links == [("https://board.example/de/1", "x")]
    assert Page.from_bytes(outside, url=url).links == [("https://board.example/jobs/1", "x")]


def test_hidden_text_is_kept_apart():
    markup = b"""<p>seen</p><p hidden>one</p>
<div style="color:red; DISPLAY : none">two<p>three</p></div>
    <span aria-hidden="true">x</span><p style="font-size:0">four</p>
    <p style="font-size:0.9em">seen too</p>
    <p style="position:absolute;left:-9999px">five</p><p>end</p>"""
    page = Page.from_bytes(markup)
    assert [b.text for b in page.blocks] == ["seen", "seen too", "end"]
    assert [(hidden.text, hidden.how) for hidden in page.hidden] == [
        ("one", "hidden"),
        ("twothree", "hidden"),
        ("x", "aria"),
        ("four", "furtive"),
        ("five", "furtive"),
    ]


def test_an_open_dialog_ends_before_the_page():
    page = Page.from_bytes(
        b"<dialog open class=menu><p>We use cookies</p></dialog><p>Keep the lamps burning.</p>"
    )
    dialog, text = page.blocks
    assert not set(dialog.box) & set(text.box)
    assert dialog.region == "nav" and not text.region


def test_a_page_behind_its_own_dialog_is_seen():
    page = Page.from_bytes(
        b'<div role=dialog>We use cookies</div><div aria-hidden="true">' + PARAGRAPH * 3 + b"</div>"
    )
    assert len(page.blocks) == 4


def test_a_page_that_needs_scripts_says_so():
    page = Page.from_bytes(
        b"<html><body><noscript>Please enable JavaScript</noscript><div id=app></div><script "
        b"src=a.js></script>"
    )
    assert [p.split(":")[0] for p in page.problems] == ["javascript_shell"]
    assert [b.text for b in page.blocks] == ["Please enable JavaScript"]


def test_jsonld_of_the_page():
    good = (
        b'<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": '
        b'"JobPosting"}]}</script>'
    )
    page = Page.from_bytes(
        b"<p>Text</p>" + good + b'<script type="application/ld+json">{"a": "b" "c"}</script>'
    )
    assert [o["@type"] for o in page.jsonld] == ["WebSite", "JobPosting"]
    assert page.problems == ["jsonld_broken: 1 of 2 JSON-LD scripts cannot be read"]


def test_selector_is_on_the_parsed_tree():
    page = Page.from_bytes(b"<p class=a>x</p>")
    assert page.selector.css("p.a::text").get() == "x"
    assert page.selector.root is page.root
    assert Page.from_bytes(b"").selector.css("p") == []


def test_from_response():
    body = UMLAUTS.encode("cp1250")
    header = {"Content-Type": "text/html; charset=cp1250"}
    assert (
        Page.from_response(HtmlResponse("https://x.example/", body=body, headers=header))
        .blocks[0]
        .text.startswith("Größe")
    )
    declared = TextResponse(
        "https://x.example/", body="<p>Ёлка</p>".encode("koi8_r"), encoding="koi8_r"
    )
    assert Page.from_response(declared).blocks[0].text == "Ёлка"
    bare = SimpleNamespace(body=b"<p>x", url="https://x.example/", headers={})
    assert Page.from_response(bare).url == "https://x.example/"
    text = Page.from_bytes(b"<p> is a tag\n\nof HTML", content_type="text/plain")
    assert [block.text for block in text.blocks] == ["<p> is a tag", "of HTML"]


# --- HTML to blocks -------------------------------------------------------------------------------


def test_inline_text_is_glued_as_a_browser_shows_it():
    assert html("<p>A<b>B</b><!-- x --> c\n\n d&nbsp;e<br>f<script>g</script></p>h") == [
        "paragraph AB c d e",
        "paragraph f",
        "paragraph h",
    ]


def test_parts_that_only_styles_keep_apart():
    assert html("<div><span>Location</span><span>Oban</span></div>") == ["paragraph Location Oban"]
    assert html("<p><strong>Pay:</strong> 10<strong>Grade:</strong> 5</p>") == [
        "paragraph Pay: 10 Grade: 5"
    ]
    assert html("<p>Eco<span>ring</span> Mc<b>Donald</b></p>") == ["paragraph Ecoring McDonald"]


def test_fields_of_forms_stand_between_words():
    form = "<form>Name<input>Mail<select><option>x</select>Letter<input type=hidden>s</form>"
    assert html(form) == ["paragraph Name Mail Letters"]


def test_headings():
    assert html(
        "<h1>Ship<br>cook</h1><h3><span>Your tasks</span></h3><div role=heading "
        "aria-level=4>Pay</div>"
    ) == [
        "heading1 Ship cook",
        "heading3 Your tasks",
        "heading4 Pay",
    ]
    assert html("<h3><button>What you bring</button></h3><button>Apply</button><p>x</p>") == [
        "heading3 What you bring",
        "paragraph x",
    ]


def test_a_line_in_bold_is_a_weak_heading():
    styled = "<p><span style='font-weight:700'>Pay</span></p>"
    assert html(
        "<p><b>Your tasks</b></p><p><strong>What </strong><b>else:</b><br>Text</p>" + styled
    ) == [
        "heading6 Your tasks",
        "heading6 What else:",
        "paragraph Text",
        "heading6 Pay",
    ]
    assert html(
        "<p><b>Closing date: 6 July</b></p><p><b>Apply today.</b></p><p><b>Cook</b> "
        "wanted</p><p><b>***</b></p>"
    ) == [
        "paragraph Closing date: 6 July",
        "paragraph Apply today.",
        "paragraph Cook wanted",
        "paragraph ***",
    ]


def test_lists():
    assert html(
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
    assert html(
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
    assert html(
        "<table><tr><th>Place</th><td>Oban</td></tr><tr><td>Pay</td><td>:</td><td>10</td>"
        "</tr></table>"
    ) == [
        "pair Place = Oban",
        "pair Pay = 10",
    ]
    assert html(
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
    assert html(layout) == ["paragraph Home", "paragraph Jobs", "heading1 Cook", "paragraph Text"]
    assert html("<table><tr><td>Duties<td><ul><li>a<li>b</ul></table>") == [
        "heading6 Duties",
        "item1 • a",
        "item1 • b",
    ]


def test_preformatted_text_is_read_by_its_lines():
    assert html("<pre>Tasks\n-----\n- a\n- b</pre>") == ["heading2 Tasks", "item1 - a", "item1 - b"]
    assert html("<div style='white-space: pre-line'>One\n\nTwo</div>") == [
        "paragraph One",
        "paragraph Two",
    ]


def test_an_article_within_an_aside_is_a_card_of_it():
    words = "You plan boats, crews and tides in one timetable for us. " * 3
    card = "<article><h3>Cook</h3><p>Oban</p></article>"
    page = f"<article><p>{words}</p></article><div class=similar-jobs>{card}</div>"
    assert [b.region for b in blocks_of_html(page)] == ["article", "aside", "aside"]
    wrapped = f"<div class=carousel><article><p>{words}</p></article></div><p>Oban</p>"
    assert [b.region for b in blocks_of_html(wrapped)] == ["article", ""]


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


def test_a_class_around_the_whole_page_is_no_landmark():
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


# --- Plain text to blocks -------------------------------------------------------------------------


def test_lines_gaps_and_rules():
    blocks = blocks_of_text("One\n\n\n  Two   words\xa0 here\n____\n-\nThree\u2028Four")
    assert [(b.text, b.gap, b.line) for b in blocks] == [
        ("One", 0, 1),
        ("Two words here", 2, 4),
        ("Three", 0, 7),
        ("Four", 0, 8),
    ]


def test_items_and_their_depth():
    assert text("• a\n    • b\n    • c\n  • d\nText\n  * e") == [
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
    assert text(f"{mark} sail") == [f"item1 {mark} sail"]


def test_marks_without_a_blank():
    assert text("-have\n1.SUMMARY\n•x\no  second") == [
        "item1 - have",
        "item1 1. SUMMARY",
        "item1 • x",
        "item1 o second",
    ]


def test_what_only_looks_like_an_item():
    lines = ["1. May 2026", "3.5 years", "e.g. sailing", "J. Smith", "-5 degrees", "on board"]
    assert text("\n".join(lines)) == [f"paragraph {line}" for line in lines]


def test_marks_of_markdown():
    assert text("# Cook\n### Tasks ###\n**Your profile:**\nPay\n---") == [
        "heading1 Cook",
        "heading3 Tasks",
        "heading6 Your profile",
        "heading2 Pay",
    ]
    assert text("**Hours:** 8 to 5\n**Closing date: 5 May**\nAbout **us** all\n* a note *") == [
        "paragraph Hours: 8 to 5",
        "paragraph Closing date: 5 May",
        "paragraph About us all",
        "paragraph a note",
    ]
    assert text("| Place | Oban |\n|---|---|\n| a | b | c |") == [
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
    blocks = text(WRAPPED)
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
    assert len(text("\n".join(lines))) == 11
    assert (
        len(
            text(
                "\n".join(
                    f"Place of work number {n} is at the pier on the other side of town"
                    for n in range(10)
                )
            )
        )
        == 10
    )


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
