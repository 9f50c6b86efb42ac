"""JobPosting objects in microdata (https://html.spec.whatwg.org/multipage/microdata.html), in the
form that JSON-LD has.

Applicant systems that print no JSON-LD often mark the page itself up: `itemprop="datePosted"`.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from crawlers.page.text_blocks import clean

MAX_ITEMS = 50
_MAX_DEPTH = 8
_ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "embed": "src",
}
# properties whose markup counts
_HTML = frozenset(("description", "responsibilities", "qualifications", "jobBenefits"))

_scopes: Any = etree.XPath('//*[@itemscope][contains(@itemtype, "JobPosting")]')


def postings(root: Any) -> list[dict[str, Any]]:
    """Return the JobPosting items of a page."""
    return [_item(scope, 0) for scope in _scopes(root)[:MAX_ITEMS]]


def _item(scope: Any, depth: int) -> dict[str, Any]:
    kinds = [kind.rstrip("/").rpartition("/")[2] for kind in (scope.get("itemtype") or "").split()]
    item: dict[str, Any] = {"@type": kinds[0] if kinds else ""}
    walker = etree.iterwalk(scope, events=("start",))
    next(walker)  # the scope itself
    for _, element in walker:
        inner = element.get("itemscope") is not None
        names = (element.get("itemprop") or "").split()
        for name in names:
            value = (
                _item(element, depth + 1) if inner and depth < _MAX_DEPTH else _value(element, name)
            )
            if value:
                _add(item, name, value)
        if inner:
            walker.skip_subtree()
    return item


def _add(item: dict[str, Any], name: str, value: Any) -> None:
    if name not in item:
        item[name] = value
    elif isinstance(item[name], list):
        item[name].append(value)
    else:
        item[name] = [item[name], value]


def _value(element: Any, name: str) -> str:
    content = element.get("content")
    if content is None and element.tag in _ADDRESSES:
        content = element.get(_ADDRESSES[element.tag])
    if content is None and element.tag == "time":
        content = element.get("datetime")
    if content is not None:
        return clean(content)
    if name in _HTML:
        return etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return clean("".join(element.itertext()))
