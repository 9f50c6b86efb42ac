"""The headers of an answer as text."""

from __future__ import annotations

from scrapy.http import Response


def header_of(response: Response, name: str) -> str | None:
    """Return a header of an answer; None where it is missing or empty. Bytes beyond ASCII are read
    as Latin-1 (RFC 9110, 5.5)."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
