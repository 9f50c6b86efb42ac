r"""Read JSON that templates wrote: the damage that is plain is repaired, the rest is refused.

What is repaired: what a script is wrapped in, comments, a comma or a semicolon too many, text that
was escaped once more, a backslash that is no escape (`You\'ll`), quotation marks within a text
(`"<p class="lead">"`).
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

_WRAPPED = re.compile(
    r"\A(?:(?:/\*|//)\s*+)?(?:<!--|<!\[CDATA\[)(?:\s*+\*/)?"
    r"|(?:(?:/\*|//)\s*+)?(?:-->|\]\]>)(?:\s*+\*/)?\s*+;?\s*+\Z"
)
# one that is not closed goes to the end, so that a scan never goes back
_STRING = r'"(?:[^"\\]++|\\.)*+"?'
_COMMENT = re.compile(rf"({_STRING})|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|//[^\n]*+", re.DOTALL)
_COMMA = re.compile(rf"({_STRING})|,(?=\s*+[}}\]])", re.DOTALL)
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')
_MARK = re.compile(r'\\.|"', re.DOTALL)
_NEXT_TEXT = re.compile(r'\s++"')
_ENDS_KEY = re.compile(r"\s*+:")
_ENDS_VALUE = re.compile(
    r"""\s*+(?: \Z | [}\]]\s*+(?:[}\],]|\Z)
      | ,\s*+(?: "(?:[^"\\]|\\.){0,80}+"\s*+: | [\[{}\]] ) )""",
    re.VERBOSE,
)
"""Behind the mark that ends a member's text: the end of its object, or a comma and the next
member."""
_ENDS_ITEM = re.compile(
    r"""\s*+(?: \Z | ] | ,\s*+(?:["\[{\d-]|true\b|false\b|null\b|]) )""", re.VERBOSE
)


def read_repaired(script: str) -> Any:
    """Return the value of a script, of several in a row their list. Raise ValueError where it
    cannot be read."""
    text = _WRAPPED.sub("", script.replace("\ufeff", "").strip())
    if '"' not in text and "&quot;" in text:
        text = unescape(text)
    try:
        return _values(_without_excess(text))
    except ValueError:
        whole = _ESCAPE.sub(lambda found: found.group(1) or "", text)
        return _values(_without_excess(_with_marks_escaped(whole)))


def _without_excess(text: str) -> str:
    """Return the text without comments and without commas that nothing follows."""
    for excess in (_COMMENT, _COMMA):
        text = excess.sub(lambda found: found.group(1) or "", text)
    return text.strip(" \t\r\n;")


def _values(text: str) -> Any:
    decoder = json.JSONDecoder(strict=False)
    values, at = [], 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n;,":
            at += 1
    if not values:
        raise ValueError("nothing but comments")
    return values if len(values) > 1 else values[0]


def _with_marks_escaped(text: str) -> str:
    """Return the text with a backslash before each quotation mark that ends no text: what follows
    is neither the end of its object nor the next member."""
    out: list[str] = []
    start, ends = 0, None  # ends: what follows the end of the text that is open
    for mark in _MARK.finditer(text):
        if mark.group() != '"':
            continue
        if ends is None:
            ends = _end_of_text_behind(text, mark.start())
        elif ends.match(text, mark.end()):
            ends = None
        elif _NEXT_TEXT.match(text, mark.end()):
            raise ValueError("a comma is missing between two texts")
        else:
            out += (text[start : mark.start()], "\\")
            start = mark.start()
    return "".join((*out, text[start:]))


def _end_of_text_behind(text: str, at: int) -> re.Pattern[str]:
    """Return what follows the end of a text that opens here, by what stands before it."""
    before = text[:at].rstrip()[-1:] if text[at - 1 : at].isspace() else text[at - 1 : at]
    if before == ":":
        return _ENDS_VALUE
    if before == "[":
        return _ENDS_ITEM
    return _ENDS_EITHER


_ENDS_EITHER = re.compile(rf"{_ENDS_KEY.pattern}|(?:{_ENDS_ITEM.pattern})", re.VERBOSE)
"""Behind a comma or a brace: the end of a key, or of an item in a list."""
