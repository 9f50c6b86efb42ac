"""Files that an operator names: read to a limit, whatever the name leads to."""

from __future__ import annotations

import errno
from pathlib import Path

LONGEST_LIST = 1 << 28
"""Bytes of a list of pages or addresses; two million have as many."""


def bytes_of(path: str | Path, most: int) -> bytes:
    """Return the bytes of a file. Raise OSError where it cannot be read, and where it has more than
    `most`: /dev/zero has no end."""
    with Path(path).open("rb") as file:
        text = file.read(most + 1)  # guard: length of an operator's file
    if len(text) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
    return text
