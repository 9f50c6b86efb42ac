"""The fingerprint of an answer: what it stands for, and where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crawlers.extract.answer import Answer

PAGE = Answer(b"<h1>Cook</h1>", content_type="text/html", address="https://p.example/1", key="1")


def test_it_stands_for_all_that_is_read_but_the_day() -> None:
    others = (
        replace(PAGE, body=b"<h1>Baker</h1>"),
        replace(PAGE, content_type="text/plain"),
        replace(PAGE, address="https://p.example/2"),
        replace(PAGE, key="2"),
        replace(PAGE, record={"title": "Cook"}),
    )
    assert len({each.fingerprint() for each in (PAGE, *others)}) == len(others) + 1
    assert replace(PAGE, day=date(2031, 5, 1)).fingerprint() == PAGE.fingerprint()


def test_the_order_of_members_is_none_of_a_record() -> None:
    record = {"title": "Cook", "place": "Oban"}
    turned = dict(reversed(record.items()))
    assert Answer(record=record).fingerprint() == Answer(record=turned).fingerprint()


def test_what_json_cannot_hold_has_none() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    for record in (object(), {1: "a", "b": "c"}, {"day": date(2031, 5, 1)}, deep):
        assert Answer(record=record).fingerprint() is None
