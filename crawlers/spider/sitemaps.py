"""One sitemap file, read strictly: a file that is cut short is an error, because what it leaves out
would look withdrawn.

Format: sitemaps.org protocol 0.9 (XML urlset and sitemapindex, gzip, or one address a line).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from crawlers.net.bodies import Damaged, TooLarge, unpack
from crawlers.net.reasons import BadAnswer

MAX_BYTES = 64 * 1024 * 1024
"""The protocol allows 50 MB unpacked; some are over it."""
MAX_TAGS = 500_000
"""The protocol allows 50,000 entries, of four elements each."""
MAX_ENTRIES = 100_000
_ROOT = rb"(?:[\w.-]+:)?(?:urlset|sitemapindex)"
_CLOSED = re.compile(
    rb"(?:</" + _ROOT + rb"\s*>|<" + _ROOT + rb"\b[^<>]*/>)\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)*\Z"
)
_TAIL = 2000


class BadSitemap(BadAnswer):
    """The file is not a sitemap, or not all of one; the message is a word for the ledger."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a sitemap: an address, and when the page changed as the site prints it ("" where
    it does not)."""

    url: str
    lastmod: str = ""


def read(body: bytes) -> tuple[bool, list[Entry]]:
    """Return whether the file is an index of sitemaps, and its entries. Raise BadSitemap
    (`truncated`, `too_large`, `not_a_sitemap`)."""
    if body[:2] == b"\x1f\x8b":
        body = _unpacked(body)
    if plain := _plain(body):
        return False, plain
    if not body.strip():
        raise BadSitemap("not_a_sitemap")
    if body.count(b"<") > MAX_TAGS:
        raise BadSitemap("too_large")
    kind, entries = _parsed(body)
    if not _CLOSED.search(body[-_TAIL:].strip(b"\x00 \t\r\n")):
        # the parser repairs what it reads, so only the missing end shows it
        raise BadSitemap("truncated")
    return kind == "sitemapindex", entries


def _parsed(body: bytes) -> tuple[str, list[Entry]]:
    """Return the name of the root element, and the entries."""
    parser = etree.iterparse(
        BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    entries = []
    try:
        for _, element in parser:
            if address := (element.findtext("{*}loc") or "").strip():
                entries.append(Entry(address, (element.findtext("{*}lastmod") or "").strip()))
            element.clear()
    except etree.LxmlError as error:
        raise BadSitemap("not_a_sitemap") from error
    kind = etree.QName(parser.root).localname if parser.root is not None else ""
    if kind not in ("urlset", "sitemapindex"):
        raise BadSitemap("not_a_sitemap")
    return kind, entries


def _unpacked(body: bytes) -> bytes:
    try:
        return unpack(body, "gzip", MAX_BYTES)
    except Damaged as error:
        raise BadSitemap("truncated") from error
    except TooLarge as error:
        raise BadSitemap("too_large") from error


def _plain(body: bytes) -> list[Entry]:
    """Return the entries of a text sitemap; [] where it is not one."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"http://", b"https://")):
        return []
    lines = body.decode("utf-8-sig", "replace").split(None, MAX_ENTRIES)
    if len(lines) > MAX_ENTRIES:
        raise BadSitemap("too_large")
    return (
        [Entry(line) for line in lines]
        if all(line.startswith(("http://", "https://")) for line in lines)
        else []
    )
