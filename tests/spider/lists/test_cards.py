"""Fingerprints of the cards of a list page."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from lxml import html

from crawlers.spider.lists.cards import fingerprints


def _result_of(steps: Generator[Any, None, Mapping[str, str]]) -> dict[str, str]:
    """Return what a reader with pauses returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return dict(end.value)


def _of(
    *cards: str, around: str = "<div class='list'>{}</div><a href='/about'>About us</a>"
) -> dict[str, str]:
    root = html.document_fromstring(f"<html><body>{around.format(''.join(cards))}</body></html>")
    return _result_of(
        fingerprints(root, lambda href: href.split("/")[2] if href.startswith("/jobs/") else "")
    )


def _card(key: str, said: str, title: str = "Baker") -> str:
    link = f"<a href='/jobs/{key}'>"
    return f"<div><h3>{link}{title}</a></h3><p>{said}</p>{link}More</a></div>"


def test_a_card_has_the_same_fingerprint_wherever_it_stands() -> None:
    one, two = (
        _of(_card("1", "Ghent"), _card("2", "Lund")),
        _of(_card("2", "Lund"), _card("3", "Oulu"), _card("1", "Ghent")),
    )
    assert one == {key: two[key] for key in ("1", "2")}
    assert len({*two.values()}) == 3


def test_what_a_card_says_changes_its_fingerprint_and_no_other() -> None:
    before, after = (
        _of(_card("1", "Ghent"), _card("2", "Lund")),
        _of(_card("1", "Ghent"), _card("2", "Lund, closes 3 May")),
    )
    assert before["1"] == after["1"] and before["2"] != after["2"]


def test_an_address_of_other_words_changes_the_fingerprint_and_a_session_does_not() -> None:
    card = "<div><a href='/jobs/1/{}'>Baker</a><p>Ghent</p></div>"
    plain, session, words = (
        _of(card.format(path), _card("2", "x"))["1"]
        for path in ("baker", "baker;jsessionid=1?from=list", "head-baker")
    )
    assert plain == session != words


def test_markup_and_white_space_say_nothing() -> None:
    assert _of(_card("1", "Ghent"), _card("2", "x")) == _of(
        _card("1", "<b class='new'>\n Ghent</b> "), _card("2", "x")
    )


def test_a_bare_title_says_nothing_of_the_page_behind_it() -> None:
    assert (
        _of("<li><a href='/jobs/1'>Baker</a></li>", "<li><a href='/jobs/2'>Carter</a></li>") == {}
    )


def test_rows_of_a_table_are_cards() -> None:
    rows = (
        "<tr><td><a href='/jobs/1'>Baker</a></td><td>Ghent</td></tr>",
        "<tr><td><a href='/jobs/2'>Dyer</a></td><td>Lund</td></tr>",
    )
    assert set(_of(*rows, around="<table>{}</table>")) == {"1", "2"}


def test_the_only_posting_of_a_list_has_the_page_for_its_card() -> None:
    """It is asked for again whenever anything on the page changes."""
    assert _of(_card("1", "Ghent")) != _of(_card("1", "Ghent"), "<p>Updated today</p>")


def test_a_page_of_one_posting_and_its_links_costs_no_more_than_its_length() -> None:
    """Forty thousand links to one posting: the card is the page, and is read once."""
    assert len(_of("<a href='/jobs/1'>Baker</a> Ghent" * 20_000, around="<p>{}</p>")) == 1
