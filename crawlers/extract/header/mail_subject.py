"""Read the post in the subject of a message, as mailing lists and their archives print it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crawlers.extract.job.title_lines import title_score
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.words import load, phrases_in

_FIRST = 12
"""Blocks among which the head of a message stands."""
_OTHERS = 2
"""Other lines of such a head, at least: "Subject" may be what a teacher teaches."""
_NEAR = 5
"""Blocks around the subject in which they stand."""
_MARKS = re.compile(r",\s+|\s+[-–—|@/]+\s+|:\s+")


def post_of_mail(blocks: Sequence[Block]) -> str:
    """Return the post that the subject of a message names, without the mark of the list before it
    ("[jobs]", "JOB:") and the employer and place behind it; "" where there is no such message."""
    for at, block in enumerate(blocks[:_FIRST]):
        match = _subject().match(_line(block))
        if match and _is_of_mail(blocks[max(0, at - _NEAR) : at + _NEAR]):
            parts = _MARKS.split(match["subject"])
            return next((part for part in parts if title_score(Line(part)) > 0), "")
    return ""


def _is_of_mail(near: Sequence[Block]) -> bool:
    return sum(_other().match(_line(block)) is not None for block in near) >= _OTHERS


def _line(block: Block) -> str:
    return f"{block.label}: {block.text}" if block.label else block.text


@cache
def _subject() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["subjects_of_mail"]))
    return re.compile(rf"(?i)(?:{words})\s?: *(?:\[[^\[\]]{{1,40}}\] *)*(?P<subject>\S.*)")


@cache
def _other() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["lines_of_mail"]))
    return re.compile(rf"(?i)(?:{words})\s?: *\S")
