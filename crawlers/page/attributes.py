"""Read what an element's attributes say: where on the page it stands, and whether it is seen
(data/page_regions.yaml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawlers.text.blocks import SITE_REGIONS
from crawlers.text.word_lists import load

SURE = frozenset((*SITE_REGIONS, "main", "article"))
"""Regions that tags and roles are taken at their word for."""

_LONGEST = 500  # characters of an attribute that are looked at, or of a style that is remembered
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
_END = r"\s*(?:!important\s*)?(?:;|$)"
_HIDDEN = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|(?:content-)?visibility\s*:\s*(?:hidden|collapse))",
    re.IGNORECASE,
)
_FURTIVE = re.compile(
    r"font-size\s*:\s*(?:0(?:\.\d*)?(?:px|pt|%)?|0(?:\.0*)?(?:em|rem|ex|ch|vw|vh)"
    rf"|1(?:\.\d*)?p[xt]){_END}"
    r"|(?:left|top|right|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-\d{3,}"
    rf"|opacity\s*:\s*(?:0*\.0\d*|0+%?){_END}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|scale\(\s*0(?:\.0\d*)?\s*[,)]|translate(?:x|y|3d)?\(\s*-\d{3,}"
    r"|(?<![\w-])color\s*:\s*(?:transparent"
    rf"|(?:rgb|hsl)a?\([^)]{{1,40}}[,/]\s*0(?:\.0*)?%?\s*\)){_END}",
    re.IGNORECASE,
)
_FLAT = re.compile(
    rf"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px|em|rem|%)?{_END}", re.IGNORECASE
)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_COLOURS = {"white": "#fff", "black": "#000"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_AS_TYPED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")


@cache
def _page_regions() -> dict[str, dict[str, str]]:
    data = load("page_regions")
    return {
        **data,
        "classes": {word: region for region, words in data["classes"].items() for word in words},
    }


def region_of(tag: str, classes: str | None, identifier: str | None) -> tuple[str, bool]:
    """Return the region that a tag, or the words of a class or id, name ("" for none), and whether
    that is sure."""
    return _region_of(tag, (classes or "")[:_LONGEST], (identifier or "")[:_LONGEST])


@lru_cache(maxsize=4096)
def _region_of(tag: str, classes: str, identifier: str) -> tuple[str, bool]:
    if name := _page_regions()["tags"].get(tag):
        return name, name in SURE
    known = _page_regions()["classes"]
    parts = _NAME_PARTS.split(f"{classes} {identifier}")
    return next((known[word] for part in parts if (word := part.lower()) in known), ""), False


def meaning_of(style: str | None, role: str | None, aria_hidden: str | None, hidden: bool) -> str:
    """Return `hidden` (as a menu or a dialog is), `furtive` (there, but not to be seen: no size, no
    colour, off the screen), `aria` (hidden from screen readers only), a region, `heading`, `typed`
    (its line breaks count), `bold`, or ""."""
    if hidden:
        return "hidden"
    style = style or ""
    # a long one counts to its end: it may be all padding
    read = _meaning_of if len(style) <= _LONGEST else _meaning_of.__wrapped__
    return read(style, (role or "")[:_LONGEST], (aria_hidden or "")[:_LONGEST])


@lru_cache(maxsize=4096)
def _meaning_of(style: str, role: str, aria_hidden: str) -> str:
    if style and (unseen := _unseen(_COMMENT.sub(" ", style) if "/*" in style else style)):
        return unseen
    if aria_hidden.strip().lower() == "true":
        return "aria"
    if region := _page_regions()["roles"].get(role.strip().lower()):
        return region
    if role == "heading":
        return "heading"
    if _AS_TYPED.search(style):
        return "typed"
    return "bold" if _BOLD_STYLE.search(style) else ""


def _unseen(style: str) -> str:
    """`hidden` or `furtive` where a style keeps text from being seen, else ""."""
    if _HIDDEN.search(style):
        return "hidden"
    # guard: hidden text
    if _FURTIVE.search(style) or (_FLAT.search(style) and _CLIPPED.search(style)):
        return "furtive"
    colours = {name.lower()[:5]: value.strip().lower() for name, value in _COLOUR.findall(style)}
    own, behind = (_same_colour(colours.get(name, "")) for name in ("color", "backg"))
    return "furtive" if own and own == behind else ""


def _same_colour(value: str) -> str:
    """Return one spelling of a colour: `#FFFFFF` and `white` are `#fff`."""
    value = _COLOURS.get(value, value)
    long = len(value) == 7 and value[0] == "#" and value[1::2] == value[2::2]
    return f"#{value[1::2]}" if long else value
