"""The text of a posting as HTML that is safe whatever the feed says, and values as XML can hold
them. `description_html` is not used: a feed may be anybody's, and its word that the HTML is safe is
no proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets)."""


def xml_text(value: Any) -> str:
    """Return a value as the text of an element."""
    return escape(_NOT_XML.sub("\ufffd", str(value)), quote=False)


def xml_attribute(value: Any) -> str:
    """Return a value as the text of an attribute, without its quotes."""
    return escape(_NOT_XML.sub("\ufffd", str(value)))


def web_address(value: Any) -> str:
    """Return an address where it is one of the web; "" for any other."""
    text = str(value or "")
    return text if text.startswith(("https://", "http://")) else ""


def safe_html(record: Mapping[str, Any]) -> str:
    """Return the sections of a posting as h2, h3, p, ul and li; where it has none, its description
    as paragraphs."""
    if record["sections"]:
        return "".join(_of_section(each) for each in record["sections"])
    lines = (record["description"] or "").splitlines()
    return "".join(f"<p>{xml_text(line)}</p>" for line in lines if line.strip())


def _of_section(section: Mapping[str, Any]) -> str:
    heading = f"<h2>{xml_text(section['heading'])}</h2>" if section["heading"] else ""
    return heading + "".join(_of_blocks(section["blocks"]))


def _of_blocks(blocks: list[Mapping[str, Any]]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block["kind"]):
        texts = [xml_text(block["text"]) for block in group]
        if kind == "item":
            yield f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
        else:
            tag = "h3" if kind == "subheading" else "p"
            yield "".join(f"<{tag}>{text}</{tag}>" for text in texts)
