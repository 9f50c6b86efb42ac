"""Parse markup into a tree, as a browser would see it."""

from __future__ import annotations

from typing import Any

from lxml import etree

_OF_HEAD = frozenset(
    ("title", "meta", "link", "base", "style", "script", "noscript", "template", "bgsound")
)
"""The elements that stand in a head."""
visible_text: Any = etree.XPath(
    "descendant-or-self::*[not(self::script or self::style)]/text()", smart_strings=False
)
"""The texts of an element, without scripts and styles."""


def parse_html(markup: bytes) -> tuple[Any, bool]:
    """Return the root of the tree (None for markup without content) and whether the parser stopped
    at its depth limit.

    markup: UTF-8, checked by crawlers.page.limits.safe_markup.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = etree.fromstring(markup, parser)
    if root is not None:
        _open_body(root)
    last = parser.error_log.last_error
    return root, last is not None and last.type_name == "ERR_RESOURCE_LIMIT"


def _open_body(root: Any) -> None:
    """Put into the body what libxml2, which does not know the elements of HTML 5, leaves in the
    head of a page without a body tag: everything from the first element on that is none of a head
    (HTML standard, 13.2.6.4.4)."""
    head = first_child(root, "head")
    for element in head.iterchildren("*") if head is not None else ():
        if element.tag not in _OF_HEAD:
            stray = [element, *element.itersiblings()]
            break
    else:
        return
    body = first_child(root, "body")
    if body is None:
        body = etree.SubElement(root, "body")
    body.text, lost = None, body.text
    body[:0] = stray
    stray[-1].tail = f"{stray[-1].tail or ''}{lost or ''}" or None


def first_child(root: Any, tag: str) -> Any:
    """Return the first child with a tag, None for none: what `find` does in ten times the time."""
    return next(root.iterchildren(tag), None)
