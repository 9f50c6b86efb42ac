"""Page: whatever comes is read, and its head, links and hidden text are known."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, TextResponse

from crawlers.page import Page
from tests.page.blocks import assert_sound


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
        b'<div role=dialog>We use cookies</div><div aria-hidden="true">'
        + b"<p>Some words of a posting, and a few more of them, to the end of a line.</p>" * 3
        + b"</div>"
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
    body = "<p>Größe Müller Straße</p>".encode("cp1250")
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
