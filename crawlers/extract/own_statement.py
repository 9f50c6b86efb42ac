"""Choose the JobPosting object that a page states of itself: the others are teasers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crawlers.page.jsonld_shapes import words
from crawlers.text.blocks import Block
from crawlers.text.urls import tidy
from crawlers.text.words import fold

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
        return stated[0] if stated else None
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


def _has_key(one: dict[str, Any], key: str, key_of: Callable[[str], str]) -> bool:
    url = one.get("url")
    return bool(key) and isinstance(url, str) and key_of(tidy(url)) == key


def _title_of(one: dict[str, Any]) -> str:
    return fold(words(one.get("title")) or words(one.get("name"))) or "-"  # no heading is that


def _parts_of(head_title: str) -> set[str]:
    """The title of a head, and its parts, folded."""
    parts = {head_title}
    for mark in _HEAD_PARTS:
        parts |= {piece for part in parts for piece in part.split(mark)}
    return set(map(fold, (*parts, head_title)))
