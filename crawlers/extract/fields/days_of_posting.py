"""Read the day of posting from a line that says nothing but a day, or a place and a day, where it
stands by the title: the heading of an entry of a blog, the head of a letter ("Oban, 3 May 2031").

Such a day is weaker than one that a label or a sentence states, and it is asked for last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from crawlers.extract.dates.printed_date import DateReading, Order, looks_like_date, read_date
from crawlers.extract.fields.around_text import title_at
from crawlers.extract.fields.statements import fetched_day
from crawlers.extract.header.labels import slot_of, split_colon
from crawlers.extract.header.title_block import find_title_block
from crawlers.extract.places.gazetteer import towns
from crawlers.posting.raw import RawPosting, Said
from crawlers.text.blocks import Block
from crawlers.text.patterns import DIGIT, UPPER, any_of
from crawlers.text.word_lists import load, phrases_in

_MAX_LINE = 80
"""Characters of such a line."""
_ABOVE, _BELOW = 3, 2
"""Blocks above the title and below it among which it stands."""
_FURNITURE = ("nav", "footer", "form", "aside")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LETTER_HEAD = re.compile(
    rf"(?P<town>[{UPPER}][^\W\d_]*(?:['’. -]{{1,2}}[^\W\d_]+){{0,3}}),\s+(?P<day>[^,]*\d.*)"
)
"""A town of up to four words before a comma, and a day: "Oban, 3 May 2031"."""
_PARTS = re.compile(r"\s*[·•|]\s*")


def day_near_title(
    item: RawPosting, order_of: Callable[[], Order | None], deadline: str | None
) -> tuple[DateReading, Said] | None:
    """Return the day that a line by the title states, with where it stands.

    A heading right above the title, the head of a letter, a labelled line ("Date: 3.5.2031") and a
    line that says how long an entry of a blog takes to read are enough by themselves; a bare day
    is one of posting where the deadline is later. order_of: gives the order of day and month.
    deadline: its day, where it is known.
    """
    blocks, at = item.frame.blocks, _title_at(item)
    if at is None:
        return None
    for words, where in _candidates(blocks, at, has_deadline=deadline is not None):
        reading = read_date(words, order=order_of(), today=fetched_day(item))
        day = reading.when.date if reading and not reading.relative else None
        if reading and day and not (deadline and day >= deadline):
            return reading, Said(words, "section_rule", where)
    return None


def _title_at(item: RawPosting) -> int | None:
    """Return the index of the block that is the title, in one of the forms that the page gives
    it."""
    if (at := title_at(item)) is not None:
        return at
    titles = [said.raw for said in item.said.get("title", ())]
    titles += [title.rpartition(": ")[2] for title in titles if ": " in title]
    found = (find_title_block(item.frame.blocks, title) for title in titles[1:])
    return next((at for at in found if at is not None), None)


def _candidates(
    blocks: Sequence[Block], at: int, *, has_deadline: bool
) -> Iterator[tuple[str, str]]:
    """Yield the words of days by the title at `at`, each with where it stands."""
    for i in _near(blocks, at):
        text = blocks[i].text
        if (day := _day_of_letter(text)) or (i < at and (day := _labelled_day(blocks[i]))):
            yield day, "day in a line above or below the title"
        elif looks_like_date(text):
            if _is_labelled(blocks, i):
                continue
            if has_deadline or (i == at - 1 and blocks[i].kind == "heading"):
                yield text, "day next to the title"
        elif day := _day_of_entry(text):
            yield day, "day beside the time that an entry takes to read"
    lines = (block.text for block in blocks if block.region not in _FURNITURE)
    heads = [line for line in lines if _letter_head(line)] if has_deadline else []
    if len(heads) == 1 and (day := _day_of_letter(heads[0])):
        yield day, "place and day of a letter"


def _is_labelled(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a label beside a day, or in the line above it, says of what it is the day:
    "Start date"."""
    return bool(blocks[at].label or (at and slot_of(blocks[at - 1].text)))


def _near(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """Yield where the short lines with a digit stand next to the title."""
    for i in (*range(at - 1, at - 1 - _ABOVE, -1), *range(at + 1, at + 1 + _BELOW)):
        if 0 <= i < len(blocks) and blocks[i].region not in _FURNITURE:
            text = blocks[i].text
            if len(text) <= _MAX_LINE and DIGIT.search(text):
                yield i


def _letter_head(text: str) -> re.Match[str] | None:
    """Return the match of a line that is a few words, a comma and a day; None for another one."""
    if len(text) > _MAX_LINE or ", " not in text or not _YEAR.search(text):
        return None
    head = _LETTER_HEAD.fullmatch(text)
    return head if head and looks_like_date(head["day"]) else None


def _day_of_letter(text: str) -> str:
    """Return the day behind a town and a comma, in a line that says nothing else; else ""."""
    head = _letter_head(text)
    return head["day"] if head and towns(head["town"]) else ""


def _labelled_day(block: Block) -> str:
    """Return the day behind a label of the day of posting, in a line above the title."""
    pair = [block.label, block.text] if block.label else split_colon(block.text)
    is_labelled = len(pair) > 1 and slot_of(pair[0]) == "date_posted"
    return pair[1] if is_labelled and looks_like_date(pair[1]) else ""


def _day_of_entry(text: str) -> str:
    """Return the day beside the minutes that an entry takes to read: "3 May 2031 · 4 min read"."""
    parts = _PARTS.split(text)
    if len(parts) < 2 or not any(_reading_time().fullmatch(part) for part in parts):
        return ""
    return next(filter(looks_like_date, parts), "")


@cache
def _reading_time() -> re.Pattern[str]:
    words = any_of(phrases_in(load("dates")["reading_time"]))
    return re.compile(rf"(?i)~?\d{{1,2}}[ -]?(?:{words})")
