"""Choose the JobPosting object that a page states of itself: the others are teasers, or were left
in when the page was copied from that of another post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crawlers.extract.job.title_lines import names_profession
from crawlers.page.jsonld_shapes import words
from crawlers.page.jsonld_text import description_blocks
from crawlers.text.blocks import Block
from crawlers.text.language import language_of
from crawlers.text.urls import tidy
from crawlers.text.words import fold

_LEAST = 4
"""Letters of a word that two titles of one post have in common."""
_HEAD_PARTS = (" | ", " - ", " – ", " — ", " · ", " :: ", ": ")
"""What parts the title of a page's head from the site's name."""


def own_statement(
    stated: Sequence[dict[str, Any]],
    *,
    key: str,
    key_of: Callable[[str], str],
    blocks: Sequence[Block] = (),
    head_title: str = "",
) -> dict[str, Any] | None:
    """Return the one JobPosting that is the page's own, None where that is open.

    Of several it is the one with the page's own address; else the one whose title is a heading of
    the first level; else the one whose title is a part of the head's. key: of the page. key_of:
    gives the key of an address.
    """
    if len(stated) <= 1:
        own = [one for one in stated if not _is_of_another(one, blocks, head_title)]
        return own[0] if own else None
    first_level = {b.folded for b in blocks if b.kind == "heading" and b.level == 1}
    ways: tuple[Callable[[dict[str, Any]], bool], ...] = (
        lambda one: _has_key(one, key, key_of),
        lambda one: _title_of(one) in first_level,
        lambda one: _title_of(one) in _parts_of(head_title),
    )
    for fits in ways:
        if len(found := [one for one in stated if fits(one)]) == 1:
            return found[0]
        if found:
            return None
    return None


def _is_of_another(one: dict[str, Any], blocks: Sequence[Block], head_title: str) -> bool:
    """Return whether a page whose head and heading name one post prints neither the title of an
    object nor a line of its description, in the same language."""
    title, parts = _title_of(one), _parts_of(head_title)
    posts = [b.said for b in blocks if b.kind == "heading" and b.folded in parts]
    named = [line for line in posts if names_profession(line)]
    if not named or any(_are_alike(title, line.words) for line in named):
        return False
    described = description_blocks(one)
    printed = "\n".join(block.folded for block in blocks)
    if not described or title in printed or any(b.folded in printed for b in described):
        return False
    page, text = ("\n".join(b.text for b in each) for each in (blocks, described))
    return language_of(page) == language_of(text)


def _are_alike(title: str, others: Sequence[str]) -> bool:
    return any(word in others for word in title.split() if len(word) >= _LEAST)


def _has_key(one: dict[str, Any], key: str, key_of: Callable[[str], str]) -> bool:
    url = one.get("url")
    return bool(key) and isinstance(url, str) and key_of(tidy(url)) == key


def _title_of(one: dict[str, Any]) -> str:
    return fold(words(one.get("title")) or words(one.get("name"))) or "-"  # no heading is that


def _parts_of(head_title: str) -> set[str]:
    """Return the title of a head, and its parts, folded."""
    parts = {head_title}
    for mark in _HEAD_PARTS:
        parts |= {piece for part in parts for piece in part.split(mark)}
    return set(map(fold, (*parts, head_title)))
