"""Files that an operator names: read to a limit, whatever the name leads to."""

from __future__ import annotations

from pathlib import Path


def bytes_of(path: str | Path, most: int) -> bytes:
    """Return the bytes of a file. Raise ValueError where it has more than `most`: /dev/zero has no
    end."""
    with Path(path).open("rb") as file:
        text = file.read(most + 1)  # guard: length of an operator's file
    if len(text) > most:
        raise ValueError(f"it has more than {most:,} bytes")
    return text
