"""Repair the characters, marks and blanks of a posting's text.

What sites do to them: mis-decoded letters, control characters, marks of Markdown, a blank before
every comma or behind every full stop. Nothing is guessed that the text itself does not show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from crawlers.text.blocks import Block

_INSERTIONS = 3
"""Inserted blanks on a page from which the site inserts them."""
_INSERTED = re.compile(
    r"[.:] (?:(?<=\d..)\d|(?<=\bwww\. )|(?<=https: )//|(?<=http: )//|(?<=\b[a-z]\. )[a-z]\.)"
)
_DIGITS = re.compile(r"([.:])(?<=\d.) (?=\d)")
_WWW = re.compile(r"\bwww\. (?=[a-z])")
_SCHEME = re.compile(r"\b(https?|ftp): //")
_ADDRESS = re.compile(r"(?:\bhttps?://|\bwww\.)(?:[^\s]|(?<=\.) (?=[a-z]))*")
_ABBREVIATION = re.compile(r"\b([A-Za-z])\. (?=[A-Za-z]\.)")
_SPACE_BEFORE = re.compile(r"(?<=[\w)\]”\"’'/]) +(?=[,.;:](?:\s|$|[)\]”\"’']))")
_OPEN_BRACKET = re.compile(r"([(\[]) +(?=\S)")
_CLOSE_BRACKET = re.compile(r"(?<=\S) +([)\]])")
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf€-™ -¿]|â€|ï»¿|[\x80-\x9f]")
_SIGNS = tuple(
    (sign.strip()[0], sign)
    for sign in (
        *("*", "_", "](", "Ã", "Â", "â€", "ï»¿"),
        *(" ,", " .", " :", " ;", "( ", "[ ", " )", " ]"),
    )
)
"""What a printable text has where its characters or marks need repair, each behind its mark: a
single character is found in a tenth of the time."""
_BETWEEN = "|"
"""Between the texts of blocks; no damage goes over it."""
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]{1,80})(?<=\S)\1(?!\w)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,100})\]\((?:https?://|/)[^()\s]{1,300}\)")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\U000e0000-\U000e007f]"
)


def repair_characters(text: str) -> str:
    """Return a text with mis-decoded characters repaired, control and invisible ones dropped, marks
    of Markdown taken off."""
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    if not text.isascii() and _MOJIBAKE.search(text):
        import ftfy

        text = ftfy.fix_text(text, uncurl_quotes=False)
    return text


def with_characters_repaired(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with characters and marks repaired. Most pages have none of the signs of such
    damage, so these are looked for in the whole text first."""
    whole = _BETWEEN.join([block.text for block in blocks])
    signs = [sign for mark, sign in _SIGNS if mark in whole and sign in whole]
    if not signs and whole.isprintable():
        return list(blocks)
    return [
        _with_text(block, close_marks(repair_characters(block.text)))
        if not block.text.isprintable() or any(map(block.text.__contains__, signs))
        else block
        for block in blocks
    ]


def _with_text(block: Block, text: str) -> Block:
    return block if text == block.text else block.replace(text=text)


def with_blanks_closed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks without the blanks that a site puts behind every "." and ":": it does so in
    several numbers, addresses or abbreviations of the page."""
    whole = _BETWEEN.join([block.text for block in blocks])
    if len(list(islice(_INSERTED.finditer(whole), _INSERTIONS))) < _INSERTIONS:
        return blocks
    return [_with_text(block, close_blanks(block.text)) for block in blocks]


def close_blanks(text: str) -> str:
    """Take the inserted blanks out of numbers, clocks, addresses and abbreviations."""
    if ": //" in text:
        text = _SCHEME.sub(r"\1://", text)
    if "www." in text:
        text = _WWW.sub("www.", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda m: m.group().replace(" ", ""), text)
    if ". " in text or ": " in text:
        text = _ABBREVIATION.sub(r"\1.", _DIGITS.sub(r"\1", text))
    return text


def close_marks(text: str) -> str:
    """Return a text with no blank before a comma, full stop, colon or semicolon, nor inside
    brackets."""
    if " ," in text or " ." in text or " :" in text or " ;" in text:
        text = _SPACE_BEFORE.sub("", text)
    if "(" in text or "[" in text:
        if "( " in text or "[ " in text:
            text = _OPEN_BRACKET.sub(r"\1", text)
        if " )" in text or " ]" in text:
            text = _CLOSE_BRACKET.sub(r"\1", text)
    return text
