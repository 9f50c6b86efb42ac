"""Make regular expressions of word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[object]) -> str:
    """Return a pattern for any of the words, literally, the longest first; without a group around
    it: `any_of(["a", "a b"])` is `a\\ b|a`."""
    return "|".join(map(re.escape, sorted(map(str, words), key=len, reverse=True)))
