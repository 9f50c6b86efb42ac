"""The language of a text."""

from __future__ import annotations

from functools import lru_cache

_SAMPLE = 500
"""Characters that are enough to tell a text's language."""
_LEAST = 40


def language_of(text: str) -> str | None:
    """BCP 47 of the text, told by its middle (the opening is often a name); None for less than 40 characters."""
    if len(text) < _LEAST:
        return None
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    return _classify(text[middle : middle + _SAMPLE])


@lru_cache(maxsize=256)
def _classify(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
