"""Recognise lines of a header that are neither its title nor its employer."""

from __future__ import annotations

from functools import cache

from crawlers.text.lines import Line, once
from crawlers.text.words import fold, load, phrases_in


@once
def is_remark(line: Line) -> bool:
    """Return whether a line says who may apply or what is decided ("RESIDENTS ONLY"), not what the
    post is."""
    folded = f" {line.folded} "
    return any(map(folded.__contains__, _remarks()))


@cache
def _remarks() -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in phrases_in(load("header")["remarks"]))
