"""A line is a function of its answer: the same on every machine, in any order and process, on every
day but for words like "3 days ago"."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer, NotRead
from crawlers.extract.read import page_of, read
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.spider.reading import reader_of
from tests import ROOT
from tests.runs.every_answer import every_answer

MORE = os.environ.get("JOBWIRE_TEST_PAGES", "")
"""A list of further saved pages, as `scrapy extract --pages` takes them."""
DAY = dt.date(2026, 3, 10)
DATES = {"date_posted", "valid_through", "start_date"}
STAGES = get_project_settings().getdict("ITEM_PIPELINES")
READER = PageReader(STAGES)


def digests(seed: int, part: int = 0, of: int = 1, **environment: str) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.runs.every_answer", str(seed), str(part), str(of)]
    done = subprocess.run(
        [*command, DAY.isoformat(), *filter(None, [MORE])],
        cwd=ROOT,
        env={**os.environ, "JOBWIRE_DEMO": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture(autouse=True)
def with_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWIRE_DEMO", "1")


def record_on(day: dt.date, answer: Answer, plugin: Any) -> Mapping[str, Any]:
    try:
        found = read(replace(answer, day=day), READER.site(plugin))
    except NotRead as refused:
        return {"reason": refused.reason}
    return found.posting.model_dump(mode="json")


def test_the_same_bytes_in_any_order_process_zone_and_language() -> None:
    plain = digests(1, PYTHONHASHSEED="0", TZ="UTC", LANG="C.UTF-8")
    elsewhere = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"}
    with ThreadPoolExecutor(2) as pool:
        parts = pool.map(lambda part: digests(7, part, 3, LC_ALL="C", **elsewhere), range(3))
        assert {name: found for part in parts for name, found in part.items()} == plain
    assert len(plain) > 150


def test_another_day_moves_relative_dates_alone() -> None:
    counted_back = 0
    days = [DAY + dt.timedelta(days) for days in (-20_000, 1, 400)]
    for name, answer, plugin in every_answer(MORE):
        first = record_on(DAY, answer, plugin)
        for day in days:
            other = record_on(day, answer, plugin)
            changed = {field for field in first if first[field] != other[field]}
            assert changed <= DATES | {"content_hash", "warnings"}, name
            for field in changed & DATES:
                moved = _day(other[field]) - _day(first[field])
                assert moved == day - DAY, f"{name}: {field}"
            counted_back += bool(changed)
    assert counted_back, "no page has a relative date"


def _day(when: Mapping[str, str]) -> dt.date:
    return dt.date.fromisoformat(when["date"])


def test_a_plugin_reads_without_anything_of_a_crawl() -> None:
    """What its hooks are called on keeps nothing, and has neither settings, ledger nor clock."""
    site = reader_of(GenericSpider, STAGES)
    hook = site.unpack.__self__  # type: ignore[attr-defined]
    for name in ("settings", "ledger", "clock", "crawler", "known", "walk"):
        assert not hasattr(hook, name)
    for _, answer, plugin in every_answer():
        if plugin is GenericSpider:
            record_on(DAY, answer, plugin)
    assert vars(hook) == {}


PAGE = """<html lang="en"><head><title>Ropemaker</title><meta name="csrf" content="{token}">
<script>var session = "{token}";</script></head><body><nav>Home</nav><main><h1>Ropemaker</h1>
<p>Closing date: 4 May 2026</p><p>Posted {ago}</p><h2>Duties</h2>
<p>You lay rope of hemp on the long walk behind the old harbour, and splice what is worn.</p>
<ul><li>Keep the walk and the tarring house in order.</li><li>Teach two apprentices.</li></ul>
<h2>Requirements</h2><ul><li>A certificate of the trade, or five years on a ropewalk.</li></ul>
<p>Viewed {views} times</p></main><aside><h2>Similar jobs</h2><ul><li><a href="/jobs/{other}">
Sailmaker {other}</a></li></ul></aside><input type="hidden" value="{token}"></body></html>"""


@pytest.mark.parametrize("later", [1, 2, 3])
def test_tokens_counters_and_related_boxes_change_no_line(later: int) -> None:
    """The page of another day, with what a site prints anew each time."""
    lines = []
    for days in (0, later):
        text = PAGE.format(
            token=f"a9f3{days}77",
            ago=f"{days + 2} days ago",
            views=310 + 17 * days,
            other=80 + days,
        )
        answer = Answer(
            text.encode(), address="https://walk.example/jobs/7", content_type="text/html"
        )
        lines.append(record_on(DAY + dt.timedelta(days), answer, GenericSpider))
    assert lines[0] == lines[1]
    assert lines[0]["date_posted"]["date"] == (DAY - dt.timedelta(2)).isoformat()
    assert lines[0]["date_posted"]["raw"] == (DAY - dt.timedelta(2)).isoformat()


def test_coarse_words_stand_in_the_provenance_alone() -> None:
    text = PAGE.format(token="x", ago="2 weeks ago", views=1, other=8)
    found = read(Answer(text.encode(), day=DAY), READER.site(GenericSpider))
    assert found.posting.date_posted is None
    assert "2 weeks ago" in found.provenance["date_posted"].raw
    assert "weeks ago" not in found.posting.model_dump_json()


def test_a_page_is_the_same_from_a_file_and_from_the_wire() -> None:
    """An archive has the body and the head of an answer, and gives its bytes."""
    body = PAGE.format(token="x", ago="yesterday", views=1, other=8).encode("cp1252")
    with_head = Answer(body, content_type="text/html; charset=cp1252", day=DAY)
    assert page_of(with_head).blocks == page_of(replace(with_head, content_type="text/html")).blocks
