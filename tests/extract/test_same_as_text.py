"""A page says the same as HTML and as text: where two readings of it have a value, it is the same
one. On the saved pages beside the checkout, half of the sites (SHARED_HALVES=AB: all of them)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import html_text
import inscriptis
import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer, NotRead, Site
from crawlers.extract.job.spellings import fits
from crawlers.extract.read import read
from crawlers.page.decoding import decode
from crawlers.posting import JobPosting
from crawlers.spider.generic import GenericSpider
from crawlers.spider.reading import reader_of
from crawlers.text.words import fold
from tests import ROOT

SHARED = ROOT / ".." / "shared" / "pages"
HALVES = os.environ.get("SHARED_HALVES", "A")
RENDERINGS: dict[str, Callable[[str], str]] = {
    "html-text": html_text.extract_text,
    "inscriptis": inscriptis.get_text,
}
MOST_UNEQUAL = {"html-text": 0.18, "inscriptis": 0.06}
"""Share of the values that both readings have in which they differ, at most. None should: html-text
puts the head's title before the text, and both lose what parts a title from the lines beside it."""

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no saved pages beside the checkout")


def _postings() -> Iterator[tuple[Path, str | None]]:
    for folder in ("sites", "html"):
        for line in (SHARED / folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            half = "AB"[hashlib.sha256(page.get("site", "").encode()).digest()[0] % 2]
            is_ours = folder == "html" or half in HALVES
            if is_ours and page.get("kind", "posting") == "posting":
                yield SHARED / folder / page["file"], page.get("url")


@cache
def _site() -> Site:
    return reader_of(GenericSpider, get_project_settings().getdict("ITEM_PIPELINES"))


def _values(body: bytes, content_type: str, url: str | None) -> dict[str, Any]:
    """What is scored, by field, of one reading; nothing where it is refused."""
    try:
        posting = read(Answer(body, content_type=content_type, address=url), _site()).posting
    except NotRead:
        return {}
    return _of(posting)


def _of(posting: JobPosting) -> dict[str, Any]:
    pay, places = posting.salary, posting.locations
    return {
        "title": fold(posting.title),
        "organization": fold(posting.organization.name) if posting.organization else None,
        "city": {fold(p.city) for p in places if p.city},
        "country": {p.country for p in places if p.country},
        "date_posted": posting.date_posted and posting.date_posted.date,
        "valid_through": posting.valid_through and posting.valid_through.date,
        "employment_types": set(posting.employment_types),
        "salary": pay and (pay.min, pay.max, pay.currency, pay.period),
        "identifiers": {each.value for each in posting.identifiers},
    }


def _agree(field: str, one: Any, other: Any) -> bool:
    """Whether two values are the same, or one of them says less: a rendering may lose a place, and
    the logo with the employer's name in full."""
    if field == "organization":
        return fits(one, other)
    if isinstance(one, set):
        return one <= other or other <= one
    return bool(one == other)


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_rendering_says_the_same_or_nothing(name: str) -> None:
    both, unequal = 0, []
    for path, url in _postings():
        body = path.read_bytes()
        as_html = _values(body, "text/html", url)
        text = RENDERINGS[name](decode(body, "text/html", None))
        as_text = _values(text.encode(), "text/plain; charset=utf-8", url)
        for field in as_html.keys() & as_text.keys():
            if as_html[field] and as_text[field]:
                both += 1
                if not _agree(field, as_html[field], as_text[field]):
                    unequal.append((path.name, field, as_html[field], as_text[field]))
    assert both
    assert len(unequal) <= MOST_UNEQUAL[name] * both, "\n".join(map(str, unequal))
