"""What a page says of itself that keeps it from being read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from crawlers.extract.cleaning.weights import LONG
from crawlers.text.blocks import is_longer
from crawlers.text.word_lists import load, phrases_in

if TYPE_CHECKING:
    from crawlers.page.page import Page

HARMLESS = ("jsonld_broken",)
"""Problems of a page that leave its text whole."""


def notice_on(page: Page) -> str | None:
    """Return the notice that a short page says in place of a posting or a list; None for none."""
    if is_longer(page.blocks, LONG):
        return None
    # Imported here: a crawl whose list is long, and whose pages others read, does without it.
    from crawlers.extract.kind_of_page.decision import wall_on

    return wall_on(page)


def box_on(page: Page) -> str:
    """Return what a page has an element for that may stop a visitor: `login_wall` for a password,
    `captcha`; "" for neither. A site may have one on each of its pages."""
    if page.root is None:
        return ""
    elements = list(page.root.iter("input", "form", "div", "iframe"))
    if any(str(each.get("type")).casefold() == "password" for each in elements):
        return "login_wall"
    named = " ".join(each.get(name) or "" for each in elements for name in _NAMING).casefold()
    return "captcha" if any(map(named.__contains__, _captchas())) else ""


_NAMING = ("class", "id", "src")


@cache
def _captchas() -> tuple[str, ...]:
    return tuple(phrases_in(load("page_regions")["captchas"]))


def unreadable(read: Any) -> str:
    """Return the code of the problem for which a page may not be all there; "" where it is. read:
    the page, or what was read from it."""
    codes = (problem.partition(":")[0] for problem in getattr(read, "problems", ()))
    return next((code for code in codes if code not in HARMLESS), "")
