"""Links of a list page that lead to a further one, where a plugin declares no `next_page`: by their
words ("Next page", "Weiter", a bare page number), in the languages of `text/data/paging.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold


def says_next(url: str, words: str, list_urls: Sequence[str]) -> bool:
    """Return whether a link leads on by its words. url: its live address; a bare page number counts
    only where that is a list page's but for the query."""
    if words.strip().isdigit():
        return urlsplit(url).path in {urlsplit(first).path for first in list_urls}
    return fold(words) in _next_words()


def goes_on(url: str, words: str, page: str) -> bool:
    """Return whether a link says by its words that a list goes on, and leads to another address of
    the same list: "/jobs?page=2" or "/jobs/2" on "/jobs". page: the live address of the list
    page."""
    if fold(words) not in _next_words():
        return False
    there, here = urlsplit(url), urlsplit(page)
    if there.path == here.path:
        return there.query != here.query
    below = there.path.removeprefix(f"{here.path.rstrip('/')}/")
    return below != there.path and any(map(str.isdecimal, below))


@cache
def _next_words() -> frozenset[str]:
    return frozenset(fold(words) for words in phrases_in(load("paging")["next"]))
