"""JobPosting objects in microdata (https://html.spec.whatwg.org/multipage/microdata.html) and RDFa
Lite (https://www.w3.org/TR/rdfa-lite/), in the form that JSON-LD has.

Applicant systems that print no JSON-LD often mark the page itself up: `itemprop="datePosted"`,
`property="datePosted"`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from crawlers.text.clean import clean

MAX_ITEMS = 50
"""Of one page."""
_MAX_DEPTH = 8
"""Items within items."""
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


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How a markup says what it says.

    scope: the attribute that makes an element an item. kind: the attribute with its type. name:
    the attribute that makes an element a property.
    """

    scope: str
    kind: str
    name: str
    postings: Any


_DIALECTS = tuple(
    _Dialect(scope, kind, name, etree.XPath(f'//*[@{scope}][contains(@{kind}, "JobPosting")]'))
    for scope, kind, name in (
        ("itemscope", "itemtype", "itemprop"),
        ("typeof", "typeof", "property"),
    )
)


def postings(root: Any) -> list[dict[str, Any]]:
    """Return the JobPosting items of a page, of the first dialect that has any."""
    for dialect in _DIALECTS:
        if found := dialect.postings(root)[:MAX_ITEMS]:
            return [_item(scope, dialect, 0) for scope in found]
    return []


def _item(scope: Any, dialect: _Dialect, depth: int) -> dict[str, Any]:
    kinds = [_bare(kind) for kind in (scope.get(dialect.kind) or "").split()]
    item: dict[str, Any] = {"@type": kinds[0] if kinds else ""}
    walker = etree.iterwalk(scope, events=("start",))
    next(walker)  # the scope itself
    for _, element in walker:
        inner = element.get(dialect.scope) is not None
        for name in map(_bare, (element.get(dialect.name) or "").split()):
            value = (
                _item(element, dialect, depth + 1)
                if inner and depth < _MAX_DEPTH
                else _value(element, name)
            )
            if value:
                _add(item, name, value)
        if inner:
            walker.skip_subtree()
    return item


def _bare(name: str) -> str:
    """Return a name without its vocabulary: `schema:title` and `https://schema.org/title` are
    `title`."""
    return re.split(r"[/#:]", name.rstrip("/"))[-1]


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
