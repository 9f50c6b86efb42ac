"""No reader folds a block again: counted over all recorded pages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import NotRead
from crawlers.extract.read import read
from crawlers.plugins.discovery import find_by_name
from crawlers.spider.generic import GenericSpider
from crawlers.spider.posting_spider import Gone
from crawlers.spider.reading import reader_of
from crawlers.spider.saved_pages import is_page, saved_answer, saved_pages
from crawlers.text.words import folded_words, folded_words_of

SITES = Path(__file__).parent.parent / "sites"
CASES = sorted(path for path in SITES.glob("*/*/*") if is_page(path))
SENTENCES = "ReadFacts"
"""The stage from which on sentences and values are read, and blocks no longer."""


@contextmanager
def counted_folds() -> Iterator[Counter[int]]:
    """Count by identity how often each text is folded while the block runs: a part of a text is
    another one, and so is an equal text of another block."""
    found: Counter[int] = Counter()
    kept: list[str] = []  # no text may take the place of one that is gone

    def look(frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        if frame.f_code is folded_words.__code__ and not _is_of_many(frame):
            kept.append(frame.f_locals["text"])
            found[id(kept[-1])] += 1
        elif frame.f_code is folded_words_of.__code__:
            kept.extend(frame.f_locals["texts"])
            found.update(map(id, frame.f_locals["texts"]))

    sys.setprofile(look)
    try:
        yield found
    finally:
        sys.setprofile(None)


def _is_of_many(frame: FrameType) -> bool:
    return frame.f_back is not None and frame.f_back.f_code is folded_words_of.__code__


ORDERED = get_project_settings().getdict("ITEM_PIPELINES")
READ_FACTS = next(order for path, order in ORDERED.items() if path.endswith(SENTENCES))
STAGES = {path: order for path, order in ORDERED.items() if order < READ_FACTS}


@pytest.mark.parametrize("path", CASES, ids=lambda p: "/".join(p.parts[-3:-1]))
def test_a_block_is_folded_once_at_most(path: Path) -> None:
    (saved,) = saved_pages(path)
    name = path.parent.parent.name
    site = reader_of(GenericSpider if name == "generic" else find_by_name(name), STAGES)
    answer = saved_answer(path, saved.url, saved.fetched_on)
    item = None
    texts: list[str] = []
    with counted_folds() as folds:
        try:
            item = read(answer, replace(site, steps=()))
            texts = [block.text for block in (*item.blocks, *item.described)] if item else []
            for step in site.steps:
                item = step(item)
        except (Gone, NotRead):
            pass
    said = item.said.values() if item else ()
    values = {each.raw for statements in said for each in statements}  # read as values, too
    if item:
        values |= {*item.frame.banner, *item.frame.footer}  # and as names of the site
    counted = {text: folds[id(text)] for text in texts if len(text) > 1 and text not in values}
    assert not {text: times for text, times in counted.items() if times > 1}
    assert any(counted.values()) or not counted
