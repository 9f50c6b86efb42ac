"""Pages of an invented board: a good posting, its list, and the places where a behaviour puts its
content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

TITLE = "Ropewalk Foreman"
BODY = """<h2>Responsibilities</h2>
<ul><li>Plan the week of the spinning crew and keep the hemp store in order.</li>
<li>Check every cable against its sheet before it leaves the walk.</li></ul>
<h2>Qualifications</h2>
<ul><li>Five years of experience in a ropewalk or a net loft.</li><li>Fluent English.</li></ul>
<p>The walk is open all year; the crew works in two shifts and eats at noon.</p>"""

ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202egnp.exe"
"""A sequence that empties the terminal, one that names its window, a word read backwards."""
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys and does not show."""


def posting(
    title: str = TITLE, body: str = BODY, head: str = "", top: str = "", number: Any = ""
) -> str:
    """Return a posting page. head: markup of its head; top: markup in front of the heading."""
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title} {number} | Halyard Quay</title>"
        f"{head}</head><body>{top}<main><h1>{title} {number}</h1>"
        f"<dl><dt>Employer</dt><dd>Halyard Quay Ropeworks</dd>"
        f"<dt>Location</dt><dd>Bergen, Norway</dd>"
        f"<dt>Reference</dt><dd>HQ-{number or 7}</dd></dl>{body}</main></body></html>"
    )


def listing(keys: Iterable[Any], more: str = "") -> str:
    """Return a list page that links to postings. more: further markup."""
    links = "".join(f'<li><a href="/jobs/{key}">Posting {key}</a></li>' for key in keys)
    return (
        f"<html><head><title>Openings</title></head><body><h1>Openings</h1><ul>"
        f"{links}</ul>{more}</body></html>"
    )


def stated(**fields: Any) -> str:
    """Return a script with a JobPosting."""
    found = {"@context": "https://schema.org", "@type": "JobPosting", "title": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(found)}</script>'
