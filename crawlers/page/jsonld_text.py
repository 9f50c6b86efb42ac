"""Return the text of a posting that a schema.org JobPosting object holds, as blocks.

The members are those of https://schema.org/JobPosting that hold text: `description`,
`responsibilities`, `qualifications` and the like.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from crawlers.page.html_blocks import walk
from crawlers.page.html_tree import parse_html
from crawlers.page.jsonld_shapes import is_nothing, markup
from crawlers.page.limits import BadBody, safe_markup
from crawlers.page.text_blocks import blocks_of_text
from crawlers.text.blocks import Block

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*\b|br/)[^<>]*>")

_PARTS: tuple[tuple[str, str], ...] = (
    ("responsibilities", "responsibilities"),
    ("qualifications", "qualifications"),
    ("jobBenefits", "benefits"),
    ("incentiveCompensation", "benefits"),
)
"""The members that are text of the posting, in the order of a posting, and their kind of
section."""


def description_blocks(posting: dict[str, Any]) -> list[Block]:
    """Return the description as blocks, [] where there is none; behind it what the posting states
    in members of its own (`qualifications`) and the description does not say already.

    Each may be HTML or plain text, with its marks escaped once or twice.
    """
    found = _text_blocks(posting.get("description"))
    if not found:
        return []
    parts = [(kind, _text_blocks(posting[name])) for name, kind in _PARTS if posting.get(name)]
    said = " ".join(block.folded for block in found) if parts else ""
    for kind, blocks in parts:
        for block in blocks:
            if block.folded not in said:
                block.section = kind
                found.append(block)
    return found


def _text_blocks(value: Any) -> list[Block]:
    text = markup(value)
    if is_nothing(text):
        return []
    for _ in range(2):
        if not _TAG.search(text) and "&" in text:
            text = unescape(text)
    if not _TAG.search(text):
        return blocks_of_text(text.replace("\\n", "\n") if "\n" not in text else text)
    try:
        root, _cut = parse_html(safe_markup(text.encode("utf-8", "replace")))
    except BadBody:
        return []
    return walk(root).blocks if root is not None else []
