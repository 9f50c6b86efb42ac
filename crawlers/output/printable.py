"""Foreign text (of a page, a feed, a platform's answer, an id) as it may leave the program: on a
terminal, in a log, in a report.

A terminal obeys escape sequences, and direction characters make a line read backwards. Here each
character that is no printed one stands as its escape: ESC as `\\x1b`, U+202E as `\\u202e`.
"""

from __future__ import annotations

import re

LONGEST = 2_000
"""Characters of one foreign text in a message; a sentence with an address has 300."""

# What str.isprintable refuses, but for blanks and the joiners of Persian words and of emoji.
_KEPT = frozenset("\u200c\u200d")
_UNPRINTED_IN_JSON = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BLANKS = frozenset((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))


def printable(text: object, longest: int = LONGEST) -> str:
    r"""Return a text on one line, with an escape for each control, escape, invisible and direction
    character, and cut at `longest` characters: "a\x1b[2J" becomes "a\\x1b[2J"."""
    words = str(text)
    if len(words) > longest:
        words = f"{words[:longest]}..."
    if words.isprintable():  # guard: no control characters in messages
        return words
    return "".join(map(_escaped, words))


def printable_lines(text: object) -> str:
    """Return a text as `printable` does, with its own line ends and nothing cut: for messages of
    several lines."""
    return "\n".join(printable(line, len(line)) for line in str(text).split("\n"))


def printable_json(text: str) -> str:
    """Return JSON that means the same, with escapes for what a terminal would obey or hide."""
    return _UNPRINTED_IN_JSON.sub(_json_escape, text)  # guard: no control characters in JSON


def ascii_json(text: str) -> str:
    """Return JSON that means the same in ASCII alone."""
    return _NOT_ASCII.sub(_json_escape, text)


def _escaped(character: str) -> str:
    if character.isprintable() or (character.isspace() and ord(character) in _BLANKS):
        return character
    return character if character in _KEPT else _escape(character)


def _escape(character: str) -> str:
    return (
        character.encode("ascii", "backslashreplace").decode()
        if ord(character) > 0x7F
        else (repr(character)[1:-1])
    )


def _json_escape(found: re.Match[str]) -> str:
    """Return a character as JSON escapes it: two halves above U+FFFF."""
    units = found.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
