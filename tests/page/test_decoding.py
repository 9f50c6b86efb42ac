"""What a body is, and in which charset."""

from __future__ import annotations

import pytest

from crawlers.page import Page, decoding, limits

UMLAUTS = "<p>Größe Müller Straße</p>"


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
