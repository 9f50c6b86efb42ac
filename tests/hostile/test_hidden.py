"""Hidden text is flagged on pages that hide it, and never on pages that hide nothing from their
readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import monday, script
from crawlers.extract.answer import Answer
from crawlers.extract.read import page_of
from crawlers.plugins.discovery import find_by_name
from crawlers.spider.generic import GenericSpider
from crawlers.spider.page_problems import notice_on
from crawlers.spider.saved_pages import saved_answer
from tests.hostile import hidden
from tests.hostile.fuzzing import READER
from tests.hostile.test_fuzz import recorded

ADDRESS = "https://board.example/jobs/7"
LEAST = 0.95
"""The least share of the pages that hide an order; what a style sheet hides by a class is not
found."""


def flagged(html: str) -> bool:
    answer = Answer(html.encode(), content_type="text/html", address=ADDRESS)
    found = READER.read(answer, GenericSpider).posting
    assert found is not None
    assert not any(order in str(found) for order in hidden.ORDERS) or "<style>" in html
    return "hidden_text" in found["flags"]


def test_hidden_orders_are_flagged() -> None:
    flags = {name: flagged(page) for name, page in hidden.furtive()}
    assert sum(flags.values()) >= LEAST * len(flags), [
        name for name, found in flags.items() if not found
    ]


@pytest.mark.parametrize(("name", "page"), [*hidden.harmless()], ids=[*hidden.HARMLESS])
def test_what_pages_hide_for_good_reasons_is_not_flagged(name: str, page: str) -> None:
    assert not flagged(page)


def test_pages_that_hide_nothing() -> None:
    for path in recorded():
        answer = saved_answer(path, ADDRESS)
        page = page_of(answer)
        if page.kind != "json" and not notice_on(page):
            found = READER.read(answer, GenericSpider).posting
            assert not found or "hidden_text" not in found["flags"], path


def demo_pages() -> Iterator[tuple[str, str, Answer]]:
    """Yield site, markup and answer of every posting of the demo's first day."""
    epoch = monday(dt.date(2026, 3, 2))
    for name, replica in replicas().items():
        spider = find_by_name(name)
        listed = script(name).vacancies(0, epoch)
        for vacancy in (each for each in listed if each.state == "listed"):
            html = replica.page(vacancy, listed, spider.home)
            address = spider.home + replica.address(vacancy)
            yield name, html, Answer(html.encode(), content_type="text/html", address=address)


def test_the_demo_hides_nothing_and_is_no_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWIRE_DEMO", "1")
    seen = 0
    for name, html, answer in demo_pages():
        assert notice_on(page_of(answer)) is None, (name, html[:500])
        found = READER.read(answer, find_by_name(name)).posting
        assert found is not None and "hidden_text" not in found["flags"], (name, html[:500])
        seen += 1
    assert seen > 50
