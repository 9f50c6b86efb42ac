"""The lines of furniture in data/furniture.yaml, for all that read them."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.text.word_lists import load, phrases_in


def furniture_lines() -> Iterator[str]:
    """Yield every whole line that is nothing but furniture."""
    yield from phrases_in(load("furniture")["lines"])
    yield from closing_lines()


def closing_lines() -> Iterator[str]:
    """Yield those that also close a posting's own text, as the controls to apply with do."""
    yield from phrases_in(load("furniture")["closing_lines"])
    yield from apply_lines()


def apply_lines() -> Iterator[str]:
    """Yield what a button or a link to apply with says."""
    yield from phrases_in(load("furniture")["apply_lines"])
