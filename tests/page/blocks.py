"""Blocks of a piece of HTML, for tests of what works on blocks."""

from __future__ import annotations

from crawlers.page.html_blocks import walk
from crawlers.page.html_tree import parse_html
from crawlers.text.blocks import Block


def blocks_of_html(markup: str) -> list[Block]:
    """Return the blocks of a piece of HTML."""
    root, _ = parse_html(markup.encode("utf-8", "replace"))
    return walk(root).blocks if root is not None else []
