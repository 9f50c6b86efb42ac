"""Print messages, and the data that a command is for; a terminal obeys nothing of what is in
them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from crawlers.output.printable import ascii_json, printable_json, printable_lines
from crawlers.output.secrets import without_secrets


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
        text = ascii_json(text)
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
