"""Write the sections of a posting as plain text and as HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence

from crawlers.posting.parts.text import Section

_TAGS = {"item": "li", "subheading": "h3", "paragraph": "p"}


def as_text(sections: Sequence[Section]) -> str:
    """Return the sections as plain text: each under its heading as printed, items with "- "; this
    is the posting's `description`."""
    lines: list[str] = []
    for section in sections:
        if lines:
            lines.append("")
        if section.heading:
            lines.append(section.heading)
        lines.extend(("- " if b.kind == "item" else "") + b.text for b in section.blocks)
    return "\n".join(lines)


def as_html(sections: Sequence[Section]) -> str:
    """Return the same as safe HTML: h2, h3, p, ul and li without attributes; every text escaped."""
    out: list[str] = []
    in_list = False
    for section in sections:
        if section.heading:
            out.append(f"<h2>{html.escape(section.heading, quote=False)}</h2>")
        for block in section.blocks:
            if (block.kind == "item") != in_list:
                in_list = not in_list
                out.append("<ul>" if in_list else "</ul>")
            tag = _TAGS[block.kind]
            # guard: text is no markup
            out.append(f"<{tag}>{html.escape(block.text, quote=False)}</{tag}>")
        if in_list:
            in_list = False
            out.append("</ul>")
    return "".join(out)
