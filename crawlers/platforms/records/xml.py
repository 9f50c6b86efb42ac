"""XML feeds of platforms, as records."""

from __future__ import annotations

from typing import Any

from lxml import etree

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import said_instead


def read_xml(body: bytes, *roots: str) -> Any:
    """Return the root element of a feed, one of `roots`. Entities stay unread, nothing is fetched.
    Raise BadAnswer: for a page of HTML what it says (see `said_instead`), `changed_payload` for
    another root or XML that is broken or cut short."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        found = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        is_page = b"<html" in body[:1000].lower()
        raise BadAnswer(said_instead(body) if is_page else "changed_payload") from None
    if found is None or etree.QName(found).localname not in roots:
        is_page = found is not None and found.tag == "html"
        raise BadAnswer(said_instead(body) if is_page else "changed_payload")
    return found


def members_of(element: Any) -> dict[str, Any]:
    """Return an element's children as a JSON object: by local name, texts and objects, lists
    where a name repeats."""
    members: dict[str, Any] = {}
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        value = members_of(child) if len(child) else (child.text or "").strip()
        if name in members:
            earlier = members[name]
            members[name] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        else:
            members[name] = value
    return members
