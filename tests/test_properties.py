"""What holds for any page, read through all stages."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.utils.project import get_project_settings

from crawlers.extract import read as reading
from crawlers.extract.answer import Answer
from crawlers.extract.sections.rendering import as_text
from crawlers.posting import RawPosting
from crawlers.runs.read_page import PageReader, PageResult
from crawlers.spider.generic import GenericSpider

READER = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
LINE = st.one_of(
    st.sampled_from(
        [
            "SUMMARY",
            "Duties:",
            "The incumbent must:",
            "- know lamps;",
            "Location: Bergen, Norway",
            "Closing date: 4 May 2026",
            "Grade",
            "G7",
            "Lighthouse Engineer",
            "Northern Harbour Authority",
            "Apply now",
            "Similar jobs",
            "1. QUALIFICATIONS AND EXPERIENCE",
            "We use cookies",
        ]
    ),
    st.text(max_size=120),
    st.builds(
        "{} {}.".format,
        st.text(alphabet="abcdefg ", min_size=40, max_size=200),
        st.integers(0, 10**6),
    ),
)
PAGES = st.lists(LINE, max_size=30).map("\n".join)


def read(text: str) -> PageResult:
    return READER.read(answer_of(text), GenericSpider)


def answer_of(text: str) -> Answer:
    return Answer(text.encode("utf-8", "replace"), content_type="text/plain; charset=utf-8")


@settings(max_examples=150, derandomize=True)
@given(PAGES)
def test_any_page_gives_a_posting_or_a_reason_and_the_same_bytes_twice(text: str) -> None:
    first, second = read(text), read(text)
    assert first.posting is not None or first.problems
    assert json.dumps(first.posting) == json.dumps(second.posting)


@settings(max_examples=150, derandomize=True)
@given(PAGES)
def test_the_description_is_its_sections_and_what_is_cut_is_kept(text: str) -> None:
    raws: list[RawPosting] = []
    site = READER.site(GenericSpider)
    try:
        result = reading.read(
            answer_of(text), replace(site, steps=(lambda raw: raws.append(raw) or raw, *site.steps))
        )
    except reading.NotRead:
        return
    posting = result.posting
    assert posting.description == as_text(posting.sections)
    kept = posting.description + " ".join(r.text for r in result.removed)
    kept += " ".join(s.raw for said in raws[0].said.values() for s in said)
    unmarked = re.sub(r"(?m)^\s*\d+[.)]\s", "", text)  # the number of an item is its mark, no text
    printed = unmarked.encode("utf-8", "replace").decode()
    letters = {c for c in printed if c.isascii() and c.isalnum()}
    assert letters <= set(kept)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1_590_000,
        "Location: Bergen\n" * 400_000,
        "(" * 7_900_000,
        "- a;\n" * 1_000_000,
        "SUMMARY " * 900_000,
        "a\n" * 3_900_000,
    ],
    ids=["one line", "labels", "brackets", "items", "headings", "letters"],
)
def test_eight_megabytes_are_read_or_refused_in_no_time(text: str) -> None:
    begin = time.process_time()
    result = read(text)
    assert result.posting is None or result.posting["id"]
    assert time.process_time() - begin < 4  # 2 s on a quiet machine
