"""Recorded pages: `tests/sites/<spider>/<case>/page.*` with `meta.json` and `expected.jsonl` are
the whole test.

A missing expected file is written and the test fails once, so that a person reads it before it is
committed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.plugins.discovery import find_by_name
from crawlers.runs.read_page import PageReader
from crawlers.spider import PostingSpider
from crawlers.spider.generic import GenericSpider
from crawlers.spider.saved_pages import is_page, saved_answer, saved_pages

SITES = Path(__file__).parent / "sites"
CASES = sorted(path for path in SITES.glob("*/*/*") if is_page(path))


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def plugin_of(case: Path) -> type[PostingSpider]:
    name = case.parent.parent.name
    return GenericSpider if name == "generic" else find_by_name(name)


def read(reader: PageReader, path: Path) -> dict[str, Any]:
    (saved,) = saved_pages(path)
    answer = saved_answer(path, saved.url, saved.fetched_on)
    result = reader.read(answer, plugin_of(path))
    return {"posting": result.posting, "problems": result.problems}


@pytest.mark.parametrize("path", CASES, ids=lambda p: "/".join(p.parts[-3:-1]))
def test_recorded_page(reader: PageReader, path: Path) -> None:
    got = read(reader, path)
    expected = path.parent / "expected.jsonl"
    line = json.dumps(got, ensure_ascii=False, sort_keys=True) + "\n"
    if not expected.exists():
        expected.write_text(line, encoding="utf-8")
        pytest.fail(f"{expected} was missing and has been written: read it, then commit it")
    assert got == json.loads(expected.read_text(encoding="utf-8"))


def test_there_are_pages_for_every_site() -> None:
    """A plugin without a recorded page is not done."""
    sites = {path.stem for path in (Path(__file__).parent.parent / "spiders").glob("[a-z]*.py")}
    recorded = {path.parent.parent.name for path in CASES}
    assert sites <= recorded
