"""Recognise lines of a header that are neither its title nor its employer."""

from __future__ import annotations

from functools import cache

from crawlers.text.lines import Line, once
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load, phrases_in


@once
def is_remark(line: Line) -> bool:
    """Return whether a line says who may apply or what is decided ("RESIDENTS ONLY"), not what the
    post is."""
    return _remarks().may_be_in(line.folded, line.words)


@cache
def _remarks() -> InText:
    return InText(phrases_in(load("header")["remarks"]))
