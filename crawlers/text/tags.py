"""Marks of HTML in a value that is no HTML: what an editor left in a title."""

from __future__ import annotations

import re
from html import unescape

_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|b|em|font|i|small|span|strong|su[bp]|u)\b[^<>]*>", re.IGNORECASE)


def without_tags(text: str) -> str:
    """Return a value without the marks of HTML that an editor left in it: "<b>Porter</b>" ->
    "Porter". What only looks like a tag ("R&D <Lead>") stays."""
    text = unescape(text)
    return _TAG.sub("", _BREAK.sub(" ", text)).strip() if "<" in text else text
