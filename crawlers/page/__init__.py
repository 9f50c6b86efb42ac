"""From the bytes of an answer to a `Page`: decoding, HTML, plain text, PDF, JSON-LD and
microdata."""

from crawlers.page.page import Page

__all__ = ["Page"]
