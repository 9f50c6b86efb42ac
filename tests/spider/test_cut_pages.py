"""Pages without an end: asked for again, held, and decided on when it is clear what they are."""

from __future__ import annotations

from scrapy.http import Response

from crawlers.spider.cut_pages import DOUBTED, CutPages

WHOLE = Response("https://board.example/1", body=b"<html><body>Baker</body></html>")
CUT = Response("https://board.example/2", body=b"<html><body>Bak")


def test_once_a_page_had_an_end_those_without_one_are_cut() -> None:
    pages = CutPages()
    assert not pages.is_cut(WHOLE)
    assert [pages.is_cut(CUT) for _ in range(DOUBTED + 3)] == [True] * (DOUBTED + 3)


def test_on_a_site_whose_pages_have_no_end_only_the_first_are_doubted() -> None:
    pages = CutPages()
    assert [pages.is_cut(CUT) for _ in range(DOUBTED + 2)] == [True] * DOUBTED + [False] * 2


def test_what_is_no_html_has_no_end() -> None:
    pages = CutPages()
    pages.is_cut(WHOLE)
    assert not pages.is_cut(Response("https://board.example/3", body=b'{"title": "Baker"}'))


def test_held_pages_are_released_when_all_postings_are_answered() -> None:
    pages = CutPages()
    pages.note_asked()
    pages.note_asked()
    pages.note_answered()
    pages.hold("2", CUT)
    assert pages.release(more_to_come=False) == []
    pages.note_answered()
    assert pages.release(more_to_come=True) == []
    assert pages.release(more_to_come=False) == [("2", CUT)]
    assert pages.release(more_to_come=False) == []


def test_held_pages_are_released_once_an_end_was_seen() -> None:
    pages = CutPages()
    pages.note_asked()
    pages.hold("2", CUT)
    pages.is_cut(WHOLE)
    assert pages.release(more_to_come=True) == [("2", CUT)]


def test_where_ends_are_expected_the_first_page_without_one_is_cut() -> None:
    pages = CutPages()
    pages.expect_ends()
    assert [pages.is_cut(CUT) for _ in range(DOUBTED + 3)] == [True] * (DOUBTED + 3)
    pages.note_asked()
    pages.hold("2", CUT)
    assert pages.release(more_to_come=True) == [("2", CUT)] and pages.end_was_seen
