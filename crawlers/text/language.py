"""Detect the language of a text."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from crawlers.text.word_lists import load
from crawlers.text.words import fold

_SAMPLE = 500
"""Characters that are enough to know a text's language."""
_LEAST = 40
"""Characters of a text whose language is asked for."""
_BLOCK = 1500
"""Characters of a block that are looked at."""
_FEW = 3
"""Different function words of one language from which a block is in it."""
_SURE = 10
"""Function words of one language in a sample that leave no doubt, where others have none or nearly
none."""


def language_of(text: str) -> str | None:
    """Return the language of a text (BCP 47) by its middle (the opening is often a name); None for
    less than 40 characters."""
    if len(text) < _LEAST:
        return None
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[middle : middle + _SAMPLE]
    return _by_function_words(sample) or _classify(sample)


def load_model() -> None:
    """Load the model of languages, which is else loaded for the first text that needs it."""
    _classify("")


def language_of_block(text: str) -> str | None:
    """Return the language of one block of a posting, by its small words alone, so that a German
    paragraph of an English posting is German. None where they do not show it."""
    words = fold(text[:_BLOCK]).split()
    language = _language_in(words, _FEW)
    known = _languages()
    different = {word for word in words if known.get(word) == language}
    return language if len(different) >= _FEW else None


def _by_function_words(sample: str) -> str | None:
    """Return the language that the small words of a sample are of; None where they are few or of
    several languages."""
    return _language_in(fold(sample).split(), _SURE)


def _language_in(words: list[str], least: int) -> str | None:
    """Return the language that at least `least` of the words are small words of, and next to no
    others."""
    known = _languages()
    found = Counter(known[word] for word in words if word in known)
    (language, count), *others = found.most_common() or [("", 0)]
    return language if count >= least and count >= 5 * sum(other for _, other in others) else None


@cache
def _languages() -> dict[str, str]:
    """Return the language of each function word; those of several are left out."""
    words = Counter(word for words in load("function_words").values() for word in set(words))
    return {
        word: language
        for language, of in load("function_words").items()
        for word in of
        if words[word] == 1
    }


@lru_cache(maxsize=256)
def _classify(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
