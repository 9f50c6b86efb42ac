"""Markdown, as some platforms keep the text of a posting."""

from __future__ import annotations


def markdown_to_html(text: str) -> str:
    """Return CommonMark as HTML; raw HTML within it stays text. "" for none."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).render(text) if text else ""
