"""Foreign text (of a page, a feed, a vendor's answer, an id) where it leaves the program: on a
terminal, in a log, in a report.

A terminal obeys escape sequences, and direction characters make a line read backwards. Here each
character that is no printed one stands as its escape: ESC as `\\x1b`, U+202E as `\\u202e`.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TextIO

from crawlers.text.secrets import without_secrets

LONGEST = 2_000
"""Characters of one foreign text in a message; a sentence with an address has 300."""

# What str.isprintable refuses, but for blanks and the joiners of Persian words and of emoji.
_KEPT = frozenset("\u200c\u200d")
_UNPRINTED_IN_JSON = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


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


def say(words: object = "", *, error: bool = False, end: str = "\n") -> None:
    """Print a message. error: to stderr. Whatever is in it, a terminal shows it and obeys none of
    it, and secrets are masked. Where its reader has gone (`| head`), this and all that follows goes
    nowhere, and the program goes on."""
    out = sys.stderr if error else sys.stdout
    try:
        _write(out, without_secrets(printable_lines(words)) + end)  # guard: messages are masked
    except BrokenPipeError:
        close_quietly(out)


def give(words: object) -> None:
    """Print a line of the data that a command is for. Raise BrokenPipeError where its reader has
    gone: then nothing more is wanted."""
    _write(sys.stdout, without_secrets(printable_lines(words)) + "\n")


def give_json(line: str) -> None:
    """Print a line of JSON, with an escape for what the encoding of the output cannot say; as
    `give`."""
    encoding = sys.stdout.encoding or "utf-8"
    text = printable_json(line)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = _NOT_ASCII.sub(_json_escape, text)
    _write(sys.stdout, text + "\n")


def close_quietly(out: TextIO) -> None:
    """Send all further output nowhere, also what Python writes as it ends."""
    with suppress(OSError, ValueError):  # a stream of a test has no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, out.fileno())
        os.close(nowhere)


def _write(out: TextIO, text: str) -> None:
    encoding = out.encoding or "utf-8"
    out.write(text.encode(encoding, "backslashreplace").decode(encoding))
    out.flush()


def _escaped(character: str) -> str:
    if character.isprintable() or (character.isspace() and ord(character) in _BLANKS):
        return character
    return character if character in _KEPT else _escape(character)


_BLANKS = frozenset((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))


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
