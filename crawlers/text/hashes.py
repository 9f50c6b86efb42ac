"""Numbers under which texts are counted and known. They are the same in every process and on every
machine, and are kept in files."""

from __future__ import annotations

import hashlib


def text_hash(text: str) -> int:
    """Return the number under which a text is counted and known; fold it before, as far as two
    spellings are to be one."""
    return bytes_hash(text.encode("utf-8", "replace"))


def bytes_hash(value: bytes) -> int:
    """Return the number under which bytes are known (BLAKE2b, 64 bits, signed)."""
    return int.from_bytes(hashlib.blake2b(value, digest_size=8).digest(), signed=True)
