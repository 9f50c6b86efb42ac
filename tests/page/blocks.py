"""Blocks of a piece of HTML or text, for tests of what works on blocks."""

from __future__ import annotations

import unicodedata

from crawlers.page import Page
from crawlers.page.html_blocks import walk
from crawlers.page.html_tree import parse_html
from crawlers.page.text_blocks import blocks_of_text
from crawlers.text.blocks import Block


def blocks_of_html(markup: str) -> list[Block]:
    """Return the blocks of a piece of HTML."""
    root, _ = parse_html(markup.encode("utf-8", "replace"))
    return walk(root).blocks if root is not None else []


def lines_of_html(markup: str) -> list[str]:
    """Return each block of a piece of HTML in one line."""
    return [line_of(block) for block in blocks_of_html(markup)]


def lines_of_text(text: str) -> list[str]:
    """Return each block of a plain text in one line."""
    return [line_of(block) for block in blocks_of_text(text)]


def line_of(block: Block) -> str:
    """Return a block in one line: kind and level, mark, label, text."""
    kind = f"{block.kind}{block.level or ''}"
    mark, label = block.mark and f"{block.mark} ", block.label and f"{block.label} = "
    return f"{kind} {mark}{label}{block.text}"


def assert_sound(page: Page) -> None:
    """Fail where a page has what no page may have, whatever its bytes are."""
    for block in page.blocks:
        assert block.text == " ".join(block.text.split()) != ""
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in block.text + block.label)
        assert (block.kind == "pair") == bool(block.label)
        assert (block.level > 0) == (block.kind in ("heading", "item"))
        assert 0 <= block.links <= 1
    assert [b.line for b in page.blocks] == sorted({b.line for b in page.blocks})
    assert all(p.partition(": ")[2] for p in page.problems)
    assert all(address.startswith("http") for address, _ in page.links)
