"""Compare what recorded pages give with what a person has read and committed: the whole test of a
site. For tests/test_sites.py, which `scrapy init` writes into a project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crawlers.plugins.discovery import find_by_name
from crawlers.plugins.recorded_pages import PAGES
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.spider.saved_pages import is_page, saved_pages

GENERIC = "generic"
"""The folder of pages that are read without a plugin."""


class NotYetRead(AssertionError):
    """A page had no expected.jsonl: it was written just now, for a person to read."""


def recorded(root: Path) -> list[Path]:
    """Return all recorded pages of a project: tests/sites/SITE/CASE/page.*"""
    return sorted(path for path in (root / PAGES).glob("*/*/*") if is_page(path))


def name_of(page: Path) -> str:
    """Return SITE/CASE/FILE, which names a test."""
    return "/".join(page.parts[-3:])


def given_and_expected(page: Path, reader: PageReader) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a page gives now, and what is committed for it:
    {"posting": record or null, "problems": [sentence]}.

    Raise NotYetRead where expected.jsonl is missing, after writing it; PluginError and KeyError as
    `find_by_name` does.
    """
    site = page.parent.parent.name
    plugin = GenericSpider if site == GENERIC else find_by_name(site)
    (saved,) = saved_pages(page)
    result = reader.read(saved.answer(), plugin)
    given = {"posting": result.posting, "problems": result.problems}
    expected = page.parent / "expected.jsonl"
    if not expected.exists():
        line = json.dumps(given, ensure_ascii=False, sort_keys=True) + "\n"
        expected.write_text(line, encoding="utf-8")
        raise NotYetRead(f"{expected} was missing and has been written: read it, then commit it")
    return given, json.loads(expected.read_text(encoding="utf-8"))
