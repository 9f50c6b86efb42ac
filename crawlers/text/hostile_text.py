"""Find what a hostile page tries with text: too much of it, words that look like others, words that
no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from crawlers.text.blocks import Block

MAX_BLOCKS = 3_000
"""Of one posting; a long one has 300."""
MAX_TEXT = 150_000
"""Characters of one posting; a long one has 25,000. The stages take up to a second for
this, whatever the text says."""

MAX_STATEMENT = 5_000
"""Characters of a title, a place or any other value; a long one has 300."""

_TELLING, _BLANKS = 25, 4
"""Characters, and blanks between words, from which a hidden text is more than a word for screen
readers. Set by hand."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LATIN, _OTHERS = "A-Za-z\u00c0-\u024f", ("\u0370-\u03ff\u1f00-\u1fff", "\u0400-\u052f")
_MIXED = re.compile(
    "|".join(
        rf"[{a}][{b}][{a}]|[{a}]{{2}}[{b}]|[{b}][{a}]{{2}}"
        for other in _OTHERS
        for a, b in ((_LATIN, other), (other, _LATIN))
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LEADS = tuple(
    letter.encode()[:-1]
    for block in ("\u0370\u0390\u03c0", "\u0400\u0440\u0480\u04c0\u0500")
    for letter in block
)

_TAG_LETTERS = tuple(chr(0xE0000 + ord(letter)) for letter in "aeiouAEIOU ")  # every text has one
# flags are made of them, too
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007e]{4,}")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
# the bits of four letters; what a word processor leaves is shorter
_BITS = re.compile(f"[{_UNSEEN}]{{32,}}")
_ESCAPED = re.compile(r"&#(?:x0*(?:e00[2-7]|200[b-d])|0*(?:917[5-9]|820[3-5]))", re.IGNORECASE)
_ROOM = 200_000  # characters of markup in which escaped ones are looked for


def seen(text: str) -> str:
    """Return a text without control, invisible and bidirectional characters, and without halves of
    characters."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)  # guard: invisible characters


def too_long(blocks: Sequence[Block]) -> str:
    """Return how much too much the text of one posting is, in words; "" for a text that may be
    read."""
    if len(blocks) > MAX_BLOCKS:
        return f"{len(blocks):,} blocks, more than {MAX_BLOCKS:,}"
    size = sum([len(b.text) + len(b.label) for b in blocks])
    return f"{size:,} characters, more than {MAX_TEXT:,}" if size > MAX_TEXT else ""


def mixed_script(texts: Iterable[str]) -> list[str]:
    """Return the words that mix Latin with Greek or Cyrillic letters, which look alike. Units
    ("kΩ") are none."""
    words = (word for text in texts if _may_mix(text) for word in _WORD.findall(text))
    return [word for word in words if not word.isascii() and _MIXED.search(word)]


def _may_mix(text: str) -> bool:
    if text.isascii():
        return False
    raw = text.encode("utf-8", "replace")
    return any(lead in raw for lead in _LEADS)


def smuggled(markup: str) -> list[str]:
    """Return what a page says in characters that no reader sees: tag characters (U+E0020 to
    U+E007E), as the ASCII that they stand for, and long runs of zero-width characters, as their
    number."""
    found = [] if markup.isascii() else _smuggled(markup)
    if "&#" in markup and (first := _ESCAPED.search(markup)):
        found += _smuggled(unescape(markup[first.start() : first.start() + _ROOM]))
    return found


def is_telling(text: str) -> bool:
    """Return whether a hidden text is more than a word for screen readers ("opens in a new
    window")."""
    return len(text) >= _TELLING and (text.count(" ") >= _BLANKS or not text.isascii())


def _smuggled(text: str) -> list[str]:
    found: list[str] = []
    if any(letter in text for letter in _TAG_LETTERS):
        found += ["".join(chr(ord(c) - 0xE0000) for c in match) for match in _TAGS.findall(text)]
    if any(one in text for one in _UNSEEN):
        found += [f"{len(match)} zero-width characters" for match in _BITS.findall(text)]
    return found
