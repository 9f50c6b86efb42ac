"""Recorded pages: `tests/sites/<spider>/<case>/page.*` with `meta.json` and `expected.jsonl` are
the whole test.

A missing expected file is written and the test fails once, so that a person reads it before it is
committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.runs.read_page import PageReader
from crawlers.runs.recorded_pages import given_and_expected, name_of, recorded

ROOT = Path(__file__).parent.parent
PAGES = recorded(ROOT)


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_recorded_page(reader: PageReader, page: Path) -> None:
    given, expected = given_and_expected(page, reader)
    assert given == expected


def test_there_are_pages_for_every_site() -> None:
    """A plugin without a recorded page is not done."""
    sites = {path.stem for path in (ROOT / "spiders").glob("[a-z]*.py")}
    assert sites <= {page.parent.parent.name for page in PAGES}
