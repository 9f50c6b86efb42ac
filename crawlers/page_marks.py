"""What an element's attributes say: where on the page it stands, and whether it is seen (data/landmarks.yaml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawlers.text.words import load

FURNITURE = ("nav", "footer")
SURE = (*FURNITURE, "main", "article")
"""Regions that tags and roles are taken at their word for."""

_LONGEST = 500  # characters of an attribute that are looked at
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)|"
    r"(?:left|top|text-indent)\s*:\s*-\d{4,}|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_AS_TYPED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")


@cache
def _landmarks() -> dict[str, dict[str, str]]:
    data = load("landmarks")
    return {**data, "classes": {word: region for region, words in data["classes"].items() for word in words}}


def region_of(tag: str, classes: str | None, identifier: str | None) -> tuple[str, bool]:
    """The region that a tag, or the words of a class or id, name ("" for none), and whether that is sure."""
    return _region_of(tag, (classes or "")[:_LONGEST], (identifier or "")[:_LONGEST])


@lru_cache(maxsize=4096)
def _region_of(tag: str, classes: str, identifier: str) -> tuple[str, bool]:
    if name := _landmarks()["tags"].get(tag):
        return name, name in SURE
    known = _landmarks()["classes"]
    parts = _NAME_PARTS.split(f"{classes} {identifier}")
    return next((known[word] for part in parts if (word := part.lower()) in known), ""), False


def remark(style: str | None, role: str | None, aria_hidden: str | None, hidden: bool) -> str:
    """`hidden`, `aria` (hidden from screen readers only), a region, `heading`, `typed` (its line breaks count), `bold`, or ""."""
    if hidden:
        return "hidden"
    return _remark((style or "")[:_LONGEST], (role or "")[:_LONGEST], (aria_hidden or "")[:_LONGEST])


@lru_cache(maxsize=4096)
def _remark(style: str, role: str, aria_hidden: str) -> str:
    if _HIDDEN.search(style):
        return "hidden"
    if aria_hidden.strip().lower() == "true":
        return "aria"
    if region := _landmarks()["roles"].get(role.strip().lower()):
        return region
    if role == "heading":
        return "heading"
    if _AS_TYPED.search(style):
        return "typed"
    return "bold" if _BOLD_STYLE.search(style) else ""
