"""What a page must not cost."""

from __future__ import annotations

import time

import pytest

from crawlers.page import Page

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
