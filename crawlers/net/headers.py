"""The headers of an answer as text, and the statuses that lead on by one of them."""

from __future__ import annotations

from scrapy.http import Response

REDIRECTS = (301, 302, 303, 307, 308)
"""Statuses whose answer leads to the address in its header Location (RFC 9110, 15.4)."""


def header_of(response: Response, name: str) -> str | None:
    """Return a header of an answer; None where it is missing or empty. Bytes beyond ASCII are read
    as Latin-1 (RFC 9110, 5.5)."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
