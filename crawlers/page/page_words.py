"""All words of a page in one text, to look up whether a sentence still stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawlers.page.page import Page

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")


def words_of(page: Page) -> str:
    """Return the words of a page in `as_words` form: of what a reader sees, of its head, its
    JSON-LD, its record and its address."""
    return as_words(" \n ".join(filter(None, _texts(page))))


def as_words(text: str) -> str:
    """Return the words of a text, lower case, one blank before, between and behind them: " closing
    date 4 may ". So marks, blanks and case make no difference, and " 4 may " is not found in
    "14 May"."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        yield block.label
        yield block.text
        yield block.hidden
    yield page.head_title
    yield page.url or ""
    yield from page.meta.values()
    yield from _leaves(page.jsonld)
    yield from _leaves(page.data)


def _leaves(value: Any) -> Iterator[str]:
    """Yield the texts and numbers of a JSON value; markup in them is taken off."""
    if isinstance(value, str):
        text = unescape(unescape(value)) if "&" in value else value
        yield _TAG.sub(" ", text) if "<" in text else text
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        yield str(value)
