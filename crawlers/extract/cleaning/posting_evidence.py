"""What speaks for a posting on a page that also says a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Literal

from crawlers.extract.cleaning.furniture_words import apply_lines
from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.weights import MENU_LINKS, SHORT, SUBSTANCE
from crawlers.extract.header.labels import slot_of
from crawlers.text.blocks import SITE_REGIONS
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

PostingEvidence = Literal["jobposting", "section", "prose", "labels", "sentences", "apply", "text"]
"""A JobPosting object with a description, a section under its heading, a good deal of text about
work, labels of a job with their values, sentences about work, an apply control beside a sentence,
any sentence."""

SENTENCES = re.compile(r"(?<=[.!?…])\s+")

# Set by hand on the pages of tests/extract/cleaning/test_notices.py and its like.
_SENTENCE = 5  # words of a sentence
_JOB_WORDS = 2  # different words of one language's postings
_LABELS = 2  # different labels of a job
_PROSE = 2 * SUBSTANCE  # weight of a good deal of text
_JOB_SLOTS = frozenset(
    (
        "location",
        "valid_through",
        "date_posted",
        "start_date",
        "reference",
        "requisition",
        "vacancy",
        "salary",
        "grade",
        "employment_type",
        "contract_type",
        "duration",
        "organization",
        "hours",
        "openings",
    )
)
"""The slots whose labels a page about anything but a job has not."""


def evidence(
    page: Measured, said: AbstractSet[int], stated: bool = False
) -> frozenset[PostingEvidence]:
    """Return what speaks for a posting outside the blocks with these indexes, which say a notice.

    stated: whether the page has a JobPosting object with a description.
    """
    rest = [i for i in page.living() if i not in said and not _is_about_cookies(page, i)]
    sentences = [low for i in rest for low in _sentences_of(page, i)]
    about = _speaks_of_work(page, sentences)
    known = any(word in page.words.common for low in sentences for word in low.split())
    found: dict[PostingEvidence, bool] = {
        "jobposting": stated,
        "section": any(map(page.opens_section, rest)),
        "prose": page.total(rest) >= _PROSE and (about or not known),
        "labels": len({slot for i in rest if (slot := _job_slot(page, i))}) >= _LABELS,
        "sentences": len(sentences) > 1 and about,
        "apply": bool(sentences) and any(_is_control(page, i) for i in rest),
        "text": bool(sentences),
    }
    return frozenset(name for name, there in found.items() if there)


def _is_about_cookies(page: Measured, i: int) -> bool:
    text = page.blocks[i].text.casefold()
    return any(word in text for word in phrases_in(load("notices")["not_evidence"]))


def _sentences_of(page: Measured, i: int) -> list[str]:
    """Return the sentences of a block that is no heading, menu or label, folded."""
    block = page.blocks[i]
    if (
        block.kind in ("heading", "pair", "row")
        or block.region in SITE_REGIONS
        or block.links > MENU_LINKS
    ):
        return []
    ended = [s for s in SENTENCES.split(block.text) if s[-1:] in ".!?…" or block.kind == "item"]
    low = (block.folded if sentence == block.text else fold(sentence) for sentence in ended)
    return [sentence for sentence in low if len(sentence.split()) >= _SENTENCE]


def _speaks_of_work(page: Measured, sentences: Sequence[str]) -> bool:
    """Return whether sentences have several words of one language's postings."""
    found: dict[str, set[str]] = {}
    for word in {word for low in sentences for word in low.split()}:
        for language in page.words.languages.get(word, ()):
            found.setdefault(language, set()).add(word)
    return max(map(len, found.values()), default=0) >= _JOB_WORDS


def _job_slot(page: Measured, i: int) -> str | None:
    """Return the slot of a label of a job that has its value, None for any other block."""
    block = page.blocks[i]
    pair = (block.label, ":", block.text)
    label, colon, value = pair if block.kind == "pair" else block.text.partition(":")
    slot = slot_of(label) if colon and value.strip() and len(label) <= SHORT else None
    return slot if slot in _JOB_SLOTS else None


def _is_control(page: Measured, i: int) -> bool:
    """Return whether a block is a button or a link to apply with."""
    return page.short[i] in _controls()


@cache
def _controls() -> frozenset[str]:
    return frozenset(map(fold, apply_lines()))
