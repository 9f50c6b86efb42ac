"""Read the first line of a comment in a hiring thread: "Acme | Cook | Oban | Full-time"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crawlers.extract.header.value_of_text import value_of
from crawlers.extract.job.employers import cannot_be_employer
from crawlers.extract.job.title_lines import title_score
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

_LEAST_PARTS = 4
"""Parts between bars of such a line."""
_MARK = " | "


class ThreadLine(NamedTuple):
    """employer: the first part, "" where that is the post. post: as printed."""

    employer: str
    post: str


def line_of_thread(blocks: Sequence[Block]) -> ThreadLine | None:
    """Return what the one such line among blocks says; None where there is none, or several."""
    read = lines_of_thread(blocks)
    return read[0] if len(read) == 1 else None


def lines_of_thread(blocks: Sequence[Block]) -> list[ThreadLine]:
    """Return what each such line among blocks says."""
    return [line for block in blocks if _MARK in block.text and (line := _read(block.text))]


def _read(text: str) -> ThreadLine | None:
    first, *rest = map(str.strip, text.split(_MARK))
    if len(rest) + 1 < _LEAST_PARTS:
        return None
    post = next((part for part in (first, *rest) if title_score(Line(part)) > 0), "")
    if not post or not any(value_of(part) for part in rest if part != post):
        return None  # "Home | Careers | Cook | Print"
    is_name = post != first and first[:1].isalnum() and not cannot_be_employer(Line(first))
    return ThreadLine(first if is_name else "", post)
