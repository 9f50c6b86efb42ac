"""Make a text of a page plain: one blank where there were several, nothing that no reader sees."""

from __future__ import annotations

import re

from crawlers.text.hostile_text import seen

_JOINED = re.compile(r"(?<=\w)\u200b+(?=\w)")
_BLANK = re.compile(r"\s")
# characters; more than crawlers.text.hostile_text.MAX_TEXT, so that what is cut is never published
_ROOM = 200_000


def clean(text: str) -> str:
    """Return a text with one blank where there were several of any kind, none at the ends; control,
    invisible and bidirectional characters go."""
    if len(text) > _ROOM:
        text = _beginning(text)
    elif text.isprintable():  # of all blanks, only the plain one is
        text = text.strip(" ")
        return " ".join(text.split()) if "  " in text else text
    else:
        text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(seen(_JOINED.sub(" ", text)).split())


def _beginning(text: str) -> str:
    """Return a long text without its blanks, cut where it is too long for any posting: all its
    words at once take ten times its room."""
    out, at = "", 0
    while at < len(text) and len(out) <= _ROOM:
        behind = _BLANK.search(text, at + _ROOM)
        end = behind.start() if behind else len(text)
        out = f"{out} {' '.join(text[at:end].split())}".strip()
        at = end
    return out
