"""Rebuild a title from the words of an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from crawlers.extract.job.title_words import INVISIBLE, word_list
from crawlers.text.words import squeeze

_LONGEST = 300
_LONGEST_SLUG = 500
_ID = re.compile(r"\d{4,}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}")
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _cased(words: Iterable[str]) -> list[str]:
    small, acronyms = word_list("small_words"), word_list("acronyms")
    return [
        word.upper()
        if word in acronyms
        else word
        if word in small and at
        else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    ]


def title_from_slug(slug: str) -> str:
    """Return a title from the words of an address: "head-of-archives-26-records-4711" gives "Head
    of Archives & Records".

    Capitals that the address has are kept; else words get them, small words and known acronyms as
    usual. Trailing ids are cut."""
    text = unquote(slug[:_LONGEST_SLUG]).translate(INVISIBLE)
    words = [word for word in re.split(r"[-_+~/\s.]+", _UUID.sub(" ", text)) if word]
    while words and (
        _ID.fullmatch(words[-1])
        or (len(words) > 1 and words[-1].casefold() in word_list("slug_tails"))
    ):
        words.pop()
    while words and _ID.fullmatch(words[0]):
        words.pop(0)
    words = [
        "&" if word == "26" and 0 < at < len(words) - 1 else word for at, word in enumerate(words)
    ]
    if not any(c.isupper() for word in words for c in word):
        words = _cased(words)
    return squeeze(" ".join(words))[:_LONGEST]
