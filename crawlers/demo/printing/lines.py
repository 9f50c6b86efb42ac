"""A page's visible words as a run of lines, and their form in HTML.

A line is (tag, text); the tag may carry a class (`p.meta`). Neighbouring `li` lines make one list,
`dt` and `dd` a definition list, `th` and `td` a table of two columns. A `br` parts two lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

Line = tuple[str, str]
_AROUND = {"li": ("<ul>", "</ul>"), "d": ("<dl>", "</dl>"), "t": ("<table>", "</table>")}


def to_html(lines: Iterable[Line]) -> str:
    """Return the lines as HTML elements, one a line."""
    out: list[str] = []
    for family, group in groupby(lines, key=lambda line: _family(line[0])):
        before, after = _AROUND.get(family, ("", ""))
        out += filter(None, (before, *(_element(tag, text) for tag, text in group), after))
    return "\n".join(out)


def _family(tag: str) -> str:
    name = tag.partition(".")[0]
    return {"dt": "d", "dd": "d", "th": "t", "td": "t", "li": "li"}.get(name, "")


def _element(tag: str, text: str) -> str:
    if tag == "br":
        return "<br>"
    name, _, css = tag.partition(".")
    attributes = (f' class="{css}"' if css else "") + (' href="#"' if name == "a" else "")
    element = f"<{name}{attributes}>{escape(text)}</{name}>"
    around = {"th": ("<tr>", ""), "td": ("", "</tr>"), "a": ("<div>", "</div>")}
    before, after = around.get(name, ("", ""))
    return before + element + after
